import type { Printer, PrintResult } from '../../native/printer/port.ts';
import type { bilingual } from '../bridge/clinic-snapshot.ts';
import type { CalledBy, Paper, PrinterView } from '../bridge/paper-snapshot.ts';
import type { Payment } from '../bridge/payment-snapshot.ts';
import type { Language, VisitSnapshot } from '../bridge/snapshot.ts';
import type { Log } from '../operations/log.ts';
import type { z } from 'zod';
import { drawPaymentSlip, drawSlip, drawTestPage } from './slip-drawing.ts';
import { type PaymentSlip, type Slip, slipsOf, type Surroundings } from './slips.ts';
import type { PaperSize } from './sheet.ts';

/** The paper of the ticket on the screen: printed once by itself, and again when it is asked for. */

export interface PrintingOptions {
  /** null: this kiosk prints nothing. */
  printer: Printer | null;
  paper: PaperSize & { cut: boolean };
  hospital: z.infer<typeof bilingual>;
  kioskId: string;
  calledBy: CalledBy;
  moment: () => Pick<Surroundings, 'serviceDate' | 'session'>;
  /** What is to be paid for a registration, once that is known; it never fails. */
  payment: (key: string) => Promise<Payment>;
  /** What the screen says is to be paid; `paymentChanged` tells that it is something else. */
  paymentNow: () => Payment;
  /** The paper waits for it so long; then the screen alone says it. */
  paymentWaitMs: number;
  now: () => Date;
  timers: { setTimeout: (callback: () => void, delayMs: number) => unknown; clearTimeout: (id: unknown) => void };
  onChange: () => void;
  /** A paper of the ticket on the screen does not come; told each time one is tried. */
  onNotPrinted: () => void;
  log: Log;
}

export interface Printing {
  /** At each change of the visit. */
  show(visit: VisitSnapshot, language: Language): void;
  /** A paper that has come out and says something else of it is followed by a small one. */
  paymentChanged(): void;
  /** The intent `print-again`. */
  again(): void;
  /** For staff; it waits until the papers before it are out. */
  testPage(): Promise<PrintResult | { kind: 'no-printer' }>;
  /** A ticket once more, for staff. */
  copy(slip: Slip): Promise<PrintResult | { kind: 'no-printer' }>;
  view(): { printer: PrinterView; paper: Paper; mayPrintAgain: boolean };
  stop(): Promise<void>;
}

export const PRINTING_LIMITS = {
  /** Of one ticket, asked for by its patient, however often it is shown. */
  timesAgain: 3,
  /** Papers of one ticket for what is to be paid: a hospital that keeps changing its mind is left to the screen. */
  payments: 3,
  /** A printer that is busy with the paper before. */
  readyMs: 15_000,
  /** Tickets that are not printed twice by themselves: more than a kiosk gives in a day. */
  remembered: 2_000,
  /** Slips that wait to be printed; a visit has eight numbers at most. */
  waiting: 16,
} as const;

/** What is on the screen, and its paper. */
interface Shown {
  id: string;
  slips: Slip[];
  language: Language;
  paper: Paper;
  /** What its papers say is to be paid. */
  said: Due[];
  /** Codes that somebody may hold: of the last paper with one, and of what was tried after it. */
  codes: Set<string>;
  /** How often the small paper that does not come was asked for. */
  missingAgain: number;
}

/** What of a payment a paper has to say. */
interface Due {
  words: string;
  /** In ms; a paper that names a later end than the hospital does is wrong, one that names an earlier is not. */
  untilMs: number;
}

/** null: a paper has nothing to say of it. */
function dueIn(payment: Payment): Due | null {
  if (payment.state === 'due') {
    const untilMs = payment.until === null ? Infinity : Date.parse(payment.until);
    return { words: `${String(payment.amount)} ${payment.qr}`, untilMs };
  }
  if (payment.state !== 'cashier') return null;
  return { words: `${payment.reason} ${String(payment.amount)}`, untilMs: Infinity };
}

const isSaid = ({ said }: Pick<Shown, 'said'>, { words, untilMs }: Due): boolean =>
  said.some((each) => each.words === words && each.untilMs <= untilMs);

/** One without a code is known by when it was given. */
const idOf = ({ code, issuedAt }: Slip): string => code ?? issuedAt ?? '';

const nothingToPay: Payment = { state: 'none' };

export function openPrinting(options: PrintingOptions): Printing {
  const { printer, timers, log, onChange } = options;
  const stopping = new AbortController();
  /** Codes of what was printed, or tried, and how often it was asked for: random, and forgotten with the process. */
  const begun = new Map<string, number>();
  let shown: Shown | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const surroundings = (language: Language): Surroundings => ({
    hospital: options.hospital,
    kioskId: options.kioskId,
    calledBy: options.calledBy,
    language,
    ...options.moment(),
    now: options.now().toISOString(),
  });

  const after = <Result>(delayMs: number, value: Result) => {
    let id: unknown;
    const promise = new Promise<Result>((resolve) => {
      id = timers.setTimeout(() => {
        resolve(value);
      }, delayMs);
    });
    return {
      promise,
      cancel: () => {
        timers.clearTimeout(id);
      },
    };
  };

  /** The printer once it has done what it is doing. */
  const whenReady = async (from: Printer) => {
    if (from.status.state !== 'busy') return from.status;
    const late = after(PRINTING_LIMITS.readyMs, null);
    let stopHearing = (): void => undefined;
    const free = new Promise<null>((resolve) => {
      stopHearing = from.subscribe(({ state }) => {
        if (state !== 'busy') resolve(null);
      });
    });
    await Promise.race([free, late.promise]);
    stopHearing();
    late.cancel();
    return from.status;
  };

  const printOn = async (to: Printer, draw: () => ReturnType<typeof drawSlip>): Promise<PrintResult> => {
    const status = await whenReady(to);
    if (status.state === 'unavailable') return { kind: 'not-printed', reason: status.reason, detail: status.detail };
    if (status.state === 'busy') return { kind: 'not-printed', reason: 'not-responding', detail: 'busy for too long' };
    return status.print({ bitmap: draw(), cut: options.paper.cut }, stopping.signal);
  };

  const inTurn = async (does: () => Promise<PrintResult>): Promise<PrintResult> => {
    if (waiting >= PRINTING_LIMITS.waiting) {
      return { kind: 'not-printed', reason: 'not-responding', detail: 'too much waits to be printed' };
    }
    waiting += 1;
    const mine = queue.then(() => (stopping.signal.aborted ? ({ kind: 'stopped' } as const) : does()));
    queue = mine.catch(() => undefined);
    return mine.finally(() => (waiting -= 1));
  };

  const withPayment = async (slip: Slip): Promise<Slip> => {
    if (slip.kind === 'desk' || slip.key === null) return slip;
    const late = after(options.paymentWaitMs, nothingToPay);
    const payment = await Promise.race([options.payment(slip.key), late.promise]);
    late.cancel();
    return { ...slip, payment };
  };

  /** False: this slip, or a part of it, is missing. */
  const printOne = async (to: Printer, of: Shown, slip: Slip | PaymentSlip): Promise<boolean> => {
    const whole = slip.kind === 'payment' ? slip : await withPayment(slip);
    const due = whole.kind === 'desk' ? null : dueIn(whole.payment);
    if (due !== null && !isSaid(of, due)) of.said.push(due);
    const code = whole.kind !== 'desk' && whole.payment.state === 'due' ? whole.payment.qr : null;
    if (code !== null) of.codes.add(code);
    const draw = () => {
      const about = surroundings(of.language);
      return whole.kind === 'payment'
        ? drawPaymentSlip(whole, about, options.paper)
        : drawSlip(whole, about, options.paper);
    };
    const result = await inTurn(() => printOn(to, draw)).catch((error: unknown) => {
      log.write('unexpected-error', { where: 'printing', error });
      return null;
    });
    if (result?.kind === 'printed') log.write('ticket-printed', { kind: slip.kind });
    if (result?.kind === 'printed' && code !== null) of.codes = new Set([code]);
    if (result?.kind === 'not-printed') log.write('ticket-not-printed', { kind: slip.kind, reason: result.reason });
    return result?.kind === 'printed';
  };

  const setPaper = (of: Shown, paper: Paper): void => {
    of.paper = paper;
    if (shown === of) onChange();
  };

  const print = async (to: Printer, of: Shown, slips: readonly Slip[]): Promise<void> => {
    if (of.paper !== 'printing') setPaper(of, 'printing');
    let isWhole = true;
    for (const slip of slips) isWhole = (await printOne(to, of, slip)) && isWhole;
    setPaper(of, isWhole ? 'printed' : 'not-printed');
    paymentChanged();
    if (!isWhole && shown === of) options.onNotPrinted();
  };

  /** The small paper did not come, and is still needed. */
  const isMissing = ({ paper }: Shown): boolean =>
    paper === 'payment-not-printed' && dueIn(options.paymentNow()) !== null;

  const paperOf = (of: Shown): Paper => (of.paper === 'payment-not-printed' && !isMissing(of) ? 'printed' : of.paper);

  /** The ticket is out: its patient has that, whatever becomes of this one. It says what is to be paid now. */
  const printPayment = async (to: Printer, of: Shown, number: string): Promise<void> => {
    const payment = options.paymentNow();
    const replaces = payment.state === 'due' && [...of.codes].some((code) => code !== payment.qr);
    setPaper(of, 'printing');
    const isWhole = await printOne(to, of, { kind: 'payment', number, payment, replaces });
    setPaper(of, isWhole ? 'printed' : 'payment-not-printed');
    paymentChanged();
    if (shown === of && isMissing(of)) options.onNotPrinted();
  };

  const paymentChanged = (): void => {
    const [slip] = shown?.slips ?? [];
    const hasTicket = shown?.paper === 'printed' || shown?.paper === 'payment-not-printed';
    if (printer === null || shown === null || !hasTicket || slip?.kind !== 'ticket' || slip.key === null) return;
    const due = dueIn(options.paymentNow());
    if (due === null || isSaid(shown, due) || shown.said.length >= PRINTING_LIMITS.payments) return;
    void printPayment(printer, shown, slip.number);
  };

  const remember = (slips: readonly Slip[], asked: 0 | 1): void => {
    for (const id of slips.map(idOf)) begun.set(id, (begun.get(id) ?? 0) + asked);
    for (const id of begun.keys()) {
      if (begun.size <= PRINTING_LIMITS.remembered) return;
      begun.delete(id);
    }
  };

  const printable = (): Slip[] =>
    (shown?.slips ?? []).filter((slip) => (begun.get(idOf(slip)) ?? 0) < PRINTING_LIMITS.timesAgain);

  const mayPrintAgain = (of: Shown): boolean =>
    isMissing(of) ? of.missingAgain < PRINTING_LIMITS.timesAgain : printable().length > 0;

  /** A kiosk that prints nothing: the screen is all there is, as with a printer that has failed. */
  const tellOfNone = (slips: readonly Slip[]): void => {
    const due = slips.filter((slip) => !begun.has(idOf(slip)));
    if (due.length === 0) return;
    remember(due, 0);
    options.onNotPrinted();
  };

  const stopHearing = printer?.subscribe(({ state }) => {
    log.write('device-state', { device: 'printer', state });
    onChange();
  });

  return {
    show(visit, language) {
      const slips = slipsOf(visit);
      const id = slips.map(idOf).join(' ');
      if (printer === null || slips.length === 0) {
        shown = null;
        if (printsByItself(visit)) tellOfNone(slips);
        return;
      }
      if (shown?.id === id) Object.assign(shown, { slips, language });
      else {
        shown = { id, slips, language, paper: 'none', said: [], codes: new Set(), missingAgain: 0 };
      }
      if (!printsByItself(visit)) return;
      const due = slips.filter((slip) => !begun.has(idOf(slip)));
      if (due.length === 0) return;
      remember(due, 0);
      shown.paper = 'printing';
      void print(printer, shown, due);
    },

    paymentChanged,

    again() {
      const [slip] = shown?.slips ?? [];
      if (printer === null || shown === null || !slip || shown.paper === 'printing' || !mayPrintAgain(shown)) return;
      if (isMissing(shown)) {
        shown.missingAgain += 1;
        void printPayment(printer, shown, slip.number);
        return;
      }
      const slips = printable();
      remember(slips, 1);
      void print(printer, shown, slips);
    },

    async testPage() {
      if (printer === null) return { kind: 'no-printer' };
      return inTurn(() => printOn(printer, () => drawTestPage(surroundings('vi'), options.paper)));
    },

    async copy(slip) {
      if (printer === null) return { kind: 'no-printer' };
      return inTurn(() => printOn(printer, () => drawSlip(slip, surroundings('vi'), options.paper)));
    },

    view: () => ({
      printer: printerView(printer),
      paper: shown === null ? 'none' : paperOf(shown),
      mayPrintAgain: shown !== null && mayPrintAgain(shown),
    }),

    async stop() {
      stopping.abort();
      stopHearing?.();
      shown = null;
      await queue;
    },
  };
}

/** Not one of before a restart: whoever stands there may be somebody else; and not one that was scanned. */
const printsByItself = (visit: VisitSnapshot): boolean =>
  (visit.step === 'desk' || visit.step === 'ticket') && visit.origin !== 'again';

function printerView(printer: Printer | null): PrinterView {
  if (printer === null) return { state: 'not-configured' };
  const { status } = printer;
  if (status.state === 'ready') return { state: 'ready', isLow: status.isLow };
  return status.state === 'busy' ? status : { state: 'unavailable', reason: status.reason };
}
