/**
 * Cuts what a scanner sends into codes. Bytes stay bytes, so a letter that is split across two chunks stays whole. A code
 * ends with CR, LF or both; scanners set up without a terminator end theirs with silence.
 */
import { MAX_CODE_BYTES, withoutRemains } from '../citizen-id/code-text.ts';
import type { DeviceClock } from '../clock.ts';
import type { ScanRejection } from './port.ts';
import { isSymbology, splitSymbology } from './symbology.ts';

export interface FramingOptions {
  /** `required`: a code without terminator was cut off. `optional`: silence ends a code, too. */
  terminator: 'required' | 'optional';
  /** Silence that ends a code; longer than any pause a scanner makes inside one. */
  idleGapMs: number;
}

export type Frame =
  { kind: 'code'; bytes: Uint8Array; symbology: string | null } | { kind: 'rejected'; reason: ScanRejection['reason'] };

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
/**
 * After a code that stopped in the middle, what comes before its terminator is its tail, for this long: no scanner pauses
 * longer in mid-code, and nobody shows a code again sooner.
 */
export const TAIL_SILENCE_MS = 500;

const FIRST_PRINTABLE = 0x20;
const DELETE = 0x7f;

/**
 * The limits every whole code is held to, wherever it came from; null: there is nothing in it. Line ends and padding behind
 * it are taken off. A symbology that is no AIM identifier is dropped: it comes from the device and ends up on a terminal.
 */
export function frameOf(code: { bytes: Uint8Array; symbology: string | null }): Frame | null {
  const whole = withoutRemains(code.bytes);
  let lengthBytes = whole.length;
  while (lengthBytes > 0 && isEnding(whole[lengthBytes - 1])) lengthBytes -= 1;
  if (lengthBytes === 0) return null;
  if (lengthBytes > MAX_CODE_BYTES) return { kind: 'rejected', reason: 'too-long' };
  const bytes = whole.slice(0, lengthBytes);
  if (bytes.some(isControlCharacter)) return { kind: 'rejected', reason: 'control-characters' };
  return {
    kind: 'code',
    bytes,
    symbology: code.symbology !== null && isSymbology(code.symbology) ? code.symbology : null,
  };
}

/** A framer that hands each code, or the reason why there is none, to `onFrame`. Empty lines are nothing. */
export function createFramer(options: FramingOptions, clock: DeviceClock, onFrame: (frame: Frame) => void): Framer {
  const buffer = new Uint8Array(MAX_CODE_BYTES);
  let sizeBytes = 0;
  /** Already refused: the rest is thrown away up to its end. */
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
    const wasSkipping = skipping;
    const frame = wasSkipping ? null : frameOf(splitSymbology(buffer.slice(0, sizeBytes)));
    reset();
    if (how === 'silence' && options.terminator === 'required' && (wasSkipping || frame !== null)) {
      // What still comes of this code would look like a code of its own.
      skipping = true;
      cancelTimer = clock.setTimer(reset, TAIL_SILENCE_MS);
    }
    if (frame === null) return;
    const isComplete = how === 'terminator' || (how === 'silence' && options.terminator === 'optional');
    onFrame(isComplete ? frame : { kind: 'rejected', reason: 'incomplete' });
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

/** Scanners end a code with a line, and some generators pad it with NUL; inside a code these are as bad as any control. */
function isEnding(byte: number | undefined): boolean {
  return byte === NUL || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

function isControlCharacter(byte: number): boolean {
  return byte < FIRST_PRINTABLE || byte === DELETE;
}
