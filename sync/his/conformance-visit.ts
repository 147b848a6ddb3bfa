import type {
  Amendment,
  AmendmentDraft,
  AskedField,
  ConsentRecord,
  DeskDraft,
  QueueStream,
  RegistrationStamp,
  ServiceMoment,
  Ticket,
  VisitDraft,
} from '../registration.ts';
import { type CheckOutcome, type ConformanceWorld, expectThat, failed, judge } from './conformance-check.ts';
import { printedNumber } from '../queue/numbers.ts';
import type { SubmitAnswer } from './hospital-api.ts';

/** What the writing checks of the conformance suite register, and how they send it. */

type Visit = VisitDraft & RegistrationStamp;
type Confirmed = Extract<SubmitAnswer, { kind: 'confirmed' }>;

/** A hospital that is working on the same key answers "wait": that often a second try is worth it. */
const tries = 20;
const retryMs = 250;

export const describe = (answer: SubmitAnswer): string =>
  answer.kind === 'confirmed' ? `confirmed as ${answer.number ?? 'no number'}` : `${answer.kind} (${answer.detail})`;

/** Somebody who does not exist: numbers of province 000, which no card has, different at each run. */
export async function visit(world: ConformanceWorld, changes: Partial<Visit> = {}): Promise<Visit> {
  const key = world.newKey();
  const digits = BigInt(`0x${key.replaceAll('-', '')}`)
    .toString()
    .slice(-9);
  const open = world.clinicIds[0] ?? '';
  const { clinic = { id: open, name: open }, stream = 'paying', patient = { kind: 'new' } } = changes;
  return {
    kind: 'visit',
    person: {
      idNumber: `000${digits}`,
      oldIdNumber: null,
      insuranceNumber: null,
      passportNumber: null,
      patientCode: null,
      fullName: 'KIỂM TRA KIOSK',
      birthDate: '1900-01-01',
      sex: 'female',
      residence: null,
    },
    evidence: [{ method: 'code-scanned' }],
    checkAtDoor: false,
    patient,
    clinic,
    stream,
    priorityReason: null,
    coverage: null,
    checkIn: { objectCode: null, careType: null, service: null },
    appointmentId: null,
    otherAppointmentIds: [],
    doctor: null,
    referral: null,
    declared: [],
    answers: [],
    missing: patient.kind === 'new' ? await toBeAsked(world) : [],
    carer: null,
    conflicts: [],
    planned: null,
    codeSha256: null,
    ...stampOf(world, key, `${world.kioskId}-${digits.slice(-6)}`),
    ticket: changes.ticket ?? (await numberOf(world, { clinicId: clinic.id, stream, ...today(world) })),
    ...changes,
  };
}

/** What the hospital wants to know of a new patient, for staff to ask; all of it where it does not say. */
async function toBeAsked({ hospital }: ConformanceWorld): Promise<AskedField[]> {
  const wanted = await hospital.api.requiredFields();
  const asked: AskedField[] = ['phone', 'relative', 'ethnicity', 'address', 'guardian'];
  return wanted.ok ? asked.filter((field) => wanted.value.includes(field)) : asked;
}

const today = ({ moment }: ConformanceWorld): ServiceMoment => {
  const { serviceDate, session } = moment();
  return { serviceDate, session };
};

/** A leased number, which the hospital must keep as it is; one of the kiosk's own where none are leased. */
export async function numberOf(
  world: ConformanceWorld,
  queue: ServiceMoment & { clinicId: string; stream: QueueStream },
): Promise<Ticket> {
  const lease = await world.hospital.api.leaseNumbers({ kioskId: world.kioskId, ...queue, size: 1 });
  return lease.ok
    ? { number: printedNumber(lease.value.prefix, lease.value.first), official: true }
    : { number: `${world.kioskId}-${world.newKey().slice(0, 6)}`, official: false };
}

export const stampOf = (world: ConformanceWorld, key: string, number: string): RegistrationStamp => ({
  key,
  kioskId: world.kioskId,
  ...world.moment(),
  ticket: { number, official: false },
});

export const bodyOf = (
  { hospital }: ConformanceWorld,
  subject: Visit | Amendment | ConsentRecord | (DeskDraft & RegistrationStamp),
): string => hospital.buildBody(subject);

export async function submit(world: ConformanceWorld, key: string, body: string): Promise<SubmitAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await world.hospital.api.submit(key, body);
    if (answer.kind !== 'retry' || attempt === tries) return answer;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

export async function register(world: ConformanceWorld, subject: Visit): Promise<SubmitAnswer> {
  world.registered.push(subject.key);
  return submit(world, subject.key, bodyOf(world, subject));
}

/** Of somebody who exists: their own visit, which was there before, is not cancelled at the end. */
export async function registerKnown(world: ConformanceWorld, subject: Visit): Promise<SubmitAnswer> {
  const answer = await submit(world, subject.key, bodyOf(world, subject));
  if (isConfirmed(answer) && !answer.alreadyThere) world.registered.push(subject.key);
  return answer;
}

export const isConfirmed = (answer: SubmitAnswer): answer is Confirmed => answer.kind === 'confirmed';

/** Confirmed, and the second time as what was there already. */
export function onceOf(first: SubmitAnswer, second: SubmitAnswer): CheckOutcome {
  const odd = [first, second].find((answer) => !isConfirmed(answer));
  if (odd) return failed(describe(odd));
  return expectThat(isConfirmed(second) && second.alreadyThere, 'does not say that it had it already');
}

/** All are confirmed as one Encounter with one number. */
export function sameVisit(answers: readonly SubmitAnswer[]): CheckOutcome {
  const odd = answers.find((answer) => !isConfirmed(answer));
  if (odd) return failed(describe(odd));
  const confirmed = answers.filter(isConfirmed);
  const encounters = new Set(confirmed.map(({ encounterId }) => encounterId));
  const numbers = new Set(confirmed.map(({ number }) => number));
  if (encounters.size > 1) return failed(`${String(encounters.size)} Encounters`);
  return expectThat(numbers.size === 1, `${String(numbers.size)} numbers`, describe(confirmed[0] as Confirmed));
}

export function amendment(world: ConformanceWorld, draft: AmendmentDraft, number: string): Amendment {
  return { ...draft, ...stampOf(world, world.newKey(), number) };
}

export const send = (world: ConformanceWorld, subject: Amendment | ConsentRecord): Promise<SubmitAnswer> =>
  submit(world, subject.key, bodyOf(world, subject));

export const ticketNow = async (
  world: ConformanceWorld,
  key: string,
  holds: (seen: string) => boolean,
): Promise<CheckOutcome> =>
  judge(
    await world.hospital.api.ticket(key),
    (ticket) => {
      const seen = ticket === null ? 'unknown' : `${ticket.state} at ${ticket.clinicId}`;
      return expectThat(holds(seen), seen, seen);
    },
    true,
  );
