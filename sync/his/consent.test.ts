/** What is sent when somebody agrees to be recognised by face, and when they take that back. */
import { describe, expect, it } from 'vitest';
import { validate } from '../../fixtures/his/validation.ts';
import type { ConsentRecord } from '../registration.ts';
import { buildBundle, provenanceId } from './bundle.ts';
import type { Bundle, Consent } from './fhir.ts';
import { fhirSystems } from './identifiers.ts';
import { consent, somebody, stamp, withdrawal } from './test-registration.ts';

const systems = fhirSystems();
const build = (record: ConsentRecord): Bundle =>
  buildBundle(record, systems, { facilityCode: '01005', hospitalName: 'Bệnh viện Mẫu' });
const consentOf = (record: ConsentRecord): Consent => build(record).entry[0]?.resource as Consent;

describe('a consent', () => {
  it('is one Consent and its provenance, put where its withdrawal will be', () => {
    const { entry } = build(consent);
    const url = entry[0]?.request.url ?? '';
    expect(entry.map(({ request }) => request)).toEqual([
      { method: 'PUT', url: expect.stringMatching(/^Consent\/[0-9a-f-]{36}$/) as string },
      { method: 'PUT', url: `Provenance/${provenanceId(consent.key)}` },
    ]);
    expect(build(withdrawal).entry.map(({ request }) => request.url)).toEqual([
      url,
      `Provenance/${provenanceId(withdrawal.key)}`,
    ]);
    expect(url).toBe(`Consent/${consentOf(consent).id ?? ''}`);
    expect(build({ ...consent, consentId: stamp.key }).entry[0]?.request.url).not.toBe(url);
    expect(entry[1]?.resource).toMatchObject({
      recorded: stamp.registeredAt,
      target: [{ reference: entry[0]?.fullUrl }],
      agent: [{ who: { identifier: { value: 'K1' } } }],
    });
  });

  it('says who agreed to what, when, by which law and in which words', () => {
    expect(consentOf(consent)).toEqual({
      resourceType: 'Consent',
      id: expect.any(String) as string,
      identifier: [{ system: systems.consent, value: consent.consentId }],
      status: 'active',
      scope: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }],
      },
      category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
      patient: { type: 'Patient', identifier: { system: systems.nationalId, value: somebody.idNumber } },
      dateTime: '2026-11-23T08:15:20+07:00',
      organization: [
        {
          type: 'Organization',
          identifier: { system: systems.facilityCode, value: '01005' },
          display: 'Bệnh viện Mẫu',
        },
      ],
      sourceAttachment: {
        extension: [{ url: systems.consentTextDigest, valueString: consent.textSha256 }],
        language: 'vi',
        title: '1',
      },
      policyRule: { coding: [{ system: systems.consentLaw, code: '91/2025/QH15' }] },
      provision: {
        type: 'permit',
        period: { start: '2026-11-23T08:15:20+07:00' },
        purpose: [{ system: systems.consentPurpose, code: 'face-recognition-at-check-in' }],
      },
    });
  });

  it('names a patient whom the hospital has by its own id, and then no number', () => {
    const known = build({ ...consent, patientId: 'pat-1' });
    expect(known.entry[0]?.resource).toMatchObject({ patient: { reference: 'Patient/pat-1' } });
    expect(JSON.stringify(known)).not.toContain(String(somebody.idNumber));
    expect(consentOf({ ...consent, idNumber: null })).not.toHaveProperty('patient');
  });

  it('that is withdrawn holds no longer, and says since when', () => {
    const { status, period, dateTime } = { ...consentOf(withdrawal), ...consentOf(withdrawal).provision };
    expect({ status, period, dateTime }).toEqual({
      status: 'inactive',
      period: { start: consent.givenAt, end: '2026-11-23T10:00:00+07:00' },
      dateTime: consent.givenAt,
    });
  });
});

it.each([
  ['given', consent],
  ['of a patient whom the hospital has', { ...consent, patientId: 'pat-1' }],
  ['withdrawn', withdrawal],
])('a consent %s is FHIR R4 to the letter', (_name, record) => {
  expect(() => validate({ ...consentOf(record) })).not.toThrow();
});

it.each([
  ['status', 'proposed-again'],
  ['scope', undefined],
  ['policyRule', undefined],
])('which without its %s, or with another, it is not', (element, value) => {
  expect(() => validate({ ...consentOf(consent), [element]: value })).toThrow();
});
