import type { DocumentReader } from '../native/readers/port.ts';
import type { Scanner } from '../native/scanner/port.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { VisitStep } from './bridge/snapshot.ts';
import type { Log } from './operations/log.ts';
import type { Visit } from './visit/visit.ts';

/** What happens in the station, as events of the log's catalogue. Nothing here knows a person. */

export interface LoggedParts {
  log: Log;
  visit: Pick<Visit, 'view' | 'subscribe'>;
  queue: Pick<KioskQueue, 'entry' | 'rows' | 'onChange'>;
  scanner: Pick<Scanner, 'status' | 'subscribe'> | null;
  reader: Pick<DocumentReader, 'status' | 'subscribe'> | null;
  nowMs: () => number;
}

/** Follows visit, queue and devices from now on; the answer ends it. */
export function logStation(parts: LoggedParts): () => void {
  const { log, scanner, reader } = parts;
  const stops = [
    followVisit(parts),
    followQueue(parts),
    scanner?.subscribe(({ type }) => {
      if (type === 'status') logDevice(log, 'scanner', scanner.status);
    }),
    reader?.subscribe((status) => {
      if (status.state !== 'card') logDevice(log, 'reader', status);
    }),
  ];
  return () => {
    for (const stop of stops) stop?.();
  };
}

function logDevice(
  log: Log,
  device: string,
  status: { state: string } | { state: 'unavailable'; reason: string },
): void {
  log.write('device-state', { device, state: 'reason' in status ? status.reason : status.state });
}

/** More rows than staff ever hold (bridge/staff-messages.ts lists no more). */
const mostHeld = 10_000;

function followQueue({ log, queue }: LoggedParts): () => void {
  /** Unsettled rows whose commit is no news: seen in this run, or held by staff before it, who may release them. */
  const known = new Set(queue.rows(mostHeld, { held: true }).map(({ key }) => key));
  /** Of the last line about a row: a change beside its attempts (held, released, shown) is no other try. */
  const triedOf = new Map<string, number>();

  function follow(entry: QueueEntry): void {
    const { key, attempts } = entry;
    switch (entry.state) {
      case 'pending':
        if (attempts === 0) followCommit(entry);
        else if (isPowerOfTwo(attempts) && triedOf.get(key) !== attempts) {
          triedOf.set(key, attempts);
          log.write('registration-retried', { key, attempts });
        }
        return;
      case 'confirmed':
        if (forget(key)) log.write('registration-confirmed', { key, attempts, alreadyThere: entry.alreadyThere });
        return;
      case 'dead':
        if (forget(key)) log.write('registration-refused', { key, attempts, reason: entry.refusal?.reason ?? null });
        return;
      case 'in-flight':
        known.add(key);
        return;
    }
  }

  function followCommit({ key, kind, clinicId, stream, ticket, ticketShown, held, superseded }: QueueEntry): void {
    if (known.has(key)) return;
    known.add(key);
    if (ticketShown || held || superseded) return;
    log.write('registration-committed', { key, kind, clinicId, stream, official: ticket.official });
  }

  /** Whether the row was on its way: else it is settled since long, and has only been shown or set aside. */
  function forget(key: string): boolean {
    triedOf.delete(key);
    return known.delete(key);
  }

  return queue.onChange((key) => {
    const entry = queue.entry(key);
    if (entry) follow(entry);
  });
}

/** A hospital that is away for a night makes some lines of each row, not thousands. */
const isPowerOfTwo = (count: number): boolean => (count & (count - 1)) === 0;

function followVisit({ log, visit, nowMs }: LoggedParts): () => void {
  let step: VisitStep = visit.view().visit.step;
  let begunMs = nowMs();
  return visit.subscribe(() => {
    const next = visit.view().visit.step;
    if (next === step) return;
    log.write('visit-step', { from: step, to: next });
    if (step === 'attract') begunMs = nowMs();
    if (next === 'attract') {
      const outcome = step === 'ticket' || step === 'desk' || step === 'my-ticket' ? step : 'stopped';
      log.write('visit-ended', { outcome, durationMs: Math.round(nowMs() - begunMs) });
    }
    step = next;
  });
}
