import type { Translation } from './one-language.ts';
import type { viPayment } from './vi-payment.ts';

/** The English of `vi-payment.ts`. */
export const enPayment: Pick<Translation, keyof typeof viPayment> = {
  payment: {
    label: 'Fee',
    asking: 'Asking the hospital about the fee…',
    due: 'Scan with your banking app, or pay at the cashier.',
    until: 'Pay by {{when}}',
    changeAtCashier: 'To change or cancel, please go to the cashier: a fee is involved.',
    changeAtReception: 'We could not look up any fee. To change or cancel, please ask at reception.',
    leave: 'No need to wait here.',
    code: 'VietQR code to pay with',
    invoice: 'Invoice {{number}}',
    balanced: 'The hospital has recorded your payment',
    cashier: {
      'no-code': 'Please pay the fee at the cashier.',
      'code-refused': 'There is no payment code we can show. Please pay at the cashier.',
      cancelled: 'The hospital has cancelled this charge. Please ask at the cashier.',
      'paid-twice': 'This may have been paid twice. Please go to the cashier.',
      'too-late': 'The payment code has expired. Please pay at the cashier.',
      'not-asked': 'We could not look up the fee. Please ask at the cashier.',
    },
  },
};
