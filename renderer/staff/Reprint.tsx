import { type SubmitEvent, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { Overview } from '../../electron/bridge/staff-overview.ts';
import { reprintAnswerSchema, type ReprintChoice, type StaffActionResult } from '../../electron/bridge/staff-page.ts';
import { formatDay } from '../language/format.ts';
import type { Answer } from './api.ts';
import { NameKeys } from './GlassKeys.tsx';
import { StaffButton } from './parts.tsx';
import { useAct, useStaff, useStaffTexts } from './staff-context.ts';

/** A paper once more, by its number; where several have it, whoever asks says which. */
export function Reprint({ overview }: { overview: Overview }) {
  const { desk, glass } = useStaff();
  const t = useStaffTexts();
  const { isBusy, act } = useAct();
  const [number, setNumber] = useState('');
  const [choices, setChoices] = useState<readonly ReprintChoice[]>([]);
  const [hasKeys, setHasKeys] = useState(false);
  const wanted = number.trim().toUpperCase();

  async function ask(body: { number: string } | { key: string }): Promise<Answer<StaffActionResult>> {
    const answer = await desk.api.post('/api/print/ticket', body, reprintAnswerSchema);
    if (!answer.ok) return answer;
    setChoices(answer.value.choices);
    return { ok: true, value: answer.value.result };
  }

  function print(body: { number: string } | { key: string }, said: string): void {
    setChoices([]);
    void act(() => ask(body), t('staff.overview.reprinted', { number: said })).then((isDone) => {
      if (isDone) setNumber('');
    });
  }

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (wanted !== '' && !isBusy) print({ number: wanted }, wanted);
  };
  return (
    <section>
      <h2>{t('staff.overview.reprint')}</h2>
      <form className="row reprint" onSubmit={onSubmit}>
        <TextField
          className="staff-field"
          value={number}
          onChange={(text) => {
            setNumber(text);
            setChoices([]);
          }}
          onFocus={() => setHasKeys(true)}
        >
          <Label>{t('staff.overview.reprintNumber')}</Label>
          <Input
            className="staff-input"
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={32}
            {...(glass && { inputMode: 'none' as const })}
          />
        </TextField>
        <StaffButton submits isDisabled={wanted === '' || isBusy}>
          {t('staff.overview.reprint')}
        </StaffButton>
      </form>
      {choices.length > 0 && (
        <div className="reprint-which" role="group" aria-label={t('staff.overview.reprintWhich')}>
          <p>{t('staff.overview.reprintWhich')}</p>
          {choices.map((choice) => (
            <StaffButton key={choice.key} isDisabled={isBusy} does={() => print({ key: choice.key }, choice.number)}>
              <Words choice={choice} overview={overview} />
            </StaffButton>
          ))}
        </div>
      )}
      {glass && hasKeys && <NameKeys value={number} onChange={setNumber} onDone={() => setHasKeys(false)} />}
    </section>
  );
}

function Words({ choice, overview }: { choice: ReprintChoice; overview: Overview }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const { clinicId, stream, day, session } = choice;
  const name = overview.clinics.find(({ id }) => id === clinicId)?.name;
  return [
    clinicId === null ? t('staff.figures.outcomes.desk') : name ? inLanguage(name, language) : clinicId,
    ...(day === overview.today ? [] : [formatDay(day, language)]),
    t(`staff.arrivals.session.${session}`),
    ...(stream === null ? [] : [t(`stream.${stream}`)]),
  ].join(' · ');
}
