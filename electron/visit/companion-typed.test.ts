import { describe, expect, it } from 'vitest';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, hanh, khoa, recordFor } from './visit-testing-people.ts';
import { layStrange } from './visit-testing-ways.ts';

/** The number of somebody who is brought, typed because the card that was laid does not open by their code. */

/** Hanh has brought Khoa, by code, and another card than his was laid. */
async function typing(): Promise<FullKiosk> {
  const kiosk = openFullKiosk();
  await usualVisit.choose(kiosk);
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(khoa) } };
  kiosk.hospital.answers.appointments = { ok: true, value: [] };
  await kiosk.send('bring-somebody');
  kiosk.scanner.show(codeOf(khoa));
  await settle();
  await layStrange(kiosk);
  expect(kiosk.at('identify').card).toMatchObject({ state: 'problem', problem: 'wrong-key' });
  await kiosk.send('type-number');
  return kiosk;
}

describe('somebody brought, whose card does not open,', () => {
  it('is asked for by number as the one who is brought; their card may lie there', async () => {
    const kiosk = await typing();
    expect(kiosk.at('typed')).toMatchObject({ whose: 'companion', cardStillThere: false, readerReady: true });
  });

  it('is known by that number, with who brings them', async () => {
    const kiosk = await typing();
    await kiosk.send({ type: 'typed', idNumber: khoa.idNumber, birthDate: '02111988', expiryDate: '14032030' });
    expect(kiosk.at('identify').card.state).toBe('reading');
    kiosk.reader.takeCard();
    await kiosk.send('continue-without-card');
    expect(kiosk.at('choose')).toMatchObject({ holder: { fullName: khoa.fullName }, carer: 'N.' });
  });

  it('is still asked for where who brings them has typed their own number', async () => {
    const kiosk = await typing();
    kiosk.reader.takeCard();
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(hanh) } };
    await kiosk.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '14031990', expiryDate: '' });
    await kiosk.send('continue-without-card');
    expect(kiosk.at('companion').problem).toBe('same-person');
  });
});

it('who typed alone for a card that does not open types their own', async () => {
  const kiosk = openFullKiosk();
  await usualVisit.awaiting(kiosk);
  await layStrange(kiosk);
  await kiosk.send('type-number');
  expect(kiosk.at('typed').whose).toBe('own');
});
