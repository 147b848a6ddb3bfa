import { describe, expect, it } from 'vitest';
import { byCode, type FullKiosk, openFullKiosk, settle } from './visit-testing.ts';
import { appointment, codeOf, covered, hanh, insuranceCodeOf, minh, patientCode } from './visit-testing-people.ts';

/** Whoever comes with a child may show the child's code first. Today is 2 March 2026. */

const expired = { ...covered, code: '010', outcome: 'not-covered' } as const;
const bornOn = (birthDate: string) => ({ ...minh, birthDate });

/** A kiosk whose hospital has nobody by these keys, and knows of nothing booked. */
function kioskOfNew(): FullKiosk {
  const kiosk = openFullKiosk({ requiredFields: () => ['guardian', 'phone'] });
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
  kiosk.hospital.answers.appointments = { ok: true, value: [] };
  return kiosk;
}

async function asNew(person: typeof hanh | ReturnType<typeof bornOn>): Promise<FullKiosk> {
  const kiosk = kioskOfNew();
  await byCode(kiosk, person);
  return kiosk;
}

describe('a child', () => {
  it.each([
    ['on the day before they are 16', '2010-03-03', false],
    ['who is 16 today', '2010-03-02', true],
    ['of whom only the year is known', '2021', false],
  ])('%s, may bring somebody or not', async (_, birthDate, may) => {
    const kiosk = await asNew(bornOn(birthDate));
    expect(kiosk.at('details').canBringSomebody).toBe(may);
    await kiosk.send('bring-somebody');
    expect(kiosk.shown().step).toBe(may ? 'companion' : 'details');
  });

  it('brings nobody at any question', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    kiosk.hospital.answers.eligibility = { ok: true, value: expired };
    kiosk.scanner.show(insuranceCodeOf(minh));
    await settle();
    expect(kiosk.at('insurance').canBringSomebody).toBe(false);
    await kiosk.send('bring-somebody');
    await kiosk.send('go-on-paying');
    expect(kiosk.at('choose').canBringSomebody).toBe(false);
    await kiosk.send('bring-somebody');
    expect(kiosk.shown().step).toBe('choose');
  });

  it('known by the hospital’s record alone brings nobody either', async () => {
    const kiosk = openFullKiosk();
    const patient = {
      id: 'patient-1',
      standing: 'active',
      fullName: minh.fullName,
      birthDate: minh.birthDate,
    } as const;
    const found = kiosk.hospital.answers.findPatient;
    if (!found.ok || found.value.kind !== 'one') return expect.unreachable('nobody is found');
    kiosk.hospital.answers.findPatient = {
      ok: true,
      value: { kind: 'one', patient: { ...found.value.patient, ...patient } },
    };
    kiosk.hospital.answers.appointments = { ok: true, value: [appointment] };
    kiosk.scanner.show(patientCode);
    await settle();
    expect(kiosk.at('appointments').canBringSomebody).toBe(false);
  });

  it('is registered all the same, and staff ask who is responsible for them', async () => {
    const kiosk = await asNew(minh);
    await kiosk.send('skip-answer');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.shown().step).toBe('ticket');
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: { idNumber: minh.idNumber },
      carer: null,
      missing: ['phone', 'guardian'],
    });
  });

  it('stays the patient when the card of whoever came with them is shown: it is asked whose visit this is', async () => {
    const kiosk = await asNew(minh);
    kiosk.scanner.show(codeOf(hanh));
    await settle();
    expect(kiosk.at('whose').about).toBe('code');
    await kiosk.send('go-on-visit');
    expect(kiosk.at('details').holder.fullName).toBe(minh.fullName);
  });
});

it('somebody of whom no age is known may bring somebody', async () => {
  const kiosk = kioskOfNew();
  kiosk.scanner.show({ ...insuranceCodeOf(hanh), birthDate: null });
  await settle();
  expect(kiosk.at('details').canBringSomebody).toBe(true);
});
