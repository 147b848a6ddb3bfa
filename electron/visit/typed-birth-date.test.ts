import { describe, expect, it } from 'vitest';
import type { PatientIntent } from '../bridge/intent.ts';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, type KioskOptions, openFullKiosk, openKiosk, settle } from './visit-testing.ts';
import { codeOf, hanh, minh, type Person, recordFor, slipCode } from './visit-testing-people.ts';

/** A number is typed, and the birth date with it does not show that the number is one's own. */

const typed = (birthDate: string, { idNumber }: Person = hanh): PatientIntent => ({
  type: 'typed',
  idNumber,
  birthDate,
  expiryDate: '',
});
const one = (person: Person) => ({ ok: true, value: { kind: 'one', patient: recordFor(person) } }) as const;

/** Without a reader nobody is asked for the card. */
async function typing(birthDate: string, options: KioskOptions = {}) {
  const kiosk = openKiosk({ ...options, reader: null });
  await kiosk.send('type-number');
  await kiosk.send(typed(birthDate));
  return kiosk;
}

describe('a birth date that the record contradicts', () => {
  it.each([
    ['another one', '15031990'],
    ['a year where the record has the day', '1990'],
  ])('(%s) is asked for once more, and nothing of the record is shown', async (_, birthDate) => {
    const kiosk = await typing(birthDate);
    expect(kiosk.at('typed')).toMatchObject({ whose: 'own', problem: 'birth-date-differs' });
    expect(JSON.stringify(kiosk.visit.view())).not.toContain(hanh.idNumber);
    expect(kiosk.memory()).not.toContain(hanh.fullName);
    await kiosk.send(typed('14031990'));
    expect(kiosk.at('appointments').holder).toMatchObject({ fullName: 'N.', birthYear: '1990' });
  });

  it.each(['15031990', '16031990'])('is for staff when it is so again (%s)', async (again) => {
    const kiosk = await typing('15031990');
    await kiosk.send({ type: 'typed', idNumber: '1', birthDate: '', expiryDate: '' });
    expect(kiosk.at('typed').problem).toBe('number');
    await kiosk.send(typed(again));
    expect(kiosk.at('desk').reason).toBe('record-conflict');
    expect(kiosk.queue.lastDraft.person).toMatchObject({ idNumber: hanh.idNumber, fullName: null });
  });

  it('is asked for anew of the next one', async () => {
    const kiosk = await typing('15031990');
    await kiosk.send('back');
    await kiosk.send('type-number');
    expect(kiosk.at('typed').problem).toBe('none');
    await kiosk.send(typed('15031990'));
    expect(kiosk.at('typed').problem).toBe('birth-date-differs');
  });

  it('is not asked for where the record has none, or the code of a card says it', async () => {
    const kiosk = openKiosk({ reader: null });
    kiosk.hospital.answers.findPatient = {
      ok: true,
      value: { kind: 'one', patient: { ...recordFor(hanh), birthDate: null } },
    };
    await kiosk.send('type-number');
    await kiosk.send(typed('14031990'));
    expect(kiosk.at('desk').reason).toBe('record-conflict');
    kiosk.hospital.answers.findPatient = one(hanh);
    kiosk.scanner?.show(codeOf({ ...hanh, birthDate: '1990-03-15' }));
    await settle();
    expect(kiosk.at('desk').reason).toBe('record-conflict');
  });

  it('keeps the slip that was shown before', async () => {
    const kiosk = openKiosk({ reader: null });
    kiosk.scanner?.show(slipCode);
    await settle();
    await kiosk.send('type-number');
    await kiosk.send(typed('15031990'));
    await kiosk.send(typed('14031990'));
    expect(kiosk.state().context.identity?.shownSlip).toEqual(slipCode);
  });
});

type Kiosk = ReturnType<typeof openKiosk>;

describe('whoever would rather go to staff than type it again', () => {
  const evidence = [{ method: 'number-typed' }, { method: 'chip-not-read', reason: 'no-reader' }];

  it('has what was typed with them', async () => {
    const kiosk = await typing('15031990');
    await kiosk.send('ask-for-staff');
    expect(kiosk.at('desk')).toMatchObject({ reason: 'asked-for-staff', sync: 'pending' });
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: { idNumber: hanh.idNumber, birthDate: '1990-03-15', fullName: null },
      evidence,
      carer: null,
    });
    await kiosk.send('finish');
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });

  it.each([
    ['goes back', async (kiosk: Kiosk) => kiosk.send('back')],
    ['leaves', async (kiosk: Kiosk) => kiosk.advance(10 * defaultDelays.idleWarningMs)],
    [
      'is followed by somebody with a code',
      async (kiosk: Kiosk) => {
        kiosk.scanner?.show(codeOf(minh));
        await settle();
      },
    ],
    ['types another number', async (kiosk: Kiosk) => kiosk.send(typed('06052021', minh))],
  ])('and %s: nothing of it is kept', async (_, leave) => {
    const kiosk = await typing('15031990');
    kiosk.hospital.answers.findPatient = one(minh);
    expect(kiosk.memory()).toContain(hanh.idNumber);
    await leave(kiosk);
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });
});

describe('of somebody who is brought', () => {
  async function brought(kiosk: FullKiosk): Promise<void> {
    await byCode(kiosk);
    await kiosk.send('bring-somebody');
    kiosk.hospital.answers.findPatient = one(minh);
    await kiosk.send('type-number');
    await kiosk.send(typed('2020', minh));
  }

  it('it is asked for once more, of whoever brings them', async () => {
    const kiosk = openFullKiosk();
    await brought(kiosk);
    expect(kiosk.at('typed')).toMatchObject({ whose: 'companion', problem: 'birth-date-differs' });
    await kiosk.send(typed('06052021', minh));
    await kiosk.send('continue-without-card');
    expect(kiosk.at('appointments')).toMatchObject({ carer: 'N.', holder: { birthYear: '2021' } });
  });

  it('once, and then it is for staff', async () => {
    const kiosk = openFullKiosk();
    await brought(kiosk);
    await kiosk.send(typed('2020', minh));
    expect(kiosk.at('desk').reason).toBe('record-conflict');
    expect(kiosk.queue.lastDraft).toMatchObject({ carer: { idNumber: hanh.idNumber } });
  });

  it('staff have what was typed, and who brings them', async () => {
    const kiosk = openFullKiosk();
    await brought(kiosk);
    await kiosk.send('ask-for-staff');
    expect(kiosk.queue.lastDraft).toMatchObject({
      ...{ reason: 'asked-for-staff', evidence: [{ method: 'number-typed' }] },
      ...{ person: { idNumber: minh.idNumber, birthDate: '2020' }, carer: { idNumber: hanh.idNumber } },
    });
  });

  it.each(['back', 'no-number'] as const)('nothing of it is kept by who presses %s', async (intent) => {
    const kiosk = openFullKiosk();
    await brought(kiosk);
    expect(kiosk.memory()).toContain(minh.idNumber);
    await kiosk.send(intent);
    expect(kiosk.memory()).not.toContain(minh.idNumber);
    expect(JSON.stringify(kiosk.queue.drafts)).not.toContain(minh.idNumber);
  });

  it('is no longer theirs once who brings them is the patient after all', async () => {
    const kiosk = openFullKiosk();
    await brought(kiosk);
    kiosk.scanner.show({ kind: 'vneid', token: 'VNEID:opaque-0001' });
    await settle();
    expect(kiosk.at('companion').problem).toBe('code-unchecked');
    await kiosk.send('back');
    expect(kiosk.memory()).not.toContain(minh.idNumber);
  });

  it('it is asked for although whoever brings them was asked for theirs', async () => {
    const kiosk = await typing('15031990');
    await kiosk.send(typed('14031990'));
    await kiosk.send('bring-somebody');
    kiosk.hospital.answers.findPatient = one(minh);
    await kiosk.send('type-number');
    expect(kiosk.at('typed').problem).toBe('none');
    await kiosk.send(typed('2020', minh));
    expect(kiosk.at('typed')).toMatchObject({ whose: 'companion', problem: 'birth-date-differs' });
  });
});
