/**
 * Cuts what a scanner sends into codes. Bytes stay bytes, so a letter that is split across two chunks stays whole. A code
 * ends with CR, LF or both; scanners set up without a terminator end theirs with silence.
 */
import type { ScannerClock } from './clock.ts';
import type { ScanRejection } from './port.ts';

/** A citizen card's code needs less than 512 bytes; a scanner that sends more is sending something else. */
export const MAX_CODE_BYTES = 512;

export interface FramingOptions {
  /** `required`: a code without terminator was cut off. `optional`: silence ends a code, too. */
  terminator: 'required' | 'optional';
  /** Silence that ends a code; longer than any pause a scanner makes inside one. */
  idleGapMs: number;
}

export type Frame = { kind: 'code'; bytes: Uint8Array } | { kind: 'rejected'; reason: ScanRejection['reason'] };

export interface Framer {
  push(chunk: Uint8Array): void;
  /** The device is gone: what has begun cannot end any more. */
  cutOff(): void;
  /** Forgets everything without a word. */
  reset(): void;
}

const NUL = 0x00;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FIRST_PRINTABLE = 0x20;
const DELETE = 0x7f;

/** A framer that hands each code, or the reason why there is none, to `onFrame`. Empty lines are nothing. */
export function createFramer(options: FramingOptions, clock: ScannerClock, onFrame: (frame: Frame) => void): Framer {
  const buffer = new Uint8Array(MAX_CODE_BYTES);
  let sizeBytes = 0;
  /** Already refused as too long: the rest is thrown away up to its end. */
  let skipping = false;
  let cancelTimer: (() => void) | null = null;

  const reset = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    buffer.fill(0);
    sizeBytes = 0;
    skipping = false;
  };

  const end = (how: 'terminator' | 'silence' | 'cut-off'): void => {
    let lengthBytes = sizeBytes;
    // Some generators pad a code with NUL; inside a code it is a control character like any other.
    while (lengthBytes > 0 && buffer[lengthBytes - 1] === NUL) lengthBytes -= 1;
    const bytes = buffer.slice(0, lengthBytes);
    const isRefused = skipping;
    reset();
    if (isRefused || bytes.length === 0) return;
    const isComplete = how === 'terminator' || (how === 'silence' && options.terminator === 'optional');
    if (!isComplete) onFrame({ kind: 'rejected', reason: 'incomplete' });
    else if (bytes.some(isControlCharacter)) onFrame({ kind: 'rejected', reason: 'control-characters' });
    else onFrame({ kind: 'code', bytes });
  };

  /**
   * Silence is measured in two halves. When this process was held up, the first half may be over while bytes are waiting
   * to be read; they are read before the second half can end.
   */
  const waitForSilence = (): void => {
    const halfMs = options.idleGapMs / 2;
    cancelTimer?.();
    cancelTimer = clock.setTimer(() => {
      cancelTimer = clock.setTimer(() => end('silence'), halfMs);
    }, halfMs);
  };

  const take = (byte: number): void => {
    if (byte === CARRIAGE_RETURN || byte === LINE_FEED) {
      end('terminator');
    } else if (sizeBytes < MAX_CODE_BYTES) {
      buffer[sizeBytes] = byte;
      sizeBytes += 1;
    } else if (!skipping) {
      skipping = true;
      onFrame({ kind: 'rejected', reason: 'too-long' });
    }
  };

  return {
    push(chunk) {
      for (const byte of chunk) take(byte);
      if (sizeBytes > 0) waitForSilence();
    },
    cutOff: () => end('cut-off'),
    reset,
  };
}

function isControlCharacter(byte: number): boolean {
  return byte < FIRST_PRINTABLE || byte === DELETE;
}
