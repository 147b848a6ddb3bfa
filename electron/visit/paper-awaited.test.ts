import { describe, expect, it } from 'vitest';
import { defaultDelays, paperWaitMs } from './delays.ts';
import { openFullKiosk, usualVisit } from './visit-testing.ts';

const { idleWarningMs, endWarningMs, endGraceMs } = defaultDelays;

/** A kiosk at its last screen, whose papers are being printed. */
async function printing(step: 'ticket' | 'desk') {
  const kiosk = openFullKiosk();
  await usualVisit[step](kiosk);
  kiosk.visit.printing(true);
  return kiosk;
}

const left = (kiosk: Awaited<ReturnType<typeof printing>>) => kiosk.visit.view().idleSecondsLeft;

describe.each(['ticket', 'desk'] as const)('papers that print for long at the %s', (step) => {
  it('are waited for, and then the countdown begins', async () => {
    const kiosk = await printing(step);
    await kiosk.advance(endWarningMs + paperWaitMs - 100);
    expect([kiosk.shown().step, left(kiosk)]).toEqual([step, null]);
    kiosk.visit.printing(false);
    expect(left(kiosk)).toBe(endGraceMs / 1000);
    await kiosk.advance(endGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('and fail at last: there is time to read that', async () => {
    const kiosk = await printing(step);
    await kiosk.advance(endWarningMs + paperWaitMs - 100);
    kiosk.visit.printing(false);
    kiosk.visit.notPrinted();
    expect(left(kiosk)).toBeNull();
    await kiosk.advance(endWarningMs + endGraceMs - 100);
    expect(kiosk.shown().step).toBe(step);
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('are waited for no longer than a bound', async () => {
    const kiosk = await printing(step);
    await kiosk.advance(endWarningMs + paperWaitMs);
    expect(left(kiosk)).toBe(endGraceMs / 1000);
    await kiosk.advance(endGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('are done before the countdown: it comes when it always does', async () => {
    const kiosk = await printing(step);
    await kiosk.advance(endWarningMs - 100);
    kiosk.visit.printing(false);
    await kiosk.advance(100);
    expect(left(kiosk)).toBe(endGraceMs / 1000);
  });

  it('and begin during the countdown end it', async () => {
    const kiosk = await printing(step);
    kiosk.visit.printing(false);
    await kiosk.advance(endWarningMs + endGraceMs - 100);
    kiosk.visit.printing(true);
    expect(left(kiosk)).toBeNull();
    await kiosk.advance(paperWaitMs - 100);
    expect(kiosk.shown().step).toBe(step);
  });

  it('a touch meanwhile begins the watch again', async () => {
    const kiosk = await printing(step);
    await kiosk.advance(endWarningMs + paperWaitMs - 100);
    await kiosk.send('presence');
    await kiosk.advance(endWarningMs + paperWaitMs - 100);
    expect(left(kiosk)).toBeNull();
  });
});

it('a visit that goes on waits for no paper', async () => {
  const kiosk = openFullKiosk();
  await usualVisit.choose(kiosk);
  await kiosk.send('presence');
  kiosk.visit.printing(true);
  await kiosk.advance(idleWarningMs);
  expect(left(kiosk)).not.toBeNull();
  kiosk.visit.printing(true);
  expect(left(kiosk)).not.toBeNull();
});
