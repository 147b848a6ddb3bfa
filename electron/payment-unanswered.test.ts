import { describe, expect, it } from 'vitest';
import type { QueueEntry } from '../sync/queue/port.ts';
import type { VisitAt } from './bridge/snapshot.ts';
import { amount, away, confirmed, due, notAsked, open, ticket, world } from './payment-testing.ts';

describe('a visit that the hospital does not have yet', () => {
  it('is asked about once it has, and goes to the cashier meanwhile', async () => {
    const { payments, show, confirm, timers, invoiceStatus } = world([open], {
      entries: { 'key-1': { kind: 'visit', state: 'pending', encounterId: null } },
    });
    await show(ticket());
    const paper = payments.settled('key-1');
    await timers.advance(7_999);
    expect(payments.view()).toEqual({ state: 'asking' });
    await timers.advance(1);
    expect(payments.view()).toEqual(notAsked);
    expect(await paper).toEqual(notAsked);
    await confirm('key-2');
    await confirm('key-1', { kind: 'visit', state: 'confirmed', encounterId: null });
    expect(invoiceStatus).not.toHaveBeenCalled();
    await confirm('key-1');
    expect(payments.view()).toEqual(due);
    await confirm('key-1');
    expect(invoiceStatus).toHaveBeenCalledTimes(1);
  });

  it('is asked about soon where its row did not say at once what it is there', async () => {
    const { payments, show, entry, timers } = world([open]);
    entry.mockReturnValueOnce({ ...confirmed, encounterId: null } as unknown as QueueEntry);
    await show(ticket());
    expect(payments.view()).toEqual({ state: 'asking' });
    await timers.advance(3_000);
    expect(payments.view()).toEqual(due);
  });

  it('is asked about once, however often its row changes meanwhile', async () => {
    const { show, confirm, invoiceStatus } = world([open]);
    invoiceStatus.mockImplementationOnce(() => new Promise(() => undefined));
    await show(ticket());
    await confirm('key-1');
    expect(invoiceStatus).toHaveBeenCalledTimes(1);
  });

  it('goes to the cashier when the queue cannot be read', async () => {
    const { payments, show, entry, timers } = world([open]);
    entry.mockImplementation(() => {
      throw new Error('damaged');
    });
    await show(ticket());
    await timers.advance(8_000);
    expect(payments.view()).toEqual(notAsked);
  });
});

describe('a visit that the hospital refuses', () => {
  const dead = { kind: 'visit', state: 'dead', encounterId: null } as const;

  it('costs nothing, at once, and what it costs is asked when it is taken after all', async () => {
    const { payments, show, confirm, timers, invoiceStatus } = world([open], {
      entries: { 'key-1': { kind: 'visit', state: 'pending', encounterId: null } },
    });
    await show(ticket());
    const paper = payments.settled('key-1');
    await confirm('key-1', dead);
    expect(payments.view()).toEqual({ state: 'none' });
    expect(await paper).toEqual({ state: 'none' });
    await timers.advance(20_000);
    expect(payments.view()).toEqual({ state: 'none' });
    expect(invoiceStatus).not.toHaveBeenCalled();
    await confirm('key-1');
    await timers.advance(3_000);
    expect(payments.view()).toEqual(due);
  });

  it('beside one that stands leaves that to be asked about', async () => {
    const others = [{ key: 'key-2' }] as VisitAt<'ticket'>['others'];
    const { payments, show, invoiceStatus } = world([open], {
      entries: { 'key-1': dead, 'key-2': { ...confirmed, encounterId: 'enc-2' } },
    });
    await show(ticket({ others }));
    expect(invoiceStatus.mock.calls.map(([encounterId]) => encounterId)).toEqual(['enc-2']);
    expect(payments.view()).toEqual(due);
  });
});

describe('a hospital that goes away', () => {
  it.each([['does not answer', away] as const, ['breaks', 'throws'] as const])(
    'and %s is asked again, and sends to the cashier meanwhile',
    async (_what, answer) => {
      const { payments, show, timers, say } = world([answer]);
      await show(ticket());
      expect(payments.view()).toEqual({ state: 'asking' });
      await timers.advance(8_000);
      expect(payments.view()).toEqual(notAsked);
      say(open);
      await timers.advance(3_000);
      expect(payments.view()).toEqual(due);
      say(away);
      await timers.advance(9_000);
      expect(payments.view()).toEqual(due);
    },
  );

  it('does not keep a code that has become too old, by the hospital’s own clock', async () => {
    const { payments, show, timers, say, clock } = world([{ ...open, expiresAt: '2026-11-23T01:00:05Z' }]);
    await show(ticket());
    expect(payments.view()).toEqual({ ...due, until: '2026-11-23T01:00:05Z' });
    say(away);
    clock(Date.parse('2026-11-23T00:50:06Z'), 9 * 60_000);
    await timers.advance(3_000);
    expect(payments.view()).toEqual({ ...due, until: '2026-11-23T01:00:05Z' });
    clock(Date.parse('2026-11-23T00:50:06Z'), 10 * 60_000);
    await timers.advance(3_000);
    expect(payments.view()).toMatchObject({ state: 'cashier', reason: 'too-late', amount });
  });
});
