import type { UnavailableReason } from '../readers/port.ts';

/** One code as the device delivered it, without its terminator. */
export interface Scan {
  source: string;
  bytes: Uint8Array;
  /** AIM symbology identifier (ISO/IEC 15424), such as `]Q1`, where the device tells it; never part of `bytes`. */
  symbology: string | null;
  /** Somebody pressed a button so that it is looked for: it is told although it may be the last one, held there still. */
  isAsked?: true;
}

/** Something the scanner sent that is no code: too long, cut off, control characters inside. */
export interface ScanRejection {
  source: string;
  reason: 'too-long' | 'incomplete' | 'control-characters';
}

export type ScannerStatus =
  { state: 'unavailable'; reason: UnavailableReason; detail: string } | { state: 'ready'; source: string };

export type ScannerEvent =
  | { type: 'status'; status: ScannerStatus }
  | { type: 'scan'; scan: Scan }
  | { type: 'rejected'; rejection: ScanRejection };

export interface Scanner {
  readonly status: ScannerStatus;
  subscribe(listener: (event: ScannerEvent) => void): () => void;
  close(): Promise<void>;
}

/** What a source delivers: bytes cut anywhere, or a whole code from a device that knows where its codes end. */
export interface SourceHandlers {
  onBytes: (chunk: Uint8Array) => void;
  /** A whole code, terminator and symbology identifier taken off by the source. */
  onCode: (code: Omit<Scan, 'source'>) => void;
  /** Something came that the source itself knows to be no whole code. */
  onRejected: (reason: ScanRejection['reason']) => void;
  /** Called once when the device is gone. */
  onLost: (detail: string) => void;
}

/**
 * The lowest layer of a scanner: the serial port, the HID device, the keyboard and the simulators implement this; framing,
 * repeats, limits and everything above are shared.
 */
export interface ByteSource {
  readonly name: string;
  open(handlers: SourceHandlers): Promise<{ ok: true } | { ok: false; reason: UnavailableReason; detail: string }>;
  close(): Promise<void>;
}
