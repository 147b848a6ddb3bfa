import { describe, expect, it } from 'vitest';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import { openFullKiosk, unreachable, usualVisit } from './visit-testing.ts';
import { covered } from './visit-testing-people.ts';

/** A kiosk at the last look before the number, the insurance having been answered so. */
async function confirming(answer: Partial<Eligibility>) {
  const kiosk = openFullKiosk();
  kiosk.hospital.answers.eligibility = { ok: true, value: { ...covered, ...answer } };
  await usualVisit.confirm(kiosk);
  return kiosk;
}

const nothingSaid = {
  maskedNumber: null,
  maskedReplacedNumber: null,
  validTo: null,
  registeredFacility: null,
  route: null,
  benefitPercent: null,
  patientSharePercent: null,
};

describe('what the screen says of the insurance', () => {
  it('is the hospital’s whole answer, numbers masked', async () => {
    const kiosk = await confirming({ replacedNumber: 'DN4010187654321' });
    const expected = {
      outcome: 'covered',
      advice: 'covered',
      maskedNumber: '************678',
      maskedReplacedNumber: '************321',
      validTo: '2026-12-31',
      registeredFacility: 'Bệnh viện Mẫu',
      route: 'right',
      benefitPercent: 80,
      patientSharePercent: 20,
    };
    expect(kiosk.at('confirm').insurance).toEqual(expected);
    await kiosk.send('back');
    expect(kiosk.at('choose').insurance).toEqual(expected);
  });

  it('is no more than the hospital says', async () => {
    const kiosk = await confirming({
      insuranceNumber: null,
      validTo: null,
      registeredFacility: null,
      route: null,
      benefitPercent: null,
      patientSharePercent: null,
    });
    expect(kiosk.at('confirm').insurance).toEqual({ ...nothingSaid, outcome: 'covered', advice: 'covered' });
  });

  it('names a facility without a name by its code', async () => {
    const kiosk = await confirming({ registeredFacility: { code: '79014', name: null } });
    expect(kiosk.at('confirm').insurance.registeredFacility).toBe('79014');
  });

  it.each([
    [{ outcome: 'not-covered', code: '010' }, 'not-covered', 'other'],
    [{ outcome: 'check-name', code: '060' }, 'check-name', 'name'],
    [{ outcome: 'technical', code: '101' }, 'unknown', 'other'],
  ] as const)('follows the answer %o', async (answer, outcome, advice) => {
    const kiosk = await confirming(answer);
    expect(kiosk.at('confirm').insurance).toMatchObject({ outcome, advice });
  });

  it('says that nobody answered, where nobody did', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.eligibility = unreachable;
    await usualVisit.confirm(kiosk);
    expect(kiosk.at('confirm').insurance).toEqual({ ...nothingSaid, outcome: 'unknown', advice: 'not-asked' });
  });
});

describe('what is settled at the counter', () => {
  it.each([
    [{ outcome: 'counter', code: '001' }, 'other'],
    [{ openStay: true }, 'open-stay'],
  ] as const)('%o ends at the desk, with words of its own', async (answer, advice) => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.eligibility = { ok: true, value: { ...covered, ...answer } };
    await usualVisit.choose(kiosk);
    expect(kiosk.at('desk')).toMatchObject({ reason: 'insurance-at-counter', advice });
  });

  it('is not spoken of at the desk for another reason', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.desk(kiosk);
    expect(kiosk.at('desk').advice).toBeNull();
  });
});
