import type { Payment } from '../bridge/payment-snapshot.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { VisitContext } from './context.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';

/** What the visit hears of what a ticket costs: by its key, and how far the hospital has said it; `not-asked`: it did not answer. */
export interface PaymentWord {
  key: string;
  state: Payment['state'] | 'not-asked';
}

type Known = Pick<VisitContext, 'ports' | 'payment'>;
type Of = Pick<QueueEntry, 'key' | 'visitKey' | 'state' | 'attempts'>;

/** Also what was sent once and never answered: the hospital may have it and charge for it. What it refused it does not have. */
const mayHave = ({ state, attempts }: Pick<QueueEntry, 'state' | 'attempts'>): boolean =>
  state === 'confirmed' || (state !== 'dead' && attempts > 0);

/** A visit that the hospital cannot have has no invoice. */
function mayBeCharged(ports: Pick<VisitPorts, 'queue'>, entry: Of): boolean {
  const { key, visitKey } = entry;
  const visit = key === visitKey ? null : orElse(null, () => ports.queue.entry(visitKey));
  return mayHave(entry) || (visit !== null && mayHave(visit));
}

/**
 * Where a ticket stands with the cashier. `settled`: nothing is to be paid, nothing was. `cashier`: something is, or was. `not-asked`:
 * nobody could say. Money is not moved at a kiosk: only a ticket that is settled is moved or cancelled here.
 */
export function moneyOf({ ports, payment }: Known, entry: Of): 'settled' | 'asking' | 'not-asked' | 'cashier' {
  if (!ports.asksForPayment || !mayBeCharged(ports, entry)) return 'settled';
  const state = payment?.key === entry.key ? payment.state : 'asking';
  if (state === 'none') return 'settled';
  return state === 'asking' || state === 'not-asked' ? state : 'cashier';
}
