import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, khoa, minh, patientCode, slipCode } from './visit-testing-people.ts';

/** Who counts as somebody else: whoever asks has nothing else of them. */

async function show(kiosk: FullKiosk, code: Parameters<FullKiosk['scanner']['show']>[0]): Promise<void> {
  kiosk.scanner.show(code);
  await settle();
}

const visitor = (kiosk: FullKiosk): number => kiosk.visit.view().visitor;

describe('somebody else is there', () => {
  it('when a visit is over, and not before', async () => {
    const kiosk = openFullKiosk();
    await show(kiosk, { kind: 'unknown', reason: 'no-known-format' });
    await kiosk.send('presence');
    expect(visitor(kiosk)).toBe(0);
    await usualVisit.ticket(kiosk);
    expect(visitor(kiosk)).toBe(0);
    await kiosk.send('finish');
    expect(visitor(kiosk)).toBe(1);
    await usualVisit.desk(kiosk);
    await kiosk.send('emergency');
    expect(visitor(kiosk)).toBe(2);
    await kiosk.send('finish');
    expect(visitor(kiosk)).toBe(2);
  });

  it.each(['ticket', 'desk'] as const)(
    'who shows a code or a ticket while the %s is still on the screen',
    async (step) => {
      for (const code of [codeOf(khoa), patientCode, { kind: 'ticket', key: 'key-of-another' }] as const) {
        const kiosk = openFullKiosk();
        await usualVisit[step](kiosk);
        kiosk.reader.takeCard();
        await show(kiosk, code);
        expect(kiosk.shown().step).not.toBe(step);
        expect(visitor(kiosk)).toBe(1);
      }
    },
  );

  it('who shows a code over the ticket that another one has shown', async () => {
    for (const code of [codeOf(khoa), { kind: 'ticket', key: 'key-of-another' }] as const) {
      const kiosk = openFullKiosk();
      await show(kiosk, { kind: 'ticket', key: 'key-1' });
      expect(visitor(kiosk)).toBe(0);
      await show(kiosk, { kind: 'ticket', key: 'key-1' });
      expect(visitor(kiosk)).toBe(0);
      await show(kiosk, code);
      expect(visitor(kiosk)).toBe(1);
    }
  });

  it('for whom a visit is broken off', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await show(kiosk, codeOf(khoa));
    expect(kiosk.shown().step).toBe('whose');
    expect(visitor(kiosk)).toBe(0);
    await kiosk.send('start-for-other');
    expect(kiosk.shown().step).toBe('identify');
    expect(visitor(kiosk)).toBe(1);
  });
});

describe('whoever holds a slip that names nobody', () => {
  const holding = async () => {
    const kiosk = openFullKiosk();
    await show(kiosk, slipCode);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-unknown' });
    expect(visitor(kiosk)).toBe(0);
    return kiosk;
  };

  it('is the same with another slip, a number that is typed, and the card that was asked for', async () => {
    const kiosk = await holding();
    await show(kiosk, { ...slipCode, slipCode: 'LH00000008' });
    await kiosk.send('type-number');
    await kiosk.send('back');
    await show(kiosk, codeOf(khoa));
    expect(kiosk.shown().step).toBe('identify');
    expect(visitor(kiosk)).toBe(0);
    await kiosk.send('start-over');
    expect(visitor(kiosk)).toBe(1);
  });

  it('has gone when the words about it have, and is followed by somebody else', async () => {
    const kiosk = await holding();
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(visitor(kiosk)).toBe(1);
  });

  it('has gone when it is dropped, however often the screen was touched', async () => {
    const kiosk = await holding();
    for (const _ of [1, 2]) {
      await kiosk.advance(defaultDelays.idleWarningMs - 100);
      await kiosk.send('presence');
    }
    await kiosk.advance(200);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(visitor(kiosk)).toBe(1);
  });

  it('is not whoever brought somebody with it, once another one begins', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.reader.takeCard();
    await kiosk.send('bring-somebody');
    await show(kiosk, slipCode);
    expect(kiosk.at('companion').problem).toBe('unknown-code');
    kiosk.reader.layCard();
    await kiosk.advance(defaultDelays.ownCardMs);
    expect(kiosk.shown().step).toBe('whose');
    await kiosk.send('start-for-other');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    expect(visitor(kiosk)).toBe(1);
    // Nor is the slip theirs.
    await show(kiosk, codeOf(khoa));
    expect(kiosk.state().context.identity?.shownSlip).toBeNull();
  });
});

describe('nobody else is there', () => {
  it('when the visit whose it was goes on', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await show(kiosk, codeOf(khoa));
    await kiosk.send('go-on-visit');
    expect(visitor(kiosk)).toBe(0);
  });

  it('when a child is brought, or the ticket on the screen is scanned', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
    await show(kiosk, codeOf(minh));
    expect(visitor(kiosk)).toBe(0);
    const other = openFullKiosk();
    await usualVisit.ticket(other);
    await show(other, { kind: 'ticket', key: other.at('ticket').key });
    expect(other.shown().step).toBe('my-ticket');
    expect(visitor(other)).toBe(0);
  });
});
