import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, hanh } from './visit-testing-people.ts';

const { readMs, idleWarningMs } = defaultDelays;

describe('a read that does not end', () => {
  it('is given up before anybody is asked whether they are still there, and costs a try', async () => {
    expect(readMs).toBeLessThan(idleWarningMs);
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    const hung = kiosk.reader.read;
    await kiosk.advance(readMs - 100);
    expect(kiosk.at('identify').card.state).toBe('reading');
    expect(hung.options.signal?.aborted).toBe(false);
    await kiosk.advance(100);
    const problem = { state: 'problem', problem: 'unreadable', triesLeft: 2 };
    expect(kiosk.at('identify').card).toEqual(problem);
    expect(hung.options.signal?.aborted).toBe(true);
    hung.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('identify').card).toEqual(problem);
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
  });

  it('can be tried again, and after the last try the visit goes on without the chip', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    for (let tries = 1; tries < 3; tries += 1) {
      await kiosk.advance(readMs);
      await kiosk.send('try-card-again');
      expect(kiosk.at('identify').card.state).toBe('reading');
    }
    await kiosk.advance(readMs);
    expect(kiosk.shown().step).toBe('appointments');
    expect(kiosk.state().context.identity?.chipSkipped).toBe('not-opened');
  });

  it('of another card laid meanwhile has its own time', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    await kiosk.advance(readMs - 100);
    kiosk.reader.layCard();
    await kiosk.advance(readMs - 100);
    expect(kiosk.at('identify').card.state).toBe('reading');
  });
});
