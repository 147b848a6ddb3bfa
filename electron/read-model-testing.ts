import { expect, vi } from 'vitest';
import type {
  AddressUnit,
  Appointment,
  ClinicDay,
  DayAppointment,
  HospitalResult,
  PatientField,
  PatientKeys,
} from '../sync/his/hospital-api.ts';
import type { ReadModelStore } from '../sync/queue/read-model-store.ts';
import { keepReadModel } from './read-model.ts';

/** A hospital, a disk and a clock for the tests of the read model. */

export const keys: PatientKeys = {
  idNumber: '001080000001',
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};
export const day: ClinicDay = {
  clinicId: 'mat',
  hours: [{ opens: '07:00', closes: '16:30' }],
  quotas: [{ session: 'morning', limit: 50, left: 3 }],
  doctors: [],
  slots: [],
  service: null,
  later: [{ serviceDate: '2026-03-02', session: 'afternoon' }],
};
export const appointment: Appointment = {
  id: 'a1',
  clinicId: 'mat',
  start: '2026-03-02T02:00:00Z',
  practitioner: null,
  practitionerId: null,
  kind: 'appointment',
  status: 'booked',
  movedTo: null,
};
export const booked: DayAppointment = { ...appointment, patientId: 'pat-1', keys };
export const ward: AddressUnit = { code: '00004', name: 'Phường Ba Đình', provinceCode: '01', provinceName: 'Hà Nội' };
export const away = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } } as const;
export const answered = <T>(value: T): HospitalResult<T> => ({ ok: true, value });

/** As the disk would keep it, without one; `refuses`: it is full. */
export function memoryStore(): ReadModelStore & {
  contents: Map<string, unknown>;
  times: Map<string, string>;
  disk: Disk;
} {
  const contents = new Map<string, unknown>();
  const times = new Map<string, string>();
  const disk: Disk = { now: '2026-03-02T00:40:00Z', refuses: false };
  const patients = new Map<string, { serviceDate: string; patientId: string }>();
  const learn = (serviceDate: string, { keys: known, patientId }: { keys: PatientKeys; patientId: string }) =>
    void patients.set(known.idNumber ?? '', { serviceDate, patientId });
  return {
    contents,
    times,
    disk,
    put: (name, content) => {
      if (disk.refuses) return false;
      contents.set(name, content);
      times.set(name, disk.now);
      return true;
    },
    touch: (name) => (times.set(name, disk.now), true),
    get: (name) =>
      contents.has(name) ? { content: contents.get(name), fetchedAt: times.get(name) ?? disk.now } : null,
    patientList: (serviceDate) => (slice) => {
      for (const patient of slice) learn(serviceDate, patient);
      return !disk.refuses;
    },
    learnPatient: (serviceDate, patient) => (learn(serviceDate, patient), true),
    patientId: ({ from, to }, wanted) => {
      const found = patients.get(wanted.idNumber ?? '');
      return found && found.serviceDate >= from && found.serviceDate <= to ? found.patientId : null;
    },
    forgetPatients: () => true,
  };
}

interface Disk {
  now: string;
  refuses: boolean;
}

export function world(store = memoryStore()) {
  const hospital = {
    schedule: vi.fn(async (): Promise<HospitalResult<ClinicDay[]>> => answered([day])),
    dayAppointments: vi.fn(async (): Promise<HospitalResult<DayAppointment[]>> => answered([booked])),
    requiredFields: vi.fn(async (): Promise<HospitalResult<PatientField[]>> => answered(['residence', 'phone'])),
    addressUnits: vi.fn(async (): Promise<HospitalResult<AddressUnit[]>> => answered([ward])),
  };
  const timers = new Map<number, () => void>();
  const troubles: string[] = [];
  let rounds = 0;
  let serviceDate = '2026-03-02';
  let nowMs = 0;
  const model = keepReadModel({
    hospital,
    store,
    today: () => serviceDate,
    everyMs: 300_000,
    nowMs: () => nowMs,
    onTrouble: (part, trouble) => void troubles.push(`${part}: ${trouble}`),
    setTimeout: (callback) => {
      timers.set((rounds += 1), callback);
      return rounds;
    },
    clearTimeout: (id) => void timers.delete(id as number),
  });
  return {
    model,
    store,
    hospital,
    timers,
    troubles,
    settled: (round = 1) =>
      vi.waitFor(() => {
        expect([...timers.keys()]).toEqual([round]);
      }),
    on: (date: string) => (serviceDate = date),
    later: (ms: number) => (nowMs += ms),
  };
}
