import { useState } from 'react';
import {
  namesSomebody,
  personAnswerSchema,
  type StaffTask,
  type TaskPerson as Whose,
} from '../../electron/bridge/staff-page.ts';
import { formatDay } from '../language/format.ts';
import type { Why } from './api.ts';
import { Act, Line, StaffButton, Waiting } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';
import { TaskNote } from './TaskNote.tsx';

type Seen = { kind: 'hidden' } | { kind: 'opened'; person: Whose | null } | { kind: 'refused'; why: Why };

/** Whose task it is and what was noted about it, only when asked; then the person may be compared with the document. */
export function TaskPerson({ task }: { task: StaffTask }) {
  const { desk, session } = useStaff();
  const t = useStaffTexts();
  const [seen, setSeen] = useState<Seen>({ kind: 'hidden' });
  const { id, kind, hasNote } = task;
  // Of a change or a cancellation, whom it is about stands in the row of the visit.
  const mayBeKept = task.hasPerson || (kind !== 'call' && task.amendment !== null);
  const [noteRead, setNoteRead] = useState(hasNote ? null : '');
  /** null: there is one, and nobody has asked for it yet. */
  const note = noteRead ?? (hasNote ? null : '');
  if (session.account?.role !== 'reception') return <Line tone="info">{t('staff.tasks.person.receptionOnly')}</Line>;

  const ask = () => desk.api.post(`/api/tasks/${id}/person`, {}, personAnswerSchema);

  async function open(): Promise<void> {
    const answer = await ask();
    setSeen(answer.ok ? { kind: 'opened', person: answer.value.person } : { kind: 'refused', why: answer.why });
    if (answer.ok) setNoteRead(answer.value.note);
  }

  function hide(): void {
    setSeen({ kind: 'hidden' });
    setNoteRead(null);
  }

  /** Of the person no more is shown than was. */
  async function readNote(): Promise<void> {
    const answer = await ask();
    if (answer.ok) setNoteRead(answer.value.note);
  }

  // What was opened stays open while the hospital takes it.
  const isOpen = seen.kind === 'opened' && kind !== 'call' && (mayBeKept || seen.person !== null);
  return (
    <>
      {kind !== 'call' && !mayBeKept && !isOpen && <Line tone="info">{t('staff.tasks.person.gone')}</Line>}
      {seen.kind !== 'opened' && (mayBeKept || hasNote) && (
        <div className="act">
          <StaffButton does={() => void open()}>
            {t(mayBeKept ? 'staff.tasks.person.open' : 'staff.tasks.openNote')}
          </StaffButton>
          <p className="quiet small">{t('staff.tasks.person.why')}</p>
        </div>
      )}
      {seen.kind === 'refused' && <Waiting why={seen.why} />}
      {isOpen && (
        <section className="person">
          {seen.person === null ? (
            <Line tone="info">{t('staff.tasks.person.gone')}</Line>
          ) : (
            <PersonFacts person={seen.person} />
          )}
          <StaffButton does={hide}>{t('staff.tasks.person.close')}</StaffButton>
          {seen.person !== null && namesSomebody(seen.person) && <Identity id={id} />}
        </section>
      )}
      {note !== null && <TaskNote id={id} kept={note} onSaved={setNoteRead} onOutdated={readNote} />}
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

function PersonFacts({ person: { fullName, birthDate, patientId, slipCode, ticket } }: { person: Whose }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const facts = [
    [t('staff.tasks.person.name'), fullName ?? (patientId && t('staff.tasks.person.known'))],
    [t('staff.tasks.person.birthDate'), birthDate && formatDay(birthDate, language)],
    [t('staff.tasks.person.patientId'), patientId],
    [t('staff.tasks.person.slipCode'), slipCode],
    [t('staff.tasks.person.ticket'), ticket],
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
