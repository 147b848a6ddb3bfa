import type { Payment } from '../bridge/payment-snapshot.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { VisitContext } from './context.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';

/** What the visit hears of what a ticket costs: by its key, and how far the hospital has said it. */
export interface PaymentWord {
  key: string;
  state: Payment['state'];
}

type Known = Pick<VisitContext, 'ports' | 'payment'>;
type Of = Pick<QueueEntry, 'key' | 'visitKey' | 'state'>;

/** A visit that the hospital does not have has no invoice. */
const isAtHospital = (ports: Pick<VisitPorts, 'queue'>, { key, visitKey, state }: Of): boolean =>
  state === 'confirmed' || (key !== visitKey && orElse(null, () => ports.queue.entry(visitKey))?.state === 'confirmed');

/**
 * Where a ticket stands with the cashier. `settled`: nothing is to be paid, nothing was. `cashier`: something is, or was, or nobody
 * could say; money is not moved at a kiosk, so the ticket is neither moved nor cancelled here.
 */
export function moneyOf({ ports, payment }: Known, entry: Of): 'settled' | 'asking' | 'cashier' {
  if (!ports.asksForPayment || !isAtHospital(ports, entry)) return 'settled';
  const state = payment?.key === entry.key ? payment.state : 'asking';
  if (state === 'none') return 'settled';
  return state === 'asking' ? 'asking' : 'cashier';
}
