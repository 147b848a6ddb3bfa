/** Several scanners as one: a kiosk may have one for cards at the top and one for phones below. */
import type { UnavailableReason } from '../readers/port.ts';
import { SCANNER_DEFAULTS } from './byte-source-scanner.ts';
import { type DeviceClock, systemClock } from '../clock.ts';
import type { Scanner, ScannerEvent, ScannerStatus } from './port.ts';
import { createRepeatFilter } from './repeats.ts';

/** Most hopeful first: what answers badly is there, what is away may be plugged in, a fault stays. */
const hope: readonly UnavailableReason[] = ['not-responding', 'not-reachable', 'hardware-error', 'not-configured'];

/**
 * One stream of events. Ready while any of them is, under the names of those that are; else the status of the most hopeful
 * one. A code that two of them saw with no more than `repeatMs` between is one scan. Closing closes all.
 */
export function mergeScanners(
  scanners: readonly Scanner[],
  { repeatMs = SCANNER_DEFAULTS.repeatMs, clock = systemClock }: { repeatMs?: number; clock?: DeviceClock } = {},
): Scanner {
  const listeners = new Set<(event: ScannerEvent) => void>();
  const repeats = createRepeatFilter(clock, repeatMs);
  let status = mergeStatuses(scanners.map((scanner) => scanner.status));
  let closing: Promise<void> | null = null;

  const emit = (event: ScannerEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const hear = (event: ScannerEvent): void => {
    // A listener may have closed all of them on hearing of the event before.
    if (closing !== null) return;
    if (event.type === 'status') {
      const next = mergeStatuses(scanners.map((scanner) => scanner.status));
      if (JSON.stringify(next) === JSON.stringify(status)) return;
      status = next;
      emit({ type: 'status', status });
      return;
    }
    if (event.type === 'scan') {
      if (repeats.isRepeat(event.scan.bytes)) return;
      repeats.remember(event.scan.bytes);
    }
    emit(event);
  };

  for (const scanner of scanners) scanner.subscribe(hear);

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
        repeats.forget();
        listeners.clear();
        status = { state: 'unavailable', reason: 'not-reachable', detail: 'closed' };
        await Promise.all(scanners.map((scanner) => scanner.close()));
      })();
      return closing;
    },
  };
}

function mergeStatuses(statuses: readonly ScannerStatus[]): ScannerStatus {
  const ready = statuses.filter((status) => status.state === 'ready');
  if (ready.length > 0) return { state: 'ready', source: ready.map(({ source }) => source).join(', ') };
  const away = statuses.filter((status) => status.state === 'unavailable');
  const [best] = away.sort((one, other) => hope.indexOf(one.reason) - hope.indexOf(other.reason));
  return best ?? { state: 'unavailable', reason: 'not-configured', detail: 'no scanner' };
}
