import type { HospitalApi, HospitalFailure, LeaseRequest } from '../sync/his/hospital-api.ts';
import type { RegistrationQueue } from '../sync/queue/port.ts';

/** Why the next block did not come: the hospital's failure, a block with no new number in it, or a bug of the adapter. */
export type LeaseTrouble = HospitalFailure['kind'] | 'nothing-new' | 'failed';

export interface LeaseRefillOptions {
  queue: Pick<RegistrationQueue, 'entry' | 'onChange' | 'remainingNumbers' | 'addLease'>;
  hospital: Pick<HospitalApi, 'leaseNumbers'>;
  kioskId: string;
  day: () => Pick<LeaseRequest, 'serviceDate' | 'session'>;
  leaseSize: number;
  /** With this many left of a queue's numbers the next block is asked for. */
  refillAt: number;
  /** Called when the trouble of a queue begins, becomes another, or is over (null). */
  onTrouble?: (series: Pick<LeaseRequest, 'clinicId' | 'stream'>, trouble: LeaseTrouble | null) => void;
}

/**
 * Leases the next block of numbers of a queue before the present one is used up, in the background: the next patient waits for
 * no lease, and has an official number even when the hospital goes away. Answers with what ends it.
 */
export function refillLeases(options: LeaseRefillOptions): () => void {
  const { queue, hospital, kioskId, day, leaseSize, refillAt } = options;
  const asked = new Set<string>();
  const troubles = new Map<string, LeaseTrouble>();
  const stopping = new AbortController();

  async function refill(clinicId: string, stream: LeaseRequest['stream']): Promise<LeaseTrouble | null> {
    const request: LeaseRequest = { kioskId, clinicId, ...day(), stream, size: leaseSize };
    const lease = await hospital.leaseNumbers(request, stopping.signal);
    if (!lease.ok) return lease.failure.kind;
    return stopping.signal.aborted || queue.addLease(request, lease.value) > 0 ? null : 'nothing-new';
  }

  function note(series: string, place: Pick<LeaseRequest, 'clinicId' | 'stream'>, trouble: LeaseTrouble | null): void {
    asked.delete(series);
    if (stopping.signal.aborted || (troubles.get(series) ?? null) === trouble) return;
    if (trouble === null) troubles.delete(series);
    else troubles.set(series, trouble);
    options.onTrouble?.(place, trouble);
  }

  const unsubscribe = queue.onChange((key) => {
    const entry = queue.entry(key);
    // The row of a number that was just given; the hospital adopts the kiosk's own numbers, they come from no lease.
    if (!entry?.ticket.official || entry.state !== 'pending' || entry.attempts > 0) return;
    const { clinicId, stream } = entry;
    if (clinicId === null || stream === null || queue.remainingNumbers(clinicId, stream) > refillAt) return;
    const series = `${clinicId}/${stream}`;
    if (asked.has(series)) return;
    asked.add(series);
    void refill(clinicId, stream)
      // An adapter that throws is a hospital that gave nothing; the next visit asks for itself.
      .catch(() => 'failed' as const)
      .then((trouble) => note(series, { clinicId, stream }, trouble));
  });

  return () => {
    unsubscribe();
    stopping.abort();
  };
}
