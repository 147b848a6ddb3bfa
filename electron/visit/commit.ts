import type { LeaseRequest } from '../../sync/his/hospital-api.ts';
import type { CommitResult } from '../../sync/queue/port.ts';
import type { RegistrationDraft } from '../../sync/registration.ts';
import { type IssuedTicket, unsent, type VisitContext } from './context.ts';
import { deskDraft, visitDraft } from './drafts.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';

/**
 * Number, then commit. The number comes from a lease of the hospital where one can be had in time; without one the queue
 * gives the kiosk's own number, which the hospital adopts later.
 */

type Choice = Pick<VisitContext, 'ports' | 'clinic' | 'stream'>;

/** Whether the queue holds an official number for this choice. */
export const numbersLeft = ({ ports, clinic, stream }: Choice): boolean =>
  clinic !== null && stream !== null && orElse(0, () => ports.queue.remainingNumbers(clinic.id, stream)) > 0;

/**
 * Asks the hospital for a block of numbers and gives it to the queue. Not called off when the visit stops waiting: the
 * hospital would have given the block away for nothing, and a late one serves the next patient.
 */
export async function leaseNumbers({ ports, clinic, stream }: Choice): Promise<void> {
  if (!clinic || !stream) return;
  const request: LeaseRequest = {
    kioskId: ports.kioskId,
    clinicId: clinic.id,
    ...ports.day(),
    stream,
    size: ports.leaseSize,
  };
  const lease = await ports.hospital.leaseNumbers(request);
  if (lease.ok) ports.queue.addLease(request, lease.value);
}

/** A queue that throws has failed like one that says so: the patient still gets a screen, and staff. */
function commit(ports: VisitPorts, draft: RegistrationDraft): CommitResult {
  return orElse<CommitResult>({ kind: 'failed', detail: 'the queue threw' }, () => ports.queue.commit(draft));
}

function issued(ports: VisitPorts, result: CommitResult): IssuedTicket | null {
  if (result.kind === 'failed') return null;
  const fresh = { ...unsent, issuedAt: ports.now().toISOString() };
  return result.kind === 'committed'
    ? { key: result.registration.key, ...result.registration.ticket, ...fresh, origin: 'new' }
    : { key: result.key, ...result.ticket, ...fresh, origin: 'existing' };
}

/**
 * Commits the visit and gives its ticket, or null when nothing was committed. Synchronous, so that nobody can leave between
 * the commit and the screen that shows its number.
 */
export function issueTicket(
  context: Pick<VisitContext, 'ports' | 'identity' | 'lookup' | 'clinic'>,
): IssuedTicket | null {
  const { ports, identity, lookup, clinic } = context;
  if (!identity || !lookup || !clinic) return null;
  return issued(ports, commit(ports, visitDraft(ports, identity, lookup, clinic)));
}

/** Commits what was captured for staff; without a queue the paper has no number. */
export function issueDeskTicket(
  context: Pick<VisitContext, 'ports' | 'deskReason' | 'identity' | 'lookup' | 'conflicts'>,
): IssuedTicket {
  const { ports, identity, lookup, conflicts } = context;
  const ticket = issued(ports, commit(ports, deskDraft(deskReasonOf(context), identity, lookup, conflicts)));
  const issuedAt = ports.now().toISOString();
  return ticket ?? { key: null, number: '', official: false, ...unsent, issuedAt, origin: 'new' };
}

/** The reason as staff and screen are told. */
export const deskReasonOf = ({ deskReason }: Pick<VisitContext, 'deskReason'>) => deskReason ?? 'step-failed';
