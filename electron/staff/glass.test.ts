import { assert, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { GlassNews } from '../bridge/glass-messages.ts';
import { assistedAnswerSchema } from '../bridge/staff-page.ts';
import { cardKeptMs, createGlass } from './glass.ts';
import { triesAtOnce } from './login.ts';
import { staffPage } from './staff-testing.ts';

const portrait = { mediaType: 'image/jpeg', base64: 'AAAA' };
const comparable = {
  state: 'comparable',
  face: 'not-matched',
  document: 'chip',
  person: { fullName: 'Nguyễn Thị Thử', birthDate: '1980-01-01', patientId: null },
  portrait,
  found: null,
} as const;

/** The kiosk's own screen beside a page on the network, of the same station. */
async function station(changes: Parameters<typeof staffPage>[0] = {}) {
  const page = await staffPage(changes);
  const tell = vi.fn<(news: GlassNews) => void>();
  const glass = createGlass({ ...page, ...page.timers, tell, lockAfterMs: 60_000 });

  function screen() {
    const heard: GlassNews[] = [];
    let id = 0;
    const peer = glass.open((news) => heard.push(news));
    onTestFinished(() => peer.close());
    const ask = async (method: 'GET' | 'POST', path: string, body: unknown = null) => {
      const reply = await peer.ask({ kind: 'staff-request', id: (id += 1), method, path, body });
      expect(reply.id).toBe(id);
      return { status: reply.status, body: reply.body };
    };
    const news = () => heard.flatMap((each) => (each.kind === 'staff-news' ? [each.news.kind] : []));
    return {
      peer,
      heard,
      news,
      get: (path: string) => ask('GET', path),
      post: (path: string, body: unknown = {}) => ask('POST', path, body),
    };
  }

  async function cardOf(name: string): Promise<string> {
    const answer = await page.desk({ kind: 'account-card', name, staffName: 'root' });
    assert(answer.kind === 'account-changed' && answer.secret !== null);
    return answer.secret;
  }

  return { ...page, glass, tell, screen, cardOf };
}

const pin = { by: 'pin', name: 'lan', pin: '739150' };
const held = (digits: string | null = null) => ({ by: 'held-card', pin: digits });

describe('the kiosk’s own screen', () => {
  it('answers by the same routes and checks, and keeps the token to itself', async () => {
    const { screen, account, answers } = await station();
    await account('lan');
    const one = screen();
    for (const { method, url, needs } of answers.routes) {
      const path = url.replace(':id', 'b5cbd2a0-0000-4000-8000-000000000001');
      const { status } = await (method === 'GET' ? one.get(path) : one.post(path));
      if (needs !== 'nobody') expect([url, status]).toEqual([url, 401]);
    }
    expect(await one.post('/api/login', pin)).toEqual({
      status: 200,
      body: { kind: 'in', account: { name: 'lan', role: 'reception' }, mustChangePin: false },
    });
    expect((await one.get('/api/session')).body).toMatchObject({ state: 'open', account: { name: 'lan' } });
    expect((await one.get('/api/figures?period=2026-03-02')).status).toBe(200);
    // Of its own connection alone.
    expect((await screen().get('/api/session')).body).toMatchObject({ state: 'none' });
    expect(await one.post('/api/logout')).toMatchObject({ status: 200 });
    expect((await one.get('/api/session')).body).toMatchObject({ state: 'none' });
  });

  it('gives no file and knows no path but its own', async () => {
    const { screen, account } = await station();
    await account('lan');
    const one = screen();
    await one.post('/api/login', pin);
    const answered = [
      await one.get('/api/report.csv?month=2026-03'),
      await one.get('/api/nothing'),
      await one.get('//'),
      await one.post('/api/overview'),
      await one.post('/api/kiosk', { action: 'x'.repeat(5_000) }),
    ];
    expect(answered.map(({ status }) => status)).toEqual([403, 404, 404, 404, 400]);
  });

  it('is limited like any other address', async () => {
    const { screen } = await station();
    const one = screen();
    const statuses = new Set<number>();
    for (let tries = 0; tries < 12; tries += 1) statuses.add((await one.post('/api/login', {})).status);
    expect([...statuses]).toEqual([400, 429]);
    for (let asked = 0; asked < 120; asked += 1) statuses.add((await one.get('/api/session')).status);
    expect((await one.get('/api/session')).status).toBe(429);
  });

  it('tells a fault of the program to the log, and nothing of it to the page', async () => {
    const { screen, account, opening, faults } = await station();
    await account('lan');
    const one = screen();
    await one.post('/api/login', pin);
    opening.close.mockImplementation(() => {
      throw new Error('a name');
    });
    expect(await one.post('/api/kiosk', { action: 'close' })).toEqual({ status: 500, body: { error: 'failed' } });
    expect(faults).toHaveLength(1);
  });
});

describe('a session there', () => {
  it('locks, and ends when nobody comes back in as long again', async () => {
    const { screen, account, timers } = await station();
    await account('lan');
    const one = screen();
    await one.post('/api/login', pin);
    expect((await one.get('/api/news')).status).toBe(200);
    timers.pass(30_000);
    await one.post('/api/presence');
    timers.pass(59_000);
    expect((await one.get('/api/session')).body).toMatchObject({ state: 'open' });
    timers.pass(1_000);
    expect((await one.get('/api/tasks')).status).toBe(423);
    timers.pass(59_000);
    expect((await one.get('/api/session')).body).toMatchObject({ state: 'locked', account: { name: 'lan' } });
    timers.pass(1_000);
    expect((await one.get('/api/session')).body).toMatchObject({ state: 'none', account: null });
    expect(one.news()).toEqual(['calls', 'locked', 'ended']);
  });

  it('goes on when it is unlocked in time', async () => {
    const { screen, account, timers } = await station();
    await account('lan');
    const one = screen();
    await one.post('/api/login', pin);
    timers.pass(100_000);
    await one.post('/api/login', pin);
    timers.pass(50_000);
    expect((await one.get('/api/session')).body).toMatchObject({ state: 'open' });
  });

  it('ends with its page, also one that left while it logged in', async () => {
    const { screen, account, sessions } = await station();
    await account('lan');
    const ended = vi.fn();
    sessions.onEnd(ended);
    const one = screen();
    await one.post('/api/login', pin);
    one.peer.close();
    expect(ended).toHaveBeenCalledOnce();
    const two = screen();
    const loggingIn = two.post('/api/login', pin);
    two.peer.close();
    await loggingIn;
    expect(ended).toHaveBeenCalledTimes(2);
    expect((await screen().get('/api/news')).status).toBe(401);
  });
});

describe('a card of the staff at the kiosk’s scanner', () => {
  it('opens the page, logs in there without its code, and is kept no longer', async () => {
    const { glass, tell, screen, account, cardOf, timers } = await station();
    await account('lan');
    const card = await cardOf('lan');
    const early = screen();
    expect((await early.post('/api/login', held())).body).toEqual({ kind: 'card-lapsed' });
    glass.card(card);
    expect(tell).toHaveBeenCalledExactlyOnceWith({ kind: 'staff-card' });
    const one = screen();
    expect(one.heard).toEqual([{ kind: 'staff-card' }]);
    expect((await one.post('/api/login', held())).body).toMatchObject({ kind: 'in' });
    expect((await screen().post('/api/login', held())).body).toEqual({ kind: 'card-lapsed' });
    glass.card(card);
    timers.pass(cardKeptMs);
    const late = screen();
    expect(late.heard).toEqual([]);
    expect((await late.post('/api/login', held())).body).toEqual({ kind: 'card-lapsed' });
  });

  it('is none for whoever stands there next, though it was shown once more', async () => {
    const { glass, screen, account, cardOf } = await station();
    await account('lan');
    const card = await cardOf('lan');
    glass.card(card);
    const one = screen();
    expect((await one.post('/api/login', held())).body).toMatchObject({ kind: 'in' });
    glass.card(card);
    await one.post('/api/logout');
    expect((await one.post('/api/login', held())).body).toEqual({ kind: 'card-lapsed' });
    const next = screen();
    expect(next.heard).toEqual([]);
    expect((await next.post('/api/login', held())).body).toEqual({ kind: 'card-lapsed' });
  });

  it('wants the PIN where the hospital says so', async () => {
    const { glass, screen, account, cardOf } = await station({ cardNeedsPin: true });
    await account('lan');
    glass.card(await cardOf('lan'));
    const one = screen();
    expect((await one.post('/api/login', held())).body).toEqual({ kind: 'pin-needed' });
    expect((await one.post('/api/login', held('111222'))).body).toEqual({ kind: 'wrong' });
    expect((await one.post('/api/login', held('739150'))).body).toMatchObject({ kind: 'in' });
  });

  it('is to be shown again when its PIN took too long, and no PIN counts as tried', async () => {
    const { glass, screen, account, cardOf, timers, queue } = await station({ cardNeedsPin: true });
    await account('lan');
    const card = await cardOf('lan');
    glass.card(card);
    const one = screen();
    expect((await one.post('/api/login', held())).body).toEqual({ kind: 'pin-needed' });
    timers.pass(cardKeptMs);
    for (let tries = 0; tries <= triesAtOnce; tries += 1) {
      expect(await one.post('/api/login', held('111222'))).toEqual({ status: 403, body: { kind: 'card-lapsed' } });
    }
    expect(queue.staff.accounts.byName('lan')).toMatchObject({ failures: 0, waitsUntil: null });
    glass.card(card);
    expect((await one.post('/api/login', held())).body).toEqual({ kind: 'pin-needed' });
    expect((await one.post('/api/login', held('739150'))).body).toMatchObject({ kind: 'in' });
  });
});

describe('the visit at the kiosk', () => {
  it('is shown to reception that stands there, once in the audit log for each person, and compared', async () => {
    const { screen, account, visit, queue } = await station();
    await account('lan');
    const one = screen();
    await one.post('/api/login', pin);
    expect((await one.get('/api/visit')).body).toEqual({ visit: { state: 'none' }, shown: null });
    const look = async (): Promise<string> => {
      const { visit: seen, shown } = assistedAnswerSchema.parse((await one.get('/api/visit')).body);
      expect(seen).toEqual(visit.assisted());
      assert(shown !== null);
      return shown;
    };
    const say = async (shown: string, result = 'same-person') =>
      (await one.post('/api/visit/identity', { result, shown })).body;
    const late = { result: 'not-in-that-state' };
    expect(await say('a'.repeat(64))).toEqual(late);
    visit.assisted.mockReturnValue(comparable);
    const shown = await look();
    expect(await look()).toBe(shown);
    const opened = () => queue.audit.list(50).filter(({ action }) => action === 'person-opened');
    expect(opened()).toMatchObject([{ actor: 'staff:lan', subject: null, detail: 'at-the-kiosk' }]);
    expect(await say(shown)).toEqual({ result: 'done' });
    expect(visit.staffCompared).toHaveBeenCalledExactlyOnceWith({ result: 'same-person', by: 'lan' });
    visit.staffCompared.mockReturnValueOnce(false);
    expect(await say(shown)).toEqual(late);
    visit.staffCompared.mockClear();
    // Somebody else has come, whom nobody has looked at; who looks at them now has not pressed for them before.
    visit.subject.mockReturnValue('1 b');
    expect(await say(shown)).toEqual(late);
    const next = await look();
    expect(await say(shown)).toEqual(late);
    // Something else of the same person.
    visit.assisted.mockReturnValue({ ...comparable, person: { ...comparable.person, fullName: 'Lê Thử' } });
    expect(await say(next)).toEqual(late);
    expect(visit.staffCompared).not.toHaveBeenCalled();
    expect(opened()).toHaveLength(2);
  });

  it('is shown to nobody whom the audit log cannot name', async () => {
    const { screen, account, visit, queue } = await station();
    await account('lan');
    const one = screen();
    await one.post('/api/login', pin);
    visit.assisted.mockReturnValue(comparable);
    const note = vi.spyOn(queue, 'note').mockReturnValue(false);
    expect(await one.get('/api/visit')).toEqual({ status: 500, body: { error: 'failed' } });
    note.mockRestore();
  });

  it('is shown neither on the network nor to IT', async () => {
    const { screen, account, browser, loggedIn, visit } = await station();
    visit.assisted.mockReturnValue(comparable);
    expect((await browser().get('/api/visit')).status).toBe(401);
    const page = await loggedIn('lan');
    expect([(await page.get('/api/visit')).status, (await page.get('/api/visit')).json]).toEqual([
      403,
      { error: 'not-allowed' },
    ]);
    expect((await page.post('/api/visit/identity', { result: 'same-person', shown: 'a'.repeat(64) })).status).toBe(403);
    await account('an', 'it');
    const one = screen();
    await one.post('/api/login', { ...pin, name: 'an' });
    expect((await one.get('/api/visit')).status).toBe(403);
    expect(visit.assisted).not.toHaveBeenCalled();
  });
});
