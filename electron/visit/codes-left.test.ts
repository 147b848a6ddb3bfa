import { describe, expect, it } from 'vitest';
import type { ScannedCode } from '../../native/citizen-id/code.ts';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, hanh, insuranceCodeOf, khoa, patientCode } from './visit-testing-people.ts';

/** Codes that are left in view of a scanner are nobody: it reports each of two again and again. */

const { idleWarningMs, idleGraceMs } = defaultDelays;

const unknown = (content: string): ScannedCode & { content: string } => ({
  kind: 'unknown',
  reason: 'no-known-format',
  content,
});
const ticket: ScannedCode = { kind: 'ticket', key: 'key-1' };

/** Shows codes in turn, one a second, until the step is another; how long that was. */
async function showInTurn(kiosk: FullKiosk, codes: readonly ScannedCode[], mostMs: number): Promise<number> {
  const { step } = kiosk.shown();
  let passedMs = 0;
  for (; passedMs < mostMs && kiosk.shown().step === step; passedMs += 1_000) {
    const code = codes[(passedMs / 1_000) % codes.length];
    if (code) kiosk.scanner.show(code);
    await settle();
    await kiosk.advance(1_000);
  }
  return passedMs;
}

describe('two codes under a scanner', () => {
  it.each<[string, readonly ScannedCode[]]>([
    ['that nobody knows', [unknown('a'), unknown('b')]],
    ['the visit’s own: the card and its insurance card', [codeOf(hanh), insuranceCodeOf(hanh)]],
    ['the visit’s own: the insurance card and the paper', [insuranceCodeOf(hanh), patientCode]],
  ])('keep no visit open: %s', async (_name, codes) => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await kiosk.send('walk-in');
    expect(kiosk.shown().step).toBe('choose');
    const openMs = await showInTurn(kiosk, codes, 120_000);
    expect(kiosk.shown().step).toBe('attract');
    // Each was new once.
    expect(openMs).toBeLessThanOrEqual(idleWarningMs + idleGraceMs + codes.length * 1_000);
  });

  it('that replace each other keep no visit open either', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    await showInTurn(kiosk, [codeOf(khoa), codeOf(hanh)], 120_000);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('nor a ticket that is shown again, with whatever lies beside it', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.send('finish');
    kiosk.scanner.show(ticket);
    await settle();
    await showInTurn(kiosk, [unknown('a'), ticket], 120_000);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('nor more of them than anybody has', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await kiosk.send('walk-in');
    for (let index = 0; index < 40 && kiosk.shown().step === 'choose'; index += 1) {
      kiosk.scanner.show(unknown(String(index)));
      await kiosk.advance(idleWarningMs);
    }
    expect(kiosk.shown().step).toBe('attract');
  });
});

describe('a code that was not shown before', () => {
  it('is a sign of somebody, of whatever kind it is', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    for (const code of [unknown('a'), patientCode, insuranceCodeOf(hanh), unknown('b')]) {
      await kiosk.advance(idleWarningMs);
      expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
      kiosk.scanner.show(code);
      expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    }
  });

  it.each(['start-over', 'the next one’s code'] as const)('is forgotten with the visit: %s', async (how) => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(insuranceCodeOf(hanh));
    await settle();
    const { codesSeen } = kiosk.state().context;
    expect(codesSeen).toHaveLength(1);
    if (how === 'start-over') await kiosk.send('start-over');
    else {
      await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
      await kiosk.send('confirm');
      kiosk.scanner.show(codeOf(khoa));
      expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    }
    expect(kiosk.memory()).not.toContain(codesSeen[0]);
  });
});
