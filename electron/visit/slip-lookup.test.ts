/** Slips of paper: an appointment, a re-examination or a referral, with or without the patient's name behind it. */
import { describe, expect, it } from 'vitest';
import type { Appointment, Slip } from '../../sync/his/hospital-api.ts';
import { askHospital } from './lookup.ts';
import { slipNeedsCard } from './rules.ts';
import { FakeHospital, fakePorts, unreachable } from './visit-testing.ts';
import { appointment, codeOf, hanh, khoa, recordFor, slipCode } from './visit-testing-people.ts';
import { identityBy } from './visit-testing-plan.ts';

const { signal } = new AbortController();
const bySlip = identityBy(slipCode);
const withSlip = identityBy(codeOf(hanh), { shownSlip: slipCode });
const nobodys = { namesPatient: false, patient: null };
const early: Appointment = { ...appointment, id: 'appointment-1', start: '2026-03-01T08:30:00+07:00' };

function naming(slip: Slip | null): FakeHospital {
  const hospital = new FakeHospital();
  hospital.answers.findSlip = { ok: true, value: slip };
  return hospital;
}

const ask = (hospital: FakeHospital, identity = bySlip) =>
  askHospital({ ports: fakePorts({ hospital }), identity }, signal);

describe('a slip alone', () => {
  it('names the patient, who is then asked about as by any key', async () => {
    const hospital = naming({ namesPatient: true, patient: recordFor(hanh), appointment, referral: null });
    const lookup = await ask(hospital);
    expect(hospital.lastCallOf('findSlip').request).toEqual({ kind: 'appointment', code: slipCode.slipCode });
    expect(hospital.callsOf('findPatient')).toEqual([]);
    expect(lookup).toMatchObject({ patient: { kind: 'one', patient: recordFor(hanh) }, appointments: [appointment] });
    expect(hospital.lastCallOf('eligibility').request).toMatchObject({ fullName: hanh.fullName });
    expect(slipNeedsCard({ identity: bySlip, lookup })).toBe(false);
  });

  it('that names nobody, or is not known, needs a card', async () => {
    for (const slip of [{ namesPatient: false, patient: null, appointment, referral: null }, null]) {
      const lookup = await ask(naming(slip));
      expect(lookup).toMatchObject({ reachable: true, patient: { kind: 'none' }, eligibility: null, slip });
      expect(slipNeedsCard({ identity: bySlip, lookup })).toBe(true);
    }
  });

  it('needs a card as well while nobody can be asked about it', async () => {
    const hospital = new FakeHospital();
    hospital.answers.findSlip = unreachable;
    const lookup = await ask(hospital);
    expect(lookup).toMatchObject({ reachable: false, patient: { kind: 'not-asked' } });
    expect(slipNeedsCard({ identity: bySlip, lookup })).toBe(true);
    expect(slipNeedsCard({ identity: bySlip, lookup: null })).toBe(false);
    expect(slipNeedsCard({ identity: withSlip, lookup })).toBe(false);
    expect(slipNeedsCard({ identity: null, lookup })).toBe(false);
  });
});

describe('a slip with a card', () => {
  const referral = { number: 'CT-2', facility: null, validTo: null, clinicId: 'eye' };

  it.each([null, recordFor(hanh)])('of the patient %o adds what it is for', async (patient) => {
    const lookup = await ask(
      naming({ namesPatient: patient !== null, patient, appointment: early, referral }),
      withSlip,
    );
    expect(lookup.appointments.map(({ id }) => id)).toEqual([early.id, appointment.id]);
    expect(lookup.slip?.referral).toEqual(referral);
  });

  it('adds nothing that the hospital has told already', async () => {
    const lookup = await ask(naming({ namesPatient: false, patient: null, appointment, referral: null }), withSlip);
    expect(lookup.appointments).toEqual([appointment]);
  });

  it('of somebody else is left aside', async () => {
    const lookup = await ask(
      naming({ namesPatient: true, patient: recordFor(khoa), appointment: early, referral }),
      withSlip,
    );
    expect(lookup).toMatchObject({ slip: null, appointments: [appointment] });
  });

  it('of somebody is left aside where the card’s owner is new, and kept where it names nobody', async () => {
    const hospital = naming({ namesPatient: true, patient: recordFor(khoa), appointment: early, referral });
    hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    expect((await ask(hospital, withSlip)).slip).toBeNull();
    hospital.answers.findSlip = { ok: true, value: { ...nobodys, appointment: early, referral } };
    expect((await ask(hospital, withSlip)).appointments).toEqual([early]);
  });

  it('of somebody without a record gives nothing, to the known as to the new, and alone', async () => {
    const hospital = naming({ ...nobodys, namesPatient: true, appointment: early, referral });
    expect(await ask(hospital, withSlip)).toMatchObject({ slip: null, appointments: [appointment] });
    hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    expect(await ask(hospital, withSlip)).toMatchObject({ slip: null, appointments: [] });
    const alone = await ask(hospital);
    expect(alone).toMatchObject({ patient: { kind: 'none' }, slip: null, appointments: [] });
    expect(slipNeedsCard({ identity: bySlip, lookup: alone })).toBe(true);
  });

  it('that names a number without a record waits for its card, and is nobody else’s', async () => {
    const hospital = naming({ ...nobodys, namesPatient: true, idNumber: hanh.idNumber, appointment: null, referral });
    expect((await ask(hospital)).slip).toMatchObject({ referral });
    hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    expect((await ask(hospital, withSlip)).slip).toMatchObject({ referral });
    expect((await ask(hospital, identityBy(codeOf(khoa), { shownSlip: slipCode }))).slip).toBeNull();
  });

  it('that cannot be looked up is missing', async () => {
    const hospital = new FakeHospital();
    hospital.answers.findSlip = unreachable;
    expect(await ask(hospital, withSlip)).toMatchObject({ reachable: true, slip: null, appointments: [appointment] });
  });
});
