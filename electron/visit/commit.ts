import type { LeaseRequest } from '../../sync/his/hospital-api.ts';
import type { CommitDraft, CommitResult } from '../../sync/queue/port.ts';
import type { Payer, QueueStream } from '../../sync/registration.ts';
import type { VisitContext } from './context.ts';
import { deskDraft, shownPaper, visitDraft } from './drafts.ts';
import { isNumbered, type IssuedTicket, type NumberedTicket, unsent } from './issued-ticket.ts';
import { ticketThere } from './my-ticket.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import { streamOf, whoPays } from './stream.ts';
import type { Choice } from './visit-choice.ts';
import { carerOf, ofPatient, type Patient, planOf } from './whose-visit.ts';

/**
 * Number, then commit. The number comes from a lease of the hospital where one can be had in time; without one the queue
 * gives the kiosk's own number, which the hospital adopts later.
 */

/** A queue of a clinic; numbers of another session are others. */
interface Wanted {
  clinicId: string;
  stream: QueueStream;
}

/** Where numbers are wanted: of a visit's choices, or of the clinic that a ticket is changed to. */
function wantedOf(context: VisitContext): Wanted[] {
  const { clinic, stream } = context;
  if (clinic && stream) return [{ clinicId: clinic.id, stream }];
  return ofPatient(context, [], (patient) => {
    const going = streamOf(patient).stream;
    return patient.choices.map((choice) => ({ clinicId: choice.clinic.id, stream: going }));
  });
}

function remaining({ ports, later }: Pick<VisitContext, 'ports' | 'later'>, { clinicId, stream }: Wanted): number {
  return orElse(0, () => ports.queue.remainingNumbers(clinicId, stream, later ?? ports.day()));
}

/** Whether the queue holds an official number for all that was chosen. */
export const numbersLeft = (context: VisitContext): boolean =>
  wantedOf(context).every((wanted) => remaining(context, wanted) > 0);

async function lease({ ports, later }: VisitContext, { clinicId, stream }: Wanted): Promise<void> {
  const request: LeaseRequest = {
    kioskId: ports.kioskId,
    clinicId,
    ...(later ?? ports.day()),
    stream,
    size: ports.leaseSize,
  };
  const numbers = await ports.hospital.leaseNumbers(request);
  if (numbers.ok) ports.queue.addLease(request, numbers.value);
}

/**
 * Asks the hospital for a block of numbers where one is lacking and gives it to the queue. Not called off when the visit stops
 * waiting: the hospital would have given the block away for nothing, and a late one serves the next patient.
 */
export async function leaseNumbers(context: VisitContext): Promise<void> {
  const lacking = wantedOf(context).filter((wanted) => remaining(context, wanted) === 0);
  await Promise.all(lacking.map((wanted) => lease(context, wanted)));
}

/** A queue that throws has failed like one that says so: the patient still gets a screen, and staff. */
function commit(ports: VisitPorts, draft: CommitDraft): CommitResult {
  return orElse<CommitResult>({ kind: 'failed', detail: 'the queue threw' }, () => ports.queue.commit(draft));
}

function issued(ports: VisitPorts, result: CommitResult): NumberedTicket | null {
  if (result.kind === 'failed') return null;
  const fresh = { ...unsent, issuedAt: ports.now().toISOString() };
  return result.kind === 'committed'
    ? { key: result.registration.key, ...result.registration.ticket, ...fresh, origin: 'new' }
    : { key: result.key, ...result.ticket, ...fresh, origin: 'existing' };
}

/** A number, and what was committed with it: of a number of before that is not what its patient is or says now. */
type Issued = Pick<VisitContext, 'clinic' | 'stream' | 'priorityReason' | 'payer'> & { ticket: NumberedTicket };

/** One number for one choice; null when the queue failed. */
function issueFor(patient: Patient, choice: Choice): Issued | null {
  const { ports, language } = patient;
  const payer = whoPays(patient);
  const result = commit(ports, { ...visitDraft(planOf(patient, choice)), language, payer });
  if (result.kind === 'already-registered') {
    const there = ticketThere(ports, result, choice.clinic);
    if (there.payer !== null) return there;
    // Nothing else of this number says it: where it stands and what is known of its patient have to agree.
    return { ...there, payer: there.stream === 'paying' && payer === 'patient' ? payer : null };
  }
  const ticket = issued(ports, result);
  if (ticket === null) return null;
  const asking = { ...ticket, asksInsurance: payer === 'undecided' };
  return { ticket: asking, clinic: choice.clinic, ...streamOf(patient), payer };
}

/** Who pays for all of them; null where one says this and another that: nobody is sent a bill for what somebody else pays. */
function payerOfAll(all: readonly Issued[]): Payer | null {
  const known = all.map(({ payer }) => payer).filter((payer) => payer !== null);
  const [one = known[0] ?? null, ...more] = new Set(known.filter((payer) => payer !== 'undecided'));
  return more.length === 0 ? one : null;
}

/** Two appointments in one queue are one number. */
const isFirst = ({ ticket }: Issued, index: number, all: Issued[]): boolean =>
  all.findIndex((other) => other.ticket.key === ticket.key) === index;

/**
 * Commits the visit, one registration a choice, and gives its tickets; none when nothing was committed. What failed after
 * another had its number goes to staff, with a number of theirs. Synchronous, so that nobody can leave between the commit
 * and the screen that shows its number.
 */
export const issueTickets = (context: VisitContext): Partial<VisitContext> =>
  ofPatient<Partial<VisitContext>>(context, {}, (patient) => {
    const tickets = patient.choices.map((choice) => issueFor(patient, choice));
    const [first, ...others] = tickets.filter((ticket) => ticket !== null).filter(isFirst);
    if (!first) return {};
    const isLacking = tickets.includes(null);
    const rest = isLacking ? [issueDeskTicket(context)].filter(isNumbered) : [];
    return {
      ...first,
      // The patient of a number of which nothing says it is the same one.
      payer: payerOfAll([first, ...others]),
      others: [
        ...others.map(({ payer: _, ...other }) => ({ kind: 'clinic' as const, ...other })),
        ...rest.map((ticket) => ({ kind: 'reception' as const, ticket })),
      ],
      isIncomplete: isLacking && rest.length === 0,
    };
  });

/** Commits what was captured for staff; without a queue the paper has no number. */
export function issueDeskTicket(
  context: Pick<
    VisitContext,
    | 'ports'
    | 'language'
    | 'deskReason'
    | 'identity'
    | 'refused'
    | 'lookup'
    | 'conflicts'
    | 'carer'
    | 'carerLookup'
    | 'heldSlip'
    | 'myTicket'
  >,
): IssuedTicket {
  const { ports, language } = context;
  const identity = context.identity ?? context.refused;
  const about = { ...context, identity, shown: shownPaper(context), carer: carerOf(context) };
  const ticket = issued(ports, commit(ports, { ...deskDraft(deskReasonOf(context), about), language, payer: null }));
  const issuedAt = ports.now().toISOString();
  return {
    ...(ticket ?? { key: null, number: '', official: false, ...unsent, issuedAt, origin: 'new' }),
    hasCaptured: identity !== null || about.carer !== null || about.shown !== null,
  };
}

/** The reason as staff and screen are told. */
export const deskReasonOf = ({ deskReason }: Pick<VisitContext, 'deskReason'>) => deskReason ?? 'step-failed';
