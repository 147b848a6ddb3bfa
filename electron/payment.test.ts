import { describe, expect, it } from 'vitest';
import { paymentCode } from '../fixtures/his/payment-code.ts';
import type { HospitalResult, InvoiceStatus } from '../sync/his/hospital-api.ts';
import { settled as turn } from '../sync/queue/test-timers.ts';
import type { VisitAt, VisitSnapshot } from './bridge/snapshot.ts';
import { amount, attract, away, confirmed, due, open, ticket, world, type WorldOptions } from './payment-testing.ts';

describe('a ticket on the screen', () => {
  it('says what is due as soon as the hospital has said so, and then what it has recorded', async () => {
    const { payments, timers, show, say, invoiceStatus, onChange } = world([open]);
    expect(payments.view()).toEqual({ state: 'none' });
    payments.show(ticket(), null);
    expect(payments.view()).toEqual({ state: 'asking' });
    const paper = payments.settled('key-1');
    await turn();
    expect(payments.view()).toEqual(due);
    expect(await paper).toEqual(due);
    expect(await payments.settled('key-1')).toEqual(due);
    expect(onChange).toHaveBeenCalledTimes(1);
    await show(ticket({ sync: 'confirmed' }));
    expect(invoiceStatus).toHaveBeenCalledTimes(1);

    await timers.advance(3_000);
    expect(onChange).toHaveBeenCalledTimes(1);
    say({ kind: 'balanced' });
    await timers.advance(3_000);
    expect(payments.view()).toEqual({ state: 'balanced' });
    say({ kind: 'paid-twice' });
    await timers.advance(3_000);
    expect(payments.view()).toMatchObject({ state: 'cashier', reason: 'paid-twice' });
    expect(invoiceStatus.mock.calls.map(([encounterId]) => encounterId)).toEqual(Array(4).fill('enc-1'));
  });

  it('is forgotten when it leaves: nobody is asked any more, and no late answer counts', async () => {
    const late = Promise.withResolvers<HospitalResult<InvoiceStatus>>();
    const { payments, timers, show, invoiceStatus, onChange } = world([open]);
    invoiceStatus.mockImplementationOnce(() => late.promise);
    await show(ticket());
    const paper = payments.settled('key-1');
    await show(attract);
    expect(payments.view()).toEqual({ state: 'none' });
    expect(await paper).toEqual({ state: 'none' });
    expect(invoiceStatus.mock.lastCall?.[1]?.aborted).toBe(true);
    late.resolve({ ok: true, value: { kind: 'balanced' } });
    await timers.advance(60_000);
    expect([invoiceStatus.mock.calls.length, onChange.mock.calls.length]).toEqual([1, 0]);
    expect(timers.pending()).toEqual([]);
    expect(await payments.settled('key-1')).toEqual({ state: 'none' });
    await show(attract);
  });

  it('gives way to the next one', async () => {
    const { payments, show, say } = world([open], { entries: { 'key-1': confirmed, 'key-2': confirmed } });
    await show(ticket());
    say({ kind: 'none' });
    payments.show(ticket({ key: 'key-2' }), null);
    expect(payments.view()).toEqual({ state: 'asking' });
    expect(await payments.settled('key-1')).toEqual({ state: 'none' });
    expect(await payments.settled('key-2')).toEqual({ state: 'none' });
    expect(payments.view()).toEqual({ state: 'none' });
  });

  it.each<[string, VisitSnapshot, WorldOptions]>([
    ['where payment is not switched on', ticket(), { enabled: false }],
    ['of an insured patient', ticket({ insured: true }), {}],
    ['that nobody can tell the insurance of', ticket({ insured: null }), { insured: true }],
    ['for the desk', { step: 'desk', key: 'key-1' } as VisitSnapshot, {}],
  ])('costs nothing %s, and the hospital is not asked', async (_what, visit, options) => {
    const { payments, show, invoiceStatus, timers } = world([open], options);
    await show(visit);
    await timers.advance(20_000);
    expect(payments.view()).toEqual({ state: 'none' });
    expect(invoiceStatus).not.toHaveBeenCalled();
  });

  it('costs insured patients what they share, where the hospital wants that', async () => {
    const { payments, show } = world([open], { insured: true });
    await show(ticket({ insured: true }));
    expect(payments.view()).toEqual(due);
  });
});

describe('several numbers of one visit', () => {
  const others = [{ key: 'key-2' }, { key: 'desk' }] as VisitAt<'ticket'>['others'];
  const entries = {
    'key-1': confirmed,
    'key-2': { ...confirmed, encounterId: 'enc-2' },
    desk: { kind: 'desk', state: 'pending', encounterId: null },
  } as const;

  it('are asked about together; a code pays one invoice', async () => {
    const { payments, show, invoiceStatus } = world([open, { kind: 'none' }], { entries });
    await show(ticket({ others }));
    expect(invoiceStatus.mock.calls.map(([encounterId]) => encounterId)).toEqual(['enc-1', 'enc-2']);
    expect(payments.view()).toEqual(due);
  });

  it('with an invoice each go to the cashier with what they come to', async () => {
    const { payments, show } = world([open], { entries });
    await show(ticket({ others }));
    expect(payments.view()).toEqual({ state: 'cashier', reason: 'no-code', amount: 300_000, invoiceNumber: null });
  });

  it('of which one costs nothing keep the code of the other, and that it was paid', async () => {
    const free = { ...open, amount: 0, paymentCode: null, invoiceNumber: null } satisfies InvoiceStatus;
    const { payments, timers, say, show } = world([open, free], { entries });
    await show(ticket({ others }));
    expect(payments.view()).toEqual(due);
    say({ kind: 'balanced' }, free, { kind: 'balanced' }, free);
    await timers.advance(3_000);
    expect(payments.view()).toEqual({ state: 'balanced' });
    await timers.advance(3_000);
    expect(payments.view()).toEqual({ state: 'balanced' });
  });

  it('wait until the hospital has said something of each', async () => {
    const { payments, show, timers, say } = world([open, away], { entries });
    await show(ticket({ others }));
    expect(payments.view()).toEqual({ state: 'asking' });
    say(open, { kind: 'none' });
    await timers.advance(3_000);
    expect(payments.view()).toEqual(due);
  });
});

it('tells staff of a code that is refused, once, and nothing of what stands in it', async () => {
  const other = paymentCode({ amount, purpose: 'X' }, { bankBin: '970436', account: '999' });
  const { show, timers, log, payments, say } = world([{ ...open, paymentCode: other }]);
  await show(ticket());
  await timers.advance(9_000);
  expect(payments.view()).toMatchObject({ state: 'cashier', reason: 'code-refused', amount });
  expect(log.write.mock.calls).toEqual([['payment-code-refused', { reason: 'beneficiary' }]]);
  say({ ...open, paymentCode: 'no code' });
  await timers.advance(3_000);
  expect(log.write).toHaveBeenLastCalledWith('payment-code-refused', { reason: 'checksum' });
});

describe('a charge that is withdrawn', () => {
  const withdrawn = { state: 'cashier', reason: 'cancelled', amount: null, invoiceNumber: 'HD000017' };

  it.each([{ kind: 'none' } as const, { ...open, amount: 0 }])(
    'after its code was shown goes to the cashier: somebody may hold the code ($kind)',
    async (answer) => {
      const { payments, show, say, timers } = world([open]);
      await show(ticket());
      say(answer);
      await timers.advance(3_000);
      expect(payments.view()).toEqual(withdrawn);
      await timers.advance(3_000);
      expect(payments.view()).toEqual(withdrawn);
      say({ ...open, invoiceNumber: 'HD000018' });
      await timers.advance(3_000);
      expect(payments.view()).toMatchObject({ state: 'due', invoiceNumber: 'HD000018' });
    },
  );

  it('before that is nothing to pay', async () => {
    const { payments, show, timers } = world([away, { kind: 'none' }]);
    await show(ticket());
    await timers.advance(3_000);
    expect(payments.view()).toEqual({ state: 'none' });
  });
});

describe('a ticket of before', () => {
  const before = (change: Parameters<typeof ticket>[0]) => ticket({ insured: null, origin: 'existing', ...change });

  it('of somebody who pays is asked about again, moved or not', async () => {
    const { payments, show } = world([open], { entries: { 'key-1': confirmed, 'key-2': confirmed } });
    await show(before({ insured: false }));
    expect(payments.view()).toEqual(due);
    await show(before({ key: 'key-2', insured: false, origin: 'moved' }));
    expect(payments.view()).toEqual(due);
  });

  it.each(['paying', 'insured', 'priority'] as const)(
    'shows nothing to pay where nothing says who does, whatever queue it stands in: %s',
    async (stream) => {
      const { payments, show } = world([open], { entries: { 'key-1': { ...confirmed, stream } } });
      await show(before({ stream }));
      expect(payments.view()).toEqual({ state: 'none' });
    },
  );
});

it('stops with the station', async () => {
  const { payments, show, timers, listeners } = world([open]);
  await show(ticket());
  payments.stop();
  expect([timers.pending(), listeners.size, payments.view()]).toEqual([[], 0, { state: 'none' }]);
});
