/** Consents and their withdrawal at the mock hospital over real HTTP. */
import { describe, expect, it } from 'vitest';
import { his, hospitalForEachTest, key, person, submit } from './mock-hospital-testing.ts';
import { consent, visit, withdrawal } from './test-registration.ts';

hospitalForEachTest();

const confirmed = (alreadyThere: boolean) => ({ kind: 'confirmed', encounterId: null, alreadyThere, number: null });

describe('a consent', () => {
  it('is taken once, and shown to reception without a name that could be looked up', async () => {
    await submit(visit());
    for (const alreadyThere of [false, true]) expect(await submit(consent)).toEqual(confirmed(alreadyThere));
    expect(his.counts()).toMatchObject({ consents: 1, consentsWithdrawn: 0, provenances: 2 });
    expect(his.desk()).toMatchObject({
      consents: [
        {
          maskedName: 'Nguyễn V. A.',
          status: 'active',
          givenAt: consent.givenAt,
          withdrawnAt: null,
          version: '1',
          language: 'vi',
        },
      ],
      counts: { consents: 1 },
    });
  });

  it('that is withdrawn holds no longer; there is one of it', async () => {
    await submit(consent);
    for (const alreadyThere of [false, true]) expect(await submit(withdrawal)).toEqual(confirmed(alreadyThere));
    expect(his.counts()).toMatchObject({ consents: 0, consentsWithdrawn: 1 });
    // Nobody was registered: the hospital has no record by this number.
    expect(his.desk().consents).toMatchObject([
      { maskedName: null, status: 'inactive', withdrawnAt: withdrawal.withdrawnAt },
    ]);
  });

  it('of which the hospital never heard can be withdrawn all the same', async () => {
    expect(await submit(withdrawal)).toEqual(confirmed(false));
    expect(his.counts()).toMatchObject({ consents: 0, consentsWithdrawn: 1 });
  });

  it('names a patient by the hospital’s id', async () => {
    const { fullName } = person('p01');
    await submit({ ...consent, patientId: 'pat-p01' });
    expect(his.desk().consents[0]?.maskedName?.split(' ')[0]).toBe(fullName.split(' ')[0]);
  });

  it('of somebody whom the hospital does not have is dead', async () => {
    expect(await submit({ ...consent, patientId: 'nobody' })).toMatchObject({
      kind: 'dead',
      status: 422,
      refusal: { reason: 'other', sendTo: null },
    });
    expect(await submit({ ...consent, idNumber: null })).toMatchObject({ kind: 'dead', status: 422 });
    expect(his.counts()).toMatchObject({ consents: 0 });
  });
});

describe('the ticket of somebody to be looked at once more', () => {
  it('says so at its clinic, and goes on saying so at the next', async () => {
    await submit(visit({ checkAtDoor: true }));
    await submit(
      visit({ key: key(2), clinic: { id: 'nhi', name: 'Nhi' }, ticket: { number: 'K1-002', official: false } }),
    );
    const flags = () => his.desk().arrivals.map(({ checkAtDoor, clinic }) => [clinic.vi, checkAtDoor]);
    expect(flags()).toEqual([
      ['Nhi', false],
      ['Nội tổng quát', true],
    ]);
    await submit({
      ...visit(),
      ...{ kind: 'change-clinic', visitKey: visit().key, key: key(3), ticket: { number: 'K1-003', official: false } },
      ...{ clinic: { id: 'mat', name: 'Mắt' }, stream: 'insured', priorityReason: null, service: null },
    });
    expect(flags()[1]).toEqual(['Mắt', true]);
  });
});
