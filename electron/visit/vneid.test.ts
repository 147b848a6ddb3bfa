import { describe, expect, it } from 'vitest';
import type { CodeVerdict, CodeVerifier } from '../../native/citizen-id/code-verifier.ts';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, hanh, khoa } from './visit-testing-people.ts';

const vneid = { kind: 'vneid', token: 'VNEID:opaque-0001' } as const;

/** A service whose answers the test gives. */
function openExchange() {
  const asked: { token: string; signal: AbortSignal; answer: (verdict: CodeVerdict) => void; crash: () => void }[] = [];
  const verifyCode: CodeVerifier = (token, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<CodeVerdict>();
    asked.push({ token, signal, answer: resolve, crash: () => reject(new Error('the service crashed')) });
    return promise;
  };
  const kiosk = openFullKiosk({ verifyCode });
  const last = () => asked.at(-1) ?? expect.unreachable('nobody was asked');
  return { ...kiosk, asked, last };
}

async function checking() {
  const kiosk = openExchange();
  kiosk.scanner.show(vneid);
  await settle();
  expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'checking-code' });
  expect(kiosk.last().token).toBe(vneid.token);
  return kiosk;
}

const itsPerson = { kind: 'person', code: codeOf(hanh) } as const;

describe('a VNeID code', () => {
  it('is as good as the code of the card, and counts for more', async () => {
    const kiosk = await checking();
    kiosk.last().answer(itsPerson);
    await settle();
    expect(kiosk.at('identify')).toMatchObject({ card: { state: 'awaited' }, holder: { fullName: hanh.fullName } });
    await kiosk.send('continue-without-card');
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft.evidence).toEqual([
      { method: 'code-scanned' },
      { method: 'vneid-verified' },
      { method: 'chip-not-read', reason: 'no-card' },
    ]);
    expect(kiosk.memory()).not.toContain(vneid.token);
  });

  it.each(['expired', 'unknown'] as const)('that is %s: a fresh one is asked for', async (kind) => {
    const kiosk = await checking();
    kiosk.last().answer({ kind });
    await settle();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'code-expired' });
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
  });

  it('about which nobody answers: said so', async () => {
    const unavailable = await checking();
    unavailable.last().answer({ kind: 'unavailable' });
    await settle();
    expect(unavailable.shown()).toEqual({ step: 'attract', prompt: 'code-unchecked' });

    const crashed = await checking();
    crashed.last().crash();
    await settle();
    expect(crashed.shown()).toEqual({ step: 'attract', prompt: 'code-unchecked' });
  });

  it('about which nobody answers in time: said so, and a late answer is nobody’s', async () => {
    const kiosk = await checking();
    await kiosk.advance(defaultDelays.lookupMs - 100);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'checking-code' });
    await kiosk.advance(100);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'code-unchecked' });
    expect(kiosk.last().signal.aborted).toBe(true);
    kiosk.last().answer(itsPerson);
    await settle();
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });

  it('where no service is named: said so', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(vneid);
    await settle();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'code-unchecked' });
  });

  it('is not given up for a touch, a language or the reader, but for another code', async () => {
    const kiosk = await checking();
    await kiosk.send('presence');
    await kiosk.send({ type: 'choose-language', language: 'en' });
    kiosk.reader.layCard();
    kiosk.reader.takeCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'checking-code' });
    expect(kiosk.asked).toHaveLength(1);
    kiosk.scanner.show({ ...vneid, token: 'VNEID:opaque-0002' });
    await settle();
    expect(kiosk.asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(kiosk.last().signal.aborted).toBe(true);
    expect(kiosk.visit.view().language).toBe('en');
  });

  it('that is held there while it is exchanged, or when it has begun a visit, is nothing new', async () => {
    const kiosk = await checking();
    kiosk.scanner.show(vneid);
    await settle();
    expect(kiosk.asked.map(({ signal }) => signal.aborted)).toEqual([false]);
    kiosk.last().answer(itsPerson);
    await settle();
    kiosk.scanner.show(vneid);
    expect(kiosk.at('identify').notice).toBe('none');
    await kiosk.send('continue-without-card');
    await kiosk.send('ask-for-staff');
    kiosk.scanner.show(vneid);
    await settle();
    expect(kiosk.asked).toHaveLength(1);
    expect(kiosk.state().context.exchanging).toBeNull();
  });

  it.each(['ticket', 'desk'] as const)('leaves a %s once it has brought somebody, not before', async (step) => {
    const kiosk = openExchange();
    await usualVisit[step](kiosk);
    kiosk.scanner.show(vneid);
    await settle();
    kiosk.scanner.show(vneid);
    expect(kiosk.asked).toHaveLength(1);
    expect(kiosk.shown().step).toBe(step);
    expect(kiosk.visit.view().strayCode).toBe('none');
    kiosk.last().answer({ kind: 'expired' });
    await settle();
    expect(kiosk.shown().step).toBe(step);
    expect(kiosk.visit.view().strayCode).toBe('code-expired');
    kiosk.scanner.show(vneid);
    await kiosk.advance(defaultDelays.lookupMs);
    expect(kiosk.last().signal.aborted).toBe(true);
    expect(kiosk.shown().step).toBe(step);
    expect(kiosk.visit.view().strayCode).toBe('code-unchecked');
    kiosk.scanner.show(vneid);
    await settle();
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    kiosk.last().answer({ kind: 'person', code: codeOf(khoa) });
    await settle();
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });

  it('leaves a ticket that is shown again once it has brought somebody, its cancellation too', async () => {
    for (const state of ['shown', 'cancelled'] as const) {
      const kiosk = openExchange();
      await usualVisit.ticket(kiosk);
      await kiosk.send('finish');
      kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
      await settle();
      if (state === 'cancelled') {
        await kiosk.send('cancel-ticket');
        await kiosk.send('confirm');
      }
      kiosk.scanner.show(vneid);
      await settle();
      kiosk.last().answer({ kind: 'unavailable' });
      await settle();
      expect(kiosk.at('my-ticket').now.state).toBe(state);
      kiosk.scanner.show(vneid);
      await settle();
      expect(kiosk.at('my-ticket').now.state).toBe(state);
      kiosk.last().answer({ kind: 'person', code: codeOf(khoa) });
      await settle();
      expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    }
  });

  it('is not asked about in the middle of a visit, before it is said whose that is', async () => {
    const kiosk = openExchange();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(vneid);
    expect(kiosk.at('whose').about).toBe('code');
    expect(kiosk.asked).toEqual([]);
  });
});

describe('a VNeID code of whom somebody brings', () => {
  const bringing = async () => {
    const kiosk = openExchange();
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
    kiosk.scanner.show(vneid);
    await settle();
    expect(kiosk.at('companion')).toMatchObject({ isChecking: true, problem: 'none' });
    return kiosk;
  };

  it('is exchanged there', async () => {
    const kiosk = await bringing();
    kiosk.last().answer({ kind: 'person', code: codeOf(khoa) });
    await settle();
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
  });

  it('that nobody knows, or nobody answers about: another one is asked for', async () => {
    const kiosk = await bringing();
    kiosk.last().answer({ kind: 'expired' });
    await settle();
    expect(kiosk.at('companion')).toMatchObject({ isChecking: false, problem: 'code-expired' });
    kiosk.scanner.show(vneid);
    kiosk.scanner.show(vneid);
    expect(kiosk.asked).toHaveLength(2);
    // What was wrong with the one before is not said of this one.
    expect(kiosk.at('companion')).toMatchObject({ isChecking: true, problem: 'none' });
    await kiosk.advance(defaultDelays.lookupMs);
    expect(kiosk.at('companion').problem).toBe('code-unchecked');
    expect(kiosk.last().signal.aborted).toBe(true);
  });

  it('is not waited for by who types the number instead', async () => {
    const kiosk = await bringing();
    await kiosk.send('type-number');
    expect(kiosk.at('typed').whose).toBe('companion');
    expect(kiosk.last().signal.aborted).toBe(true);
  });
});
