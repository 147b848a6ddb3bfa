import { isDeepStrictEqual } from 'node:util';
import type { HospitalApi, InvoiceStatus } from '../sync/his/hospital-api.ts';
import { allTogether } from '../sync/his/invoice.ts';
import type { QueueEntry, RegistrationQueue } from '../sync/queue/port.ts';
import type { Payment } from './bridge/payment-snapshot.ts';
import type { VisitAt, VisitSnapshot } from './bridge/snapshot.ts';
import type { PaymentSetting } from './operations/configuration-payment.ts';
import type { Log } from './operations/log.ts';
import { type CodeRefusal, judgePayment } from './payment-judgement.ts';
import { payerKnown } from './visit/my-ticket.ts';
import { orElse } from './visit/or-else.ts';
import type { PaymentWord } from './visit/paid-ticket.ts';

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
  /** What is known of the ticket on the screen, for the visit; null: there is none that could cost anything. */
  onWord: (word: PaymentWord | null) => void;
}

/**
 * What the ticket on the screen costs: asked of the hospital as soon as it has the visit, and again and again while the ticket
 * stays. The kiosk composes no code, and calls nothing paid that the hospital does not.
 */
export interface Payments {
  /**
   * What is on the screen now, or the ticket behind it; at every change of the visit, before the paper is begun. `scannedKey`: of a ticket that was shown
   * again, for as long as it may be changed.
   */
  show(visit: VisitSnapshot, scannedKey: string | null): void;
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
  /** False: it is asked only because a ticket that costs something is not changed here; its patient is told nothing of it. */
  isShown: boolean;
  left: AbortController;
  /** What the hospital said last; null before. */
  status: InvoiceStatus | null;
  payment: Payment;
  /** The code that was given for it last: it may be in somebody's hand. */
  given: Extract<Payment, { state: 'due' }> | null;
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

  /**
   * Who pays: whoever has no insurance for this visit, and the insured where the hospital wants that. Nobody of whom nothing says
   * it, in whatever queue they stand: while the insurer cannot be asked, the insured stand among those who pay.
   */
  const isToSee = ({ insured }: VisitAt<'ticket'>): boolean =>
    insured === false || (insured === true && setting.insured);

  function askedOf(visit: VisitSnapshot, scannedKey: string | null): Pick<Shown, 'keys' | 'isShown'> | null {
    if (!setting.enabled) return null;
    if (visit.step === 'ticket') {
      const isShown = isToSee(visit);
      const isAsked = isShown || visit.origin !== 'new';
      return isAsked ? { keys: [visit.key, ...visit.others.map(({ key }) => key)], isShown } : null;
    }
    return scannedKey === null ? null : { keys: [scannedKey], isShown: false };
  }

  function word({ keys: [key = ''], payment }: Shown): void {
    const isUnknown = payment.state === 'cashier' && payment.reason === 'not-asked';
    options.onWord({ key, state: isUnknown ? 'not-asked' : payment.state });
  }

  function tell(of: Shown, payment: Payment): void {
    if (of !== shown || isDeepStrictEqual(of.payment, payment)) return;
    of.payment = payment;
    if (payment.state === 'due') of.given = payment;
    of.settled.resolve(seen(of));
    onChange();
    word(of);
  }

  function judge(of: Shown): void {
    if (of.status === null || of !== shown) return;
    const hospitalNow = now().getTime() + (hospital.clockOffsetMs() ?? 0);
    const { payment, refusal } = judgePayment(of.status, setting, hospitalNow);
    if (refusal !== null && refusal !== of.refusal) log.write('payment-code-refused', { reason: refusal });
    of.refusal = refusal;
    tell(of, payment.state === 'none' && of.given !== null ? withdrawn(of.given) : payment);
  }

  /** Of a visit; of a change of clinic that the hospital does not have yet, what it has of the visit. */
  function encounterOf({ key, visitKey, state, encounterId }: QueueEntry): string | null {
    if (state === 'confirmed' && encounterId !== null) return encounterId;
    const visit = key === visitKey ? null : orElse(null, () => queue.entry(visitKey));
    return visit && encounterOf(visit);
  }

  /** The Encounters of all its numbers but those that the hospital has refused; null while it does not have them all. */
  function encountersOf({ keys }: Shown): string[] | null {
    const entries = keys.map((key) => orElse(null, () => queue.entry(key))).filter(isVisit);
    const ids = entries.flatMap((entry) => encounterOf(entry) ?? (entry.state === 'dead' ? [] : [null]));
    const known = ids.filter((id) => id !== null);
    return entries.length > 0 && known.length === ids.length ? known : null;
  }

  async function ask(of: Shown): Promise<void> {
    if (of.isAsking || of !== shown) return;
    timers.clearTimeout(of.timers.poll);
    const ids = encountersOf(of);
    if (ids?.length === 0) nothingThere(of);
    else if (ids !== null) await askAbout(of, ids);
    if (of === shown) of.timers.poll = timers.setTimeout(() => void ask(of), setting.pollMs);
  }

  /** For a visit that it has refused the hospital collects nothing. */
  function nothingThere(of: Shown): void {
    of.status = { kind: 'none' };
    judge(of);
  }

  async function askAbout(of: Shown, ids: readonly string[]): Promise<void> {
    of.isAsking = true;
    const answers = await Promise.all(ids.map((id) => hospital.invoiceStatus(id, of.left.signal)))
      // An adapter that throws is a hospital that did not say.
      .catch(() => []);
    of.isAsking = false;
    if (of !== shown) return;
    const statuses = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    if (statuses.length === ids.length) of.status = allTogether(statuses);
    // What it said before may have become too old meanwhile.
    judge(of);
  }

  /** The insured are charged nothing here where the hospital does not want that: what their tickets cost is no question. */
  function isFree({ keys: [key = ''] }: Pick<Shown, 'keys'>): boolean {
    const entry = orElse(null, () => queue.entry(key));
    const payer = entry && payerKnown(entry);
    return !setting.insured && (payer ? payer === 'insurance' : entry?.stream === 'insured');
  }

  function leave(): void {
    const of = shown;
    if (of === null) return;
    shown = null;
    of.left.abort();
    timers.clearTimeout(of.timers.poll);
    timers.clearTimeout(of.timers.wait);
    of.settled.resolve(nothing);
    options.onWord(null);
  }

  function begin(asked: Pick<Shown, 'keys' | 'isShown'>): void {
    const of: Shown = {
      ...asked,
      left: new AbortController(),
      status: null,
      payment: { state: 'asking' },
      given: null,
      settled: Promise.withResolvers(),
      timers: { poll: null, wait: null },
      isAsking: false,
      refusal: null,
    };
    shown = of;
    if (!asked.isShown && isFree(asked)) Object.assign(of, { status: { kind: 'none' }, payment: nothing });
    word(of);
    if (of.status !== null) return;
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
    show: (visit, scannedKey) => {
      const asked = askedOf(visit, scannedKey);
      if (asked === null) leave();
      else if (shown !== null && isDeepStrictEqual(asked.keys, shown.keys)) Object.assign(shown, asked);
      else {
        leave();
        begin(asked);
      }
    },
    view: () => (shown === null ? nothing : seen(shown)),
    settled: async (key) => {
      if (shown?.keys[0] !== key) return nothing;
      return seen(shown).state === 'asking' ? shown.settled.promise : seen(shown);
    },
    stop: () => {
      unsubscribe();
      leave();
    },
  };
}

const seen = ({ isShown, payment }: Shown): Payment => (isShown ? payment : nothing);

/** The hospital has nothing to collect any more, and somebody may hold a code for it. */
const withdrawn = ({ invoiceNumber }: { invoiceNumber: string | null }): Payment => ({
  state: 'cashier',
  reason: 'cancelled',
  amount: null,
  invoiceNumber,
});

/** A number for the desk has no invoice. */
const isVisit = (entry: QueueEntry | null): entry is QueueEntry => entry?.kind === 'visit';
