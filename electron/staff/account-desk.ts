import { staffActor } from '../../sync/queue/audit.ts';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import type { AccountAnswer, AccountQuestion } from '../bridge/staff-account-messages.ts';
import { cardHash, keepPin, newCardCode, startPin } from './pin.ts';

/** Makes and ends accounts for the command line; `onChanged` ends the sessions of whoever it was about. */
export function accountDesk(
  records: KioskQueue['staff'],
  onChanged: (name: string) => void,
): (question: AccountQuestion) => Promise<AccountAnswer> {
  const answer = (
    result: Extract<AccountAnswer, { kind: 'account-changed' }>['result'],
    secret: string | null = null,
  ): AccountAnswer => ({ kind: 'account-changed', result, secret });

  /** `value` null: the disk refused. */
  const told = (name: string, written: { value: boolean } | null, secret: string | null): AccountAnswer => {
    if (written === null) return answer('failed');
    if (!written.value) return answer('nobody');
    onChanged(name);
    return answer('done', secret);
  };

  return async (question) => {
    switch (question.kind) {
      case 'account-list':
        return {
          kind: 'accounts',
          accounts: records.accounts.list().map(({ name, role, hasCard, pin }) => ({
            name,
            role,
            hasCard,
            hasOwnPin: !pin.isStart,
          })),
        };
      case 'account-add': {
        const { name, role } = question;
        const pin = startPin();
        const kept = { ...(await keepPin(pin)), isStart: true };
        const actor = staffActor(question.staffName);
        const written = records.write(({ accounts }) => accounts.add({ name, role, pin: kept }, actor));
        if (written === null) return answer('failed');
        return written.value ? answer('done', pin) : answer('taken');
      }
      case 'account-remove': {
        const { name, staffName } = question;
        return told(
          name,
          records.write(({ accounts }) => accounts.remove(name, staffActor(staffName))),
          null,
        );
      }
      case 'account-card': {
        const { name, staffName } = question;
        const code = newCardCode();
        const actor = staffActor(staffName);
        return told(
          name,
          records.write(({ accounts }) => accounts.setCard(name, cardHash(code), actor)),
          code,
        );
      }
      case 'account-pin': {
        const { name, staffName } = question;
        const pin = startPin();
        const kept = { ...(await keepPin(pin)), isStart: true };
        const actor = staffActor(staffName);
        return told(
          name,
          records.write(({ accounts }) => accounts.setPin(name, kept, actor)),
          pin,
        );
      }
    }
  };
}
