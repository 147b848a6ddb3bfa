import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PatientKeys } from './hospital-api.ts';
import { noKeys, openRestMock } from './rest-testing.ts';

let opened: Awaited<ReturnType<typeof openRestMock>>;

beforeEach(async () => {
  opened = await openRestMock();
});
afterEach(() => opened.close());

/** Known under BN26001047. */
const khai = { ...noKeys, idNumber: '001092047316' };
/** Two records that nobody has merged. */
const twice = { ...noKeys, idNumber: '094176003582' };
const [first, second] = ['BN-f10', 'BN-f10-2'];

const find = (keys: PatientKeys) => opened.hospital.findPatient(keys);
const one = (patient: object) => ({ ok: true, value: { kind: 'one', patient } });

describe('a patient', () => {
  it.each([
    ['BI_CHAN', 'blocked'],
    ['TU_VONG', 'deceased'],
    ['HOAT_DONG', 'active'],
  ] as const)('of the state %s is %s, and found all the same', async (state, standing) => {
    opened.mock.setStanding('BN26001047', state);
    expect(await find(khai)).toMatchObject(one({ id: 'BN26001047', standing, wasMerged: false }));
  });
});

describe('a record that was merged', () => {
  it('leads to the one that replaced it, in the state of that one', async () => {
    opened.mock.merge('BN26001047', 'BN26001123');
    opened.mock.setStanding('BN26001123', 'BI_CHAN');
    expect(await find(khai)).toMatchObject(one({ id: 'BN26001123', standing: 'blocked', wasMerged: true }));
  });

  it('leads on when that one was merged, too, but not for ever', async () => {
    const chain = ['BN26001047', 'BN26001123', 'BN26001208', 'BN26001311', 'BN26001406'];
    const link = (from: number): void => opened.mock.merge(chain[from] ?? '', chain[from + 1] ?? '');
    for (const from of [0, 1, 2]) link(from);
    expect(await find(khai)).toMatchObject(one({ id: 'BN26001311', wasMerged: true }));
    link(3);
    expect(await find(khai)).toEqual({ ok: true, value: { kind: 'merged-away' } });
  });

  it.each([
    ['nothing that the hospital has', 'BN00000000'],
    ['itself', 'BN26001047'],
  ])('into %s is merged away', async (_name, survivor) => {
    opened.mock.merge('BN26001047', survivor);
    expect(await find(khai)).toEqual({ ok: true, value: { kind: 'merged-away' } });
  });

  it('into one that leads back is merged away', async () => {
    opened.mock.merge('BN26001047', 'BN26001123');
    opened.mock.merge('BN26001123', 'BN26001047');
    expect(await find(khai)).toEqual({ ok: true, value: { kind: 'merged-away' } });
  });

  it('is not another patient beside the one that replaced it', async () => {
    opened.mock.merge(second, first);
    expect(await find(twice)).toMatchObject(one({ id: first, wasMerged: false }));
  });

  it('is one with another that was merged into the same', async () => {
    opened.mock.merge(first, second);
    opened.mock.merge(second, 'BN26001047');
    expect(await find(twice)).toMatchObject(one({ id: 'BN26001047', wasMerged: true }));
  });

  it('into what cannot be found is nobody beside one that stands', async () => {
    opened.mock.merge(second, 'BN00000000');
    expect(await find(twice)).toMatchObject(one({ id: first, wasMerged: false }));
    opened.mock.merge(first, 'BN00000001');
    expect(await find(twice)).toEqual({ ok: true, value: { kind: 'merged-away' } });
  });

  it('is another patient beside one that it was not merged into', async () => {
    opened.mock.merge(second, 'BN26001047');
    expect(await find(twice)).toEqual({ ok: true, value: { kind: 'several', count: 2 } });
  });
});

it('nobody is similar to a record that was merged', async () => {
  const person = { fullName: 'Đặng Quốc Khải', birthDate: '1992-04-18' };
  expect(await opened.hospital.similarPatients(person)).toEqual({ ok: true, value: 1 });
  opened.mock.merge('BN26001047', 'BN00000000');
  expect(await opened.hospital.similarPatients(person)).toEqual({ ok: true, value: 0 });
});
