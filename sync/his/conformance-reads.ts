import {
  type Check,
  type CheckOutcome,
  type ConformanceWorld,
  describeFailure,
  expectThat,
  failed,
  judge,
  leftOut,
  passed,
} from './conformance-check.ts';
import type { PatientKeys } from './hospital-api.ts';

/** Province 000 does not exist: nobody has this number. */
const nobody: PatientKeys = {
  idNumber: '000000000000',
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};

const clockTime = /^([01]\d|2[0-4]):[0-5]\d$/;

/** A clock further off makes today's numbers those of another day. */
const largestClockOffsetMs = 5 * 60_000;

/** The first known patient's id, or why there is none. */
async function known(
  world: ConformanceWorld,
  use: (patientId: string) => Promise<CheckOutcome>,
): Promise<CheckOutcome> {
  if (world.knownPatient === null) return leftOut('no known patient was named');
  const found = await world.hospital.api.findPatient(world.knownPatient);
  if (!found.ok) return failed(describeFailure(found.failure));
  return found.value.kind === 'one' ? use(found.value.patient.id) : failed(`found ${found.value.kind}`);
}

/** Everything that changes nothing at the hospital. */
export const readChecks: readonly Check[] = [
  {
    id: 'reads.capabilities',
    title: 'says what it is and what it offers',
    run: async ({ hospital }) =>
      judge(await hospital.api.capabilities(), ({ software, version, offers }) =>
        passed(
          `${software}${version === null ? '' : ` ${version}`}; offers ${offers.join(', ') || 'the necessary calls alone'}`,
        ),
      ),
  },
  {
    id: 'reads.clinics',
    title: 'lists its clinics, each with an id of its own and a name',
    run: async (world) =>
      judge(await world.hospital.api.clinics(), (clinics) => {
        world.clinicIds = clinics.filter(({ open }) => open).map(({ id }) => id);
        const ids = new Set(clinics.map(({ id }) => id));
        if (ids.size !== clinics.length) return failed('two clinics have one id');
        if (clinics.some(({ name }) => name.vi === '')) return failed('a clinic has no name');
        return expectThat(world.clinicIds.length > 0, 'no clinic is open', `${String(world.clinicIds.length)} open`);
      }),
  },
  {
    id: 'reads.schedule',
    title: 'says when its clinics are open and how many they still take',
    run: async ({ hospital, moment }) =>
      judge(
        await hospital.api.schedule(moment().serviceDate),
        (days) => {
          const times = days.flatMap(({ hours }) => (hours ?? []).flatMap(({ opens, closes }) => [opens, closes]));
          if (!times.every((time) => clockTime.test(time))) return failed('a time of day is not HH:MM');
          const quotas = days.flatMap((day) => day.quotas);
          return expectThat(
            quotas.every(({ limit, left }) => limit >= 0 && left <= limit),
            'a quota has more places left than it has',
            `${String(days.length)} clinics, ${String(quotas.length)} quotas`,
          );
        },
        true,
      ),
  },
  {
    id: 'reads.required-fields',
    title: 'says what a new patient must have',
    run: async ({ hospital }) =>
      judge(await hospital.api.requiredFields(), (fields) => passed(fields.join(', ') || 'nothing'), true),
  },
  {
    id: 'reads.find-nobody',
    title: 'finds nobody by a number that nobody has',
    run: async ({ hospital }) =>
      judge(await hospital.api.findPatient(nobody), ({ kind }) => expectThat(kind === 'none', `found ${kind}`)),
  },
  {
    id: 'reads.find-one',
    title: 'finds the patient that was named',
    run: (world) => known(world, async () => passed()),
  },
  {
    id: 'reads.eligibility-nobody',
    title: 'never says that nobody is insured',
    run: async ({ hospital }) =>
      judge(
        await hospital.api.eligibility({
          ...nobody,
          patientId: null,
          fullName: 'KIỂM TRA KIOSK',
          birthDate: '1900-01-01',
        }),
        ({ code, outcome }) => expectThat(outcome !== 'covered', `answered ${code}, covered`, `code ${code}`),
      ),
  },
  {
    id: 'reads.appointments',
    title: 'lists the appointments of a patient and a day',
    run: (world) =>
      known(world, async (patientId) =>
        judge(await world.hospital.api.appointments(patientId, world.moment().serviceDate), (all) =>
          expectThat(
            all.every(({ start }) => !Number.isNaN(Date.parse(start))),
            'an appointment has no time',
            `${String(all.length)} today`,
          ),
        ),
      ),
  },
  {
    id: 'reads.day-appointments',
    title: 'lists the appointments of the day with a key of each patient',
    run: async ({ hospital, moment }) =>
      judge(
        await hospital.api.dayAppointments(moment().serviceDate),
        (all) => {
          const keyed = all.filter(({ keys }) => Object.values(keys).some((key) => key !== null));
          return expectThat(
            keyed.length === all.length,
            `${String(all.length - keyed.length)} patients of ${String(all.length)} have no key`,
            `${String(all.length)} today`,
          );
        },
        true,
      ),
  },
  {
    id: 'reads.unknown-ticket',
    title: 'knows no ticket of a key that nobody used',
    run: async ({ hospital, newKey }) =>
      judge(
        await hospital.api.ticket(newKey()),
        (ticket) => expectThat(ticket === null, `answered ${ticket?.state ?? ''}`),
        true,
      ),
  },
  {
    id: 'reads.clock',
    title: 'has a clock that agrees with this machine’s',
    run: async ({ hospital }) => {
      const offsetMs = hospital.api.clockOffsetMs();
      if (offsetMs === null) return failed('no answer carried a Date');
      const detail = `${String(Math.round(offsetMs / 1000))} s off`;
      return expectThat(Math.abs(offsetMs) <= largestClockOffsetMs, detail, detail);
    },
  },
  {
    id: 'reads.stranger',
    title: 'refuses wrong credentials',
    run: async ({ stranger }) => {
      if (stranger === null) return leftOut('this address needs no credentials, or none were named');
      const found = await stranger.findPatient(nobody);
      return expectThat(
        !found.ok && found.failure.kind === 'refused' && [401, 403].includes(found.failure.status),
        found.ok ? 'answered' : describeFailure(found.failure),
      );
    },
  },
];
