import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../electron/bridge/staff-login.ts';
import type { StaffTask } from '../../electron/bridge/staff-page.ts';
import { deskTask, heldTask, heldVisit, overview, refusedTask, session } from '../gallery-staff-answers.ts';
import { vi } from '../language/vi.ts';
import { createDesk } from './desk.ts';
import { StaffContext } from './staff-context.ts';
import { handClock, jsonOf } from './staff-page-testing.ts';
import { TaskCard } from './TaskCard.tsx';

/** Which decisions a task offers, by their names, to somebody of this role who has opened it. */
function offered(task: StaffTask, role: Role): string[] {
  const desk = createDesk({ ...handClock(), fetch: () => Promise.resolve(jsonOf({})) });
  const whose = { ...session, account: { name: 'lan', role } };
  const state = { ...desk.state(), session: whose };
  const nothing = () => undefined;
  const page = { desk, glass: null, state, session: whose, language: 'vi', setLanguage: nothing, tell: nothing };
  const markup = renderToStaticMarkup(
    <StaffContext value={page}>
      <TaskCard task={task} overview={overview} isOpen onToggle={nothing} />
    </StaffContext>,
  );
  const { decisions } = vi.staff.tasks;
  const names = (['retry', 'hold', 'release', 'set-aside'] as const).map((each) => decisions[each]);
  return names.filter((name) => markup.includes(`>${name}<`));
}

const { retry, hold, release, 'set-aside': setAside } = vi.staff.tasks.decisions;

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
