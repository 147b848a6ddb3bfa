import { Temporal } from 'temporal-polyfill';
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
import { localDate } from './days.ts';
import type { DayAppointment, HospitalPatient, PatientKeys } from './hospital-api.ts';

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

/** What `use` says of the known patient, or why there is none. */
export async function known(
  world: ConformanceWorld,
  use: (patient: HospitalPatient) => Promise<CheckOutcome>,
): Promise<CheckOutcome> {
  if (world.knownPatient === null) return leftOut('no known patient was named');
  const found = await world.hospital.api.findPatient(world.knownPatient);
  if (!found.ok) return failed(describeFailure(found.failure));
  return found.value.kind === 'one' ? use(found.value.patient) : failed(`found ${found.value.kind}`);
}

/** `+07:00` of an ISO time. */
const offsetOf = (local: string): string => local.slice(-'+00:00'.length);

/** The period between so many days after a day. */
function daysOff(day: string, from: number, to: number): { from: string; to: string } {
  const date = Temporal.PlainDate.from(day);
  return { from: date.add({ days: from }).toString(), to: date.add({ days: to }).toString() };
}

const canBeFound = ({ start, patientId, keys }: DayAppointment): boolean =>
  !Number.isNaN(Date.parse(start)) && patientId !== '' && Object.values(keys).some((key) => key !== null);

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
    title: 'lists its clinics, each with an id of its own and a name, and each specialty with one',
    run: async (world) =>
      judge(await world.hospital.api.clinics(), (clinics) => {
        world.clinicIds = clinics.filter(({ open }) => open).map(({ id }) => id);
        const ids = new Set(clinics.map(({ id }) => id));
        if (ids.size !== clinics.length) return failed('two clinics have one id');
        if (clinics.some(({ name }) => name.vi === '')) return failed('a clinic has no name');
        const specialties = clinics.flatMap(({ specialty }) => specialty ?? []);
        const names = new Map(specialties.map((each) => [each.code, each.name.vi]));
        if (specialties.some((each) => names.get(each.code) !== each.name.vi))
          return failed('a specialty has two names');
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
    id: 'reads.similar-to-nobody',
    title: 'knows nobody like somebody who does not exist',
    run: async ({ hospital }) =>
      judge(await hospital.api.similarPatients({ fullName: 'KHÔNG CÓ NGƯỜI NÀY', birthDate: '1900-01-02' }), (count) =>
        expectThat(count === 0, `knows ${String(count)}`),
      ),
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
    title: 'lists the appointments of a patient, of the days that were asked for alone',
    run: (world) =>
      known(world, async ({ id }) => {
        const { serviceDate, registeredAt } = world.moment();
        const counts: number[] = [];
        for (const period of [daysOff(serviceDate, -30, -1), daysOff(serviceDate, 0, 0), daysOff(serviceDate, 1, 30)]) {
          const answer = await world.hospital.api.appointments(id, period);
          if (!answer.ok) return failed(describeFailure(answer.failure));
          const days = answer.value.map(({ start }) => localDate(start, offsetOf(registeredAt)));
          if (days.includes(null)) return failed('an appointment has no time');
          const odd = days.find((day) => day !== null && (day < period.from || day > period.to));
          if (odd !== undefined) return failed(`one of ${String(odd)} among ${period.from} to ${period.to}`);
          counts.push(days.length);
        }
        return passed(`${counts.map(String).join(' + ')} in the month before, today and in the month after`);
      }),
  },
  {
    id: 'reads.day-appointments',
    // The FHIR adapter leaves out whom it could not find again: that shows in the appointments that are missed here.
    title: 'lists the appointments of the day, each with time, patient and a key, the known patient’s among them',
    run: async (world) => {
      const { api } = world.hospital;
      const { serviceDate } = world.moment();
      const found = world.knownPatient === null ? null : await api.findPatient(world.knownPatient);
      const patientId = found?.ok && found.value.kind === 'one' ? found.value.patient.id : null;
      const today = { from: serviceDate, to: serviceDate };
      const theirs = patientId === null ? null : await api.appointments(patientId, today);
      return judge(
        await api.dayAppointments(serviceDate),
        (all) => {
          const useless = all.filter((one) => !canBeFound(one)).length;
          if (useless > 0) return failed(`${String(useless)} of ${String(all.length)} have no time, patient or key`);
          const missed = (theirs?.ok ? theirs.value : []).filter(
            ({ id, status }) =>
              // Nobody comes for the others.
              ['booked', 'doctor-absent'].includes(status) &&
              !all.some((one) => one.id === id && one.patientId === patientId),
          );
          return expectThat(missed.length === 0, 'the known patient’s is missing', `${String(all.length)} today`);
        },
        true,
      );
    },
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
