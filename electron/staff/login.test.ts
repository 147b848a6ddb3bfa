import { assert, describe, expect, it, vi } from 'vitest';
import type { LoginAnswer } from '../bridge/staff-login.ts';
import { testQueue } from '../../sync/queue/test-queue.ts';
import { accountDesk } from './account-desk.ts';
import { createLogin, firstWaitMs, type LoginFrom, longestWaitMs, triesAtOnce, triesFromAnywhere } from './login.ts';
import { isTooEasy, startPin } from './pin.ts';
import { staffTimers } from './staff-testing.ts';

const ownPin = '739150';

/** Somebody who is logged in nowhere. */
const desk1 = { address: '192.0.2.1', holds: null };

function world(cardNeedsPin = false) {
  const timers = staffTimers();
  const queue = testQueue({ now: timers.now });
  const ended: string[] = [];
  const desk = accountDesk(queue.staff, (name) => ended.push(name));
  const login = createLogin({ records: queue.staff, now: timers.now, cardNeedsPin });
  const secretOf = async (kind: 'account-add' | 'account-card' | 'account-pin', name: string): Promise<string> => {
    const question = kind === 'account-add' ? { kind, name, role: 'reception' as const } : { kind, name };
    const answer = await desk({ ...question, staffName: 'root' });
    assert(answer.kind === 'account-changed' && answer.secret !== null, JSON.stringify(answer));
    return answer.secret;
  };
  const byPin = (name: string, pin: string, from: LoginFrom = desk1): Promise<LoginAnswer> =>
    login.login({ by: 'pin', name, pin }, from);
  const byCard = (code: string, pin: string | null = null): Promise<LoginAnswer> =>
    login.login({ by: 'card', code, pin }, desk1);
  const change = (pin: string, next: string) => login.changePin('lan', { pin, next }, desk1.address);
  const wrong = async (name: string, times: number, from: LoginFrom = desk1): Promise<LoginAnswer> => {
    let answer: LoginAnswer = { kind: 'busy' };
    for (let time = 0; time < times; time += 1) answer = await byPin(name, '000000', from);
    return answer;
  };
  const actions = () => queue.audit.list(50).map(({ actor, action, detail }) => `${actor} ${action} ${detail ?? ''}`);
  return { timers, queue, desk, ended, change, secretOf, byPin, byCard, wrong, actions };
}

const lan = { name: 'lan', role: 'reception' };

describe('a PIN', () => {
  it('is one’s own after the first login', async () => {
    const { secretOf, byPin, change, actions } = world();
    const start = await secretOf('account-add', 'lan');
    expect(start).toMatch(/^\d{8}$/);
    expect(await byPin(' Lan ', start)).toEqual({ kind: 'in', account: lan, mustChangePin: true });
    expect(await change(ownPin, '482915')).toBe('wrong');
    for (const easy of ['12345', '123456', '987654321', '111111', '121212', 'abcdef', start]) {
      expect([easy, await change(start, easy)]).toEqual([easy, 'too-easy']);
    }
    expect(await change(start, ownPin)).toBe('done');
    expect(await byPin('lan', start)).toEqual({ kind: 'wrong' });
    expect(await byPin('lan', ownPin)).toEqual({ kind: 'in', account: lan, mustChangePin: false });
    expect(actions().slice(0, 2)).toEqual(['staff:lan logged-in pin', 'staff:lan pin-changed lan']);
  });

  it('that is given is never too easy', () => {
    for (let time = 0; time < 200; time += 1) expect(isTooEasy(startPin())).toBe(false);
  });

  it('is forgotten and given anew, which ends the sessions', async () => {
    const { secretOf, byPin, ended } = world();
    const start = await secretOf('account-add', 'lan');
    const again = await secretOf('account-pin', 'lan');
    expect(ended).toEqual(['lan']);
    expect(await byPin('lan', start)).toEqual({ kind: 'wrong' });
    expect(await byPin('lan', again)).toMatchObject({ kind: 'in', mustChangePin: true });
  });

  it('is kept as a salted hash alone', async () => {
    const { secretOf, queue } = world();
    const pins = [await secretOf('account-add', 'lan'), await secretOf('account-add', 'mai')];
    const accounts = queue.staff.accounts.list();
    expect(new Set(accounts.map(({ pin }) => pin.saltHex)).size).toBe(2);
    for (const pin of pins) expect(JSON.stringify(accounts)).not.toContain(pin);
  });
});

describe('whoever guesses', () => {
  it('waits from the fifth wrong PIN on, twice as long each time, and the right one does not help', async () => {
    const { secretOf, byPin, wrong, timers, actions } = world();
    const pin = await secretOf('account-add', 'lan');
    expect(await wrong('lan', triesAtOnce)).toEqual({ kind: 'wrong' });
    expect(await byPin('lan', pin)).toEqual({ kind: 'wait', seconds: firstWaitMs / 1_000 });
    timers.pass(firstWaitMs);
    expect(await wrong('lan', 1)).toEqual({ kind: 'wrong' });
    expect(await byPin('lan', pin)).toEqual({ kind: 'wait', seconds: (2 * firstWaitMs) / 1_000 });
    expect(actions().slice(0, 2)).toEqual(['kiosk login-refused 6 lan', 'kiosk login-refused 5 lan']);
    timers.pass(2 * firstWaitMs);
    expect(await byPin('lan', pin)).toMatchObject({ kind: 'in' });
    expect(await wrong('lan', triesAtOnce - 1)).toEqual({ kind: 'wrong' });
    expect(await byPin('lan', pin)).toMatchObject({ kind: 'in' });
  });

  it('waits an hour at most', async () => {
    const { secretOf, wrong, queue, timers } = world();
    await secretOf('account-add', 'lan');
    const waitsUntil = new Date(timers.nowMs());
    queue.staff.write(({ accounts }) => accounts.noteTry('lan', { failures: triesFromAnywhere + 35, waitsUntil }));
    expect(await wrong('lan', 1)).toEqual({ kind: 'wrong' });
    expect(await wrong('lan', 1)).toEqual({ kind: 'wait', seconds: longestWaitMs / 1_000 });
  });

  it('keeps nobody out but who asks from the same address', async () => {
    const { secretOf, byPin, wrong } = world();
    const pin = await secretOf('account-add', 'lan');
    await wrong('lan', triesAtOnce, { address: '192.0.2.66', holds: null });
    expect(await byPin('lan', pin, { address: '192.0.2.66', holds: null })).toMatchObject({ kind: 'wait' });
    expect(await byPin('lan', pin)).toMatchObject({ kind: 'in' });
    // Nor does the right PIN elsewhere end the wait of who guesses.
    expect(await byPin('lan', pin, { address: '192.0.2.66', holds: null })).toMatchObject({ kind: 'wait' });
  });

  it('from many addresses makes all of them wait, but for a page where the name is logged in', async () => {
    const { secretOf, byPin, wrong, queue, actions } = world();
    const pin = await secretOf('account-add', 'lan');
    const failures = triesFromAnywhere - 1;
    queue.staff.write(({ accounts }) => accounts.noteTry('lan', { failures, waitsUntil: null }));
    expect(await wrong('lan', 1, { address: '192.0.2.66', holds: null })).toEqual({ kind: 'wrong' });
    expect(actions()[0]).toBe(`kiosk login-refused ${String(triesFromAnywhere)} lan`);
    expect(await byPin('lan', pin)).toEqual({ kind: 'wait', seconds: firstWaitMs / 1_000 });
    expect(await byPin('lan', pin, { address: '192.0.2.1', holds: 'mai' })).toMatchObject({ kind: 'wait' });
    const own = { address: '192.0.2.1', holds: 'lan' };
    expect(await wrong('lan', triesAtOnce, own)).toEqual({ kind: 'wrong' });
    expect(await byPin('lan', pin, own)).toMatchObject({ kind: 'wait' });
    expect(await byPin('lan', pin, { ...own, address: '192.0.2.2' })).toMatchObject({ kind: 'in' });
  });

  it('learns of no name whether it exists', async () => {
    const { byPin, wrong, timers } = world();
    expect(await wrong('nobody', triesAtOnce)).toEqual({ kind: 'wrong' });
    expect(await byPin('nobody', '123456')).toEqual({ kind: 'wait', seconds: 60 });
    timers.pass(firstWaitMs);
    expect(await byPin('nobody', '123456')).toEqual({ kind: 'wrong' });
    expect(await byPin('no body!', '123456')).toEqual({ kind: 'wrong' });
  });

  it('has one try at a time', async () => {
    const { secretOf, byPin, queue } = world();
    await secretOf('account-add', 'lan');
    const answers = await Promise.all(['1', '2', '3'].map((digit) => byPin('lan', digit.repeat(6))));
    expect(answers.map(({ kind }) => kind)).toEqual(['wrong', 'busy', 'busy']);
    expect(queue.staff.accounts.byName('lan')?.failures).toBe(1);
  });

  it('is not held up by a wait that a wrong clock wrote', async () => {
    const { secretOf, byPin, queue, timers } = world();
    const pin = await secretOf('account-add', 'lan');
    const waitsUntil = new Date(timers.nowMs() + 2 * longestWaitMs);
    queue.staff.write(({ accounts }) => accounts.noteTry('lan', { failures: 5, waitsUntil }));
    expect(await byPin('lan', pin)).toMatchObject({ kind: 'in' });
  });
});

describe('a staff card', () => {
  it('logs in alone, however it is typed, and the former one does not', async () => {
    const { secretOf, byCard, actions } = world();
    await secretOf('account-add', 'lan');
    const [former, code] = [await secretOf('account-card', 'lan'), await secretOf('account-card', 'lan')];
    expect(code).toMatch(/^TDNV-[A-Z2-7]{26}$/);
    expect(await byCard(` ${code.toLowerCase()}\r`)).toEqual({ kind: 'in', account: lan, mustChangePin: false });
    expect(actions()[0]).toBe('staff:lan logged-in card');
    for (const wrong of [former, '', 'TDNV-', `${code}A`]) expect(await byCard(wrong)).toEqual({ kind: 'wrong' });
  });

  it('logs in although somebody guesses at the PIN', async () => {
    const { secretOf, byCard, wrong } = world();
    await secretOf('account-add', 'lan');
    const code = await secretOf('account-card', 'lan');
    await wrong('lan', triesAtOnce);
    expect(await byCard(code)).toMatchObject({ kind: 'in' });
  });

  it('wants the PIN where the hospital says so, and shares its count', async () => {
    const { secretOf, byCard, byPin } = world(true);
    const pin = await secretOf('account-add', 'lan');
    const code = await secretOf('account-card', 'lan');
    expect(await byCard(code)).toEqual({ kind: 'pin-needed' });
    for (let time = 0; time < triesAtOnce; time += 1) expect(await byCard(code, '000000')).toEqual({ kind: 'wrong' });
    expect(await byPin('lan', pin)).toMatchObject({ kind: 'wait' });
    expect(await byCard(code, pin)).toMatchObject({ kind: 'wait' });
  });
});

describe('the command line', () => {
  it('lists, refuses a name twice, and ends an account', async () => {
    const { desk, secretOf, ended, byPin } = world();
    const pin = await secretOf('account-add', 'lan');
    await secretOf('account-card', 'lan');
    const again = await desk({ kind: 'account-add', name: 'lan', role: 'it', staffName: 'root' });
    expect(again).toEqual({ kind: 'account-changed', result: 'taken', secret: null });
    expect(await desk({ kind: 'account-list' })).toEqual({
      kind: 'accounts',
      accounts: [{ ...lan, hasCard: true, hasOwnPin: false }],
    });
    const remove = () => desk({ kind: 'account-remove', name: 'lan', staffName: 'root' });
    expect(await remove()).toMatchObject({ result: 'done', secret: null });
    expect(await remove()).toMatchObject({ result: 'nobody' });
    expect(ended).toEqual(['lan', 'lan']);
    expect(await byPin('lan', pin)).toEqual({ kind: 'wrong' });
  });
});

it('a disk that refuses lets nobody in whom the audit log does not know', async () => {
  const { secretOf, byPin, byCard, queue, change, desk } = world();
  const pin = await secretOf('account-add', 'lan');
  const code = await secretOf('account-card', 'lan');
  vi.spyOn(queue.staff, 'write').mockReturnValue(null);
  expect(await byPin('lan', pin)).toEqual({ kind: 'busy' });
  expect(await byCard(code)).toEqual({ kind: 'busy' });
  expect(await change(pin, ownPin)).toBe('failed');
  expect(await desk({ kind: 'account-add', name: 'mai', role: 'it', staffName: 'root' })).toMatchObject({
    result: 'failed',
  });
  expect(await desk({ kind: 'account-card', name: 'lan', staffName: 'root' })).toMatchObject({ result: 'failed' });
});
