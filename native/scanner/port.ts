import type { UnavailableReason } from '../readers/port.ts';

/** One code as the device delivered it, without its terminator. */
export interface Scan {
  source: string;
  bytes: Uint8Array;
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

/**
 * The lowest layer of a scanner: bytes in, whenever the device has some. The serial port and the simulator implement
 * this; framing and everything above are shared.
 */
export interface ByteSource {
  readonly name: string;
  /** Opens the source; `onBytes` gets chunks cut anywhere, `onLost` is called once when the device is gone. */
  open(handlers: {
    onBytes: (chunk: Uint8Array) => void;
    onLost: (detail: string) => void;
  }): Promise<{ ok: true } | { ok: false; reason: UnavailableReason; detail: string }>;
  close(): Promise<void>;
}
