import { describe, expect, it, vi } from 'vitest';
import { bodyBuilder } from '../../sync/his/bundle.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import { nobody } from '../../sync/his/test-registration.ts';
import { commit, desk, refusedBy, sendAll, settle, testQueue, visit } from '../../sync/queue/test-queue.ts';
import { staffTimers, staffPage, testSnapshot } from './staff-testing.ts';

const realBodies = () => {
  const { now } = staffTimers();
  return testQueue({ now, buildBody: bodyBuilder(fhirSystems({}), { facilityCode: '00000', hospitalName: 'Mẫu' }) });
};

/** As a page shows a task of which nobody has said anything. */
const untouched = { state: 'open', by: null };

/** The page ten minutes before midnight in Hanoi; `midnight` begins the day. */
async function nightDesk() {
  let today = '2026-03-02';
  const page = await staffPage({ snapshot: () => ({ ...testSnapshot(), today }) });
  page.timers.pass(Date.parse('2026-03-02T23:50:00+07:00') - page.timers.nowMs());
  return { ...page, midnight: (next: string) => (today = next) };
}

describe('tasks', () => {
  it('are refused rows and desk tickets, and their state is there for the next shift', async () => {
    const { loggedIn, queue } = await staffPage();
    const { key, number } = commit(queue, visit('001080000001'));
    settle(queue.attachSender(), refusedBy(key, 'clinic-full', 'mat'));
    const waiting = commit(queue, desk('001080000009'));
    const page = await loggedIn('lan');
    const list = {
      tasks: [
        {
          kind: 'refused',
          number,
          reason: 'clinic-full',
          sendTo: 'mat',
          sync: 'refused',
          state: 'open',
        },
        { kind: 'desk', number: waiting.number, sync: 'pending', state: 'open', hasPerson: true },
      ],
    };
    expect((await page.get('/api/tasks')).json).toMatchObject(list);
    const taken = await page.post(`/api/tasks/${waiting.key}`, { state: 'taken', seen: untouched });
    const noted = await page.post(`/api/tasks/${waiting.key}`, { note: 'Chờ ở quầy 2', seen: '' });
    expect([taken.json, noted.json]).toEqual([{ result: 'done' }, { result: 'done' }]);
    await page.post('/api/logout');
    const next = await loggedIn('mai');
    expect((await next.get('/api/tasks')).json).toMatchObject({
      tasks: [{}, { state: 'taken', by: 'lan', hasNote: true, identity: null }],
    });
    expect((await next.post(`/api/tasks/${waiting.key}`, { state: 'done' })).json).toEqual({ result: 'done' });
    // A refused row is settled by a decision, not by a word.
    const word = await next.post(`/api/tasks/${key}`, { state: 'done' });
    expect(word.json).toEqual({ result: 'not-in-that-state' });
    const decided = await next.post(`/api/tasks/${key}/decision`, { decision: 'set-aside' });
    expect(decided.json).toEqual({ result: 'done' });
    expect((await next.get('/api/tasks')).json).toEqual({ tasks: [] });
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:mai', action: 'set-aside', subject: key }]);
    const gone = await next.post(`/api/tasks/${key}`, { state: 'taken', seen: untouched });
    expect(gone.json).toEqual({ result: 'nobody' });
  });

  it('show their person to reception alone, once asked, and the audit log says to whom', async () => {
    const queue = realBodies();
    const { loggedIn } = await staffPage({ queue });
    const { key } = commit(queue, desk('001080000009'));
    const page = await loggedIn('lan');
    const tasks = await page.get('/api/tasks');
    const opened = await page.post(`/api/tasks/${key}/person`);
    const { person } = opened.json as { person: { fullName: string } };
    expect(person.fullName).not.toBe('');
    expect(tasks.text).not.toContain(person.fullName);
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'person-opened', subject: key }]);
    const it = await loggedIn('binh', 'it');
    const refused = await it.post(`/api/tasks/${key}/person`);
    expect([refused.status, refused.json]).toEqual([403, { error: 'not-allowed' }]);
    expect((await it.post('/api/arrivals', { clinicId: 'mat' })).status).toBe(403);
    expect((await it.post(`/api/tasks/${key}/identity`, { result: 'same-person' })).status).toBe(403);
    const unknown = await page.post('/api/tasks/b5cbd2a0-0000-4000-8000-000000000009/person');
    expect(unknown.json).toEqual({ person: null, note: '' });
  });

  it('show the paper of somebody whom nobody knows, who cannot be compared with any document', async () => {
    const queue = realBodies();
    const { loggedIn } = await staffPage({ queue });
    const page = await loggedIn('lan');
    const shown = { kind: 'ticket', visitKey: 'b5cbd2a0-0000-4000-8000-000000000007', number: 'TM-042' } as const;
    const { key } = commit(queue, desk(null, { shown, person: nobody }));
    expect((await page.post(`/api/tasks/${key}/person`)).json).toEqual({
      person: { fullName: null, birthDate: null, patientId: null, slipCode: null, ticket: 'TM-042' },
      note: '',
    });
    const compared = await page.post(`/api/tasks/${key}/identity`, { result: 'same-person' });
    expect(compared.json).toEqual({ result: 'not-in-that-state' });
  });

  it('keep what was noted from a list, and tell it to reception alone, which stands in the audit log', async () => {
    const { loggedIn, queue, board } = await staffPage();
    const { key } = commit(queue, desk('001080000009'));
    const call = 'b5cbd2a0-0000-4000-8000-000000000001';
    queue.staff.write(({ tasks }) => tasks.openCall(call, 'help'));
    const page = await loggedIn('lan');
    for (const id of [key, call]) await page.post(`/api/tasks/${id}`, { note: 'Bà Thử, đi xe lăn', seen: '' });
    const list = await page.get('/api/tasks');
    expect(list.text).not.toContain('xe lăn');
    expect(list.json).toMatchObject({ tasks: [{ hasNote: true }, { hasNote: true }] });
    // Whoever takes it leaves it.
    await page.post(`/api/tasks/${key}`, { state: 'taken', seen: untouched });
    board.add({ id: call, urgency: 'help' });
    await page.post(`/api/calls/${call}/coming`);
    for (const id of [key, call]) {
      expect((await page.post(`/api/tasks/${id}/person`)).json).toMatchObject({ note: 'Bà Thử, đi xe lăn' });
      expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'person-opened', subject: id }]);
    }
    const it = await loggedIn('binh', 'it');
    expect((await it.post(`/api/tasks/${key}`, { note: '', seen: 'Bà Thử, đi xe lăn' })).status).toBe(403);
    const takenOver = await it.post(`/api/tasks/${key}`, { state: 'taken', seen: { state: 'taken', by: 'lan' } });
    expect(takenOver.json).toEqual({ result: 'done' });
    await page.post(`/api/tasks/${key}`, { note: '', seen: 'Bà Thử, đi xe lăn' });
    expect((await page.post(`/api/tasks/${key}/person`)).json).toMatchObject({ note: '' });
    vi.spyOn(queue.staff, 'write').mockReturnValue(null);
    expect((await page.post(`/api/tasks/${call}/person`)).json).toEqual({ error: 'failed' });
  });

  it('take no numbers of people in a note', async () => {
    const { loggedIn, queue } = await staffPage();
    const { key } = commit(queue, desk('001080000009'));
    const page = await loggedIn('lan');
    for (const note of ['CCCD 001080000009', 'gọi 0912 345 678', '001.080.000.009']) {
      expect([note, (await page.post(`/api/tasks/${key}`, { note, seen: '' })).status]).toEqual([note, 400]);
    }
    const short = await page.post(`/api/tasks/${key}`, { note: 'Quầy 2, 10:30, 02/03/2026', seen: '' });
    expect(short.json).toEqual({ result: 'done' });
  });

  it('keep who compared a person with a document by eye, once the person was shown in that session', async () => {
    const queue = realBodies();
    const { loggedIn } = await staffPage({ queue });
    const { key } = commit(queue, desk('001080000009'));
    const [page, next] = [await loggedIn('lan'), await loggedIn('mai')];
    const check = async (by: typeof page, result: string) =>
      (await by.post(`/api/tasks/${key}/identity`, { result })).json;
    await next.post(`/api/tasks/${key}/person`);
    expect(await check(page, 'other-person')).toEqual({ result: 'not-in-that-state' });
    await page.post(`/api/tasks/${key}/person`);
    // Whoever logs in anew looks anew.
    await page.post('/api/login', { by: 'pin', name: 'lan', pin: '739150' });
    expect(await check(page, 'other-person')).toEqual({ result: 'not-in-that-state' });
    await page.post(`/api/tasks/${key}/person`);
    expect(await check(page, 'other-person')).toEqual({ result: 'done' });
    expect(queue.audit.list(1)).toMatchObject([
      { actor: 'staff:lan', action: 'identity-checked-by-staff', subject: key, detail: 'other-person' },
    ]);
    expect(await check(page, 'same-person')).toEqual({ result: 'not-in-that-state' });
    expect(await check(next, 'same-person')).toEqual({ result: 'not-in-that-state' });
    await next.post(`/api/tasks/${key}`, { state: 'taken', seen: untouched });
    expect((await next.get('/api/tasks')).json).toMatchObject({
      tasks: [{ identity: 'other-person', state: 'taken', by: 'mai' }],
    });
    vi.spyOn(queue.staff, 'write').mockReturnValue(null);
    expect(await check(page, 'other-person')).toEqual({ result: 'failed' });
  });

  it('take no comparison with somebody whom the kiosk has erased', async () => {
    const queue = realBodies();
    const { loggedIn } = await staffPage({ queue });
    const { key } = commit(queue, desk('001080000009'));
    sendAll(queue);
    const page = await loggedIn('lan');
    expect((await page.post(`/api/tasks/${key}/person`)).json).toEqual({ person: null, note: '' });
    const check = await page.post(`/api/tasks/${key}/identity`, { result: 'same-person' });
    expect(check.json).toEqual({ result: 'not-in-that-state' });
    expect(queue.audit.list(1)).not.toMatchObject([{ action: 'identity-checked-by-staff' }]);
  });

  it('of the desk are there for two days, over midnight', async () => {
    const { loggedIn, queue, timers, midnight } = await nightDesk();
    const late = commit(queue, desk('001080000009'));
    const page = await loggedIn('lan');
    timers.pass(20 * 60_000);
    midnight('2026-03-03');
    await page.post('/api/login', { by: 'pin', name: 'lan', pin: '739150' });
    expect((await page.get('/api/tasks')).json).toMatchObject({ tasks: [{ id: late.key, kind: 'desk' }] });
    expect((await page.get('/api/overview')).json).toMatchObject({ openTasks: 1 });
    timers.pass(48 * 60 * 60_000);
    midnight('2026-03-05');
    await page.post('/api/login', { by: 'pin', name: 'lan', pin: '739150' });
    expect((await page.get('/api/tasks')).json).toEqual({ tasks: [] });
  });

  it('are set aside by reception alone', async () => {
    const { loggedIn, queue } = await staffPage();
    const { key } = commit(queue, visit('001080000001'));
    settle(queue.attachSender(), refusedBy(key));
    const it = await loggedIn('binh', 'it');
    const decide = async (decision: string) => (await it.post(`/api/tasks/${key}/decision`, { decision })).json;
    expect(await decide('set-aside')).toEqual({ error: 'not-allowed' });
    expect(await decide('retry')).toEqual({ result: 'done' });
  });
});

describe('a task that two people look at', () => {
  const id = 'b5cbd2a0-0000-4000-8000-000000000001';
  const notOfThat = { result: 'not-in-that-state' };

  /** A call that lan has taken, at the pages of both. */
  async function takenCall() {
    const page = await staffPage();
    const { queue, board } = page;
    queue.staff.write(({ tasks }) => tasks.openCall(id, 'help'));
    board.add({ id, urgency: 'help' });
    const [lan, mai] = [await page.loggedIn('lan'), await page.loggedIn('mai')];
    const say = async (by: typeof lan, change: object) => (await by.post(`/api/tasks/${id}`, change)).json;
    expect(await say(lan, { state: 'taken', seen: untouched })).toEqual({ result: 'done' });
    const whose = () => [queue.staff.tasks.byId(id)?.actor, board.calls()[0]?.coming];
    return { ...page, lan, mai, say, whose };
  }
  const lans = { state: 'taken', by: 'lan' };

  it('stays in the hands in which it is, whoever writes a note', async () => {
    const { mai, say, whose, queue } = await takenCall();
    expect(await say(mai, { note: 'Đi xe lăn', seen: '' })).toEqual({ result: 'done' });
    expect(whose()).toEqual(['lan', 'lan']);
    expect(queue.staff.tasks.byId(id)).toMatchObject({ state: 'taken', note: 'Đi xe lăn' });
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:mai', action: 'task-changed', detail: 'call noted' }]);
  });

  it('is taken by one of them, and by the other when they have seen whose it is', async () => {
    const { lan, mai, say, whose } = await takenCall();
    expect(await say(mai, { state: 'taken', seen: untouched })).toEqual(notOfThat);
    expect(whose()).toEqual(['lan', 'lan']);
    expect(await say(mai, { state: 'taken', seen: lans })).toEqual({ result: 'done' });
    expect(whose()).toEqual(['mai', 'mai']);
    // Whose page is old does not give back what is another's by now.
    expect(await say(lan, { state: 'open', seen: lans })).toEqual(notOfThat);
    expect(whose()).toEqual(['mai', 'mai']);
    expect(await say(lan, { state: 'done' })).toEqual({ result: 'done' });
  });

  it('keeps the note that the other wrote meanwhile, until it was seen', async () => {
    const { lan, mai, say, queue } = await takenCall();
    await say(lan, { note: 'Đi xe lăn', seen: '' });
    expect(await say(mai, { note: 'Chờ con gái', seen: '' })).toEqual(notOfThat);
    expect(queue.staff.tasks.byId(id)?.note).toBe('Đi xe lăn');
    expect(await say(mai, { note: 'Đi xe lăn, chờ con gái', seen: 'Đi xe lăn' })).toEqual({ result: 'done' });
    expect(queue.staff.tasks.byId(id)?.note).toBe('Đi xe lăn, chờ con gái');
  });

  it('is asked for again by the other’s page', async () => {
    const { lan, mai, say, timers } = await takenCall();
    timers.pass(1_000);
    const news = await lan.news();
    await news.when('calls');
    expect(await say(mai, { note: 'Đi xe lăn', seen: '' })).toEqual({ result: 'done' });
    timers.pass(1_000);
    await news.when('changed');
  });
});

it('whatever staff say of a task is told to open pages, once it is written down', async () => {
  const queue = realBodies();
  const { loggedIn, answers, board } = await staffPage({ queue });
  const call = 'b5cbd2a0-0000-4000-8000-000000000001';
  queue.staff.write(({ tasks }) => tasks.openCall(call, 'help'));
  board.add({ id: call, urgency: 'help' });
  const { key } = commit(queue, desk('001080000009'));
  const page = await loggedIn('lan');
  await page.post(`/api/tasks/${key}/person`);
  const told = vi.spyOn(answers.news, 'changed');
  const said = [
    [`/api/tasks/${key}`, { state: 'taken', seen: untouched }],
    [`/api/tasks/${key}`, { note: 'Quầy 2', seen: '' }],
    [`/api/tasks/${key}/identity`, { result: 'same-person' }],
    [`/api/calls/${call}/coming`, {}],
    [`/api/tasks/${key}`, { state: 'done' }],
  ] as const;
  const results: unknown[] = [];
  for (const [url, body] of said) results.push((await page.post(url, body)).json, told.mock.calls.length);
  const done = { result: 'done' };
  expect(results).toEqual([done, 1, done, 2, done, 3, done, 4, done, 5]);
  vi.spyOn(queue.staff, 'write').mockReturnValue(null);
  const refused = await page.post(`/api/tasks/${call}`, { note: 'Quầy 2', seen: '' });
  expect([refused.json, told.mock.calls.length]).toEqual([{ result: 'failed' }, 5]);
});
