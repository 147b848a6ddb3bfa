import { isDeepStrictEqual } from 'node:util';
import type { HospitalApi, InvoiceStatus } from '../sync/his/hospital-api.ts';
import { allTogether } from '../sync/his/invoice.ts';
import type { QueueEntry, RegistrationQueue } from '../sync/queue/port.ts';
import type { Payment } from './bridge/payment-snapshot.ts';
import type { VisitAt, VisitSnapshot } from './bridge/snapshot.ts';
import type { PaymentSetting } from './operations/configuration-payment.ts';
import type { Log } from './operations/log.ts';
import { type CodeRefusal, judgePayment } from './payment-judgement.ts';
import { orElse } from './visit/or-else.ts';

export interface PaymentOptions {
  hospital: Pick<HospitalApi, 'invoiceStatus' | 'clockOffsetMs'>;
  queue: Pick<RegistrationQueue, 'entry' | 'onChange'>;
  setting: PaymentSetting;
  now: () => Date;
  timers: {
    setTimeout(callback: () => void, delayMs: number): unknown;
    clearTimeout(id: unknown): void;
  };
  log: Log;
  onChange: () => void;
}

/**
 * What the ticket on the screen costs: asked of the hospital as soon as it has the visit, and again and again while the ticket
 * stays. The kiosk composes no code, and calls nothing paid that the hospital does not.
 */
export interface Payments {
  /** What is on the screen now; at every change of the visit, before the paper is begun. */
  show(visit: VisitSnapshot): void;
  view(): Payment;
  /**
   * What the paper of this ticket says: the first answer that is more than `asking`, after `waitMs` at the latest. Of a ticket that
   * has left the screen, and of every other one: nothing to pay.
   */
  settled(key: string): Promise<Payment>;
  stop(): void;
}

/** A ticket on the screen. What comes for one that has left it is dropped. */
interface Shown {
  /** Its check-in keys, one a number; the first is the ticket's. */
  keys: readonly string[];
  left: AbortController;
  /** What the hospital said last; null before. */
  status: InvoiceStatus | null;
  payment: Payment;
  settled: PromiseWithResolvers<Payment>;
  /** Until the hospital is asked again, or the patient sent to the cashier. */
  timers: { poll: unknown; wait: unknown };
  isAsking: boolean;
  refusal: CodeRefusal | null;
}

const nothing: Payment = { state: 'none' };
const notAsked: Payment = { state: 'cashier', reason: 'not-asked', amount: null, invoiceNumber: null };

/** Starts with nothing on the screen. */
export function openPayment(options: PaymentOptions): Payments {
  const { hospital, queue, setting, now, timers, log, onChange } = options;
  let shown: Shown | null = null;

  /** Who pays: whoever has no insurance for this visit, and the insured where the hospital wants that. */
  const maySee = ({ insured }: VisitAt<'ticket'>): boolean =>
    setting.enabled && (insured === false || (insured === true && setting.insured));

  function tell(of: Shown, payment: Payment): void {
    if (of !== shown || isDeepStrictEqual(of.payment, payment)) return;
    of.payment = payment;
    of.settled.resolve(payment);
    onChange();
  }

  function judge(of: Shown): void {
    if (of.status === null || of !== shown) return;
    const hospitalNow = now().getTime() + (hospital.clockOffsetMs() ?? 0);
    const { payment, refusal } = judgePayment(of.status, setting, hospitalNow);
    if (refusal !== null && refusal !== of.refusal) log.write('payment-code-refused', { reason: refusal });
    of.refusal = refusal;
    tell(of, payment);
  }

  /** The Encounters of all its numbers; null while the hospital does not have them all. */
  function encountersOf({ keys }: Shown): string[] | null {
    const entries = keys.map((key) => orElse(null, () => queue.entry(key))).filter(isVisit);
    const ids = entries.flatMap(({ state, encounterId }) => (state === 'confirmed' && encounterId) || []);
    return ids.length > 0 && ids.length === entries.length ? ids : null;
  }

  async function ask(of: Shown): Promise<void> {
    const ids = of.isAsking || of !== shown ? null : encountersOf(of);
    if (ids === null) return;
    of.isAsking = true;
    timers.clearTimeout(of.timers.poll);
    const answers = await Promise.all(ids.map((id) => hospital.invoiceStatus(id, of.left.signal)))
      // An adapter that throws is a hospital that did not say.
      .catch(() => []);
    of.isAsking = false;
    if (of !== shown) return;
    const statuses = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    if (statuses.length === ids.length) of.status = allTogether(statuses);
    // What it said before may have become too old meanwhile.
    judge(of);
    of.timers.poll = timers.setTimeout(() => void ask(of), setting.pollMs);
  }

  function leave(): void {
    const of = shown;
    if (of === null) return;
    shown = null;
    of.left.abort();
    timers.clearTimeout(of.timers.poll);
    timers.clearTimeout(of.timers.wait);
    of.settled.resolve(nothing);
  }

  function begin(keys: readonly string[]): void {
    const of: Shown = {
      keys,
      left: new AbortController(),
      status: null,
      payment: { state: 'asking' },
      settled: Promise.withResolvers(),
      timers: { poll: null, wait: null },
      isAsking: false,
      refusal: null,
    };
    shown = of;
    of.timers.wait = timers.setTimeout(() => {
      if (of.status === null) tell(of, notAsked);
    }, setting.waitMs);
    void ask(of);
  }

  const unsubscribe = queue.onChange((key) => {
    // Later answers are awaited by the timer.
    if (shown?.status === null && shown.keys.includes(key)) void ask(shown);
  });

  return {
    show: (visit) => {
      const keys = visit.step === 'ticket' && maySee(visit) ? [visit.key, ...visit.others.map(({ key }) => key)] : null;
      if (keys === null) leave();
      else if (!isDeepStrictEqual(keys, shown?.keys)) {
        leave();
        begin(keys);
      }
    },
    view: () => shown?.payment ?? nothing,
    settled: async (key) => {
      if (shown?.keys[0] !== key) return nothing;
      return shown.payment.state === 'asking' ? shown.settled.promise : shown.payment;
    },
    stop: () => {
      unsubscribe();
      leave();
    },
  };
}

/** A number for the desk has no invoice. */
const isVisit = (entry: QueueEntry | null): entry is QueueEntry => entry?.kind === 'visit';
