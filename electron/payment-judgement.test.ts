import { describe, expect, it } from 'vitest';
import { hospitalAccount, paymentCode } from '../fixtures/his/payment-code.ts';
import type { OpenInvoice } from '../sync/his/hospital-api.ts';
import { judgePayment } from './payment-judgement.ts';

const amount = 150_000;
const purpose = 'THANH TOAN HD000017';
const setting = {
  enabled: true,
  insured: false,
  beneficiaries: [
    { bankBin: '970415', account: '1', bank: 'VietinBank' },
    { ...hospitalAccount, bank: 'Vietcombank' },
  ],
  maximumAmount: 5_000_000,
  pollMs: 3_000,
  waitMs: 8_000,
  paperWaitMs: 1_500,
};
const open: OpenInvoice = {
  kind: 'open',
  amount,
  currency: 'VND',
  paymentCode: paymentCode({ amount, purpose }),
  expiresAt: '2026-11-23T09:00:00+07:00',
  invoiceNumber: 'HD000017',
};
const early = Date.parse('2026-11-23T01:59:59Z');
const judge = (change: Partial<OpenInvoice> = {}, at = early, changed: Partial<typeof setting> = {}) =>
  judgePayment({ ...open, ...change }, { ...setting, ...changed }, at);

const toCashier = (reason: string, sum: number | null = amount) => ({
  state: 'cashier',
  reason,
  amount: sum,
  invoiceNumber: 'HD000017',
});

describe('an open invoice', () => {
  it('is shown with its code, the bank by name and the account masked', () => {
    const qr = open.paymentCode;
    const payment = {
      state: 'due',
      amount,
      qr,
      bank: 'Vietcombank',
      maskedAccount: '•••••••••4567',
      invoiceNumber: 'HD000017',
      until: '2026-11-23T09:00:00+07:00',
    };
    expect(judge()).toEqual({ payment, refusal: null });
    expect(judge({ expiresAt: null }, early + 1_000_000)).toEqual({
      payment: { ...payment, until: null },
      refusal: null,
    });
  });

  it('shows a short account as it is', () => {
    const qr = paymentCode({ amount, purpose }, { bankBin: '970415', account: '1' });
    expect(judge({ paymentCode: qr }).payment).toMatchObject({ bank: 'VietinBank', maskedAccount: '1' });
  });

  it('goes to the cashier without a code, and when it has become too old', () => {
    expect(judge({ paymentCode: null })).toEqual({ payment: toCashier('no-code'), refusal: null });
    expect(judge({}, early + 1_000)).toEqual({ payment: toCashier('too-late'), refusal: null });
  });

  it('over nothing is nothing to pay', () => {
    expect(judge({ amount: 0 })).toEqual({ payment: { state: 'none' }, refusal: null });
  });

  const codeFor = (sum: number, account = hospitalAccount) => ({
    paymentCode: paymentCode({ amount: sum, purpose }, account),
  });
  const { bankBin, account } = hospitalAccount;
  it.each<[string, Partial<OpenInvoice>, string, Partial<typeof setting>, number | null]>([
    ['that is none', { paymentCode: 'https://pay.example/1' }, 'checksum', {}, amount],
    ['for less', codeFor(15_000), 'other-amount', {}, amount],
    ['for more', codeFor(1_500_000), 'other-amount', {}, amount],
    ['of an invoice without an amount', { amount: null }, 'other-amount', {}, null],
    ['of an invoice with a fraction', { amount: 150_000.5 }, 'other-amount', {}, null],
    ['of an invoice that pays out', { amount: -150_000 }, 'other-amount', {}, null],
    ['of an invoice in dollars', { currency: 'USD' }, 'other-amount', {}, null],
    ['into an account of nobody’s', codeFor(amount, { bankBin, account: '0011001234568' }), 'beneficiary', {}, amount],
    ['into that account at another bank', codeFor(amount, { bankBin: '970415', account }), 'beneficiary', {}, amount],
    ['where no account is named', {}, 'beneficiary', { beneficiaries: [] }, amount],
    ['for more than is let through', {}, 'maximum', { maximumAmount: amount - 1 }, amount],
  ])('with a code %s goes to the cashier, and staff hear why', (_what, change, refusal, changed, sum) => {
    expect(judge(change, early, changed)).toEqual({ payment: toCashier('code-refused', sum), refusal });
  });
});

it('says what the hospital says of all others', () => {
  const of = (kind: 'none' | 'balanced' | 'cancelled' | 'paid-twice') => judgePayment({ kind }, setting, early).payment;
  expect(of('none')).toEqual({ state: 'none' });
  expect(of('balanced')).toEqual({ state: 'balanced' });
  const cashier = { state: 'cashier', amount: null, invoiceNumber: null };
  expect(of('cancelled')).toEqual({ ...cashier, reason: 'cancelled' });
  expect(of('paid-twice')).toEqual({ ...cashier, reason: 'paid-twice' });
});
