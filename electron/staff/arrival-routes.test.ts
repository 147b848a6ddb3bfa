import { describe, expect, it, vi } from 'vitest';
import { bodyBuilder } from '../../sync/his/bundle.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import { commit, sendAll, testQueue, visit } from '../../sync/queue/test-queue.ts';
import { staffPage, staffTimers, testSnapshot } from './staff-testing.ts';

/** Reception at its page on a Tuesday, 3 March, with what was registered on Monday morning behind it. */
async function tuesday() {
  let nowMs = staffTimers().nowMs();
  const now = () => new Date(nowMs);
  const buildBody = bodyBuilder(fhirSystems({}), { facilityCode: '00000', hospitalName: 'Mẫu' });
  const queue = testQueue({ now, buildBody });
  const monday = commit(queue, visit('001080000001', { planned: { serviceDate: '2026-03-03', session: 'morning' } }));
  nowMs += 24 * 60 * 60_000;
  const page = await staffPage({ queue, now, snapshot: () => ({ ...testSnapshot(), today: '2026-03-03' }) });
  const lan = await page.loggedIn('lan');
  const opened = () => queue.audit.list(99).filter(({ action }) => action === 'arrivals-opened').length;
  return { ...page, queue, monday, lan, opened };
}

const list = { clinicId: 'mat' };

describe('arrivals', () => {
  it('are told apart from those who have a number of an earlier day, and may not be there yet', async () => {
    const { queue, monday, lan } = await tuesday();
    const arrived = commit(queue, visit('001080000002'));
    expect((await lan.get('/api/arrivals')).json).toMatchObject({
      clinics: [{ clinicId: 'mat', arrived: 1, planned: 1, unsent: 2 }],
    });
    const { json } = await lan.post('/api/arrivals', list);
    expect(json).toMatchObject({
      asOf: '2026-03-03T01:30:00.000Z',
      rows: [
        { key: monday.key, isPlanned: true, since: '2026-03-02T08:30:00+07:00' },
        { key: arrived.key, isPlanned: false, since: '2026-03-03T08:30:00+07:00' },
      ],
    });
  });

  it('are told anew to an open list, and written down once somebody new is among them', async () => {
    const { queue, lan, opened, loggedIn } = await tuesday();
    const again = async (by = lan) => (await by.post('/api/arrivals/again', list)).json as { rows: unknown[] };
    await lan.post('/api/arrivals', list);
    expect(opened()).toBe(1);
    expect((await again()).rows).toHaveLength(1);
    expect(opened()).toBe(1);
    commit(queue, visit('001080000002'));
    expect((await again()).rows).toHaveLength(2);
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'arrivals-opened', detail: 'mat' }]);
    expect(opened()).toBe(2);
    expect((await again()).rows).toHaveLength(2);
    sendAll(queue);
    expect(await again()).toMatchObject({ rows: [{ person: null }, { person: null }] });
    expect(opened()).toBe(2);
    // Whoever opens it by hand is written down each time.
    await lan.post('/api/arrivals', list);
    expect(opened()).toBe(3);
    // What another was told is new to whoever asks.
    commit(queue, visit('001080000003'));
    await again();
    await again(await loggedIn('mai'));
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:mai', action: 'arrivals-opened' }]);
    expect(opened()).toBe(5);
  });

  it('are not said to pay by the queue that they stand in: the insured whom nobody could ask about do, too', async () => {
    const { queue, lan } = await tuesday();
    commit(queue, visit('001080000002', { stream: 'paying', payer: 'undecided' }));
    commit(queue, visit('001080000003', { stream: 'priority' }));
    commit(queue, visit('001080000004', { stream: 'paying', payer: 'patient' }));
    const { json } = await lan.post('/api/arrivals', list);
    const streams = ['insured', null, 'priority', 'paying'];
    expect(json).toMatchObject({ rows: streams.map((stream) => ({ stream })) });
  });

  it('of another clinic are another list, for whoever was moved there', async () => {
    const { queue, monday, lan, opened } = await tuesday();
    await lan.post('/api/arrivals', list);
    const moved = { kind: 'change-clinic', visitKey: monday.key, clinic: { id: 'nhi', name: 'Nhi' } } as const;
    queue.amend({ ...moved, stream: 'insured', priorityReason: null, service: null });
    const { json } = await lan.post('/api/arrivals/again', { clinicId: 'nhi' });
    // They stood at the kiosk that day.
    expect(json).toMatchObject({ rows: [{ isPlanned: false, person: { fullName: expect.any(String) as string } }] });
    expect(queue.audit.list(1)).toMatchObject([{ action: 'arrivals-opened', detail: 'nhi' }]);
    expect(opened()).toBe(2);
  });

  it('told anew keep no page open, and are refused by a disk that takes no word of it', async () => {
    const { lan, timers, loggedIn, queue } = await tuesday();
    await lan.post('/api/arrivals', list);
    timers.pass(40_000);
    expect((await lan.post('/api/arrivals/again', list)).status).toBe(200);
    timers.pass(40_000);
    expect((await lan.post('/api/arrivals/again', list)).json).toEqual({ error: 'locked' });
    const it = await loggedIn('binh', 'it');
    expect((await it.post('/api/arrivals/again', list)).status).toBe(403);
    const mai = await loggedIn('mai');
    vi.spyOn(queue.staff, 'write').mockReturnValue(null);
    expect((await mai.post('/api/arrivals/again', list)).json).toEqual({ error: 'failed' });
  });
});
