import { assert, describe, expect, it, vi } from 'vitest';
import { claim, commit, refusedBy, settle, visit } from '../../sync/queue/test-queue.ts';
import { bodyBuilder } from '../../sync/his/bundle.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import { testQueue } from '../../sync/queue/test-queue.ts';
import { longestSessionMs } from './sessions.ts';
import { staffTimers, staffPage, testSnapshot } from './staff-testing.ts';

const realBodies = () => {
  const { now } = staffTimers();
  return testQueue({ now, buildBody: bodyBuilder(fhirSystems({}), { facilityCode: '00000', hospitalName: 'Mẫu' }) });
};

describe('a session', () => {
  it('locks after a minute without action, still hears calls, and goes on with a PIN', async () => {
    const { loggedIn, timers, board } = await staffPage();
    const page = await loggedIn('lan');
    timers.pass(59_000);
    expect((await page.post('/api/presence')).json).toEqual({ result: 'done' });
    timers.pass(59_000);
    // Looking by itself, as the page does, keeps nothing open.
    expect((await page.get('/api/tasks')).status).toBe(200);
    timers.pass(1_000);
    for (const url of ['/api/tasks', '/api/overview', '/api/arrivals']) {
      const { status, json } = await page.get(url);
      expect([url, status, json]).toEqual([url, 423, { error: 'locked' }]);
    }
    expect((await page.post('/api/presence')).status).toBe(423);
    expect((await page.get('/api/session')).json).toMatchObject({ state: 'locked', account: { name: 'lan' } });
    board.add({ id: 'b5cbd2a0-0000-4000-8000-000000000001', urgency: 'help' });
    expect((await page.get('/api/calls')).json).toMatchObject({ calls: [{ urgency: 'help' }] });
    const before = page.cookie();
    await page.post('/api/login', { by: 'pin', name: 'lan', pin: '739150' });
    expect((await page.get('/api/tasks')).status).toBe(200);
    expect((await page.get('/api/tasks', { cookie: before ?? '' })).status).toBe(401);
  });

  it('ends by logout, after twelve hours, and with its account', async () => {
    const { loggedIn, timers, desk: accounts } = await staffPage();
    const page = await loggedIn('lan');
    const cookie = page.cookie() ?? '';
    await page.post('/api/logout');
    expect((await page.get('/api/tasks', { cookie })).status).toBe(401);
    const other = await loggedIn('mai');
    await accounts({ kind: 'account-remove', name: 'mai', staffName: 'root' });
    expect((await other.get('/api/calls')).status).toBe(401);
    const third = await loggedIn('nam');
    timers.pass(longestSessionMs);
    expect((await third.get('/api/calls')).status).toBe(401);
  });

  it('says nothing of what whoever stands at the kiosk speaks: the page is in the hospital’s language', async () => {
    const { browser, loggedIn } = await staffPage({ snapshot: () => ({ ...testSnapshot(), language: 'en' }) });
    for (const page of [browser(), await loggedIn('lan')]) {
      const { json } = await page.get('/api/session');
      expect(json).toMatchObject({ language: 'vi' });
    }
  });

  it('ends after twelve hours also where only its news are open', async () => {
    const { loggedIn, timers, board } = await staffPage();
    const news = await (await loggedIn('lan')).news();
    await news.when('calls');
    timers.pass(longestSessionMs);
    await news.when('ended');
    board.add({ id: 'b5cbd2a0-0000-4000-8000-000000000001', urgency: 'help' });
    expect(news.heard.filter(({ kind }) => kind === 'calls')).toHaveLength(1);
  });

  it('with a start PIN does nothing but change it, which ends the others of its owner', async () => {
    const { desk: accounts, browser } = await staffPage();
    const added = await accounts({ kind: 'account-add', name: 'lan', role: 'reception', staffName: 'root' });
    assert(added.kind === 'account-changed' && added.secret !== null);
    const [page, other] = [browser(), browser()];
    for (const each of [page, other]) await each.post('/api/login', { by: 'pin', name: 'lan', pin: added.secret });
    expect((await page.get('/api/tasks')).json).toEqual({ error: 'pin-change-needed' });
    const change = (next: string) => page.post('/api/pin', { pin: added.secret, next });
    expect((await change('123456')).json).toEqual({ result: 'too-easy' });
    expect((await change('739150')).json).toEqual({ result: 'done' });
    expect((await page.get('/api/tasks')).status).toBe(200);
    expect((await other.get('/api/calls')).status).toBe(401);
  });
});

describe('arrivals', () => {
  it('are counted and listed without the hospital, with those whom it does not have yet', async () => {
    const queue = realBodies();
    const { loggedIn } = await staffPage({ queue });
    const clinic = { id: 'mat', name: 'Mắt' };
    const first = commit(queue, visit('001080000001', { clinic }));
    commit(queue, visit('001080000002', { clinic }));
    const sender = queue.attachSender();
    claim(sender, 1);
    const taken = { state: 'confirmed', encounterId: null, alreadyThere: false } as const;
    settle(sender, { key: first.key, ...taken, number: 'TM-012' });
    const page = await loggedIn('lan');
    const counts = await page.get('/api/arrivals');
    expect(counts.json).toEqual({
      day: '2026-03-02',
      clinics: [{ clinicId: 'mat', name: { vi: 'Mắt', en: 'Eyes' }, arrived: 2, planned: 0, unsent: 1 }],
    });
    const list = await page.post('/api/arrivals', { clinicId: 'mat' });
    expect(list.json).toMatchObject({
      rows: [
        // The hospital's later number is an alias: its owner has this one in the hand, and is called by it.
        { number: first.number, official: false, sync: 'confirmed', person: null },
        { sync: 'pending', person: { fullName: expect.any(String) as string } },
      ],
    });
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'arrivals-opened', detail: 'mat' }]);
    const third = commit(queue, visit('001080000003', { clinic }));
    claim(sender, 1);
    settle(sender, { key: third.key, ...taken, alreadyThere: true, number: 'TM-013' });
    const later = await page.post('/api/arrivals', { clinicId: 'mat' });
    expect(later.json).toMatchObject({ rows: [{}, {}, { number: 'TM-013', official: true }] });
    await page.post('/api/arrivals', { clinicId: 'PK-0123456789' });
    expect(queue.audit.list(1)).toMatchObject([{ action: 'arrivals-opened', detail: 'sha256:bde6bc35' }]);
  });
});

describe('the kiosk', () => {
  it('is closed and opened, prints a test and a ticket once more', async () => {
    const { loggedIn, opening, printing, queue } = await staffPage();
    const { key, number } = commit(queue, visit('001080000001'));
    const page = await loggedIn('binh', 'it');
    expect((await page.post('/api/kiosk', { action: 'close' })).json).toEqual({ result: 'done' });
    expect((await page.post('/api/kiosk', { action: 'open' })).json).toEqual({ result: 'not-in-that-state' });
    expect(opening.close).toHaveBeenCalledWith('binh');
    expect((await page.post('/api/print/test')).json).toEqual({ result: 'done' });
    printing.reprint.mockResolvedValue('not-printed');
    const reprint = (number: string) => page.post('/api/print/ticket', { number });
    expect((await reprint(` ${number.toLowerCase()}`)).json).toEqual({ result: 'not-printed' });
    expect(printing.reprint).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ key }));
    printing.reprint.mockResolvedValue('printed');
    expect((await page.post('/api/print/ticket', { key })).json).toEqual({ result: 'done' });
    expect((await reprint('K9-999')).json).toEqual({ result: 'nobody' });
    expect(queue.audit.list(3).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'staff:binh ticket-reprinted',
      'staff:binh ticket-reprinted',
      'staff:binh test-printed',
    ]);
  });

  it('prints no ticket again of which there is another with the number, or which no longer counts', async () => {
    const { loggedIn, printing, queue } = await staffPage();
    const page = await loggedIn('lan');
    const given = [
      { clinic: { id: 'mat', name: 'mat' }, stream: 'insured' },
      { clinic: { id: 'nhi', name: 'nhi' }, stream: 'paying' },
    ] as const;
    const keys = given.map(({ clinic, stream }, place) => {
      const lease = { kioskId: 'K1', clinicId: clinic.id, serviceDate: '2026-03-02', session: 'morning' } as const;
      queue.addLease({ ...lease, stream, size: 1 }, { prefix: 'A', first: 1, last: 1 });
      return commit(queue, visit(`00108000000${String(place)}`, { clinic, stream, payer: 'undecided' })).key;
    });
    const place = { day: '2026-03-02', session: 'morning' };
    expect((await page.post('/api/print/ticket', { number: 'A001' })).json).toEqual({
      result: 'several',
      choices: [
        // Among those who pay stand the insured, too, whom nobody could ask about.
        { key: keys[1], number: 'A001', clinicId: 'nhi', stream: null, ...place },
        { key: keys[0], number: 'A001', clinicId: 'mat', stream: 'insured', ...place },
      ],
    });
    settle(queue.attachSender(), refusedBy(keys[0] ?? ''));
    expect((await page.post('/api/print/ticket', { key: keys[0] })).json).toEqual({ result: 'not-valid' });
    expect(printing.reprint).not.toHaveBeenCalled();
    expect(queue.audit.list(9).map(({ action }) => action)).not.toContain('ticket-reprinted');
  });

  it('says how it is, in figures and as a file', async () => {
    const { loggedIn, queue } = await staffPage();
    const page = await loggedIn('lan');
    expect((await page.get('/api/overview')).json).toMatchObject({
      state: 'AVAILABLE',
      clockOffsetMs: 12,
      openTasks: 0,
    });
    expect((await page.get('/api/figures?period=2026-03-02')).json).toMatchObject({ visits: 0 });
    const report = await page.get('/api/report.csv?month=2026-03&form=csv');
    expect(report.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="tiepdon-K1-2026-03.csv"',
      'cache-control': 'no-store',
    });
    expect(report.text).toContain('month,2026-03,,0,0');
    expect(queue.audit.list(1)).toMatchObject([{ action: 'report-exported', detail: '2026-03' }]);
    const excel = await page.get('/api/report.csv?month=2026-03&form=excel');
    expect(excel.headers['content-disposition']).toBe('attachment; filename="tiepdon-K1-2026-03-excel.csv"');
    expect(excel.text).toContain('month;2026-03;;0;0');
    expect((await page.get('/api/report.csv?month=2026-03&form=xlsx')).status).toBe(400);
  });

  it('works the figures of a month out once a minute, and those of today each time', async () => {
    const { loggedIn, queue, timers } = await staffPage();
    const page = await loggedIn('lan');
    const figures = vi.spyOn(queue.visitTimes, 'figures');
    const ask = async (...periods: string[]): Promise<void> => {
      for (const period of periods) await page.get(`/api/figures?period=${period}`);
    };
    await ask('2026-03', '2026-03', '2026-03-02', '2026-03-02');
    expect(figures.mock.calls.flat()).toEqual(['2026-03', '2026-03-02', '2026-03-02']);
    figures.mockClear();
    for (let time = 0; time < 3; time += 1) await page.get('/api/report.csv?month=2026-02&form=csv');
    expect(figures).toHaveBeenCalledTimes(29);
    timers.pass(59_000);
    await page.post('/api/presence');
    timers.pass(1_000);
    figures.mockClear();
    await ask('2026-03');
    expect(figures).toHaveBeenCalledOnce();
  });

  it('does nothing that the audit log does not keep, and says so', async () => {
    const { loggedIn, opening, printing, queue } = await staffPage();
    const { number } = commit(queue, visit('001080000001'));
    const page = await loggedIn('lan');
    vi.spyOn(queue, 'note').mockReturnValue(false);
    opening.close.mockReturnValue('failed');
    expect((await page.post('/api/kiosk', { action: 'close' })).json).toEqual({ result: 'failed' });
    expect((await page.post('/api/print/test')).json).toEqual({ result: 'failed' });
    expect((await page.post('/api/print/ticket', { number })).json).toEqual({ result: 'failed' });
    expect([printing.testPage.mock.calls, printing.reprint.mock.calls]).toEqual([[], []]);
    const report = await page.get('/api/report.csv?month=2026-03&form=excel');
    expect([report.status, report.json]).toEqual([500, { error: 'failed' }]);
  });
});

describe('calls', () => {
  const id = 'b5cbd2a0-0000-4000-8000-000000000001';

  it('reach a page that is locked, are confirmed by one that is open and lives, and answered by a person', async () => {
    const { loggedIn, board, timers, queue } = await staffPage();
    queue.staff.write(({ tasks }) => tasks.openCall(id, 'help'));
    const page = await loggedIn('lan');
    board.add({ id, urgency: 'help' });
    expect((await page.post(`/api/calls/${id}/received`)).json).toEqual({ result: 'not-in-that-state' });
    const news = await page.news();
    expect(await news.when('calls')).toMatchObject({ calls: [{ id, rings: true, isReceived: false }] });
    timers.pass(60_000);
    expect(await news.when('locked')).toEqual({ kind: 'locked' });
    for (const word of ['received', 'coming']) {
      expect((await page.post(`/api/calls/${id}/${word}`)).status).toBe(423);
    }
    expect(board.calls()[0]).toMatchObject({ isReceived: false, rings: true });
    await page.post('/api/login', { by: 'pin', name: 'lan', pin: '739150' });
    await news.when('ended');
    await (await page.news()).when('calls');
    expect((await page.post(`/api/calls/${id}/received`)).json).toEqual({ result: 'done' });
    expect(board.calls()[0]?.isReceived).toBe(true);
    expect((await page.post(`/api/calls/${id}/coming`)).json).toEqual({ result: 'done' });
    expect((await page.post(`/api/calls/${id}/coming`)).json).toEqual({ result: 'not-in-that-state' });
    expect(board.calls()[0]).toMatchObject({ coming: 'lan', rings: false });
    expect((await page.get('/api/tasks')).json).toMatchObject({ tasks: [{ kind: 'call', state: 'taken', by: 'lan' }] });
    await page.post(`/api/tasks/${id}`, { state: 'open', seen: { state: 'taken', by: 'lan' } });
    expect(board.calls()[0]).toMatchObject({ coming: null, rings: true });
    await page.post(`/api/tasks/${id}`, { state: 'done' });
    expect([board.calls(), (await page.get('/api/tasks')).json]).toEqual([[], { tasks: [] }]);
    expect((await page.post(`/api/calls/${id}/coming`)).json).toEqual({ result: 'nobody' });
  });

  it('are told with everything else that is new, to open pages', async () => {
    const { loggedIn, answers, timers } = await staffPage();
    const news = await (await loggedIn('lan')).news();
    await news.when('calls');
    answers.news.changed();
    answers.news.changed();
    timers.pass(1_000);
    await news.when('changed');
    expect(news.heard.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
  });
});
