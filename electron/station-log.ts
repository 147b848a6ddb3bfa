import type { DocumentReader } from '../native/readers/port.ts';
import type { Scanner } from '../native/scanner/port.ts';
import type { QueueEntry, RegistrationQueue } from '../sync/queue/port.ts';
import type { VisitStep } from './bridge/snapshot.ts';
import type { Log } from './operations/log.ts';
import type { Visit } from './visit/visit.ts';

/** What happens in the station, as events of the log's catalogue. Nothing here knows a person. */

export interface LoggedParts {
  log: Log;
  visit: Pick<Visit, 'view' | 'subscribe'>;
  queue: Pick<RegistrationQueue, 'entry' | 'onChange'>;
  scanner: Pick<Scanner, 'status' | 'subscribe'> | null;
  reader: Pick<DocumentReader, 'status' | 'subscribe'> | null;
  nowMs: () => number;
}

/** Follows visit, queue and devices from now on; the answer ends it. */
export function logStation(parts: LoggedParts): () => void {
  const { log, queue, scanner, reader } = parts;
  const stops = [
    followVisit(parts),
    queue.onChange((key) => {
      const entry = queue.entry(key);
      if (entry) logEntry(log, entry);
    }),
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

function logEntry(log: Log, entry: QueueEntry): void {
  const { key, attempts } = entry;
  switch (entry.state) {
    case 'pending':
      if (attempts > 0) log.write('registration-retried', { key, attempts });
      else if (!entry.ticketShown) {
        const { kind, clinicId, ticket } = entry;
        log.write('registration-committed', { key, kind, clinicId, official: ticket.official });
      }
      return;
    case 'confirmed':
      log.write('registration-confirmed', { key, attempts });
      return;
    case 'dead':
      log.write('registration-refused', { key, attempts });
      return;
    case 'in-flight':
      return;
  }
}

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
