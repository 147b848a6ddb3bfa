import type { Printer } from '../../native/printer/port.ts';
import type { Paper, PrinterView } from '../bridge/paper-snapshot.ts';
import type { Language } from '../bridge/snapshot.ts';
import { latestOf, rememberSlips, slipCode, slipId } from './begun-slips.ts';
import { openPaperQueue, orLate, type PaperQueue } from './paper-queue.ts';
import { PRINTING_LIMITS, type Printing, type PrintingOptions } from './printing-port.ts';
import { type Due, dueIn, isSaid } from './said-payment.ts';
import { drawPaymentSlip, drawSlip, drawTestPage } from './slip-drawing.ts';
import {
  isRefused,
  nothingToPay,
  payerOf,
  type PaymentSlip,
  printsByItself,
  type Slip,
  slipsOf,
  type Surroundings,
} from './slips.ts';

/** The paper of the ticket on the screen: printed once by itself, and again when it is asked for. */

/** What is on the screen, and its paper. */
interface Shown {
  id: string;
  slips: Slip[];
  language: Language;
  paper: Paper;
  /** How many of its prints are under way: a number that changes meanwhile has its paper behind them. */
  underWay: number;
  /** Which of its slips did not come, and whether the small paper did not. */
  missing: Set<string>;
  isPaymentMissing: boolean;
  /** What its papers say is to be paid. */
  said: Due[];
  /** Codes that somebody may hold: of the last paper with one, and of what was tried after it. */
  codes: Set<string>;
  /** How often the small paper that does not come was asked for. */
  missingAgain: number;
}

interface Tried {
  slip: Slip | PaymentSlip;
  isOut: boolean;
}

export function openPrinting(options: PrintingOptions): Printing {
  const { printer, timers, log, onChange } = options;
  const papers = printer && openPaperQueue(printer, { cut: options.paper.cut, timers });
  const begun = rememberSlips();
  let shown: Shown | null = null;

  const surroundings = (language: Language): Surroundings => ({
    hospital: options.hospital,
    kioskId: options.kioskId,
    calledBy: options.calledBy,
    language,
    ...options.moment(),
    sessionAt: (instant) => options.moment(new Date(instant)).session,
    now: options.now().toISOString(),
  });

  const withPayment = async (slip: Slip): Promise<Slip> => {
    if (slip.kind === 'desk' || slip.key === null || slip.refusal !== null) return slip;
    const payment = await orLate(timers, options.payment(slip.key), options.paymentWaitMs, nothingToPay);
    // Of several numbers the first says what is to be paid for all; what is not known yet may be money too.
    return { ...slip, payment, mayChange: slip.mayChange && options.paymentNow().state === 'none' };
  };

  /** Which paper it was in the end, and whether it is out; null: another one of the same registration comes instead. */
  const printOne = async (to: PaperQueue, of: Shown, slip: Slip | PaymentSlip): Promise<Tried | null> => {
    const whole = slip.kind === 'payment' ? slip : await withPayment(slip);
    const due = whole.kind === 'desk' ? null : dueIn(whole.payment);
    if (due !== null && !isSaid(of.said, due)) of.said.push(due);
    const code = whole.kind !== 'desk' && whole.payment.state === 'due' ? whole.payment.qr : null;
    if (code !== null) of.codes.add(code);
    let drawn: Slip | PaymentSlip | null | undefined;
    const draw = () => {
      drawn = atItsTurn(of, whole);
      const about = surroundings(of.language);
      if (drawn?.kind === 'payment') return drawPaymentSlip(drawn, about, options.paper);
      return drawn && drawSlip(drawn, about, options.paper);
    };
    const result = await to.print(draw).catch((error: unknown) => {
      log.write('unexpected-error', { where: 'printing', error });
      return null;
    });
    if (drawn === null) return null;
    drawn ??= latestOf(of.slips, whole);
    if (result?.kind === 'printed') log.write('ticket-printed', { kind: slip.kind });
    if (result?.kind === 'printed' && code !== null) of.codes = new Set([code]);
    if (result?.kind === 'not-printed') log.write('ticket-not-printed', { kind: slip.kind, reason: result.reason });
    return { slip: drawn, isOut: result?.kind === 'printed' };
  };

  /** Its number may have been corrected or refused while it waited: then the paper that says so comes, here or behind it. */
  function atItsTurn(of: Shown, slip: Slip | PaymentSlip): Slip | PaymentSlip | null {
    const now = latestOf(of.slips, slip);
    if (slip.kind === 'payment' || now.kind === 'payment' || slipId(now) === slipId(slip)) return slip;
    if (begun.has(now)) return null;
    begun.note([now], 'by-itself');
    return now;
  }

  const setPaper = (of: Shown, paper: Paper): void => {
    of.paper = paper;
    if (shown === of) onChange();
  };

  /** What is said while a paper is tried: with a printer in doubt at once that it does not come, which most likely is so. */
  const tried = (missing: Paper): Paper => (printer?.status.state === 'doubtful' ? missing : 'printing');

  const whilePrinting = async (of: Shown, missing: Paper, does: () => Promise<void>): Promise<void> => {
    of.underWay += 1;
    const meanwhile = tried(missing);
    const isTold = meanwhile === missing;
    if (of.paper !== meanwhile) setPaper(of, meanwhile);
    if (isTold) options.onNotPrinted();
    await does();
    of.underWay -= 1;
    if (of.underWay > 0) return;
    const lacking = of.slips.filter((slip) => of.missing.has(slipId(slip)));
    const isWhole = lacking.length === 0;
    setPaper(of, !isWhole ? without(of, lacking) : of.isPaymentMissing ? 'payment-not-printed' : 'printed');
    paymentChanged();
    if (!isTold && shown === of && (!isWhole || isMissing(of))) options.onNotPrinted();
  };

  const print = (to: PaperQueue, of: Shown, slips: readonly Slip[]): Promise<void> =>
    whilePrinting(of, without(of, slips), async () => {
      // It says what is to be paid.
      const payer = payerOf(of.slips);
      if (payer !== null && slips.some((slip) => slipId(slip) === slipId(payer))) of.isPaymentMissing = false;
      for (const slip of slips) {
        const one = await printOne(to, of, slip);
        if (one === null || one.slip.kind === 'payment') continue;
        if (one.isOut) of.missing.delete(slipId(one.slip));
        else of.missing.add(slipId(one.slip));
      }
    });

  /** The small paper did not come, and is still needed. */
  const isMissing = ({ paper }: Shown): boolean =>
    paper === 'payment-not-printed' && dueIn(options.paymentNow()) !== null;

  const paperOf = (of: Shown): Paper => (of.paper === 'payment-not-printed' && !isMissing(of) ? 'printed' : of.paper);

  /** The ticket is out: its patient has that, whatever becomes of this one. It says what is to be paid now. */
  const printPayment = (to: PaperQueue, of: Shown, number: string): Promise<void> =>
    whilePrinting(of, 'payment-not-printed', async () => {
      const payment = options.paymentNow();
      const replaces = payment.state === 'due' && [...of.codes].some((code) => code !== payment.qr);
      const one = await printOne(to, of, { kind: 'payment', number, payment, replaces });
      of.isPaymentMissing = one?.isOut !== true;
    });

  const paymentChanged = (): void => {
    const payer = payerOf(shown?.slips ?? []);
    const hasTicket = shown?.paper === 'printed' || shown?.paper === 'payment-not-printed';
    if (papers === null || shown === null || !hasTicket || payer === null) return;
    const due = dueIn(options.paymentNow());
    if (due === null || isSaid(shown.said, due) || shown.said.length >= PRINTING_LIMITS.payments) return;
    void printPayment(papers, shown, payer.number);
  };

  const printable = (): Slip[] =>
    (shown?.slips ?? []).filter((slip) => begun.timesAsked(slip) < PRINTING_LIMITS.timesAgain);

  const mayPrintAgain = (of: Shown): boolean =>
    isMissing(of) ? of.missingAgain < PRINTING_LIMITS.timesAgain : printable().length > 0;

  /** A kiosk that prints nothing: the screen is all there is, as with a printer that has failed. */
  const tellOfNone = (slips: readonly Slip[]): void => {
    const due = slips.filter((slip) => !begun.has(slip));
    if (due.length === 0) return;
    begun.note(due, 'by-itself');
    options.onNotPrinted();
  };

  const stopHearing = printer?.subscribe(({ state }) => {
    log.write('device-state', { device: 'printer', state });
    onChange();
  });

  return {
    show(visit, language) {
      const slips = slipsOf(visit);
      const id = slips.map(slipCode).join(' ');
      if (papers === null || slips.length === 0) {
        shown = null;
        if (printsByItself(visit)) tellOfNone(slips);
        return;
      }
      if (shown?.id === id) Object.assign(shown, { slips, language });
      else {
        const nothingYet = { underWay: 0, missing: new Set<string>(), isPaymentMissing: false, missingAgain: 0 };
        shown = { id, slips, language, paper: 'none', said: [], codes: new Set(), ...nothingYet };
      }
      if (!printsByItself(visit)) return;
      const due = slips.filter((slip) => !begun.has(slip));
      if (due.length === 0) return;
      begun.note(due, 'by-itself');
      shown.paper = tried(without(shown, due));
      void print(papers, shown, due);
    },

    paymentChanged,

    again() {
      if (papers === null || shown === null || shown.underWay > 0 || !mayPrintAgain(shown)) return;
      const payer = payerOf(shown.slips);
      if (isMissing(shown) && payer !== null) {
        shown.missingAgain += 1;
        void printPayment(papers, shown, payer.number);
        return;
      }
      const { missing } = shown;
      const lacking = printable().filter((slip) => missing.has(slipId(slip)));
      const slips = lacking.length > 0 ? lacking : printable();
      begun.note(slips, 'asked');
      void print(papers, shown, slips);
    },

    async testPage() {
      return papers?.print(() => drawTestPage(surroundings('vi'), options.paper)) ?? noPrinter;
    },

    async copy({ slip, language }) {
      return papers?.print(() => drawSlip(slip, surroundings(language), options.paper)) ?? noPrinter;
    },

    view: () => ({
      printer: printerView(printer),
      paper: shown === null ? 'none' : paperOf(shown),
      mayPrintAgain: shown !== null && mayPrintAgain(shown),
    }),

    async stop() {
      const stopped = papers?.stop();
      stopHearing?.();
      shown = null;
      await stopped;
    },
  };
}

const noPrinter = { kind: 'no-printer' } as const;

/** Of numbers that stand nothing is lacking without the papers of refused ones: the screen says that of those. */
const without = ({ slips }: Pick<Shown, 'slips'>, lacking: readonly Slip[]): Paper =>
  lacking.every(isRefused) && !slips.every(isRefused) ? 'none' : 'not-printed';

function printerView(printer: Printer | null): PrinterView {
  if (printer === null) return { state: 'not-configured' };
  const { status } = printer;
  if (status.state === 'ready') return { state: 'ready', isLow: status.isLow };
  return status.state === 'busy' ? status : { state: 'unavailable', reason: status.reason };
}
