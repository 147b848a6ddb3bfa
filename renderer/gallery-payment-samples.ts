import type { Paper } from '../electron/bridge/paper-snapshot.ts';
import type { Payment } from '../electron/bridge/payment-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';

/** Sample snapshots of a ticket that costs something. */

/** Into an account that is made up, for 150,000 dong. */
const qr =
  '00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA530370454061500005802VN62230819BN24001360 DK12345663040A61';

const invoiceNumber = 'HD260017';

const due = {
  state: 'due',
  amount: 150_000,
  qr,
  bank: 'Vietcombank',
  maskedAccount: '•••••••••4567',
  invoiceNumber,
  until: '2026-11-22T14:30:00+07:00',
} satisfies Payment;
const reasons = ['no-code', 'code-refused', 'cancelled', 'paid-twice', 'too-late', 'not-asked'] as const;
const withAmount: readonly (typeof reasons)[number][] = ['no-code', 'code-refused', 'too-late'];

export function paymentSamples(
  base: Omit<KioskSnapshot, 'visit'>,
  ticket: VisitAt<'ticket'>,
): Record<string, KioskSnapshot> {
  const visit: VisitAt<'ticket'> = { ...ticket, stream: 'paying', insured: false };
  const samples: Record<string, Payment> = {
    'payment-asking': { state: 'asking' },
    'payment-due': due,
    // The bank says no more than that.
    'payment-due-plain': { ...due, invoiceNumber: null, until: null },
    'payment-balanced': { state: 'balanced' },
    ...Object.fromEntries(
      reasons.map((reason): [string, Payment] => {
        const known = withAmount.includes(reason)
          ? { amount: 1_250_000, invoiceNumber }
          : { amount: null, invoiceNumber: null };
        return [`payment-${reason}`, { state: 'cashier', reason, ...known }];
      }),
    ),
  };
  const unprinted = (paper: Paper): Pick<KioskSnapshot, 'paper' | 'devices'> => ({
    paper,
    devices: { ...base.devices, printer: { state: 'unavailable', reason: 'media-empty' } },
  });
  return {
    ...Object.fromEntries(
      Object.entries(samples).map(([name, payment]): [string, KioskSnapshot] => [name, { ...base, payment, visit }]),
    ),
    'payment-due-unprinted': { ...base, ...unprinted('not-printed'), payment: due, visit },
    'payment-slip-unprinted': { ...base, ...unprinted('payment-not-printed'), payment: due, visit },
    'payment-due-offline': {
      ...base,
      payment: due,
      idleSecondsLeft: 7,
      visit: {
        ...visit,
        number: 'K02-0017',
        official: false,
        sync: 'pending',
        faceOffer: 'enrolled',
        offers: ['change-clinic', 'cancel'],
        canGoOn: true,
      },
    },
  };
}
