import { describe, expect, it, vi } from 'vitest';
import { hospitalAccount, paymentCode } from '../fixtures/his/payment-code.ts';
import type { HospitalResult, InvoiceStatus } from '../sync/his/hospital-api.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import { settled as turn, testTimers } from '../sync/queue/test-timers.ts';
import type { VisitAt, VisitSnapshot } from './bridge/snapshot.ts';
import { openPayment } from './payment.ts';
import type { PaymentWord } from './visit/paid-ticket.ts';

const amount = 150_000;
const qr = paymentCode({ amount, purpose: 'THANH TOAN HD000017' });
const open = {
  kind: 'open',
  amount,
  currency: 'VND',
  paymentCode: qr,
  expiresAt: null,
  invoiceNumber: 'HD000017',
} satisfies InvoiceStatus;
const due = {
  state: 'due',
  amount,
  qr,
  bank: 'Vietcombank',
  maskedAccount: '•••••••••4567',
  invoiceNumber: 'HD000017',
  until: null,
};
const notAsked = { state: 'cashier', reason: 'not-asked', amount: null, invoiceNumber: null };
const away = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } } as const;

const ticket = (change: Partial<VisitAt<'ticket'>> = {}) =>
  ({ step: 'ticket', key: 'key-1', insured: false, others: [], ...change }) as unknown as VisitSnapshot;
const attract = { step: 'attract', prompt: 'welcome' } as VisitSnapshot;

interface Options {
  enabled?: boolean;
  insured?: boolean;
  streamTells?: boolean;
  entries?: Record<string, Partial<QueueEntry>>;
}

const confirmed = { kind: 'visit', state: 'confirmed', encounterId: 'enc-1' } as const;

/** `answers`: what the hospital says one after another, and then forever. */
function world(
  answers: (HospitalResult<InvoiceStatus> | InvoiceStatus | 'throws')[],
  { enabled = true, insured = false, streamTells = true, entries = { 'key-1': confirmed } }: Options = {},
) {
  const timers = testTimers();
  const listeners = new Set<(key: string) => void>();
  const rows = new Map(Object.entries(entries));
  let startMs = Date.parse('2026-11-23T01:00:00Z');
  let offset: number | null = null;
  const invoiceStatus = vi.fn(async (_encounterId: string, _signal?: AbortSignal) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined || answer === 'throws') throw new Error('a bug of the adapter');
    return 'ok' in answer ? answer : ({ ok: true, value: answer } as const);
  });
  const entry = vi.fn((key: string) => (rows.get(key) ?? null) as QueueEntry | null);
  const log = { write: vi.fn() };
  const onChange = vi.fn();
  const onWord = vi.fn<(word: PaymentWord | null) => void>();
  const payments = openPayment({
    hospital: { invoiceStatus, clockOffsetMs: () => offset },
    queue: {
      entry,
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    setting: {
      enabled,
      insured,
      beneficiaries: [{ ...hospitalAccount, bank: 'Vietcombank' }],
      maximumAmount: 5_000_000,
      pollMs: 3_000,
      waitMs: 8_000,
      paperWaitMs: 1_500,
    },
    streamTells,
    now: () => new Date(startMs),
    timers,
    log,
    onChange,
    onWord,
  });
  return {
    payments,
    timers,
    invoiceStatus,
    entry,
    log,
    onChange,
    words: () => onWord.mock.calls.map(([word]) => word && `${word.key} ${word.state}`),
    listeners,
    say: (...next: (HospitalResult<InvoiceStatus> | InvoiceStatus | 'throws')[]) => {
      answers.splice(0, answers.length, ...next);
    },
    confirm: async (key: string, row: Partial<QueueEntry> = confirmed) => {
      rows.set(key, row);
      for (const listener of listeners) listener(key);
      await turn();
    },
    clock: (nextMs: number, offsetMs: number | null) => {
      startMs = nextMs;
      offset = offsetMs;
    },
    show: async (visit: VisitSnapshot, scannedKey: string | null = null) => {
      payments.show(visit, scannedKey);
      await turn();
    },
  };
}

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

  it.each<[string, VisitSnapshot, Options]>([
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

  it('wait until the hospital has said something of each', async () => {
    const { payments, show, timers, say } = world([open, away], { entries });
    await show(ticket({ others }));
    expect(payments.view()).toEqual({ state: 'asking' });
    say(open, { kind: 'none' });
    await timers.advance(3_000);
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

it('stops with the station', async () => {
  const { payments, show, timers, listeners } = world([open]);
  await show(ticket());
  payments.stop();
  expect([timers.pending(), listeners.size, payments.view()]).toEqual([[], 0, { state: 'none' }]);
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

describe('a ticket of before', () => {
  const before = (stream: 'paying' | 'insured' | 'priority') => ticket({ insured: null, origin: 'existing', stream });

  it('that stands among those who pay is asked about again', async () => {
    const { payments, show } = world([open]);
    await show(before('paying'));
    expect(payments.view()).toEqual(due);
    for (const stream of ['insured', 'priority'] as const) {
      await show(before(stream));
      expect(payments.view()).toEqual({ state: 'none' });
    }
  });

  it('says nothing of who pays where all stand in one queue', async () => {
    const { payments, show } = world([open], { streamTells: false });
    await show(before('paying'));
    expect(payments.view()).toEqual({ state: 'none' });
  });
});
