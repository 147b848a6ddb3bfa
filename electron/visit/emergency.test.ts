import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, hanh, slipCode } from './visit-testing-people.ts';

describe('an emergency', () => {
  it('is on the first screen and asks nothing', async () => {
    const kiosk = openFullKiosk();
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await kiosk.send('emergency');
    expect(kiosk.shown()).toEqual({ step: 'emergency', cardStillThere: false });
    expect(kiosk.visit.view().language).toBe('en');
    expect(kiosk.queue.drafts).toEqual([]);
    expect(kiosk.hospital.calls).toEqual([]);
    await kiosk.send('finish');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
  });

  it.each(['finish', 'start-over'] as const)('is left by %s', async (type) => {
    const kiosk = openFullKiosk();
    await kiosk.send('emergency');
    await kiosk.send(type);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('is pressed in the middle of what comes before a visit, too', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.garble();
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
    await kiosk.send('finish');
    await kiosk.send('type-number');
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
  });

  it('ends with the next code', async () => {
    const kiosk = openFullKiosk();
    await kiosk.send('emergency');
    kiosk.reader.layCard();
    expect(kiosk.shown()).toEqual({ step: 'emergency', cardStillThere: true });
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.shown().step).toBe('identify');
  });

  it('ends by itself when nobody is there any more', async () => {
    const kiosk = openFullKiosk();
    await kiosk.send('emergency');
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
    await kiosk.advance(defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('forgets a slip that waited for its card when it ends', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(slipCode);
    await settle();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-unknown' });
    await kiosk.send('emergency');
    await kiosk.send('finish');
    expect(kiosk.memory()).not.toContain(slipCode.slipCode);
  });

  it.each(['ticket', 'desk'] as const)('is pressed on a %s as well: nobody is in its way', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
    await kiosk.send('finish');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
  });

  it('is not on the screens of a visit', async () => {
    for (const step of ['awaiting', 'choose', 'confirm'] as const) {
      const kiosk = openFullKiosk();
      await usualVisit[step](kiosk);
      const { step: before } = kiosk.shown();
      await kiosk.send('emergency');
      expect(kiosk.shown().step).toBe(before);
    }
  });
});
