import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, usualVisit } from './visit-testing.ts';

describe('the scanner sends garbage', () => {
  it('at the start: it is said which kind, and the visit does not begin', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show({ kind: 'unknown', reason: 'no-known-format' });
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unknown-code' });
    kiosk.scanner.garble();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unreadable-code' });
    expect(kiosk.hospital.calls).toEqual([]);
  });

  it.each(['malformed-cccd', 'not-text', 'empty'] as const)(
    'a code of ours that came damaged (%s) is shown again',
    (reason) => {
      const kiosk = openFullKiosk();
      kiosk.scanner.show({ kind: 'unknown', reason });
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unreadable-code' });
    },
  );

  it('and nobody comes back: the next patient is welcomed', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.garble();
    await kiosk.advance(defaultDelays.idleWarningMs - 1_000);
    await kiosk.send('presence');
    await kiosk.advance(defaultDelays.idleWarningMs - 1_000);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unreadable-code' });
    await kiosk.advance(1_000);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
  });

  it.each(['awaiting', 'reading', 'chipRead', 'verify', 'choose', 'confirm', 'ticket', 'desk'] as const)(
    'at %s: the visit stays where it is',
    async (step) => {
      const kiosk = openFullKiosk();
      await usualVisit[step](kiosk);
      const before = kiosk.shown();
      kiosk.scanner.show({ kind: 'unknown', reason: 'malformed-cccd' });
      kiosk.scanner.garble();
      kiosk.scanner.listeners.tell({ type: 'status', status: { state: 'ready', source: 'fake' } });
      expect(kiosk.shown()).toEqual(before);
    },
  );
});
