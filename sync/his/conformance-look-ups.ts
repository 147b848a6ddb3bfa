import {
  type Check,
  type CheckOutcome,
  type ConformanceWorld,
  describeFailure,
  expectThat,
  failed,
  judge,
  leftOut,
  notOffered,
  passed,
} from './conformance-check.ts';
import { known } from './conformance-reads.ts';
import { isDate } from './days.ts';
import type { ClinicDay, HospitalPatient, PatientKeys } from './hospital-api.ts';

/** Records that are not as others, slips, and what a kiosk offers beside the clinic itself. They change nothing either. */

/** What `use` says of whom these keys find. */
async function found(
  world: ConformanceWorld,
  keys: PatientKeys,
  use: (patient: HospitalPatient) => CheckOutcome,
): Promise<CheckOutcome> {
  return judge(await world.hospital.api.findPatient(keys), (match) =>
    match.kind === 'one' ? use(match.patient) : failed(`found ${match.kind}`),
  );
}

/** In the form of a code that a hospital prints, and on no slip. */
const codeOfNoSlip = 'LH00000000';

/** What `use` says of today's schedule. */
const schedule = async (world: ConformanceWorld, use: (days: ClinicDay[]) => CheckOutcome): Promise<CheckOutcome> =>
  judge(await world.hospital.api.schedule(world.moment().serviceDate), use, true);

export const lookUpChecks: readonly Check[] = [
  {
    id: 'reads.standing',
    title: 'says of whoever is dead, or must see staff first, that this is so, and of the patient that was named not',
    run: async (world) => {
      if (world.standings.length === 0) return leftOut('nobody was named');
      for (const { keys, standing } of world.standings) {
        const outcome = await found(world, keys, (patient) =>
          expectThat(patient.standing === standing, `${patient.standing}, not ${standing}`),
        );
        if (outcome.kind === 'failed') return outcome;
      }
      const { knownPatient } = world;
      return knownPatient === null
        ? passed()
        : found(world, knownPatient, ({ standing }) => expectThat(standing === 'active', `the patient is ${standing}`));
    },
  },
  {
    id: 'reads.merged',
    title: 'leads from a record that was merged to the one that replaced it',
    run: async (world) => {
      if (world.mergedPatient === null) return leftOut('nobody was named');
      const { api } = world.hospital;
      const first = await api.findPatient(world.mergedPatient);
      if (!first.ok) return failed(describeFailure(first.failure));
      if (first.value.kind !== 'one') return failed(`found ${first.value.kind}`);
      const { id, patientCode, wasMerged } = first.value.patient;
      if (!wasMerged) return failed('does not say that it was merged');
      if (patientCode === null) return passed();
      return found(world, { ...nobody, patientCode }, (survivor) =>
        expectThat(survivor.id === id && !survivor.wasMerged, 'the other record was merged as well, or is a third one'),
      );
    },
  },
  {
    id: 'reads.unknown-slip',
    title: 'knows no slip by a code that is on none',
    run: async ({ hospital }) => {
      for (const kind of ['appointment', 're-examination', 'referral'] as const) {
        const outcome = judge(
          await hospital.api.findSlip({ kind, code: codeOfNoSlip }),
          (slip) => expectThat(slip === null, `knows a slip (${kind})`),
          true,
        );
        if (outcome.kind !== 'passed') return outcome;
      }
      return passed();
    },
  },
  {
    id: 'reads.slip',
    title: 'knows whose appointment a slip names, and when it is',
    run: async ({ hospital, appointmentCode }) => {
      if (appointmentCode === null) return leftOut('no slip was named');
      const software = await hospital.api.capabilities();
      if (software.ok && !software.value.offers.includes('slips')) return notOffered;
      return judge(
        await hospital.api.findSlip({ kind: 'appointment', code: appointmentCode }),
        (slip) => {
          if (slip === null) return failed('knows no such slip');
          const { patient, appointment } = slip;
          if (patient === null || appointment === null) return failed('has no patient or no appointment of it');
          return expectThat(!Number.isNaN(Date.parse(appointment.start)), 'has no time of it', appointment.status);
        },
        true,
      );
    },
  },
  {
    id: 'reads.last-visit',
    title: 'knows where a patient was last, and of nobody that they were anywhere',
    run: async (world) => {
      const { api } = world.hospital;
      const nobodys = judge(
        await api.lastVisit('khong-co-benh-nhan'),
        (visit) => expectThat(visit === null, `nobody was at ${visit?.clinicId ?? ''}`),
        true,
      );
      if (nobodys.kind !== 'passed' || world.knownPatient === null) return nobodys;
      return known(world, async ({ id }) =>
        judge(await api.lastVisit(id), (visit) =>
          expectThat(visit?.clinicId !== '', 'was somewhere without a name', visit?.clinicId ?? 'nowhere yet'),
        ),
      );
    },
  },
  {
    id: 'reads.address-units',
    title: 'lists communes, each with a code of its own, in provinces with one name each',
    run: async ({ hospital }) =>
      judge(
        await hospital.api.addressUnits(),
        (units) => {
          if (units.some(({ name, provinceName }) => name === '' || provinceName === ''))
            return failed('one has no name');
          if (new Set(units.map(({ code }) => code)).size !== units.length) return failed('two have one code');
          const provinces = new Map(units.map(({ provinceCode, provinceName }) => [provinceCode, provinceName]));
          const odd = units.some(({ provinceCode, provinceName }) => provinces.get(provinceCode) !== provinceName);
          return expectThat(!odd, 'a province has two names', `${String(units.length)} in ${String(provinces.size)}`);
        },
        true,
      ),
  },
  {
    id: 'reads.later-sessions',
    title: 'offers later sessions that are later than now, each once',
    run: (world) =>
      schedule(world, (days) => {
        const { serviceDate, session } = world.moment();
        const isLater = (other: ClinicDay['later'][number]): boolean =>
          other.serviceDate > serviceDate ||
          (other.serviceDate === serviceDate && session === 'morning' && other.session === 'afternoon');
        const all = days.flatMap(({ later }) => later);
        if (!all.every((each) => isDate(each.serviceDate) && isLater(each))) return failed('one is not later than now');
        const isTwice = days.some(
          ({ later }) => new Set(later.map((each) => each.serviceDate + each.session)).size !== later.length,
        );
        return expectThat(!isTwice, 'one is offered twice', `${String(all.length)} sessions`);
      }),
  },
  {
    id: 'reads.doctors',
    title: 'says who examines and who is not there, and offers no times of whoever is not',
    run: (world) =>
      schedule(world, (days) => {
        const doctors = days.flatMap((day) => day.doctors);
        if (days.some((day) => new Set(day.doctors.map(({ id }) => id)).size !== day.doctors.length)) {
          return failed('a clinic has a doctor twice');
        }
        const offersAbsent = days.some((day) =>
          day.slots.some(({ doctorId }) => day.doctors.some(({ id, isAbsent }) => isAbsent && id === doctorId)),
        );
        const absent = doctors.filter(({ isAbsent }) => isAbsent).length;
        return expectThat(
          !offersAbsent,
          'offers times of a doctor who is not there',
          `${String(doctors.length)} doctors, ${String(absent)} not there`,
        );
      }),
  },
];

const nobody: PatientKeys = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};
