import { expect, it, onTestFinished, vi } from 'vitest';
import type { StaffSession } from '../../electron/bridge/staff-login.ts';
import type { StaffNews } from '../../electron/bridge/staff-page.ts';
import { createDesk } from './desk.ts';
import { handClock, jsonOf, newsOf } from './staff-page-testing.ts';

const session = (changes: Partial<StaffSession> = {}): StaffSession => ({
  state: 'open',
  account: { name: 'lan', role: 'reception' },
  mustChangePin: false,
  lockAfterMs: 60_000,
  hospital: { vi: 'Bệnh viện Mẫu', en: 'Specimen Hospital' },
  kioskId: 'K1',
  location: 'Sảnh A',
  language: 'vi',
  ...changes,
});
const call = { id: 'b5cbd2a0-0000-4000-8000-000000000001', urgency: 'help', since: '2026-03-02T01:30:00Z' } as const;
const calling = (isReceived: boolean): StaffNews => ({
  kind: 'calls',
  calls: [{ ...call, coming: null, rings: true, isReceived }],
});

/** A desk at a kiosk whose answers a test changes; `asked` are the paths. */
function deskAt(first: StaffSession = session()) {
  const clock = handClock();
  const kiosk = { session: first, isAway: false, login: { kind: 'wrong' } as unknown, asked: [] as string[] };
  let news = newsOf();
  const desk = createDesk({
    ...clock,
    fetch: async (path) => {
      if (kiosk.isAway) throw new TypeError('fetch failed');
      kiosk.asked.push(path as string);
      if (path === '/api/session') return jsonOf(kiosk.session);
      if (path === '/api/login') return jsonOf(kiosk.login);
      if (path === '/api/news') return (news = newsOf()).response;
      return jsonOf({ result: 'done' });
    },
  });
  desk.start();
  onTestFinished(() => desk.stop());
  const tell = (said: StaffNews) => news.write(`data: ${JSON.stringify(said)}\n\n`);
  const count = (path: string): number => kiosk.asked.filter((each) => each === path).length;
  const streams = async (times: number) => vi.waitFor(() => expect(count('/api/news')).toBe(times));
  return { desk, kiosk, clock, tell, count, streams, cut: () => news.end() };
}

it('shows a call on a locked page too, and does not confirm it there', async () => {
  const { desk, tell, count, streams } = deskAt(session({ state: 'locked' }));
  await streams(1);
  tell(calling(false));
  await vi.waitFor(() => expect(desk.state().calls).toHaveLength(1));
  expect(count(`/api/calls/${call.id}/received`)).toBe(0);
});

it('confirms each call once', async () => {
  const { desk, tell, count, streams } = deskAt();
  await streams(1);
  tell(calling(false));
  tell(calling(false));
  await vi.waitFor(() => expect(desk.state().calls).toHaveLength(1));
  tell(calling(true));
  await vi.waitFor(() => expect(desk.state().calls[0]?.isReceived).toBe(true));
  expect(count(`/api/calls/${call.id}/received`)).toBe(1);
});

it('says when the kiosk does not answer, and goes on by itself when it does', async () => {
  const { desk, kiosk, clock, cut, streams } = deskAt();
  await streams(1);
  kiosk.isAway = true;
  cut();
  await vi.waitFor(() => expect(desk.state().awaySince).not.toBeNull());
  const since = desk.state().awaySince;
  clock.pass(30_000);
  expect(desk.state().awaySince).toEqual(since);
  kiosk.isAway = false;
  await vi.waitFor(() => {
    clock.pass(1_000);
    expect(desk.state().awaySince).toBeNull();
  });
  await streams(2);
});

it('locks with the kiosk, by itself when it is away, and keeps what was being written for its owner alone', async () => {
  const { desk, kiosk, clock, tell, streams } = deskAt();
  await streams(1);
  desk.kept.set('note:1', 'Chờ ở quầy 2');
  tell({ kind: 'locked' });
  await vi.waitFor(() => expect(desk.state().session?.state).toBe('locked'));
  kiosk.login = { kind: 'in', account: { name: 'lan', role: 'reception' }, mustChangePin: false };
  await desk.login({ by: 'pin', name: 'lan', pin: '739150' });
  expect([desk.state().session?.state, desk.kept.get('note:1')]).toEqual(['open', 'Chờ ở quầy 2']);
  kiosk.isAway = true;
  clock.pass(60_000);
  expect(desk.state().session?.state).toBe('locked');
  kiosk.isAway = false;
  kiosk.session = session({ account: { name: 'mai', role: 'reception' } });
  await desk.login({ by: 'pin', name: 'mai', pin: '739150' });
  expect(desk.kept.size).toBe(0);
});

it('is nobody’s after a logout', async () => {
  const { desk, kiosk, tell, streams } = deskAt();
  await streams(1);
  tell(calling(true));
  await vi.waitFor(() => expect(desk.state().calls).toHaveLength(1));
  desk.kept.set('note:1', 'Chờ ở quầy 2');
  kiosk.session = session({ state: 'none', account: null });
  await desk.logout();
  expect(desk.state()).toMatchObject({ calls: [], secondsToLock: null, session: { state: 'none' } });
  expect(desk.kept.size).toBe(0);
  await streams(1);
});

it('asks who is there when its session was ended elsewhere', async () => {
  const { desk, kiosk, tell, streams } = deskAt();
  await streams(1);
  kiosk.session = session({ state: 'none', account: null });
  tell({ kind: 'ended' });
  await vi.waitFor(() => expect(desk.state().session?.state).toBe('none'));
});
