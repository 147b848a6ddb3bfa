import { describe, expect, it } from 'vitest';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import { type FullKiosk, openFullKiosk, usualVisit } from './visit-testing.ts';
import { covered, hanh, portraitMark, recordFor, tracesOf } from './visit-testing-people.ts';

type Step = keyof typeof usualVisit;
const steps = Object.keys(usualVisit) as Step[];

/** The snapshot as text, its portrait decoded. */
function textOf(kiosk: FullKiosk): string {
  const snapshot = kiosk.shown();
  const portrait = 'portrait' in snapshot ? snapshot.portrait : null;
  return JSON.stringify(snapshot) + Buffer.from(portrait?.base64 ?? '', 'base64').toString();
}

describe('what the screen is told', () => {
  it.each(steps)('at %s: no number in full, no address, no birth date, no key of the record', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    const needless = [...tracesOf(hanh).filter((trace) => trace !== hanh.fullName), recordFor(hanh).id];
    expect(needless.filter((trace) => textOf(kiosk).includes(trace))).toEqual([]);
  });

  it.each(steps)('at %s: name and portrait only where their owner needs them', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    const text = textOf(kiosk);
    expect(text.includes(hanh.fullName)).toBe(step !== 'ticket' && step !== 'desk');
    expect(text.includes(portraitMark(hanh))).toBe(step === 'greeting' || step === 'verify');
  });

  it.each([
    [{ outcome: 'covered' }, 'covered'],
    [{ outcome: 'not-covered' }, 'not-covered'],
    [{ outcome: 'check-name' }, 'check-name'],
    [{ outcome: 'technical' }, 'unknown'],
  ] as const)('of the insurance when it answers %o', async (answer, outcome) => {
    const kiosk = openFullKiosk();
    const value: Eligibility = { ...covered, ...answer, insuranceNumber: null, validTo: null };
    kiosk.hospital.answers.eligibility = { ok: true, value };
    await usualVisit.confirm(kiosk);
    expect(kiosk.at('confirm').insurance).toEqual({ outcome, maskedNumber: null, validTo: null });
  });
});
