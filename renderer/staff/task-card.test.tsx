import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../electron/bridge/staff-login.ts';
import type { StaffTask } from '../../electron/bridge/staff-page.ts';
import { deskTask, heldTask, heldVisit, helpTask, overview, refusedTask, session } from '../gallery-staff-answers.ts';
import { vi } from '../language/vi.ts';
import { createDesk } from './desk.ts';
import { StaffContext } from './staff-context.ts';
import { handClock, jsonOf } from './staff-page-testing.ts';
import { TaskCard } from './TaskCard.tsx';

/** A task that somebody of this role has opened. */
function opened(task: StaffTask, role: Role): string {
  const desk = createDesk({ ...handClock(), fetch: () => Promise.resolve(jsonOf({})) });
  const whose = { ...session, account: { name: 'lan', role } };
  const state = { ...desk.state(), session: whose };
  const nothing = () => undefined;
  const page = { desk, glass: null, state, session: whose, language: 'vi', setLanguage: nothing, tell: nothing };
  return renderToStaticMarkup(
    <StaffContext value={page}>
      <TaskCard task={task} overview={overview} isOpen onToggle={nothing} />
    </StaffContext>,
  );
}

/** Which decisions it offers, by their names. */
function offered(task: StaffTask, role: Role): string[] {
  const markup = opened(task, role);
  const { decisions } = vi.staff.tasks;
  const names = (['retry', 'hold', 'release', 'set-aside'] as const).map((each) => decisions[each]);
  return names.filter((name) => markup.includes(`>${name}<`));
}

const { retry, hold, release, 'set-aside': setAside } = vi.staff.tasks.decisions;

describe('whose task it is', () => {
  const { person, openNote } = vi.staff.tasks;
  const words = [person.open, openNote, person.gone];
  const confirmed = { ...deskTask, sync: 'confirmed', hasPerson: false } as const;

  it.each([
    ['is shown when it is asked for', deskTask, [person.open]],
    ['the hospital alone can tell once it has it', { ...confirmed, hasNote: false }, [person.gone]],
    ['it can tell, what was noted of it the kiosk', { ...confirmed, hasNote: true }, [openNote, person.gone]],
    ['is nobody’s of a call', helpTask, []],
    ['is nobody’s of a call with a note', { ...helpTask, hasNote: true }, [openNote]],
  ])('%s', (_, task, said) => {
    const markup = opened(task, 'reception').replaceAll('\u00a0', ' ');
    expect(words.filter((each) => markup.includes(each))).toEqual(said);
  });
});

describe('a task offers reception', () => {
  it.each([
    ['what is refused', refusedTask, [retry, setAside]],
    ['a visit that is held, also to settle it without sending it first', heldVisit, [release, setAside]],
    ['a number of the desk that is held', heldTask, [release]],
    ['nothing more where it was settled by hand', { ...deskTask, sync: 'settled', hasPerson: false }, []],
    ['a number of the desk that is on its way', { ...deskTask, sync: 'pending', hasPerson: true }, [retry, hold]],
  ] as const)('%s', (_, task, names) => {
    expect(offered(task, 'reception')).toEqual(names);
    expect(offered(task, 'it')).toEqual(names.filter((name) => name !== setAside));
  });
});
