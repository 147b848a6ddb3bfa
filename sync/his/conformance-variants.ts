import { type Check, expectThat, failed, judge, leftOut } from './conformance-check.ts';
import { known } from './conformance-reads.ts';
import {
  amendment,
  bodyOf,
  describe,
  isConfirmed,
  onceOf,
  register,
  registerKnown,
  send,
  stampOf,
  submit,
  visit,
} from './conformance-visit.ts';
import type { HospitalApi, HospitalPatient } from './hospital-api.ts';
import type { VisitDraft } from '../registration.ts';

/** The same calls with everything that a kiosk may fill in, and the rarer ones. */

const evidence: VisitDraft['evidence'] = [
  { method: 'code-scanned' },
  { method: 'chip-read', verdict: 'consistent' },
  { method: 'face-matches-chip', similarity: 0.71 },
  { method: 'face-returning', factor: 'digits', similarity: 0.55 },
  { method: 'face-not-recognised' },
  { method: 'staff-compared', result: 'same-person', by: 'lan' },
];

const codeSha256 = 'c0de'.repeat(16);

/** One more than have a Task of their own in a transaction of eight entries: the last two share one. */
const manyConflicts = ['fullName', 'birthDate', 'sex', 'idNumber', 'oldIdNumber', 'insuranceNumber', 'residence'].map(
  (field) => ({ field, shown: 'KIỂM TRA', found: 'KIOSK' }),
);

/** What a kiosk learns of somebody whom the hospital knows, as it stands in their visit. */
async function knownVisit(api: HospitalApi, patient: HospitalPatient, serviceDate: string) {
  const { id: patientId, fullName, birthDate } = patient;
  const [insured, booked] = await Promise.all([
    api.eligibility({ patientId, idNumber: null, insuranceNumber: null, fullName, birthDate }),
    api.appointments(patientId, { from: serviceDate, to: serviceDate }),
  ]);
  const covered = insured.ok && insured.value.outcome === 'covered' ? insured.value : null;
  const appointment = booked.ok ? booked.value.find(({ status }) => status === 'booked') : undefined;
  return {
    patient: { kind: 'known', patientId },
    stream: covered === null ? 'paying' : 'insured',
    coverage:
      covered === null || covered.insuranceNumber === null
        ? null
        : {
            insuranceNumber: covered.insuranceNumber,
            validFrom: covered.validFrom,
            validTo: covered.validTo,
            registeredFacility: covered.registeredFacility?.code ?? null,
          },
    checkIn: { objectCode: covered?.objectCode ?? null, careType: covered?.careType ?? null, service: null },
    ...(appointment === undefined
      ? {}
      : { appointmentId: appointment.id, clinic: { id: appointment.clinicId, name: appointment.clinicId } }),
  } satisfies Partial<VisitDraft>;
}

export const variantChecks: readonly Check[] = [
  {
    id: 'writes.full-visit',
    title: 'takes a visit with insurance, priority, examination and what was seen of card and face',
    run: async (world) => {
      const subject = await visit(world, {
        stream: 'priority',
        priorityReason: 'age-75-or-more',
        evidence,
        checkAtDoor: true,
        codeSha256,
        checkIn: { objectCode: '1.1', careType: '01', service: { code: '02.1896', name: 'KIỂM TRA KIOSK' } },
      });
      // A card of nobody, like its holder: their nine digits after those of no province.
      const insuranceNumber = `HT100${(subject.person.idNumber ?? '').slice(2)}`;
      const person = { ...subject.person, insuranceNumber, residence: 'KIỂM TRA KIOSK' };
      const year = subject.serviceDate.slice(0, 4);
      const coverage = {
        insuranceNumber,
        validFrom: `${year}-01-01`,
        validTo: `${year}-12-31`,
        registeredFacility: '01001',
      };
      const answer = await register(world, { ...subject, person, coverage });
      return expectThat(isConfirmed(answer) && answer.encounterId !== null, describe(answer), describe(answer));
    },
  },
  {
    id: 'writes.known-patient',
    title: 'takes the patient that was named, with their insurance, to their appointment where they have one today',
    run: (world) =>
      known(world, async (patient) => {
        const { api } = world.hospital;
        const subject = await visit(world, await knownVisit(api, patient, world.moment().serviceDate));
        const answer = await registerKnown(world, subject);
        const isTheirOwn = isConfirmed(answer) && answer.alreadyThere;
        const seen = `${describe(answer)}${isTheirOwn ? ', there before' : ''}`;
        const booked = subject.appointmentId === null ? 'no appointment' : 'an appointment';
        return expectThat(isConfirmed(answer) && answer.encounterId !== null, seen, `${seen}, ${booked}`);
      }),
  },
  {
    id: 'writes.own-number',
    title: 'calls the number on the paper where the kiosk gave one of its own',
    run: async (world) => {
      const own = { number: `${world.kioskId}-${world.newKey().slice(0, 6)}`, official: false };
      const subject = await visit(world, { ticket: own });
      const first = await register(world, subject);
      const again = await register(world, subject);
      if (!isConfirmed(first) || !isConfirmed(again)) return failed(describe(isConfirmed(first) ? again : first));
      if (again.number !== own.number) return failed(`${describe(again)} in place of ${own.number}`);
      return judge(
        await world.hospital.api.ticket(subject.key),
        (ticket) => expectThat(ticket?.number === own.number, `calls ${ticket?.number ?? 'nobody'}`, own.number),
        true,
      );
    },
  },
  {
    id: 'writes.refusal-notice',
    title: 'takes for the desk that it refused a visit, once',
    run: async (world) => {
      const notice = amendment(
        world,
        // Of a visit that it does not have, as after every refusal.
        { kind: 'refusal-notice', visitKey: world.newKey(), reason: 'clinic-full', clinicId: null, sendTo: null },
        `${world.kioskId}-000`,
      );
      return onceOf(await send(world, notice), await send(world, notice));
    },
  },
  {
    id: 'writes.desk-conflicts',
    title: 'takes contradictions for the desk, as many as a kiosk sends at once, once',
    run: async (world) => {
      const { person } = await visit(world);
      const key = world.newKey();
      const body = bodyOf(world, {
        kind: 'desk',
        reason: 'record-conflict',
        person,
        evidence,
        conflicts: manyConflicts,
        appointmentIds: [],
        shown: null,
        carer: null,
        patient: { kind: 'provisional', reason: 'no-strong-key' },
        codeSha256,
        ...stampOf(world, key, `D-${world.kioskId}-002`),
      });
      return onceOf(await submit(world, key, body), await submit(world, key, body));
    },
  },
  {
    id: 'writes.closed-clinic',
    title: 'refuses a visit to a clinic that is closed, and says that this is why',
    run: async (world) => {
      const { closedClinicId: id } = world;
      if (id === null) return leftOut('no closed clinic was named');
      const ticket = { number: `${world.kioskId}-001`, official: false };
      const subject = await visit(world, { clinic: { id, name: id }, ticket });
      const answer = await submit(world, subject.key, bodyOf(world, subject));
      if (isConfirmed(answer)) world.registered.push(subject.key);
      return expectThat(answer.kind === 'dead' && answer.refusal.reason === 'clinic-closed', describe(answer));
    },
  },
];
