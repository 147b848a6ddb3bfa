import type { Printer, PrintResult } from '../../native/printer/port.ts';
import type { Timers } from '../../sync/queue/timers.ts';
import type { bilingual } from '../bridge/clinic-snapshot.ts';
import type { CalledBy, Paper, PrinterView } from '../bridge/paper-snapshot.ts';
import type { Payment } from '../bridge/payment-snapshot.ts';
import type { Language, VisitSnapshot } from '../bridge/snapshot.ts';
import type { Log } from '../operations/log.ts';
import type { z } from 'zod';
import type { PaperSize } from './sheet.ts';
import type { Slip, Surroundings } from './slips.ts';

/** What the papers of a visit need, and what is asked of them. */

export interface PrintingOptions {
  /** null: this kiosk prints nothing. */
  printer: Printer | null;
  paper: PaperSize & { cut: boolean };
  hospital: z.infer<typeof bilingual>;
  kioskId: string;
  calledBy: CalledBy;
  /** The hospital's day and its half, now or at an instant. */
  moment: (instant?: Date) => Pick<Surroundings, 'serviceDate' | 'session'>;
  /** What is to be paid for a registration, once that is known; it never fails. */
  payment: (key: string) => Promise<Payment>;
  /** What the screen says is to be paid; `paymentChanged` tells that it is something else. */
  paymentNow: () => Payment;
  /** The paper waits for it so long; then the screen alone says it. */
  paymentWaitMs: number;
  now: () => Date;
  timers: Timers;
  onChange: () => void;
  /** A paper of the ticket on the screen does not come; told each time one is tried. */
  onNotPrinted: () => void;
  log: Log;
}

export interface Printing {
  /** At each change of the visit: its step, or the ticket behind that. */
  show(visit: VisitSnapshot, language: Language): void;
  /** A paper that has come out and says something else of it is followed by a small one. */
  paymentChanged(): void;
  /** The intent `print-again`: what did not come, else all once more. */
  again(): void;
  /** For staff; it waits until the papers before it are out. */
  testPage(): Promise<PrintResult | { kind: 'no-printer' }>;
  /** A ticket once more, for staff, with what its patient needs in this language. */
  copy(of: { slip: Slip; language: Language }): Promise<PrintResult | { kind: 'no-printer' }>;
  view(): { printer: PrinterView; paper: Paper; mayPrintAgain: boolean };
  stop(): Promise<void>;
}

export const PRINTING_LIMITS = {
  /** Of one ticket, asked for by its patient, however often it is shown. */
  timesAgain: 3,
  /** Papers of one ticket for what is to be paid: a hospital that keeps changing its mind is left to the screen. */
  payments: 3,
} as const;
