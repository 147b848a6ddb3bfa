/** A scanner over any byte source: opens it, frames what it sends, and opens it again for ever when it went away. */
import { type DeviceClock, systemClock } from '../clock.ts';
import { createFramer, type Frame, frameOf, type FramingOptions } from './framing.ts';
import type { ByteSource, Scan, Scanner, ScannerStatus } from './port.ts';
import { createRateLimit, createRepeatFilter } from './repeats.ts';
import { openScannerFront } from './scanner-front.ts';

export interface ScannerOptions {
  framing?: Partial<FramingOptions>;
  /**
   * A scanner with a stuck or sensing trigger delivers the same code many times a second. The same code counts again when it
   * has not been seen for this long.
   */
  repeatMs?: number;
  /**
   * Nobody shows more codes in a second; a scanner that sweeps over a sheet full of them delivers twenty. What is over is
   * dropped without a word: the code that was meant can be shown again. Rejections have a count of their own, so that
   * noise does not keep a code out.
   */
  codesPerSecond?: number;
  /** Wait before the source is opened again: doubled after each failure, from the first to the last of these. */
  reconnect?: { firstDelayMs: number; lastDelayMs: number };
  clock?: DeviceClock;
}

export const SCANNER_DEFAULTS = {
  framing: { terminator: 'optional', idleGapMs: 100 },
  repeatMs: 2_000,
  codesPerSecond: 5,
  reconnect: { firstDelayMs: 250, lastDelayMs: 5_000 },
} as const satisfies ScannerOptions;

/** Starts to open the source at once; the first status is `unavailable` until that has worked. */
export function createScanner(source: ByteSource, options: ScannerOptions = {}): Scanner {
  const { repeatMs, codesPerSecond, reconnect, clock } = { ...SCANNER_DEFAULTS, clock: systemClock, ...options };
  const front = openScannerFront({ state: 'unavailable', reason: 'not-reachable', detail: 'not opened yet' });
  /** Counts openings: what an earlier one still delivers belongs to nobody. */
  let generation = 0;
  let failures = 0;
  let cancelReconnect: (() => void) | null = null;
  const repeats = createRepeatFilter(clock, repeatMs);
  const codeRate = createRateLimit(clock, codesPerSecond);
  const rejectionRate = createRateLimit(clock, codesPerSecond);

  const onFrame = (frame: Frame, asked: Pick<Scan, 'isAsked'> = {}): void => {
    // A listener may have closed the scanner on hearing of an earlier code of the same chunk.
    if (front.isClosing()) return;
    if (frame.kind === 'rejected') {
      const rejection = { source: source.name, reason: frame.reason };
      if (rejectionRate.allows()) front.emit({ type: 'rejected', rejection });
      return;
    }
    if ((repeats.isRepeat(frame.bytes) && !asked.isAsked) || !codeRate.allows()) return;
    repeats.remember(frame.bytes);
    front.emit({
      type: 'scan',
      scan: { source: source.name, bytes: frame.bytes, symbology: frame.symbology, ...asked },
    });
  };

  const framer = createFramer({ ...SCANNER_DEFAULTS.framing, ...options.framing }, clock, onFrame);

  const lose = (next: ScannerStatus): void => {
    generation += 1;
    framer.cutOff();
    front.setStatus(next);
    if (front.isClosing()) return;
    const delayMs = Math.min(reconnect.firstDelayMs * 2 ** failures, reconnect.lastDelayMs);
    failures += 1;
    cancelReconnect = clock.setTimer(() => void connect(), delayMs);
  };

  const connect = async (): Promise<void> => {
    generation += 1;
    const mine = generation;
    const isCurrent = (): boolean => mine === generation;
    const opened = await openSource({
      onBytes: (chunk) => {
        if (isCurrent()) framer.push(chunk);
        if (front.isClosing()) framer.reset();
      },
      onCode: (code) => {
        const frame = frameOf(code);
        if (frame !== null && isCurrent()) onFrame(frame, code.isAsked ? { isAsked: true } : {});
      },
      onRejected: (reason) => {
        if (isCurrent()) onFrame({ kind: 'rejected', reason });
      },
      onLost: (detail) => {
        if (isCurrent()) lose({ state: 'unavailable', reason: 'not-reachable', detail });
      },
    });
    if (!isCurrent()) {
      if (front.isClosing() && opened.ok) await source.close();
    } else if (opened.ok) {
      failures = 0;
      front.setStatus({ state: 'ready', source: source.name });
    } else {
      lose({ state: 'unavailable', reason: opened.reason, detail: opened.detail });
    }
  };

  /** A source that throws is a mistake of the source; a kiosk that never tries again would make it the patients'. */
  const openSource: ByteSource['open'] = async (handlers) => {
    try {
      return await source.open(handlers);
    } catch {
      return { ok: false, reason: 'hardware-error', detail: 'the source failed to open' };
    }
  };

  void connect();

  return {
    get status() {
      return front.status;
    },
    subscribe: (listener) => front.subscribe(listener),
    close: () =>
      front.close(async () => {
        generation += 1;
        cancelReconnect?.();
        framer.reset();
        repeats.forget();
        codeRate.reset();
        rejectionRate.reset();
        await source.close();
      }),
  };
}
