/** Searches that come in pages, and servers whose links lead elsewhere. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { pathWithin } from './fhir-client.ts';
import { searchset, serveFhir, type TestServer } from './test-server.ts';

let server: TestServer;
afterEach(() => server.close());

const clinic = (id: string) => ({ resourceType: 'HealthcareService', id });
const bad = (detail: string) => ({ ok: false, failure: { kind: 'bad-answer', detail } });

describe('a search in pages', () => {
  it.each<[string, (base: string, page: number) => string]>([
    ['absolute links', (base, page) => `${base}/HealthcareService?page=${page}`],
    ['links at the base itself, as HAPI writes them', (base, page) => `${base}?_getpages=a-b&page=${page}`],
    ['relative links', (_base, page) => `HealthcareService?page=${page}`],
  ])('is read to its end by %s', async (_name, link) => {
    server = await serveFhir(({ path }) => {
      const page = Number(/page=(\d)/.exec(path)?.[1] ?? '1');
      return searchset([clinic(`c${page}`)], page < 3 ? link(server.url, page + 1) : undefined);
    });
    expect(await server.hospital.clinics()).toMatchObject({ value: [{ id: 'c1' }, { id: 'c2' }, { id: 'c3' }] });
    expect(server.asked).toHaveLength(3);
  });

  it('is useless as soon as one page is missing', async () => {
    server = await serveFhir(({ path }) =>
      path.includes('page=2') ? { status: 404, body: null } : searchset([clinic('c1')], `${server.url}/x?page=2`),
    );
    expect(await server.hospital.clinics()).toMatchObject({ ok: false, failure: { kind: 'refused', status: 404 } });
  });

  it('is not followed without end', async () => {
    server = await serveFhir(() => searchset([clinic('c1')], `${server.url}/HealthcareService?again`));
    expect(await server.hospital.clinics()).toEqual(bad('too-many-pages'));
    expect(server.asked).toHaveLength(50);
  });

  it('is not followed to where the token has no business', async () => {
    const stranger = await serveFhir(() => searchset([]));
    server = await serveFhir(() => searchset([clinic('c1')], `${stranger.url}/HealthcareService?page=2`));
    expect(await server.hospital.clinics()).toEqual(bad('next-page-elsewhere'));
    expect(stranger.asked).toEqual([]);
    await stranger.close();
  });
});

describe('a link of the server’s', () => {
  const base = 'https://his.example/fhir';

  it.each([
    ['https://his.example/fhir/Patient?x=1', 'Patient?x=1'],
    ['https://his.example/fhir?_getpages=1', '?_getpages=1'],
    ['/fhir/Slot?y', 'Slot?y'],
    ['Slot?y#part', 'Slot?y'],
  ])('%s is the path %s', (link, path) => {
    expect(pathWithin(base, link)).toBe(path);
    expect(pathWithin(`${base}/`, link)).toBe(path);
  });

  it.each([
    'https://other.example/fhir/Patient',
    'http://his.example/fhir/Patient',
    'https://his.example:8443/fhir/Patient',
    'https://his.example/fhir-2/Patient',
    'https://his.example/admin',
    'https://his.example/fhir/../admin',
    'https://his.example/fhir/%2e%2e/admin',
    'https://somebody:secret@his.example/fhir/Patient',
    '//other.example/fhir/Patient',
    'file:///fhir/Patient',
    'https://',
    `https://his.example/fhir/Patient?${'x'.repeat(5000)}`,
  ])('%s is not followed', (link) => {
    expect(pathWithin(base, link)).toBeNull();
  });

  it('never leaves the base, whatever it says', () => {
    const part = fc.oneof(
      fc.constantFrom('https:', '//', '/', '..', 'fhir', 'his.example', '@', '\\', '%2e', '?', '#', ':', '\t'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const path = pathWithin(base, parts.join(''));
        if (path === null) return;
        const { origin, pathname } = new URL(`${base}/${path}`);
        expect(origin).toBe('https://his.example');
        expect(pathname).toMatch(/^\/fhir(\/|$)/);
      }),
    );
  });
});
