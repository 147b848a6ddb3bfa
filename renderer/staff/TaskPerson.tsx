import { useState } from 'react';
import { personAnswerSchema, type StaffPerson, type StaffTask } from '../../electron/bridge/staff-page.ts';
import { formatDay } from '../language/format.ts';
import type { Why } from './api.ts';
import { Act, Line, StaffButton, Waiting } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';
import { TaskNote } from './TaskNote.tsx';

type Seen =
  { kind: 'hidden' } | { kind: 'opened'; person: StaffPerson | null; note: string } | { kind: 'refused'; why: Why };

/** Whose task it is and what was noted about it, only when asked; then the person may be compared with the document. */
export function TaskPerson({ task }: { task: StaffTask }) {
  const { desk, session } = useStaff();
  const t = useStaffTexts();
  const [seen, setSeen] = useState<Seen>({ kind: 'hidden' });
  const { id, kind, hasNote } = task;
  if (session.account?.role !== 'reception') return <Line tone="info">{t('staff.tasks.person.receptionOnly')}</Line>;

  async function open(): Promise<void> {
    const answer = await desk.api.post(`/api/tasks/${id}/person`, {}, personAnswerSchema);
    setSeen(answer.ok ? { kind: 'opened', ...answer.value } : { kind: 'refused', why: answer.why });
  }

  const isCall = kind === 'call';
  return (
    <>
      {seen.kind !== 'opened' && (!isCall || hasNote) && (
        <div className="act">
          <StaffButton does={() => void open()}>
            {t(isCall ? 'staff.tasks.openNote' : 'staff.tasks.person.open')}
          </StaffButton>
          <p className="quiet small">{t('staff.tasks.person.why')}</p>
        </div>
      )}
      {seen.kind === 'refused' && <Waiting why={seen.why} />}
      {seen.kind === 'opened' && !isCall && (
        <section className="person">
          {seen.person === null ? (
            <Line tone="info">{t('staff.tasks.person.gone')}</Line>
          ) : (
            <PersonFacts person={seen.person} />
          )}
          <StaffButton does={() => setSeen({ kind: 'hidden' })}>{t('staff.tasks.person.close')}</StaffButton>
          {seen.person !== null && <Identity id={id} />}
        </section>
      )}
      {(seen.kind === 'opened' || !hasNote) && (
        <TaskNote task={task} kept={seen.kind === 'opened' ? seen.note : ''} key={seen.kind} />
      )}
    </>
  );
}

function Identity({ id }: { id: string }) {
  const { desk } = useStaff();
  const t = useStaffTexts();
  return (
    <>
      <h3>{t('staff.tasks.identity.title')}</h3>
      <p className="quiet small">{t('staff.tasks.identity.why')}</p>
      <div className="row">
        {(['same-person', 'other-person'] as const).map((result) => (
          <Act
            key={result}
            label={t(result === 'same-person' ? 'staff.tasks.identity.same' : 'staff.tasks.identity.other')}
            does={() => desk.api.act(`/api/tasks/${id}/identity`, { result })}
            done={t('staff.tasks.identity.saved')}
          />
        ))}
      </div>
    </>
  );
}

function PersonFacts({ person: { fullName, birthDate, patientId } }: { person: StaffPerson }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const facts = [
    [t('staff.tasks.person.name'), fullName ?? t('staff.tasks.person.known')],
    [t('staff.tasks.person.birthDate'), birthDate && formatDay(birthDate, language)],
    [t('staff.tasks.person.patientId'), patientId],
  ] as const;
  return (
    <dl className="pairs" data-private>
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
