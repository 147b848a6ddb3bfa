import { describe, expect, it, vi } from 'vitest';
import type { ClinicDay, ClinicInfo, DayAppointment, HospitalResult, PatientKeys } from '../sync/his/hospital-api.ts';
import type { ReadModelStore } from '../sync/queue/read-model-store.ts';
import { keepReadModel } from './read-model.ts';

const keys: PatientKeys = {
  idNumber: '001080000001',
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};
const day: ClinicDay = {
  clinicId: 'mat',
  hours: [{ opens: '07:00', closes: '16:30' }],
  quotas: [{ session: 'morning', limit: 50, left: 3 }],
  doctors: [],
  slots: [],
  service: null,
};
const booked: DayAppointment = {
  id: 'a1',
  clinicId: 'mat',
  start: '2026-03-02T02:00:00Z',
  practitioner: null,
  patientId: 'pat-1',
  keys,
};
const away = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } } as const;
const answered = <T>(value: T): HospitalResult<T> => ({ ok: true, value });

/** As the disk would keep it, without one. */
function memoryStore(): ReadModelStore & { contents: Map<string, unknown> } {
  const contents = new Map<string, unknown>();
  let patients: { serviceDate: string; keys: PatientKeys; patientId: string }[] = [];
  return {
    contents,
    put: (name, content) => (contents.set(name, content), true),
    get: (name) => (contents.has(name) ? { content: contents.get(name), fetchedAt: '2026-03-02T00:40:00Z' } : null),
    putPatients: (serviceDate, all) => {
      patients = all.map((one) => ({ serviceDate, ...one }));
      return true;
    },
    patientId: (serviceDate, wanted) =>
      patients.find((one) => one.serviceDate === serviceDate && one.keys.idNumber === wanted.idNumber)?.patientId ??
      null,
  };
}

function world() {
  const store = memoryStore();
  const hospital = {
    schedule: vi.fn(async (): Promise<HospitalResult<ClinicDay[]>> => answered([day])),
    dayAppointments: vi.fn(async (): Promise<HospitalResult<DayAppointment[]>> => answered([booked])),
    requiredFields: vi.fn(async () => answered(['residence' as const])),
  };
  const timers = new Map<number, () => void>();
  let rounds = 0;
  let serviceDate = '2026-03-02';
  const model = keepReadModel({
    hospital,
    store,
    today: () => serviceDate,
    everyMs: 300_000,
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
    settled: (round = 1) =>
      vi.waitFor(() => {
        expect([...timers.keys()]).toEqual([round]);
      }),
    tomorrow: () => (serviceDate = '2026-03-03'),
  };
}

describe('the read model of the hospital', () => {
  it('knows days, appointments and fields once the hospital has answered', async () => {
    const { model, settled } = world();
    expect(model.days()).toEqual({ days: [], fetchedAt: null });
    expect(model.requiredFields()).toEqual([]);
    await settled();
    expect(model.days()).toEqual({ days: [day], fetchedAt: '2026-03-02T00:40:00Z' });
    expect(model.requiredFields()).toEqual(['residence']);
    expect(model.knownPatient(keys)).toEqual({
      patientId: 'pat-1',
      appointment: { id: 'a1', clinicId: 'mat', start: '2026-03-02T02:00:00Z', practitioner: null },
    });
    expect(model.knownPatient({ ...keys, idNumber: '001080000002' })).toBeNull();
  });

  it('knows nothing of another day', async () => {
    const { model, settled, tomorrow } = world();
    await settled();
    tomorrow();
    expect(model.days().days).toEqual([]);
    expect(model.knownPatient(keys)).toBeNull();
  });

  it('keeps what it had when the hospital is away, or its adapter breaks', async () => {
    const { model, hospital, settled, timers } = world();
    await settled();
    hospital.schedule.mockResolvedValueOnce(away).mockRejectedValueOnce(new Error('a bug'));
    timers.get(1)?.();
    await settled(2);
    expect(model.days().days).toEqual([day]);
    model.refresh();
    await settled(3);
    expect(hospital.schedule).toHaveBeenCalledTimes(3);
    expect(model.days().days).toEqual([day]);
  });

  it('knows a patient whose appointment is gone from the list', async () => {
    const { model, store, settled } = world();
    await settled();
    store.put('appointments', { serviceDate: '2026-03-01', appointments: [] });
    expect(model.knownPatient(keys)).toEqual({ patientId: 'pat-1', appointment: null });
  });

  it('takes content of another shape for nothing', async () => {
    const { model, store, settled } = world();
    await settled();
    for (const name of ['days', 'clinics', 'required-fields']) store.put(name, { version: 9 });
    expect([model.days().days, model.clinics(), model.requiredFields()]).toEqual([[], null, []]);
  });

  it('keeps clinics without the waiting figures of then, and writes only what has changed', () => {
    const { model, store } = world();
    const clinic: ClinicInfo = {
      id: 'mat',
      name: { vi: 'Mắt', en: 'Eye' },
      room: '2',
      floor: '1',
      open: true,
      waiting: 4,
    };
    model.keepClinics([]);
    expect(model.clinics()).toBeNull();
    model.keepClinics([clinic]);
    expect(model.clinics()).toEqual([{ ...clinic, waiting: null }]);
    const put = vi.spyOn(store, 'put');
    model.keepClinics([{ ...clinic, waiting: 9 }]);
    expect(put).not.toHaveBeenCalled();
    model.keepClinics([{ ...clinic, room: '3' }]);
    expect(model.clinics()).toEqual([{ ...clinic, room: '3', waiting: null }]);
  });

  it('asks once at a time, and no more after the stop', async () => {
    const { model, hospital, timers } = world();
    model.refresh();
    expect(hospital.schedule).toHaveBeenCalledTimes(1);
    model.stop();
    await Promise.resolve();
    expect(timers.size).toBe(0);
  });
});
