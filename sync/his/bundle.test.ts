import { describe, expect, it } from 'vitest';
import { buildBundle, maxBundleEntries, provenanceId } from './bundle.ts';
import type { Bundle, BundleEntry } from './fhir.ts';
import { fhirSystems } from './identifiers.ts';
import { desk, everyEvidence, nobody, somebody, stamp, visit } from './test-registration.ts';
import type { Registration } from '../registration.ts';

const systems = fhirSystems();
const facility = { facilityCode: '01005', hospitalName: 'Bệnh viện Mẫu' };
const build = (registration: Registration): Bundle => buildBundle(registration, systems, facility);

const kinds = (bundle: Bundle): string[] =>
  bundle.entry.map(({ request }) => `${request.method} ${request.url.split('/')[0] ?? ''}`);

function only<T extends BundleEntry['resource']['resourceType']>(
  bundle: Bundle,
  type: T,
): Extract<BundleEntry['resource'], { resourceType: T }> {
  const found = bundle.entry.filter(({ resource }) => resource.resourceType === type);
  expect(found).toHaveLength(1);
  return found[0]?.resource as Extract<BundleEntry['resource'], { resourceType: T }>;
}

const condition = (bundle: Bundle, type: string): string[][] =>
  bundle.entry
    .filter(({ request }) => request.url === type)
    .map(({ request }) => new URLSearchParams(request.ifNoneExist).getAll('identifier'));

describe('a visit', () => {
  it('is Patient, Coverage, Encounter, Task and Provenance when the patient is new', () => {
    expect(kinds(build(visit()))).toEqual([
      'POST Patient',
      'POST Coverage',
      'POST Encounter',
      'POST Task',
      'PUT Provenance',
    ]);
  });

  it('creates no Patient when the hospital has one', () => {
    const bundle = build(visit({ patient: { kind: 'known', patientId: 'pat-1' }, coverage: null }));
    expect(kinds(bundle)).toEqual(['POST Encounter', 'POST Task', 'PUT Provenance']);
    expect(only(bundle, 'Encounter').subject).toEqual({ reference: 'Patient/pat-1' });
  });

  it('creates each entry only once, by the identifiers of the table', () => {
    const bundle = build(visit());
    const key = `${systems.checkIn}|${stamp.key}`;
    expect(condition(bundle, 'Patient')).toEqual([[`${systems.nationalId}|001085012345`]]);
    expect(condition(bundle, 'Coverage')).toEqual([
      [`${systems.insuranceNumber}|0123456789`, `${systems.coveragePeriod}|0123456789_2026-01-01_2026-12-31`],
    ]);
    expect(condition(bundle, 'Encounter')).toEqual([[key]]);
    expect(condition(bundle, 'Task')).toEqual([[key]]);
  });

  it('finds every identifier it is conditional on in the resource itself', () => {
    for (const registration of [visit(), visit({ person: nobody }), desk()]) {
      for (const { resource, request } of build(registration).entry) {
        const written = 'identifier' in resource ? [resource.identifier ?? []].flat() : [];
        for (const token of new URLSearchParams(request.ifNoneExist).getAll('identifier')) {
          expect(written.map(({ system, value }) => `${system ?? ''}|${value ?? ''}`)).toContain(token);
        }
      }
    }
  });

  it('refers only to its own entries and to resources of the hospital', () => {
    const bundle = build(visit({ appointmentId: 'appt-7' }));
    const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
    const references = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)].map(([, reference]) => reference);
    expect(new Set(urls).size).toBe(urls.length);
    for (const reference of references) {
      expect(urls.includes(reference ?? '') || /^(HealthcareService|Appointment)\/[\w-]+$/.test(reference ?? '')).toBe(
        true,
      );
    }
    expect(JSON.stringify(bundle)).not.toMatch(/"reference":"[^"]*\?/);
  });

  it('arrives as an ambulatory Encounter of this facility on its appointment', () => {
    expect(only(build(visit({ appointmentId: 'appt-7' })), 'Encounter')).toMatchObject({
      status: 'arrived',
      class: { code: 'AMB' },
      identifier: [{ system: systems.checkIn, value: stamp.key }],
      appointment: [{ reference: 'Appointment/appt-7' }],
      period: { start: stamp.registeredAt },
      serviceProvider: { identifier: { system: systems.facilityCode, value: '01005' } },
    });
    expect(only(build(visit()), 'Encounter')).not.toHaveProperty('appointment');
  });

  it('carries the queue number, stream and kiosk in its Task', () => {
    const task = only(build(visit()), 'Task');
    expect(task.identifier).toContainEqual({ use: 'official', system: systems.queueNumber, value: 'A001' });
    expect(task.requester).toEqual({ type: 'Device', identifier: { system: systems.kiosk, value: 'K1' } });
    expect(task.input?.map(({ type, ...value }) => [type.coding?.[0]?.code, ...Object.values(value)])).toEqual([
      ['stream', 'insured'],
      ['service-date', '2026-11-23'],
      ['session', 'morning'],
    ]);
  });

  it('marks a number of the kiosk itself as temporary', () => {
    const task = only(build(visit({ ticket: { number: 'K1-001', official: false } })), 'Task');
    expect(task.identifier).toContainEqual({ use: 'temp', system: systems.queueNumber, value: 'K1-001' });
  });

  it.each([
    { stream: 'priority', reason: 'age-75-or-more', encounter: 'UR', task: 'urgent' },
    { stream: 'paying', reason: null, encounter: 'R', task: 'routine' },
  ] as const)('says priority and its reason for the stream $stream', ({ stream, reason, encounter, task }) => {
    const bundle = build(visit({ stream, priorityReason: reason }));
    expect(only(bundle, 'Encounter').priority?.coding?.[0]?.code).toBe(encounter);
    expect(only(bundle, 'Task').priority).toBe(task);
    expect(only(bundle, 'Task').reasonCode?.coding?.[0]?.code).toBe(reason ?? undefined);
  });

  it('leaves the period of a Coverage out where the card has none', () => {
    const open = build(
      visit({ coverage: { insuranceNumber: '0123456789', validFrom: null, validTo: null, registeredFacility: null } }),
    );
    expect(only(open, 'Coverage')).not.toHaveProperty('period');
    expect(condition(open, 'Coverage')[0]).toContain(`${systems.coveragePeriod}|0123456789_open_open`);
    const from = build(
      visit({
        coverage: { insuranceNumber: '0123456789', validFrom: '2026-01-01', validTo: null, registeredFacility: null },
      }),
    );
    expect(only(from, 'Coverage').period).toEqual({ start: '2026-01-01' });
    const to = build(
      visit({
        coverage: { insuranceNumber: '0123456789', validFrom: null, validTo: '2026-12-31', registeredFacility: null },
      }),
    );
    expect(only(to, 'Coverage').period).toEqual({ end: '2026-12-31' });
  });
});

describe('what the ministry’s check-in table asks for', () => {
  it('stands where FHIR has it, as the hospital gave it', () => {
    const bundle = build(visit());
    expect(only(bundle, 'Encounter')).toMatchObject({
      identifier: [{ value: stamp.key }],
      extension: [{ url: systems.objectCode, valueCode: '1.1' }],
      type: [{ coding: [{ system: systems.encounterCareType, code: '01' }] }],
      serviceType: {
        coding: [
          { system: systems.clinic, code: 'noi-tong-quat', display: 'Nội tổng quát' },
          { system: systems.examination, code: '02.1897', display: 'Khám Nội' },
        ],
      },
      period: { start: '2026-11-23T08:15:30+07:00' },
    });
    expect(only(bundle, 'Coverage')).toMatchObject({
      extension: [
        {
          url: systems.registeredFacility,
          valueReference: { identifier: { system: systems.facilityCode, value: '01005' } },
        },
      ],
      subscriberId: 'GD4010123456789',
      period: { start: '2026-01-01', end: '2026-12-31' },
    });
  });

  it('is left out where the hospital said nothing', () => {
    const bundle = build(
      visit({
        checkIn: { objectCode: null, careType: null, service: null },
        coverage: { insuranceNumber: '0123456789', validFrom: null, validTo: null, registeredFacility: null },
      }),
    );
    expect(only(bundle, 'Encounter')).not.toHaveProperty('extension');
    expect(only(bundle, 'Encounter')).not.toHaveProperty('type');
    expect(only(bundle, 'Encounter').serviceType?.coding).toHaveLength(1);
    expect(only(bundle, 'Coverage')).not.toHaveProperty('extension');
  });
});

describe('the patient of a visit', () => {
  it('is created by the insurance code where there is no citizen number', () => {
    const bundle = build(visit({ person: { ...somebody, idNumber: null } }));
    expect(condition(bundle, 'Patient')).toEqual([[`${systems.insuranceNumber}|0123456789`]]);
    expect(only(bundle, 'Patient')).not.toHaveProperty('meta');
  });

  it('carries every number with its type, and its name as it is written', () => {
    const patient = only(
      build(visit({ person: { ...somebody, passportNumber: 'C1234567', patientCode: 'BN1' } })),
      'Patient',
    );
    expect(patient.identifier?.map(({ type, system, value }) => [type?.coding?.[0]?.code, system, value])).toEqual([
      ['NI', systems.nationalId, '001085012345'],
      ['NI', systems.oldNationalId, '012345678'],
      ['SB', systems.insuranceNumber, '0123456789'],
      ['PPN', undefined, 'C1234567'],
    ]);
    expect(patient.name).toEqual([{ use: 'official', text: 'Nguyễn Văn An' }]);
    expect(patient.birthDate).toBe('1985-03-15');
  });

  it.each(['hospital-unreachable', 'similar-record', 'fields-missing'] as const)(
    'is tagged provisional for %s, still created by the strong key, and a task for staff that says why',
    (reason) => {
      const bundle = build(visit({ patient: { kind: 'provisional', reason } }));
      expect(only(bundle, 'Patient').meta?.tag).toEqual([{ system: systems.provisional, code: reason }]);
      expect(condition(bundle, 'Patient')).toEqual([[`${systems.nationalId}|001085012345`]]);
      const [, task] = bundle.entry.flatMap(({ resource }) => (resource.resourceType === 'Task' ? [resource] : []));
      expect(task).toMatchObject({
        code: { coding: [{ code: 'data-conflict' }] },
        for: { reference: bundle.entry[0]?.fullUrl },
        reasonCode: { coding: [{ system: systems.provisional, code: reason }] },
        input: [{ valueString: 'patient' }, { valueString: 'provisional' }],
      });
      expect(bundle.entry.length).toBeLessThanOrEqual(maxBundleEntries);
    },
  );

  it.each([{ kind: 'provisional', reason: 'no-strong-key' } as const, { kind: 'new' } as const])(
    'without a strong key is provisional, created by the check-in key, and a task for staff: $kind',
    (patient) => {
      const bundle = build(visit({ person: { ...nobody, passportNumber: 'C1234567' }, patient }));
      expect(only(bundle, 'Patient').meta?.tag?.[0]?.code).toBe('no-strong-key');
      expect(condition(bundle, 'Patient')).toEqual([[`${systems.checkIn}|${stamp.key}`]]);
      expect(condition(bundle, 'Task')).toEqual([
        [`${systems.checkIn}|${stamp.key}`],
        [`${systems.checkIn}|${stamp.key}.conflict-1`],
      ]);
    },
  );
});

describe('provenance', () => {
  it('is put under the UUID version 5 of the key and says how the holder was identified', () => {
    const bundle = build(visit({ evidence: everyEvidence }));
    const provenance = only(bundle, 'Provenance');
    const id = provenanceId(stamp.key);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(provenance.id).toBe(id);
    expect(bundle.entry.at(-1)?.request).toEqual({ method: 'PUT', url: `Provenance/${id}` });
    expect(
      provenance.extension?.map(({ extension }) => [
        extension?.[0]?.valueCoding?.code,
        extension?.[1]?.valueCode ?? extension?.[1]?.valueDecimal,
      ]),
    ).toEqual([
      ['code-scanned', undefined],
      ['chip-read', 'anchored'],
      ['face-matches-chip', 0.73],
      ['face-not-matched', 0.2],
      ['face-not-compared', 'no-camera'],
      ['chip-not-read', 'no-card'],
      ['face-returning', 'digits'],
      ['face-not-recognised', undefined],
      ['staff-compared', 'same-person'],
    ]);
    expect(provenance.extension?.[6]?.extension?.[2]).toEqual({ url: 'similarity', valueDecimal: 0.55 });
    expect(provenance.extension?.[8]?.extension?.[2]).toEqual({ url: 'by', valueString: 'lan' });
    expect(provenance.entity?.[0]?.what.identifier).toEqual({ system: systems.codeDigest, value: 'ab'.repeat(32) });
  });

  it('has no empty arrays', () => {
    const provenance = only(build(visit({ evidence: [], codeSha256: null })), 'Provenance');
    expect(provenance).not.toHaveProperty('extension');
    expect(provenance).not.toHaveProperty('entity');
  });
});

describe('a desk registration', () => {
  it('is a follow-up with what was captured, its conflicts and its provenance', () => {
    const bundle = build(desk());
    expect(kinds(bundle)).toEqual(['POST Task', 'POST Task', 'PUT Provenance']);
    const [followUp, conflict] = bundle.entry.map(({ resource }) => resource);
    expect(followUp).toMatchObject({
      code: { coding: [{ code: 'desk-follow-up' }] },
      reasonCode: { coding: [{ code: 'record-conflict' }] },
      for: { reference: 'Patient/pat-1' },
    });
    expect(JSON.stringify(followUp)).toContain('Nguyễn Văn An');
    expect(conflict).toMatchObject({
      code: { coding: [{ code: 'data-conflict' }] },
      partOf: [{ reference: bundle.entry[0]?.fullUrl }],
      input: [{ valueString: 'birth-date' }, { valueString: '1985-03-15' }, { valueString: '1958-03-15' }],
    });
  });

  it('names no patient and creates none where the hospital has none', () => {
    const bundle = build(desk({ patient: { kind: 'provisional', reason: 'no-strong-key' }, person: nobody }));
    expect(JSON.stringify(bundle)).not.toContain('"for"');
    expect(kinds(bundle)).not.toContain('POST Patient');
  });

  it('keeps every conflict however many there are', () => {
    const conflicts = Array.from({ length: 11 }, (_, index) => ({
      field: `field-${index}`,
      shown: index === 3 ? '' : 'one',
      found: index === 4 ? '' : 'other',
    }));
    const bundle = build(desk({ conflicts }));
    expect(bundle.entry).toHaveLength(maxBundleEntries);
    for (const { field } of conflicts) expect(JSON.stringify(bundle)).toContain(`"${field}"`);
    expect(JSON.stringify(bundle)).not.toContain('"valueString":""');
  });
});
