import { parseVietQr, type VietQrRefusal } from '../native/vietqr/parse.ts';
import type { InvoiceStatus, OpenInvoice } from '../sync/his/hospital-api.ts';
import type { Payment } from './bridge/payment-snapshot.ts';
import type { PaymentSetting } from './operations/configuration-payment.ts';

/** Why a code is not shown; to staff, without anything of the code. */
export type CodeRefusal =
  | VietQrRefusal
  /** It pays into an account that the configuration does not name. */
  | 'beneficiary'
  /** It asks for another amount than the invoice, or for none. */
  | 'other-amount'
  /** Of the invoice; more than the configuration lets through. */
  | 'maximum';

type Due = Extract<Payment, { state: 'due' }>;

const shownDigits = 4;

const masked = (account: string): string =>
  '•'.repeat(Math.max(0, account.length - shownDigits)) + account.slice(-shownDigits);

/** What a code is good for, held against its invoice and against what the configuration lets through. */
function judgeCode(
  qr: string,
  { amount, invoiceNumber, until }: { amount: number | null; invoiceNumber: string | null; until: string | null },
  { beneficiaries, maximumAmount }: PaymentSetting,
): Due | CodeRefusal {
  const read = parseVietQr(qr);
  if (!read.ok) return read.reason;
  const { bankBin, account } = read.value;
  const beneficiary = beneficiaries.find((each) => each.bankBin === bankBin && each.account === account);
  if (beneficiary === undefined) return 'beneficiary';
  if (amount === null || read.value.amount !== amount) return 'other-amount';
  if (amount > maximumAmount) return 'maximum';
  return { state: 'due', amount, qr, bank: beneficiary.bank, maskedAccount: masked(account), invoiceNumber, until };
}

/** Whole dong; null for everything else. */
const dongOf = ({ amount, currency }: OpenInvoice): number | null =>
  amount !== null && currency === 'VND' && Number.isSafeInteger(amount) && amount > 0 ? amount : null;

/**
 * What the patient is told of what the hospital said. `hospitalNow`: by the hospital's clock, in ms; an invoice that has become
 * too old goes to the cashier.
 */
export function judgePayment(
  status: InvoiceStatus,
  setting: PaymentSetting,
  hospitalNow: number,
): { payment: Payment; refusal: CodeRefusal | null } {
  const plain = (payment: Payment) => ({ payment, refusal: null });
  const cashier = (reason: 'cancelled' | 'paid-twice') =>
    plain({ state: 'cashier', reason, amount: null, invoiceNumber: null });
  switch (status.kind) {
    case 'none':
      return plain({ state: 'none' });
    case 'balanced':
      return plain({ state: 'balanced' });
    case 'cancelled':
    case 'paid-twice':
      return cashier(status.kind);
    case 'open': {
      // Insurance pays all of it.
      if (status.amount === 0) return plain({ state: 'none' });
      const { paymentCode, expiresAt, invoiceNumber } = status;
      const amount = dongOf(status);
      const toCashier = (reason: 'no-code' | 'code-refused' | 'too-late'): Payment => ({
        state: 'cashier',
        reason,
        amount,
        invoiceNumber,
      });
      if (expiresAt !== null && Date.parse(expiresAt) <= hospitalNow) return plain(toCashier('too-late'));
      if (paymentCode === null) return plain(toCashier('no-code'));
      const judged = judgeCode(paymentCode, { amount, invoiceNumber, until: expiresAt }, setting);
      return typeof judged === 'string' ? { payment: toCashier('code-refused'), refusal: judged } : plain(judged);
    }
  }
}
