import type { Payment } from '../bridge/payment-snapshot.ts';
import { formatEnd, formatMoney } from '../../renderer/language/format.ts';
import { textsIn } from '../../renderer/language/texts.ts';
import type { Block, Sheet } from './sheet.ts';
import { sizes, type Words } from './slip-parts.ts';
import type { PaymentSlip, Surroundings } from './slips.ts';

/** What is to be paid, as papers say it. */

/** A paper in the hand says another code. */
export const replacedWords = ({ replaces }: PaymentSlip, t: Words): string[] =>
  replaces ? [t('paper.slip.replaces')] : [];

/** In Vietnamese, with the code for a phone; empty where there is nothing to say. */
export function paymentBlocks(sheet: Sheet, payment: Payment, about: Surroundings): Block[] {
  const t = textsIn('vi');
  const words = paymentWords(payment, about, 'vi');
  if (words.length === 0) return [];
  const lines = words.map((line) => sheet.text(line, { sizeMm: sizes.strong, weight: 700 }));
  if (payment.state !== 'due') return [sheet.rule(), ...lines];
  const { qr, bank, maskedAccount } = payment;
  return [
    sheet.rule(),
    ...lines,
    sheet.code(qr, sizes.payCode),
    sheet.text(t('paper.slip.account', { bank, account: maskedAccount }), { sizeMm: sizes.small }),
    sheet.text(t('paper.slip.payCode'), { sizeMm: sizes.small }),
  ];
}

/** One sentence a line, without the code. */
export function paymentWords(payment: Payment, { serviceDate }: Surroundings, language: string): string[] {
  const t = textsIn(language);
  switch (payment.state) {
    case 'none':
    case 'asking':
      return [];
    case 'balanced':
      return [t('payment.balanced')];
    case 'due':
      return [
        ...amountWords(payment, t, language),
        ...(payment.until === null
          ? []
          : [t('payment.until', { when: formatEnd(payment.until, serviceDate, language) })]),
      ];
    case 'cashier':
      return [t(`payment.cashier.${payment.reason}`), ...amountWords(payment, t, language)];
  }
}

/** The cashier finds it by the hospital's own number. */
function amountWords(
  { amount, invoiceNumber }: { amount: number | null; invoiceNumber: string | null },
  t: Words,
  language: string,
): string[] {
  return [
    ...(amount === null ? [] : [t('paper.slip.amount', { amount: formatMoney(amount, language) })]),
    ...(invoiceNumber === null ? [] : [t('payment.invoice', { number: invoiceNumber })]),
  ];
}
