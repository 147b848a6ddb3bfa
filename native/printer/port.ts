import type { PrintJob } from './escpos.ts';

/** Why a printer cannot print (the vocabulary of CUSS 2; a cover that is open is told apart from a fault). */
export type PrinterReason =
  'not-reachable' | 'not-responding' | 'media-empty' | 'media-jammed' | 'cover-open' | 'hardware-error';

/** `detail` is for staff and logs of set-up, in English; it holds nothing of a ticket. */
export interface PrinterTrouble {
  reason: PrinterReason;
  detail: string;
}

/** `not-printed`: the paper is missing, or ends somewhere; whoever waits for it has none. `stopped`: the caller's signal. */
export type PrintResult = { kind: 'printed' } | ({ kind: 'not-printed' } & PrinterTrouble) | { kind: 'stopped' };

type Print = (job: PrintJob, signal?: AbortSignal) => Promise<PrintResult>;

/**
 * A printer as one union: only one that is ready can print, or one that says so. `doubtful`: it seems to be well, and the last
 * papers did not come out all the same, for the reason that is told. To everybody it is one that prints nothing; but what is to be
 * printed is still handed to it, and the first paper that comes out ends the doubt.
 */
export type PrinterStatus =
  | ({ state: 'unavailable' } & PrinterTrouble)
  | {
      state: 'ready';
      /** The roll is nearly over, as far as the printer tells. */
      isLow: boolean;
      print: Print;
    }
  | ({ state: 'doubtful'; print: Print } & PrinterTrouble)
  | { state: 'busy' };

export interface Printer {
  readonly status: PrinterStatus;
  /** Calls back at every change of status, from the next one on; returns the way to stop. */
  subscribe(listener: (status: PrinterStatus) => void): () => void;
  close(): Promise<void>;
}

/** How a device is, when it was looked at. */
export type Condition = { state: 'fine'; isLow: boolean } | ({ state: 'wrong' } & PrinterTrouble);

/** What a printer is made of: ESC/POS on a line, or a queue of the printing system. One call at a time. */
export interface PrinterDevice {
  readonly name: string;
  /** How often it is looked at while nothing is printed. */
  readonly pollMs: number;
  look(): Promise<Condition>;
  print(job: PrintJob, signal: AbortSignal | undefined): Promise<PrintResult>;
  close(): Promise<void>;
}

/** What a line tells of itself while it is open. */
export interface LineHandlers {
  onBytes: (chunk: Uint8Array) => void;
  /** Called once when the device is gone. */
  onLost: (detail: string) => void;
}

/** What is between a write and the printer. */
export interface Backlog {
  readonly bytesPerSecond: number;
  /** The most that waits there. */
  readonly bufferBytes: number;
  /** Resolves when nothing waits there any more; false when it never will be so. */
  drained(): Promise<boolean>;
}

/**
 * The lowest layer of a printer that speaks ESC/POS: USB, serial port, network and the simulator implement this; status,
 * jobs and everything above are shared.
 */
export interface PrinterLine {
  readonly name: string;
  /** Of a line that is slower than what writes to it: bytes that are on their way are long not at the printer. */
  readonly backlog?: Backlog;
  open(handlers: LineHandlers): Promise<{ ok: true } | ({ ok: false } & PrinterTrouble)>;
  /** Resolves when the bytes are on their way; false when they could not be. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** What was written whole is still sent; what the printer does not take is given up. */
  close(): Promise<void>;
}
