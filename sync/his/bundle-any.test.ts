/** What holds for every body, whatever was registered or changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyBuilder, buildBundle, maxBundleEntries } from './bundle.ts';
import type { Bundle } from './fhir.ts';
import { fhirSystems } from './identifiers.ts';
import { amendment, cancel, consent, desk, refusalNotice, stamp, visit } from './test-registration.ts';
import type { AskedField, ConsentRecord, DeclaredPriority, IdentityEvidence, OutboxSubject } from '../registration.ts';

const systems = fhirSystems();
const facility = { facilityCode: '01005', hospitalName: 'Bệnh viện Mẫu' };

const evidenceArbitrary: fc.Arbitrary<IdentityEvidence> = fc.oneof(
  fc.constantFrom({ method: 'number-typed' } as const, { method: 'vneid-verified' } as const),
  fc.constant({ method: 'code-scanned' } as const),
  fc.record({
    method: fc.constant('chip-read' as const),
    verdict: fc.constantFrom('anchored', 'consistent', 'invalid'),
  }),
  fc.record({
    method: fc.constant('face-returning' as const),
    factor: fc.constantFrom('digits', 'code', 'ticket'),
    similarity: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.constant({ method: 'face-not-recognised' } as const),
  fc.record({
    method: fc.constant('staff-compared' as const),
    result: fc.constantFrom('same-person', 'other-person'),
    by: fc.stringMatching(/^[a-z][a-z0-9._-]{1,23}$/),
  }),
);
const textOrNull = fc.option(fc.string({ minLength: 1 }), { nil: null });
const personArbitrary = fc.record({
  idNumber: textOrNull,
  oldIdNumber: textOrNull,
  insuranceNumber: textOrNull,
  passportNumber: textOrNull,
  patientCode: textOrNull,
  fullName: textOrNull,
  birthDate: textOrNull,
  sex: fc.constantFrom('male', 'female', null),
  residence: textOrNull,
});
const conflictsArbitrary = fc.array(
  fc.record({ field: fc.string({ minLength: 1 }), shown: fc.string(), found: fc.string() }),
);
const askedFields: AskedField[] = ['phone', 'relative', 'ethnicity', 'address', 'guardian'];
const carerArbitrary = fc.option(personArbitrary, { nil: null });
const patientArbitrary = fc.constantFrom(
  { kind: 'new' } as const,
  { kind: 'known', patientId: 'pat-1' } as const,
  { kind: 'provisional', reason: 'hospital-unreachable' } as const,
);
const changeArbitrary = fc.record({
  kind: fc.constant('change-clinic' as const),
  visitKey: fc.uuid(),
  clinic: fc.record({ id: fc.stringMatching(/^[a-z-]{1,20}$/), name: fc.string({ minLength: 1 }) }),
  stream: fc.constantFrom('insured', 'paying', 'priority'),
  priorityReason: fc.option(fc.constant('age-75-or-more'), { nil: null }),
  service: fc.option(fc.record({ code: fc.string({ minLength: 1 }), name: fc.string({ minLength: 1 }) }), {
    nil: null,
  }),
});
const consentArbitrary: fc.Arbitrary<ConsentRecord> = fc
  .record({
    status: fc.constantFrom('active', 'inactive'),
    consentId: fc.uuid(),
    patientId: fc.option(fc.stringMatching(/^[a-z-]{1,20}$/), { nil: null }),
    idNumber: textOrNull,
    withdrawnAt: fc.constantFrom(null, '2026-11-23T10:00:00+07:00'),
    version: fc.string({ minLength: 1 }),
    language: fc.constantFrom('vi', 'en'),
  })
  .map((changes) => ({ ...consent, ...changes }));
const subjectArbitrary: fc.Arbitrary<OutboxSubject> = fc.oneof(
  fc
    .record({
      person: personArbitrary,
      patient: patientArbitrary,
      evidence: fc.array(evidenceArbitrary),
      checkAtDoor: fc.boolean(),
      key: fc.uuid(),
      checkIn: fc.record({
        objectCode: textOrNull,
        careType: textOrNull,
        service: fc.option(fc.record({ code: fc.string({ minLength: 1 }), name: fc.string({ minLength: 1 }) }), {
          nil: null,
        }),
      }),
      coverage: fc.option(
        fc.record({
          insuranceNumber: fc.string({ minLength: 1 }),
          validFrom: textOrNull,
          validTo: textOrNull,
          registeredFacility: textOrNull,
        }),
        { nil: null },
      ),
      doctor: fc.option(fc.record({ id: fc.stringMatching(/^[a-z-]{1,20}$/), name: fc.string({ minLength: 1 }) }), {
        nil: null,
      }),
      referral: fc.option(
        fc.record({ number: fc.string({ minLength: 1 }), facility: textOrNull, validTo: textOrNull }),
        { nil: null },
      ),
      declared: fc.subarray<DeclaredPriority>(['pregnancy', 'disability']),
      answers: fc.array(
        fc.record({
          field: fc.constantFrom(...askedFields),
          value: fc.string({ minLength: 1 }),
          source: fc.constantFrom('chip', 'code', 'typed', 'carer'),
        }),
      ),
      missing: fc.subarray(askedFields),
      carer: carerArbitrary,
      conflicts: conflictsArbitrary,
      planned: fc.constantFrom(null, { serviceDate: '2026-11-24', session: 'morning' } as const),
    })
    .map((overrides) => visit(overrides)),
  fc
    .record({
      person: personArbitrary,
      patient: patientArbitrary,
      evidence: fc.array(evidenceArbitrary),
      conflicts: conflictsArbitrary,
      carer: carerArbitrary,
    })
    .map((overrides) => desk(overrides)),
  fc
    .constantFrom(cancel, refusalNotice, { ...refusalNotice, clinicId: null, sendTo: null })
    .map((draft) => amendment(draft)),
  changeArbitrary.map((draft) => amendment(draft)),
  consentArbitrary,
);

/** FHIR has no null and no empty array or object. */
const hollow = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'object' && (Object.keys(value).length === 0 || Object.values(value).some(hollow)));

describe('anything that is sent', () => {
  it('gives the same bytes again, in at most eight entries with names of their own', () => {
    const body = bodyBuilder(systems, facility);
    fc.assert(
      fc.property(subjectArbitrary, (subject) => {
        const bytes = body(subject);
        expect(body(structuredClone(subject))).toBe(bytes);
        const bundle = JSON.parse(bytes) as Bundle;
        expect(bundle.entry.length).toBeLessThanOrEqual(maxBundleEntries);
        expect(new Set(bundle.entry.map(({ fullUrl }) => fullUrl)).size).toBe(bundle.entry.length);
        expect(hollow(bundle)).toBe(false);
      }),
    );
  });

  it('fills eight entries at most, and needs them', () => {
    const everything = visit({
      patient: { kind: 'provisional', reason: 'similar-record' },
      referral: { number: 'CT00000001', facility: null, validTo: null },
      declared: ['pregnancy'],
      missing: ['phone'],
      conflicts: [{ field: 'fullName', shown: 'An', found: 'Ân' }],
    });
    expect(buildBundle(everything, systems, facility).entry).toHaveLength(maxBundleEntries);
  });

  it('shares no address with another key', () => {
    const urls = (key: string): string[] =>
      buildBundle(visit({ key }), systems, facility).entry.map(({ fullUrl }) => fullUrl);
    const other = urls('9d6a2f10-0b7c-4f3e-8a55-1c2d3e4f5a6b');
    for (const url of urls(stamp.key)) expect(other).not.toContain(url);
  });
});
