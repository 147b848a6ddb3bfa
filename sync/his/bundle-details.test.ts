/** What a visit carries beyond its patient, card, Encounter and ticket: each fact in its element. */
import { describe, expect, it } from 'vitest';
import { buildBundle } from './bundle.ts';
import type { Bundle, BundleEntry } from './fhir.ts';
import { fhirSystems, hl7 } from './identifiers.ts';
import { desk, nobody, somebody, stamp, visit } from './test-registration.ts';
import type { Registration, ShownPaper } from '../registration.ts';

const systems = fhirSystems();
const build = (registration: Registration): Bundle =>
  buildBundle(registration, systems, { facilityCode: '01005', hospitalName: 'Bệnh viện Mẫu' });

type ResourceType = BundleEntry['resource']['resourceType'];
const all = <T extends ResourceType>(bundle: Bundle, type: T) =>
  bundle.entry.flatMap(({ resource }) =>
    resource.resourceType === type ? [resource as Extract<BundleEntry['resource'], { resourceType: T }>] : [],
  );
const staffTask = (bundle: Bundle) => all(bundle, 'Task').find(({ identifier }) => identifier?.length === 1);
const known = { patient: { kind: 'known', patientId: 'pat-1' } } as const;
const carer = { ...nobody, idNumber: '001060012345', fullName: 'Nguyễn Thị Bà', sex: 'female' } as const;

describe('a referral', () => {
  it('is created once by its number, and what the Encounter is based on', () => {
    const referral = { number: 'CT00000001', facility: 'Trạm y tế Mẫu', validTo: '2026-12-31' };
    const bundle = build(visit({ referral }));
    const entry = bundle.entry.find(({ resource }) => resource.resourceType === 'ServiceRequest');
    expect(new URLSearchParams(entry?.request.ifNoneExist).get('identifier')).toBe(
      `${systems.referralNumber}|CT00000001`,
    );
    expect(entry?.resource).toMatchObject({
      subject: { reference: bundle.entry[0]?.fullUrl },
      occurrencePeriod: { end: '2026-12-31' },
      requester: { display: 'Trạm y tế Mẫu' },
    });
    expect(all(bundle, 'Encounter')[0]?.basedOn).toEqual([{ reference: entry?.fullUrl }]);
  });

  it('may name neither facility nor end', () => {
    const [request] = all(
      build(visit({ referral: { number: 'CT1', facility: null, validTo: null } })),
      'ServiceRequest',
    );
    expect(request).not.toHaveProperty('requester');
    expect(request).not.toHaveProperty('occurrencePeriod');
    expect(all(build(visit()), 'Encounter')[0]).not.toHaveProperty('basedOn');
  });
});

describe('the doctor', () => {
  it('takes part in the Encounter and stands on the ticket', () => {
    const bundle = build(visit({ doctor: { id: 'bs-hoa', name: 'BS. Hòa' } }));
    const doctor = { reference: 'Practitioner/bs-hoa', display: 'BS. Hòa' };
    expect(all(bundle, 'Encounter')[0]?.participant).toMatchObject([{ individual: doctor }]);
    expect(all(bundle, 'Task')[0]?.input?.at(-1)).toMatchObject({
      type: { coding: [{ code: 'doctor' }] },
      valueReference: doctor,
    });
    expect(all(build(visit()), 'Encounter')[0]).not.toHaveProperty('participant');
  });
});

describe('further appointments of a session', () => {
  it('stand in the Encounter after the first', () => {
    const bundle = build(visit({ appointmentId: 'a1', otherAppointmentIds: ['a2', 'a3'] }));
    const references = ['a1', 'a2', 'a3'].map((id) => ({ reference: `Appointment/${id}` }));
    expect(all(bundle, 'Encounter')[0]?.appointment).toEqual(references);
  });
});

it('a doctor without a name is referred to without one', () => {
  const [encounter] = all(build(visit({ doctor: { id: 'd1', name: '' } })), 'Encounter');
  expect(encounter?.participant?.[0]?.individual).toEqual({ reference: 'Practitioner/d1' });
});

describe('a card from before the social-insurance code', () => {
  const number = 'GD401AB23456789';
  const person = { ...somebody, insuranceNumber: number };

  it('is a Coverage under its whole number, which nobody is identified by', () => {
    const coverage = { insuranceNumber: number, validFrom: null, validTo: null, registeredFacility: null };
    const bundle = build(visit({ person, coverage }));
    const [card] = all(bundle, 'Coverage');
    expect(card?.subscriberId).toBe(number);
    expect(card?.identifier?.map(({ value }) => value)).toEqual([`${number}_open_open`]);
    expect(all(bundle, 'Patient')[0]?.identifier?.map(({ value }) => value)).not.toContain(number);
  });

  it('creates nobody by itself', () => {
    const bundle = build(visit({ person: { ...person, idNumber: null }, coverage: null }));
    expect(all(bundle, 'Patient')[0]?.meta?.tag).toMatchObject([{ code: 'no-strong-key' }]);
  });
});

describe('a visit for another session', () => {
  it('is planned, in the session of its ticket, and says when it was registered', () => {
    const planned = { serviceDate: '2026-11-24', session: 'morning' } as const;
    const bundle = build(visit({ planned, ...planned }));
    expect(all(bundle, 'Encounter')[0]).toMatchObject({ status: 'planned', period: { start: stamp.registeredAt } });
    expect(all(bundle, 'Task')[0]?.input).toContainEqual(expect.objectContaining({ valueDate: '2026-11-24' }));
  });
});

describe('what the patient said', () => {
  const said = visit({
    answers: [
      { field: 'phone', value: '0912345678', source: 'typed' },
      { field: 'relative', value: '0987654321', source: 'typed' },
      { field: 'ethnicity', value: 'Kinh', source: 'chip' },
      { field: 'address', value: '00004', source: 'code' },
      { field: 'guardian', value: 'Nguyễn Thị Bà', source: 'carer' },
    ],
    declared: ['pregnancy', 'disability'],
    missing: ['relative'],
    carer,
  });

  it('is a QuestionnaireResponse under the check-in key, with the source of each answer', () => {
    const bundle = build(said);
    const [response] = all(bundle, 'QuestionnaireResponse');
    expect(response).toMatchObject({
      identifier: { system: systems.checkIn, value: stamp.key },
      questionnaire: systems.checkInQuestions,
      encounter: { reference: bundle.entry.find(({ request }) => request.url === 'Encounter')?.fullUrl },
    });
    const item = (linkId: string) => response?.item?.find((each) => each.linkId === linkId);
    expect(item('phone')?.answer).toEqual([
      {
        valueString: '0912345678',
        item: [{ linkId: 'phone.source', answer: [{ valueCoding: { system: systems.checkInAnswer, code: 'typed' } }] }],
      },
    ]);
    expect(item('declared')?.answer?.map(({ valueCoding }) => valueCoding?.code)).toEqual(['pregnancy', 'disability']);
    expect(item('missing')?.answer?.map(({ valueCoding }) => valueCoding?.code)).toEqual(['relative']);
    expect(item('carer')?.item?.map(({ linkId, answer }) => [linkId, answer?.[0]?.valueString])).toEqual([
      ['carer.full-name', 'Nguyễn Thị Bà'],
      ['carer.sex', 'female'],
      ['carer.id-number', '001060012345'],
    ]);
  });

  it('is in the record of a new patient, too', () => {
    const [patient] = all(build(said), 'Patient');
    expect(patient).toMatchObject({
      extension: [{ url: systems.ethnicity, valueString: 'Kinh' }],
      telecom: [{ system: 'phone', value: '0912345678' }],
      address: [
        {
          extension: [{ url: systems.addressUnit, valueCoding: { system: systems.addressUnits, code: '00004' } }],
          text: somebody.residence,
        },
      ],
      contact: [
        { relationship: [{ coding: [{ system: hl7.relationship, code: 'GUARD' }] }], name: { text: 'Nguyễn Thị Bà' } },
        { relationship: [{ coding: [{ code: 'N' }] }], telecom: [{ value: '0987654321' }] },
        { relationship: [{ coding: [{ code: 'C' }] }], name: { text: 'Nguyễn Thị Bà' } },
      ],
    });
    expect(all(build(visit()), 'Patient')[0]).not.toHaveProperty('contact');
  });

  it('is not written into the record of a known one', () => {
    const bundle = build({ ...said, ...known });
    expect(all(bundle, 'Patient')).toEqual([]);
    expect(all(bundle, 'QuestionnaireResponse')).toHaveLength(1);
  });

  it('may be a commune without a written address, and a carer of whom nothing is known', () => {
    const answers = [{ field: 'address', value: '00004', source: 'typed' }] as const;
    const bundle = build(visit({ person: { ...somebody, residence: null }, answers: [...answers], carer: nobody }));
    expect(all(bundle, 'Patient')[0]?.address?.[0]).not.toHaveProperty('text');
    expect(all(bundle, 'Patient')[0]).not.toHaveProperty('contact');
    expect(JSON.stringify(all(bundle, 'QuestionnaireResponse'))).toContain('carer.present');
  });

  it('is no entry when nothing was said', () => {
    expect(all(build(visit()), 'QuestionnaireResponse')).toEqual([]);
  });
});

describe('what staff have to do about a visit', () => {
  const conflicts = [{ field: 'full-name', shown: 'Nguyễn Văn An', found: 'Nguyễn Văn Ân' }];

  it('is nothing for most', () => {
    expect(staffTask(build(visit()))).toBeUndefined();
  });

  it('is to settle the conflicts of a known patient, which overwrite nothing', () => {
    const bundle = build(visit({ ...known, conflicts }));
    expect(all(bundle, 'Patient')).toEqual([]);
    expect(staffTask(bundle)).toMatchObject({
      code: { coding: [{ code: 'data-conflict' }] },
      for: { reference: 'Patient/pat-1' },
      input: [{ valueString: 'full-name' }, { valueString: 'Nguyễn Văn An' }, { valueString: 'Nguyễn Văn Ân' }],
    });
  });

  it('is to ask a new patient what is missing, under an identifier of its own', () => {
    const bundle = build(visit({ missing: ['phone', 'address'] }));
    const entry = bundle.entry.find(({ resource }) => resource === staffTask(bundle));
    expect(entry?.request.ifNoneExist).toContain(`${stamp.key}.details`);
    expect(entry?.resource).toMatchObject({
      code: { coding: [{ code: 'patient-details' }] },
      identifier: [{ system: systems.checkIn, value: `${stamp.key}.details` }],
      partOf: [{ reference: bundle.entry.find(({ request }) => request.url === 'Task')?.fullUrl }],
      input: [{ valueCode: 'phone' }, { valueCode: 'address' }],
    });
  });

  it('is one Task when it is both', () => {
    const patient = { kind: 'provisional', reason: 'similar-record' } as const;
    const bundle = build(visit({ patient, conflicts, missing: ['phone'] }));
    expect(all(bundle, 'Task')).toHaveLength(2);
    expect(
      staffTask(bundle)?.input?.map(({ type, valueString, valueCode }) => [
        type.coding?.[0]?.code,
        valueString ?? valueCode,
      ]),
    ).toEqual([
      ['field', 'patient'],
      ['shown', 'provisional'],
      ['field', 'full-name'],
      ['shown', 'Nguyễn Văn An'],
      ['found', 'Nguyễn Văn Ân'],
      ['missing', 'phone'],
    ]);
  });
});

describe('a desk registration', () => {
  it('names the appointments it is about', () => {
    const [task] = all(build(desk({ reason: 'appointment', appointmentIds: ['a1', 'a2'] })), 'Task');
    const inputs = task?.input?.filter(({ type }) => type.coding?.[0]?.code === 'appointment');
    expect(inputs?.map(({ valueReference }) => valueReference?.reference)).toEqual([
      'Appointment/a1',
      'Appointment/a2',
    ]);
  });

  it('says which slip or ticket was shown, of which nobody was named', () => {
    const inputsOf = (shown: ShownPaper | null) =>
      all(build(desk({ shown, person: nobody, conflicts: [] })), 'Task')[0]?.input?.map(({ type, ...value }) => [
        type.coding?.[0]?.code,
        value.valueString ?? value.valueCode,
      ]);
    expect(inputsOf({ kind: 'slip', slip: 'referral', code: 'CT00000001' })).toEqual(
      expect.arrayContaining([
        ['slip', 'referral'],
        ['slip-code', 'CT00000001'],
      ]),
    );
    expect(inputsOf({ kind: 'ticket', visitKey: stamp.key, number: 'TM-042' })).toEqual(
      expect.arrayContaining([
        ['ticket', 'TM-042'],
        ['ticket-key', stamp.key],
      ]),
    );
    const withoutNumber = inputsOf({ kind: 'ticket', visitKey: stamp.key, number: null });
    expect(withoutNumber?.map(([code]) => code)).toEqual(['service-date', 'session', 'ticket-key']);
    expect(inputsOf(null)?.map(([code]) => code)).toEqual(['service-date', 'session']);
  });

  it('says who came along, apart from whom it is for', () => {
    const [task] = all(build(desk({ carer, conflicts: [] })), 'Task');
    const inputs = task?.input?.map(({ type, valueString }) => [type.coding?.[0]?.code, valueString]);
    expect(inputs).toContainEqual(['full-name', 'Nguyễn Văn An']);
    expect(inputs).toContainEqual(['carer-full-name', 'Nguyễn Thị Bà']);
    expect(inputs).toContainEqual(['carer-id-number', '001060012345']);
  });
});

it('says that a number was typed, or a code of VNeID verified', () => {
  const evidence = [{ method: 'number-typed' }, { method: 'vneid-verified' }] as const;
  const [provenance] = all(build(visit({ evidence: [...evidence] })), 'Provenance');
  expect(provenance?.extension?.map(({ extension }) => extension?.map(({ valueCoding }) => valueCoding?.code))).toEqual(
    [['number-typed'], ['vneid-verified']],
  );
});
