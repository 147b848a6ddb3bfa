import { describe, expect, it, vi } from 'vitest';
import type { ClinicInfo, DayAppointment } from '../sync/his/hospital-api.ts';
import { answered, appointment, away, booked, day, keys, world } from './read-model-testing.ts';

const clinic: ClinicInfo = {
  id: 'mat',
  name: { vi: 'Mắt', en: 'Eye' },
  room: '2',
  floor: '1',
  open: true,
  waiting: 4,
  building: 'B',
  specialty: { code: 'eyes', name: { vi: 'Mắt', en: 'Eyes' } },
  isScreening: false,
};

describe('the read model of the hospital', () => {
  it('knows days, appointments and fields once the hospital has answered', async () => {
    const { model, settled } = world();
    expect(model.days()).toEqual({ days: [], fetchedAt: null });
    expect(model.requiredFields()).toBeNull();
    await settled();
    expect(model.days()).toEqual({ days: [day], fetchedAt: '2026-03-02T00:40:00Z' });
    expect(model.requiredFields()).toEqual(['residence', 'phone']);
    expect(model.knownPatient(keys)).toEqual({ patientId: 'pat-1', appointments: [appointment] });
    expect(model.knownPatient({ ...keys, idNumber: '001080000002' })).toBeNull();
  });

  it('knows no day and no appointment of another day, but the patient for a month', async () => {
    const { model, settled, on } = world();
    await settled();
    on('2026-03-03');
    expect(model.days().days).toEqual([]);
    expect(model.knownPatient(keys)).toEqual({ patientId: 'pat-1', appointments: [] });
    on('2026-04-01');
    expect(model.knownPatient(keys)).not.toBeNull();
    on('2026-04-02');
    expect(model.knownPatient(keys)).toBeNull();
  });

  it('knows whom the hospital has found', async () => {
    const { model, settled } = world();
    await settled();
    const other = { ...keys, idNumber: '001080000009' };
    model.learnPatient(other, 'pat-9');
    expect(model.knownPatient(other)).toEqual({ patientId: 'pat-9', appointments: [] });
  });

  it('knows every appointment of a patient', async () => {
    const { model, hospital, settled, timers } = world();
    await settled();
    const second: DayAppointment = { ...booked, id: 'a2', kind: 're-examination', status: 'moved', movedTo: null };
    const other = { ...booked, id: 'a3', patientId: 'pat-2', keys: { ...keys, idNumber: '001080000002' } };
    hospital.dayAppointments.mockResolvedValueOnce(answered([booked, other, second]));
    timers.get(1)?.();
    await settled(2);
    expect(model.knownPatient(keys)?.appointments.map(({ id }) => id)).toEqual(['a1', 'a2']);
  });

  it('says since when: of the days, or else of the clinics, of any day', async () => {
    const { model, store, settled, on, later } = world();
    expect(model.asOf()).toBeNull();
    await settled();
    store.disk.now = '2026-03-02T01:00:00Z';
    model.keepClinics([clinic]);
    expect(model.asOf()).toBe('2026-03-02T00:40:00Z');
    on('2026-03-03');
    expect(model.asOf()).toBe('2026-03-02T01:00:00Z');
    store.disk.now = '2026-03-02T09:00:00Z';
    later(59_999);
    model.keepClinics([clinic]);
    expect(model.asOf()).toBe('2026-03-02T01:00:00Z');
    later(1);
    model.keepClinics([clinic]);
    expect(model.asOf()).toBe('2026-03-02T09:00:00Z');
  });

  it('writes appointments in slices between turns, and not again while they are the same', async () => {
    const { model, hospital, store, settled, timers, later } = world();
    await settled();
    const list = Array.from({ length: 450 }, (_, index) => ({
      ...booked,
      id: `a${index}`,
      patientId: `pat-${index}`,
      keys: { ...keys, idNumber: String(index) },
    }));
    hospital.dayAppointments.mockImplementation(async () => answered(list));
    const slices: number[] = [];
    let turns = 0;
    let isCounting = true;
    const count = () => {
      turns += 1;
      if (isCounting) setImmediate(count);
    };
    vi.spyOn(store, 'patientList').mockImplementation(() => (slice) => {
      if (slices.length === 0) setImmediate(count);
      else expect(turns).toBeGreaterThanOrEqual(slices.length);
      slices.push(slice.length);
      return true;
    });
    timers.get(1)?.();
    await settled(2);
    isCounting = false;
    expect(slices).toEqual([200, 200, 50]);
    const put = vi.spyOn(store, 'put');
    later(60_000);
    model.refresh();
    await settled(3);
    expect(slices).toHaveLength(3);
    expect(put.mock.calls.map(([name]) => name)).toEqual(['days']);
    hospital.dayAppointments.mockImplementation(async () => answered(list.slice(1)));
    timers.get(3)?.();
    await settled(4);
    expect(slices).toEqual([200, 200, 50, 200, 200, 49]);
  });

  it('writes nothing more once it is stopped', async () => {
    const { model, store, timers } = world();
    const patientList = vi.spyOn(store, 'patientList').mockImplementation(() => () => {
      model.stop();
      return true;
    });
    await vi.waitFor(() => {
      expect(patientList).toHaveBeenCalled();
    });
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect([...store.contents.keys()]).toEqual(['days']);
    expect(timers.size).toBe(0);
  });

  it('tells once of a part that fails, and again after it had come', async () => {
    const { hospital, store, settled, timers, troubles } = world();
    await settled();
    const rounds = async (from: number, to: number) => {
      for (let round = from; round < to; round += 1) {
        timers.get(round)?.();
        await settled(round + 1);
      }
    };
    hospital.dayAppointments.mockImplementation(async () => away);
    hospital.requiredFields.mockRejectedValueOnce(new Error('a bug'));
    await rounds(1, 3);
    expect(troubles).toEqual(['appointments: unreachable', 'required-fields: bad-answer']);
    hospital.dayAppointments.mockImplementation(async () => answered([{ ...booked, id: 'a2' }]));
    store.disk.refuses = true;
    await rounds(3, 5);
    expect(troubles.slice(2)).toEqual(['schedule: disk', 'appointments: disk']);
    store.disk.refuses = false;
    await rounds(5, 6);
    hospital.schedule.mockImplementation(async () => away);
    await rounds(6, 7);
    expect(troubles.slice(4)).toEqual(['schedule: unreachable']);
  });

  it('is asked for at once only when it is older than a minute, or was never whole', async () => {
    const { model, hospital, settled, timers, later } = world();
    await settled();
    hospital.dayAppointments.mockResolvedValueOnce(away);
    timers.get(1)?.();
    await settled(2);
    model.refresh();
    await settled(3);
    later(59_999);
    model.refresh();
    expect(hospital.schedule).toHaveBeenCalledTimes(3);
    later(1);
    model.refresh();
    expect(hospital.schedule).toHaveBeenCalledTimes(4);
    await settled(4);
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
    expect(model.knownPatient(keys)).toEqual({ patientId: 'pat-1', appointments: [] });
  });

  it('takes content of another shape for nothing', async () => {
    const { model, store, settled } = world();
    await settled();
    for (const name of ['days', 'clinics', 'required-fields', 'appointments']) store.put(name, { version: 9 });
    expect([model.days().days, model.clinics(), model.requiredFields()]).toEqual([[], null, null]);
    expect(model.knownPatient(keys)).toEqual({ patientId: 'pat-1', appointments: [] });
  });

  it('asks for the fields of a new patient again when somebody wants to know, and keeps what has changed', async () => {
    const { model, hospital, store, settled, troubles } = world();
    await settled();
    const put = vi.spyOn(store, 'put');
    expect(await model.requiredFieldsNow()).toEqual(['residence', 'phone']);
    expect(put).not.toHaveBeenCalled();
    hospital.requiredFields.mockResolvedValueOnce(answered(['relative']));
    expect(await model.requiredFieldsNow()).toEqual(['relative']);
    expect(model.requiredFields()).toEqual(['relative']);
    hospital.requiredFields.mockResolvedValueOnce(away);
    expect(await model.requiredFieldsNow()).toEqual(['relative']);
    expect(troubles).toEqual(['required-fields: unreachable']);
  });

  it('says that nobody ever said what a new patient must have', async () => {
    const { model, hospital, store, settled } = world();
    await settled();
    store.contents.delete('required-fields');
    hospital.requiredFields.mockImplementation(async () => away);
    expect(await model.requiredFieldsNow()).toBeNull();
    expect(model.requiredFields()).toBeNull();
  });

  it('takes it for no trouble when whoever asked for the fields has gone, and asks the disk no more after the stop', async () => {
    const { model, hospital, store, settled, troubles } = world();
    await settled();
    const leaving = new AbortController();
    hospital.requiredFields.mockImplementation(async () => {
      leaving.abort();
      return away;
    });
    expect(await model.requiredFieldsNow(leaving.signal)).toEqual(['residence', 'phone']);
    expect(troubles).toEqual([]);
    const get = vi.spyOn(store, 'get');
    model.stop();
    expect(await model.requiredFieldsNow()).toBeNull();
    expect(get).not.toHaveBeenCalled();
  });

  it('keeps clinics without the waiting figures of then, and writes only what has changed', () => {
    const { model, store } = world();
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
