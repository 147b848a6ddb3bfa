import { vi } from 'vitest';
import { hospitalAccount, paymentCode } from '../fixtures/his/payment-code.ts';
import type { HospitalResult, InvoiceStatus } from '../sync/his/hospital-api.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import { settled as turn, testTimers } from '../sync/queue/test-timers.ts';
import type { VisitAt, VisitSnapshot } from './bridge/snapshot.ts';
import { openPayment } from './payment.ts';
import type { PaymentWord } from './visit/paid-ticket.ts';

/** What the tests of payment share: an invoice, and a hospital that answers about it one thing after another. */

export const amount = 150_000;
const qr = paymentCode({ amount, purpose: 'THANH TOAN HD000017' });
export const open = {
  kind: 'open',
  amount,
  currency: 'VND',
  paymentCode: qr,
  expiresAt: null,
  invoiceNumber: 'HD000017',
} satisfies InvoiceStatus;
export const due = {
  state: 'due',
  amount,
  qr,
  bank: 'Vietcombank',
  maskedAccount: '•••••••••4567',
  invoiceNumber: 'HD000017',
  until: null,
};
export const notAsked = { state: 'cashier', reason: 'not-asked', amount: null, invoiceNumber: null };
export const away = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } } as const;

export const ticket = (change: Partial<VisitAt<'ticket'>> = {}) =>
  ({ step: 'ticket', key: 'key-1', origin: 'new', insured: false, others: [], ...change }) as unknown as VisitSnapshot;
export const attract = { step: 'attract', prompt: 'welcome' } as VisitSnapshot;

export interface WorldOptions {
  enabled?: boolean;
  insured?: boolean;
  entries?: Record<string, Partial<QueueEntry>>;
}

export const confirmed = { kind: 'visit', state: 'confirmed', encounterId: 'enc-1' } as const;

/** `answers`: what the hospital says one after another, and then forever. */
export function world(
  answers: (HospitalResult<InvoiceStatus> | InvoiceStatus | 'throws')[],
  { enabled = true, insured = false, entries = { 'key-1': confirmed } }: WorldOptions = {},
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
