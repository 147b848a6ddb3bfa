import type { FieldAnswer, ServiceMoment, VisitDraft } from '../registration.ts';
import {
  type Check,
  type CheckOutcome,
  type ConformanceWorld,
  expectThat,
  failed,
  judge,
  leftOut,
  notOffered,
} from './conformance-check.ts';
import { known } from './conformance-reads.ts';
import { describe, isConfirmed, numberOf, register, registerKnown, visit } from './conformance-visit.ts';
import type { ClinicDay } from './hospital-api.ts';

/** What patients bring and say: each of it in a visit, which must be taken for it. */

/** Registers somebody new with these details. */
async function taken(world: ConformanceWorld, details: Partial<VisitDraft>): Promise<CheckOutcome> {
  const answer = await register(world, await visit(world, details));
  return expectThat(isConfirmed(answer) && answer.encounterId !== null, describe(answer), describe(answer));
}

/** What `use` says of the first open clinic whose day has what is looked for. */
async function withDay<T>(
  world: ConformanceWorld,
  pick: (day: ClinicDay) => T | undefined,
  use: (clinicId: string, value: T) => Promise<CheckOutcome>,
): Promise<CheckOutcome> {
  const days = await world.hospital.api.schedule(world.moment().serviceDate);
  if (!days.ok) return judge(days, () => notOffered, true);
  for (const day of days.value) {
    const value = world.clinicIds.includes(day.clinicId) ? pick(day) : undefined;
    if (value !== undefined) return use(day.clinicId, value);
  }
  return notOffered;
}

const nameOf = ({ serviceDate, session }: ServiceMoment): string => `${serviceDate} ${session}`;

const answers: FieldAnswer[] = [
  { field: 'phone', value: '0900000000', source: 'typed' },
  { field: 'relative', value: '0900000001', source: 'typed' },
  { field: 'ethnicity', value: 'Kinh', source: 'chip' },
];

export const detailChecks: readonly Check[] = [
  {
    id: 'writes.planned',
    title: 'takes a registration for a later session, as another visit than one of today, and knows for which',
    run: (world) =>
      withDay(
        world,
        ({ later }) => later[0],
        async (clinicId, planned: ServiceMoment) => {
          const clinic = { id: clinicId, name: clinicId };
          const now = await visit(world, { clinic });
          const today = await register(world, now);
          const ticket = await numberOf(world, { clinicId, stream: 'paying', ...planned });
          const then = await visit(world, { clinic, person: now.person, planned, ...planned, ticket });
          const later = await register(world, then);
          if (!isConfirmed(today) || !isConfirmed(later)) return failed(describe(isConfirmed(today) ? later : today));
          if (later.encounterId === today.encounterId) return failed('is the visit of today');
          const stands = await world.hospital.api.ticket(then.key);
          // Where tickets are not asked for, or say no session, the kiosk prints none on a copy.
          const said = nameOf((stands.ok ? stands.value?.moment : null) ?? planned);
          const when = nameOf(planned);
          return expectThat(said === when, `its ticket is for ${said}`, `${describe(later)}, ${when}`);
        },
      ),
  },
  {
    id: 'writes.chosen-doctor',
    title: 'takes a visit to the doctor whom the patient chose',
    run: (world) =>
      withDay(
        world,
        ({ doctors }) => doctors.find(({ isAbsent }) => !isAbsent),
        (clinicId, { id, name }) => taken(world, { clinic: { id: clinicId, name: clinicId }, doctor: { id, name } }),
      ),
  },
  {
    id: 'writes.referral',
    title: 'takes two visits with the same referral',
    run: async (world) => {
      const number = `KIEM-TRA/${world.newKey().slice(0, 8)}`;
      const referral = { number, facility: 'KIỂM TRA KIOSK', validTo: world.moment().serviceDate };
      const subject = await visit(world, { referral });
      const first = await register(world, subject);
      if (!isConfirmed(first)) return failed(describe(first));
      const clinic = world.clinicIds[1] ?? subject.clinic.id;
      return taken(world, { person: subject.person, referral, clinic: { id: clinic, name: clinic } });
    },
  },
  {
    id: 'writes.answers',
    title: 'takes what a new patient answered, and what staff still have to ask',
    run: (world) => taken(world, { answers, missing: ['address', 'guardian'], declared: ['pregnancy', 'disability'] }),
  },
  {
    id: 'writes.carer',
    title: 'takes a visit with whoever came along',
    run: async (world) => {
      const { person: carer } = await visit(world);
      return taken(world, { carer, answers: [{ field: 'guardian', value: carer.fullName ?? '', source: 'carer' }] });
    },
  },
  {
    id: 'writes.differences',
    title: 'takes what differs between the documents and the record of the patient that was named',
    run: async (world) => {
      const [, clinicId] = world.clinicIds;
      if (clinicId === undefined) return leftOut('only one clinic is open');
      return known(world, async ({ id }) => {
        const subject = await visit(world, {
          patient: { kind: 'known', patientId: id },
          clinic: { id: clinicId, name: clinicId },
          conflicts: [{ field: 'residence', shown: 'KIỂM TRA', found: 'KIOSK' }],
        });
        const answer = await registerKnown(world, subject);
        return expectThat(isConfirmed(answer), describe(answer), describe(answer));
      });
    },
  },
];
