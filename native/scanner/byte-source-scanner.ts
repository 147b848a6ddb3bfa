/** A scanner over any byte source: opens it, frames what it sends, and opens it again for ever when it went away. */
import { systemClock, type ScannerClock } from './clock.ts';
import { createFramer, type Frame, type FramingOptions } from './framing.ts';
import type { ByteSource, Scanner, ScannerEvent, ScannerStatus } from './port.ts';

export interface ScannerOptions {
  framing?: Partial<FramingOptions>;
  /**
   * A scanner with a stuck or sensing trigger delivers the same code many times a second. For this long after a scan the
   * same code is not delivered again.
   */
  repeatMs?: number;
  /** Wait before the source is opened again: doubled after each failure, from the first to the last of these. */
  reconnect?: { firstDelayMs: number; lastDelayMs: number };
  clock?: ScannerClock;
}

export const SCANNER_DEFAULTS = {
  framing: { terminator: 'optional', idleGapMs: 100 },
  repeatMs: 2_000,
  reconnect: { firstDelayMs: 250, lastDelayMs: 5_000 },
} as const satisfies ScannerOptions;

/** Starts to open the source at once; the first status is `unavailable` until that has worked. */
export function createScanner(source: ByteSource, options: ScannerOptions = {}): Scanner {
  const { repeatMs, reconnect, clock } = { ...SCANNER_DEFAULTS, clock: systemClock, ...options };
  const listeners = new Set<(event: ScannerEvent) => void>();
  let status: ScannerStatus = { state: 'unavailable', reason: 'not-reachable', detail: 'not opened yet' };
  /** Counts openings: what an earlier one still delivers belongs to nobody. */
  let generation = 0;
  let failures = 0;
  let closing: Promise<void> | null = null;
  let cancelReconnect: (() => void) | null = null;
  let lastCode: Uint8Array | null = null;
  let cancelForget: (() => void) | null = null;

  const emit = (event: ScannerEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const setStatus = (next: ScannerStatus): void => {
    if (closing !== null || JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    emit({ type: 'status', status });
  };

  const onFrame = (frame: Frame): void => {
    // A listener may have closed the scanner on hearing of an earlier code of the same chunk.
    if (closing !== null) return;
    if (frame.kind === 'rejected') {
      emit({ type: 'rejected', rejection: { source: source.name, reason: frame.reason } });
      return;
    }
    if (lastCode !== null && Buffer.compare(lastCode, frame.bytes) === 0) return;
    cancelForget?.();
    lastCode = frame.bytes.slice();
    cancelForget = clock.setTimer(forgetLastCode, repeatMs);
    emit({ type: 'scan', scan: { source: source.name, bytes: frame.bytes } });
  };

  /** A code is a person's data: it stays in memory no longer than it is needed. */
  const forgetLastCode = (): void => {
    cancelForget?.();
    cancelForget = null;
    lastCode?.fill(0);
    lastCode = null;
  };

  const framer = createFramer({ ...SCANNER_DEFAULTS.framing, ...options.framing }, clock, onFrame);

  const lose = (next: ScannerStatus): void => {
    generation += 1;
    framer.cutOff();
    setStatus(next);
    if (closing !== null) return;
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
        if (closing !== null) framer.reset();
      },
      onLost: (detail) => {
        if (isCurrent()) lose({ state: 'unavailable', reason: 'not-reachable', detail });
      },
    });
    if (!isCurrent()) {
      if (closing !== null && opened.ok) await source.close();
    } else if (opened.ok) {
      failures = 0;
      setStatus({ state: 'ready', source: source.name });
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
      return status;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closing ??= (async () => {
        generation += 1;
        cancelReconnect?.();
        framer.reset();
        forgetLastCode();
        listeners.clear();
        status = { state: 'unavailable', reason: 'not-reachable', detail: 'closed' };
        await source.close();
      })();
      return closing;
    },
  };
}
