import { describe, expect, it } from 'vitest';
import { type FullKiosk, openFullKiosk, usualVisit } from './visit-testing.ts';
import { hanh, portraitMark, recordFor, tracesOf } from './visit-testing-people.ts';

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
});
