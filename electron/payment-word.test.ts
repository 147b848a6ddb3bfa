import { describe, expect, it } from 'vitest';
import type { VisitSnapshot } from './bridge/snapshot.ts';
import { attract, away, confirmed, due, open, ticket, world } from './payment-testing.ts';

describe('the visit', () => {
  it('hears how far it is known whether its ticket costs something, and that the ticket is gone', async () => {
    const { show, say, timers, words } = world([away]);
    await show(ticket());
    await timers.advance(8_000);
    say({ kind: 'balanced' });
    await timers.advance(3_000);
    await show(attract);
    await show(attract);
    expect(words()).toEqual(['key-1 asking', 'key-1 not-asked', 'key-1 balanced', null]);
  });

  it('hears it of a ticket that is scanned, and of one of before, whose patient is told nothing', async () => {
    const { show, words, payments, onChange } = world([open], { entries: { 'key-1': confirmed, 'key-2': confirmed } });
    await show({ step: 'my-ticket' } as VisitSnapshot, 'key-2');
    expect(payments.view()).toEqual({ state: 'none' });
    await show(ticket({ insured: true, origin: 'existing' }));
    expect([payments.view(), await payments.settled('key-1')]).toEqual([{ state: 'none' }, { state: 'none' }]);
    expect(words()).toEqual(['key-2 asking', 'key-2 due', null, 'key-1 asking', 'key-1 due']);
    expect(onChange).toHaveBeenCalledTimes(2);
    // The same ticket, from its own screen to the question about it.
    await show({ step: 'my-ticket' } as VisitSnapshot, 'key-1');
    expect(words()).toHaveLength(5);
  });

  it('hears that a ticket of the insured costs nothing where they are not asked, and the hospital is not', async () => {
    const entries = { 'key-1': { ...confirmed, stream: 'insured' } } as const;
    const free = world([open], { entries });
    await free.show({ step: 'my-ticket' } as VisitSnapshot, 'key-1');
    await free.show(ticket({ insured: null, origin: 'existing', stream: 'insured' }));
    await free.confirm('key-1', entries['key-1']);
    expect([free.words(), free.timers.pending()]).toEqual([['key-1 none'], []]);
    // Who is known to pay does.
    await free.show(attract);
    await free.show(ticket());
    expect(free.payments.view()).toEqual(due);

    const sharing = world([open], { entries, insured: true });
    await sharing.show({ step: 'my-ticket' } as VisitSnapshot, 'key-1');
    expect(sharing.words()).toEqual(['key-1 asking', 'key-1 due']);
  });

  it.each([
    ['insurance', 'priority', 'key-1 none'],
    ['patient', 'priority', 'key-1 asking'],
    // A hospital that queues the insured alone has those who pay among them.
    ['patient', 'insured', 'key-1 asking'],
  ] as const)('hears what a ticket costs by who pays for it, not by its queue: %s, %s', async (payer, stream, word) => {
    const { show, words } = world([open], { entries: { 'key-1': { ...confirmed, stream, payer } } });
    await show({ step: 'my-ticket' } as VisitSnapshot, 'key-1');
    expect(words()[0]).toBe(word);
  });

  it('hears of a change of clinic that is not sent yet what is known of its visit', async () => {
    const moved = { kind: 'visit', key: 'key-2', visitKey: 'key-1', state: 'pending', encounterId: null } as const;
    const { show, words, invoiceStatus } = world([{ kind: 'balanced' }], {
      entries: { 'key-1': confirmed, 'key-2': moved, 'key-3': { ...moved, key: 'key-3', visitKey: 'gone' } },
    });
    await show({ step: 'my-ticket' } as VisitSnapshot, 'key-2');
    expect(invoiceStatus.mock.calls.map(([id]) => id)).toEqual(['enc-1']);
    expect(words()).toEqual(['key-2 asking', 'key-2 balanced']);
    await show({ step: 'my-ticket' } as VisitSnapshot, 'key-3');
    expect(invoiceStatus).toHaveBeenCalledTimes(1);
  });
});
