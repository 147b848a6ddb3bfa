import { assert, describe, expect, it } from 'vitest';
import { commit, consent, desk, record, refusedBy, sendAll, settle, visit } from '../../sync/queue/test-queue.ts';
import { staffPage } from './staff-testing.ts';

/** Reception at a page, and one row of the queue that somebody holds. */
async function heldRow(make: (queue: Awaited<ReturnType<typeof staffPage>>['queue']) => string) {
  const page = await staffPage();
  const { queue } = page;
  const key = make(queue);
  const lan = await page.loggedIn('lan');
  const say = async (change: object) => (await lan.post(`/api/tasks/${key}`, change)).json;
  const decide = async (decision: string) => (await lan.post(`/api/tasks/${key}/decision`, { decision })).json;
  const tasks = async () => (await lan.get('/api/tasks')).json;
  const isSent = () => sendAll(queue).includes(key) && queue.row(key)?.state === 'confirmed';
  return { ...page, key, lan, say, decide, tasks, isSent };
}

const done = { result: 'done' };

describe('a row that staff hold', () => {
  it('of the desk is not done before it is let go, and then it is sent', async () => {
    const { key, say, decide, tasks, isSent } = await heldRow((queue) => commit(queue, desk('001080000009')).key);
    expect(await decide('hold')).toEqual(done);
    expect(await say({ state: 'done' })).toEqual({ result: 'held' });
    expect(await tasks()).toMatchObject({ tasks: [{ id: key, kind: 'desk', held: true, state: 'open' }] });
    expect(isSent()).toBe(false);
    expect(await decide('release')).toEqual(done);
    expect(await say({ state: 'done' })).toEqual(done);
    expect(await tasks()).toEqual({ tasks: [] });
    expect(isSent()).toBe(true);
  });

  it('stays among the tasks after somebody has said of it that it is done, and however old it is', async () => {
    const { key, queue, lan, timers, say, decide, tasks, isSent } = await heldRow(
      (queue) => commit(queue, desk('001080000009')).key,
    );
    expect(await say({ state: 'done' })).toEqual(done);
    expect(await tasks()).toEqual({ tasks: [] });
    // At the kiosk's command line.
    queue.hold(key, 'staff:root');
    const held = { tasks: [{ id: key, kind: 'desk', held: true, state: 'open' }] };
    expect(await tasks()).toMatchObject(held);
    timers.pass(40 * 24 * 60 * 60_000);
    queue.forgetConfirmed();
    await lan.post('/api/login', { by: 'pin', name: 'lan', pin: '739150' });
    expect(await tasks()).toMatchObject(held);
    expect((await lan.get('/api/overview')).json).toMatchObject({ openTasks: 1, queue: { held: 1 } });
    expect(await decide('release')).toEqual(done);
    expect(await tasks()).toEqual({ tasks: [] });
    expect(isSent()).toBe(true);
  });

  it('of the desk that is settled by hand stays until it is done, and nobody is offered to send what was erased', async () => {
    const { key, queue, say, decide, tasks } = await heldRow((each) => commit(each, desk('001080000009')).key);
    settle(queue.attachSender(), refusedBy(key));
    expect(await tasks()).toMatchObject({ tasks: [{ kind: 'refused', sync: 'refused', hasPerson: true }] });
    expect(await decide('set-aside')).toEqual(done);
    expect(await tasks()).toMatchObject({ tasks: [{ id: key, kind: 'desk', sync: 'settled', hasPerson: false }] });
    expect(await decide('retry')).toEqual({ result: 'not-in-that-state' });
    expect(await say({ state: 'done' })).toEqual(done);
    expect(await tasks()).toEqual({ tasks: [] });
  });

  it('is settled by hand without being sent first, by reception alone', async () => {
    const { key, queue, loggedIn, decide, tasks, isSent } = await heldRow(
      (queue) => commit(queue, visit('001080000001')).key,
    );
    expect(queue.hold(key, 'staff:root')).toBe('done');
    const binh = await loggedIn('binh', 'it');
    expect((await binh.post(`/api/tasks/${key}/decision`, { decision: 'set-aside' })).status).toBe(403);
    expect(await decide('set-aside')).toEqual(done);
    expect(await tasks()).toEqual({ tasks: [] });
    expect(queue.row(key)).toMatchObject({ held: false, setAside: true });
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'set-aside', subject: key }]);
    expect(isSent()).toBe(false);
    expect(await decide('release')).toEqual({ result: 'not-in-that-state' });
  });

  it('is a task also where it is a visit’s or what was wanted of it, and ends by letting it go', async () => {
    const { key, queue, say, decide, tasks, isSent } = await heldRow(
      (queue) => commit(queue, visit('001080000001')).key,
    );
    const consented = record(queue, consent(key));
    for (const each of [key, consented]) expect(queue.hold(each, 'staff:root')).toBe('done');
    const row = queue.row(key);
    assert(row !== null);
    expect(await tasks()).toMatchObject({
      tasks: [
        { id: key, kind: 'held', number: row.ticket.number, clinicId: 'mat', amendment: null, hasPerson: true },
        { id: consented, kind: 'held', amendment: 'consent', held: true, sync: 'pending' },
      ],
    });
    expect(await say({ state: 'taken', seen: { state: 'open', by: null } })).toEqual(done);
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'task-changed', detail: 'held taken' }]);
    expect(await say({ state: 'done' })).toEqual({ result: 'held' });
    expect(await tasks()).toMatchObject({ tasks: [{ id: key, state: 'taken', by: 'lan' }, {}] });
    expect(await decide('release')).toEqual(done);
    expect(await tasks()).toMatchObject({ tasks: [{ id: consented }] });
    expect(isSent()).toBe(true);
  });
});
