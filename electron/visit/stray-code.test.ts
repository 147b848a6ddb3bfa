import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, khoa } from './visit-testing-people.ts';

/** A code of no use, shown over what somebody may still need: by whoever comes next, or by its owner with a slip that is creased. */

const { endWarningMs, endGraceMs, idleWarningMs, idleGraceMs } = defaultDelays;

const own = { kind: 'ticket', key: 'key-1' } as const;
const ends: Record<string, { reach: (kiosk: FullKiosk) => Promise<void>; staysMs: number }> = {
  ticket: { reach: usualVisit.ticket, staysMs: endWarningMs + endGraceMs },
  desk: { reach: usualVisit.desk, staysMs: endWarningMs + endGraceMs },
  'my-ticket': {
    reach: async (kiosk) => {
      kiosk.scanner.show(own);
      await settle();
    },
    staysMs: idleWarningMs + idleGraceMs,
  },
  emergency: { reach: (kiosk) => kiosk.send('emergency'), staysMs: idleWarningMs + idleGraceMs },
};

const stray = (kiosk: FullKiosk) => kiosk.visit.view().strayCode;
const showUnknown = ({ scanner }: FullKiosk): void => {
  scanner.show({ kind: 'unknown', reason: 'web-address' });
};

describe.each(Object.entries(ends))('over a %s, a code of no use', (step, { reach, staysMs }) => {
  it.each([
    ['that nobody knows', showUnknown, 'unknown-code'],
    ['that is cut off', ({ scanner }: FullKiosk) => scanner.garble(), 'unreadable-code'],
    [
      'that is damaged',
      ({ scanner }: FullKiosk) => scanner.show({ kind: 'unknown', reason: 'malformed-cccd' }),
      'unreadable-code',
    ],
  ] as const)('%s: is said to be none, and nothing of the screen is lost', async (_name, show, said) => {
    const kiosk = openFullKiosk();
    await reach(kiosk);
    expect(stray(kiosk)).toBe('none');
    const before = kiosk.shown();
    show(kiosk);
    await settle();
    expect(stray(kiosk)).toBe(said);
    expect(kiosk.shown()).toEqual(before);
    expect(before.step).toBe(step);
  });

  it('keeps it open no longer', async () => {
    const kiosk = openFullKiosk();
    await reach(kiosk);
    for (let passedMs = 0; passedMs < staysMs; passedMs += 500) {
      expect(kiosk.shown().step).toBe(step);
      kiosk.scanner.show({ kind: 'unknown', reason: passedMs % 1_000 === 0 ? 'web-address' : 'payment-code' });
      await kiosk.advance(500);
    }
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(stray(kiosk)).toBe('none');
  });

  it('is forgotten with the next code', async () => {
    const kiosk = openFullKiosk();
    await reach(kiosk);
    showUnknown(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(stray(kiosk)).toBe('none');
  });
});

describe('a code of no use', () => {
  it('over the goodbye of a ticket is said to be one as well', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    kiosk.scanner.show(own);
    await settle();
    await kiosk.send('cancel-ticket');
    await kiosk.send('confirm');
    expect(kiosk.at('my-ticket').now.state).toBe('cancelled');
    showUnknown(kiosk);
    expect(stray(kiosk)).toBe('unknown-code');
  });

  it('is of no interest on a kiosk that has closed meanwhile: nobody may begin', async () => {
    let isOpen = true;
    const kiosk = openFullKiosk({ isOpen: () => isOpen });
    await usualVisit.ticket(kiosk);
    isOpen = false;
    showUnknown(kiosk);
    kiosk.scanner.garble();
    expect(stray(kiosk)).toBe('none');
  });

  it('is not said where it has words of its own, or is nothing to the question', async () => {
    const kiosk = openFullKiosk();
    showUnknown(kiosk);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unknown-code' });
    expect(stray(kiosk)).toBe('none');
    await usualVisit.choose(kiosk);
    showUnknown(kiosk);
    expect(stray(kiosk)).toBe('none');
  });

  it('is no longer said once its screen was left, if only for a question', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    showUnknown(kiosk);
    kiosk.scanner.show(own);
    await settle();
    expect(kiosk.shown().step).toBe('my-ticket');
    expect(stray(kiosk)).toBe('none');
  });
});
