/** Visits that are cancelled, moved or refused, at the mock hospital over real HTTP. */
import { beforeEach, describe, expect, it } from 'vitest';
import { his, hospital, hospitalForEachTest, key, leaseRequest, submit } from './mock-hospital-testing.ts';
import { amendment, cancel, changeToEye, refusalNotice, somebody, stamp, visit } from './test-registration.ts';

hospitalForEachTest();
beforeEach(async () => {
  await hospital.leaseNumbers(leaseRequest);
  await hospital.leaseNumbers({ ...leaseRequest, clinicId: 'mat' });
});

const eye = { id: 'mat', name: 'Mắt' };
const change = amendment(changeToEye, { ticket: { number: 'D001', official: true } });

describe('a cancelled visit', () => {
  it('gives its place up, once, and leaves the way free for another', async () => {
    await submit(visit());
    for (const alreadyThere of [false, true]) {
      expect(await submit(amendment(cancel))).toMatchObject({ kind: 'confirmed', alreadyThere, number: 'A001' });
    }
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { state: 'cancelled', number: 'A001' } });
    expect(his.counts()).toMatchObject({ encounters: 1, tickets: 0 });
    const again = await submit(visit({ key: key(2), ticket: { number: 'A002', official: true } }));
    expect(again).toMatchObject({ kind: 'confirmed', alreadyThere: false, number: 'A002' });
  });

  it('is dead when the hospital never had the visit', async () => {
    expect(await submit(amendment(cancel))).toMatchObject({
      kind: 'dead',
      status: 422,
      refusal: { reason: 'other', sendTo: null },
    });
  });
});

describe('a visit that moves to another clinic', () => {
  it('has its new number there, and stays one visit', async () => {
    await submit(visit());
    expect(await submit(change)).toMatchObject({ kind: 'confirmed', alreadyThere: false, number: 'D001' });
    expect(await submit(change)).toMatchObject({ kind: 'confirmed', alreadyThere: true, number: 'D001' });
    expect(await hospital.ticket(stamp.key)).toMatchObject({
      value: { state: 'waiting', number: 'D001', clinicId: 'mat' },
    });
    expect(his.counts()).toMatchObject({ encounters: 1, tickets: 1 });
  });

  it('is the ticket that its patient has there already', async () => {
    await submit(visit());
    await submit(visit({ key: key(2), clinic: eye, ticket: { number: 'D002', official: true } }));
    expect(await submit(change)).toMatchObject({ kind: 'confirmed', number: 'D002' });
    expect(his.counts()).toMatchObject({ tickets: 1 });
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { number: 'D002', clinicId: 'mat' } });
  });

  it('is refused where the clinic is full, and stays where it was', async () => {
    his.staff.setClinic('mat', { quotas: { morning: 0 }, sendTo: 'nhi' });
    await submit(visit());
    expect(await submit(change)).toMatchObject({
      kind: 'dead',
      status: 422,
      refusal: { reason: 'clinic-full', sendTo: 'nhi' },
    });
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { clinicId: 'noi-tong-quat' } });
  });
});

describe('a visit that the hospital refuses', () => {
  it.each([
    ['clinic-full', () => his.staff.setClinic('noi-tong-quat', { quotas: { morning: 0 }, sendTo: 'mat' }), 'mat'],
    ['clinic-closed', () => his.staff.setClinic('noi-tong-quat', { hours: [] }), null],
    ['patient-blocked', () => his.staff.setBlocked(somebody.idNumber ?? '', true), null],
  ])('says why: %s', async (reason, set, sendTo) => {
    set();
    expect(await submit(visit())).toMatchObject({ kind: 'dead', status: 422, refusal: { reason, sendTo } });
    expect(his.counts()).toMatchObject({ encounters: 0, tickets: 0 });
  });

  it('becomes a task for the desk', async () => {
    his.staff.setClinic('noi-tong-quat', { hours: [] });
    await submit(visit());
    expect(await submit(amendment(refusalNotice))).toMatchObject({ kind: 'confirmed', encounterId: null });
    expect(await submit(amendment(refusalNotice))).toMatchObject({ kind: 'confirmed', alreadyThere: true });
    expect(his.counts()).toMatchObject({ deskFollowUps: 1, encounters: 0 });
  });
});
