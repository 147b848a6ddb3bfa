/** Several scanners as one: a kiosk may have one for cards at the top and one for phones below. */
import type { UnavailableReason } from '../readers/port.ts';
import { SCANNER_DEFAULTS } from './byte-source-scanner.ts';
import { type DeviceClock, systemClock } from '../clock.ts';
import type { Scanner, ScannerEvent, ScannerStatus } from './port.ts';
import { createRepeatFilter } from './repeats.ts';
import { openScannerFront } from './scanner-front.ts';

/** Most hopeful first: what answers badly is there, what is away may be plugged in, a fault stays. */
const hope: readonly UnavailableReason[] = ['not-responding', 'not-reachable', 'hardware-error', 'not-configured'];

/**
 * One stream of events. Ready while any of them is, under the names of those that are; else the status of the most hopeful
 * one. A code that two of them saw with no more than `repeatMs` between is one scan, unless it was asked for. Closing closes all.
 */
export function mergeScanners(
  scanners: readonly Scanner[],
  { repeatMs = SCANNER_DEFAULTS.repeatMs, clock = systemClock }: { repeatMs?: number; clock?: DeviceClock } = {},
): Scanner {
  const repeats = createRepeatFilter(clock, repeatMs);
  const present = (): ScannerStatus => mergeStatuses(scanners.map((scanner) => scanner.status));
  const front = openScannerFront(present());

  const hear = (event: ScannerEvent): void => {
    // A listener may have closed all of them on hearing of the event before.
    if (front.isClosing()) return;
    if (event.type === 'status') {
      front.setStatus(present());
      return;
    }
    if (event.type === 'scan') {
      if (repeats.isRepeat(event.scan.bytes) && !event.scan.isAsked) return;
      repeats.remember(event.scan.bytes);
    }
    front.emit(event);
  };

  for (const scanner of scanners) scanner.subscribe(hear);

  return {
    get status() {
      return front.status;
    },
    subscribe: (listener) => front.subscribe(listener),
    close: () =>
      front.close(async () => {
        repeats.forget();
        await Promise.all(scanners.map((scanner) => scanner.close()));
      }),
  };
}

function mergeStatuses(statuses: readonly ScannerStatus[]): ScannerStatus {
  const ready = statuses.filter((status) => status.state === 'ready');
  if (ready.length > 0) return { state: 'ready', source: ready.map(({ source }) => source).join(', ') };
  const away = statuses.filter((status) => status.state === 'unavailable');
  const [best] = away.sort((one, other) => hope.indexOf(one.reason) - hope.indexOf(other.reason));
  return best ?? { state: 'unavailable', reason: 'not-configured', detail: 'no scanner' };
}
