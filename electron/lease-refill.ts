import type { HospitalApi, LeaseRequest } from '../sync/his/hospital-api.ts';
import type { RegistrationQueue } from '../sync/queue/port.ts';

export interface LeaseRefillOptions {
  queue: Pick<RegistrationQueue, 'entry' | 'onChange' | 'remainingNumbers' | 'addLease'>;
  hospital: Pick<HospitalApi, 'leaseNumbers'>;
  kioskId: string;
  day: () => Pick<LeaseRequest, 'serviceDate' | 'session'>;
  leaseSize: number;
  /** With this many left of a queue's numbers the next block is asked for. */
  refillAt: number;
}

/**
 * Leases the next block of numbers of a queue before the present one is used up, in the background: the next patient waits for
 * no lease, and has an official number even when the hospital goes away. Answers with what ends it.
 */
export function refillLeases(options: LeaseRefillOptions): () => void {
  const { queue, hospital, kioskId, day, leaseSize, refillAt } = options;
  const asked = new Set<string>();
  const stopping = new AbortController();

  async function refill(clinicId: string, stream: LeaseRequest['stream']): Promise<void> {
    const request: LeaseRequest = { kioskId, clinicId, ...day(), stream, size: leaseSize };
    const lease = await hospital.leaseNumbers(request, stopping.signal);
    if (lease.ok && !stopping.signal.aborted) queue.addLease(request, lease.value);
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
      .catch(() => undefined)
      .then(() => asked.delete(series));
  });

  return () => {
    unsubscribe();
    stopping.abort();
  };
}
