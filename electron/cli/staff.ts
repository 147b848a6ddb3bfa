import type { AccountAnswer } from '../bridge/staff-account-messages.ts';
import { accountNameSchema, type Role } from '../bridge/staff-login.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';
import { askStation, staffName, type StationOptions } from './staff-answer.ts';

/** `tiepdon staff list`. */
export function listAccounts(options: StationOptions): Promise<ExitCode> {
  return askStation(options, { kind: 'account-list' }, 'accounts', ({ accounts }) => {
    print(options.json, accounts, () =>
      accounts.length === 0
        ? ['nobody has an account yet: tiepdon staff add NAME']
        : table([
            ['name', 'role', 'card', 'PIN'],
            ...accounts.map(({ name, role, hasCard, hasOwnPin }) => [
              name,
              role,
              hasCard ? 'yes' : '-',
              hasOwnPin ? 'own' : 'to be changed',
            ]),
          ]),
    );
    return exitCodes.done;
  });
}

/** `tiepdon staff add`: prints the start PIN, once. */
export async function addAccount(options: StationOptions & { name: string; role: Role }): Promise<ExitCode> {
  const { json, name, role } = options;
  if (!accountNameSchema.safeParse(name).success) return badName(json);
  const question = { kind: 'account-add', name, role, staffName: staffName() } as const;
  return askStation(options, question, 'account-changed', (answer) =>
    tell(json, name, answer, (secret) => [
      `${name} has an account. PIN for the first login, to be changed there:`,
      secret,
    ]),
  );
}

const told = {
  'account-remove': () => ['the account is gone'],
  'account-card': (secret: string) => ['text of the card, said this once; print it as a QR or Code 128:', secret],
  'account-pin': (secret: string) => ['PIN for the next login, to be changed there:', secret],
} as const;

/** `tiepdon staff remove|card|pin`. */
export async function changeAccount(
  options: StationOptions & { name: string; change: keyof typeof told },
): Promise<ExitCode> {
  const { json, name, change } = options;
  if (!accountNameSchema.safeParse(name).success) return badName(json);
  const question = { kind: change, name, staffName: staffName() } as const;
  return askStation(options, question, 'account-changed', (answer) => tell(json, name, answer, told[change]));
}

type Changed = Extract<AccountAnswer, { kind: 'account-changed' }>;

function tell(
  json: boolean,
  name: string,
  { result, secret }: Changed,
  lines: (secret: string) => readonly string[],
): ExitCode {
  switch (result) {
    case 'done':
      print(json, { name, secret }, () => lines(secret ?? ''));
      return exitCodes.done;
    case 'taken':
      complain(json, `${name} has an account already`);
      return exitCodes.failed;
    case 'nobody':
      complain(json, `${name} has no account: see tiepdon staff list`);
      return exitCodes.failed;
    case 'failed':
      complain(json, 'the disk refused; nothing was changed');
      return exitCodes.failed;
  }
}

function badName(json: boolean): ExitCode {
  complain(json, 'a name has 2 to 24 small letters, digits, dots, dashes or underscores, and begins with a letter');
  return exitCodes.usage;
}
