/** Records that were merged: the one that stands is found, or it is said that it cannot be. */
import { afterEach, describe, expect, it } from 'vitest';
import type { HospitalApi, PatientKeys } from './hospital-api.ts';
import { searchset, serveFhir, type Answer, type TestServer } from './test-server.ts';

let server: TestServer | null = null;
afterEach(() => server?.close());

const keys: PatientKeys = {
  idNumber: '001085012345',
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};
const record = (id: string, replacement?: string, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ text: 'Nguyễn An' }],
  birthDate: '1985-03-15',
  ...(replacement === undefined ? {} : { link: [{ type: 'replaced-by', other: { reference: replacement } }] }),
  ...more,
});
const absent: Answer = {
  status: 404,
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] },
};

/** Finds `found` by any key, and reads the `others` by id. */
async function hospitalWith(found: object[], others: { id: string }[] = []): Promise<HospitalApi> {
  server = await serveFhir(({ path }) => {
    if (path.startsWith('Patient/_search')) return searchset(found);
    const other = others.find(({ id }) => path === `Patient/${id}`);
    return other ? { body: other } : absent;
  });
  return server.hospital;
}

const reads = (): string[] => (server?.asked ?? []).filter(({ method }) => method === 'GET').map(({ path }) => path);

describe('a merged record', () => {
  it('leads to the one that stands, over as many as three links', async () => {
    const others = [record('b', 'Patient/c'), record('c', 'https://his.example/fhir/Patient/d'), record('d')];
    const hospital = await hospitalWith([record('a', 'Patient/b')], others);
    expect(await hospital.findPatient(keys)).toMatchObject({
      value: { kind: 'one', patient: { id: 'd', wasMerged: true, standing: 'active' } },
    });
    expect(reads()).toEqual(['Patient/b', 'Patient/c', 'Patient/d']);
  });

  it.each<[string, object[], { id: string }[]]>([
    ['to nowhere', [record('a', 'Patient/gone')], []],
    ['to no patient', [record('a', 'RelatedPerson/r')], []],
    ['nowhere at all', [record('a', undefined, { link: [{ type: 'replaced-by' }] })], []],
    ['in a ring', [record('a', 'Patient/b')], [record('b', 'Patient/a'), record('a', 'Patient/b')]],
    ['to itself', [record('a', 'Patient/a')], [record('a', 'Patient/a')]],
    [
      'too far',
      [record('a', 'Patient/b')],
      [record('b', 'Patient/c'), record('c', 'Patient/d'), record('d', 'Patient/e'), record('e')],
    ],
  ])('that leads %s is merged away', async (_name, found, others) => {
    const hospital = await hospitalWith(found, others);
    expect(await hospital.findPatient(keys)).toEqual({ ok: true, value: { kind: 'merged-away' } });
    expect(reads().length).toBeLessThanOrEqual(3);
  });

  it('and its survivor are one person, who was found without it', async () => {
    const hospital = await hospitalWith([record('a', 'Patient/b'), record('b')]);
    expect(await hospital.findPatient(keys)).toMatchObject({
      value: { kind: 'one', patient: { id: 'b', wasMerged: false } },
    });
    expect(reads()).toEqual([]);
  });

  it('of somebody else makes two', async () => {
    const hospital = await hospitalWith([record('a', 'Patient/c'), record('b')], [record('c')]);
    expect(await hospital.findPatient(keys)).toEqual({ ok: true, value: { kind: 'several', count: 2 } });
  });

  it('twice into the same makes one', async () => {
    const hospital = await hospitalWith([record('a', 'Patient/c'), record('b', 'Patient/c')], [record('c')]);
    expect(await hospital.findPatient(keys)).toMatchObject({ value: { kind: 'one', patient: { id: 'c' } } });
  });

  it('that was deleted since is not to be found either', async () => {
    server = await serveFhir(({ path }) =>
      path.startsWith('Patient/_search')
        ? searchset([record('a', 'Patient/b')])
        : { status: 410, body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'deleted' }] } },
    );
    expect(await server.hospital.findPatient(keys)).toEqual({ ok: true, value: { kind: 'merged-away' } });
  });

  it('whose survivor cannot be read just now is no answer', async () => {
    server = await serveFhir(({ path }) =>
      path.startsWith('Patient/_search') ? searchset([record('a', 'Patient/b')]) : { status: 500, body: null },
    );
    expect(await server.hospital.findPatient(keys)).toMatchObject({ ok: false });
  });

  it('is nobody who looks like somebody new', async () => {
    const hospital = await hospitalWith([record('a', 'Patient/b')], [record('b')]);
    expect(await hospital.similarPatients({ fullName: 'Nguyễn An', birthDate: '1985-03-15' })).toEqual({
      ok: true,
      value: 0,
    });
  });
});
