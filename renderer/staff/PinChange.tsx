import { type SubmitEvent, useState } from 'react';
import { DigitPad } from './DigitPad.tsx';
import { Line, StaffButton } from './parts.tsx';
import { PinField } from './PinField.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';

const fields = ['current', 'next', 'again'] as const;
type Field = (typeof fields)[number];

/** A PIN of one's own: the first thing after the first login, and whenever its owner wants another. */
export function PinChange({ isFirst, onDone }: { isFirst: boolean; onDone: () => void }) {
  const { desk, tell } = useStaff();
  const t = useStaffTexts();
  const [pins, setPins] = useState({ current: '', next: '', again: '' });
  const [at, setAt] = useState<Field>('current');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const put = (field: Field, pin: string) => setPins((before) => ({ ...before, [field]: pin }));

  async function save(): Promise<void> {
    if (pins.next !== pins.again) {
      setProblem(t('staff.pin.differ'));
      return;
    }
    setIsBusy(true);
    const answer = await desk.changePin(pins.current, pins.next);
    setIsBusy(false);
    if (answer.ok && answer.value === 'done') {
      tell({ words: t('staff.pin.done'), isGood: true });
      onDone();
      return;
    }
    setProblem(answer.ok && answer.value !== 'done' ? t(`staff.pin.${answer.value}`) : null);
    if (!answer.ok) setProblem(t(`staff.refused.${answer.why}`));
  }

  const isReady = fields.every((field) => pins[field].length >= 6) && !isBusy;
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isReady) void save();
  };
  return (
    <form className="login" onSubmit={onSubmit}>
      <h1 className="staff-title">{t('staff.pin.title')}</h1>
      {isFirst && <p>{t('staff.pin.first')}</p>}
      <p className="quiet">{t('staff.pin.rules')}</p>
      {fields.map((field) => (
        <PinField
          key={field}
          label={t(`staff.pin.${field}`)}
          value={pins[field]}
          onChange={(pin) => put(field, pin)}
          onFocus={() => setAt(field)}
          isNew={field !== 'current'}
          autoFocus={field === 'current'}
        />
      ))}
      <div role="status">{problem !== null && <Line tone="attention">{problem}</Line>}</div>
      <DigitPad value={pins[at]} onChange={(pin) => put(at, pin)} />
      <StaffButton look="primary" submits isDisabled={!isReady}>
        {t('staff.pin.save')}
      </StaffButton>
      {isFirst ? (
        <StaffButton look="plain" does={() => void desk.logout()}>
          {t('staff.account.logout')}
        </StaffButton>
      ) : (
        <StaffButton look="plain" does={onDone}>
          {t('staff.cancel')}
        </StaffButton>
      )}
    </form>
  );
}
