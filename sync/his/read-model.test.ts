/** What other servers send: parts missing, references absolute, text where we would code. */
import { describe, expect, it } from 'vitest';
import {
  appointmentSchema,
  healthcareServiceSchema,
  hospitalPatient,
  locationSchema,
  passportNumbers,
  patientSchema,
} from './answers.ts';
import { fhirSystems, hl7 } from './identifiers.ts';
import { appointment, clinic, withinPeriod } from './read-model.ts';

const systems = fhirSystems();

describe('an appointment', () => {
  const read = (resource: object) =>
    appointment(appointmentSchema.parse({ resourceType: 'Appointment', id: 'a', ...resource }), systems);
  const start = '2026-11-23T08:30:00+07:00';
  const plain = {
    id: 'a',
    clinicId: 'mat',
    practitionerId: null,
    kind: 'appointment',
    status: 'booked',
    movedTo: null,
  };

  it('names its clinic by an absolute reference, its doctor by a role', () => {
    const participant = [
      {},
      { actor: { reference: 'https://his.example/fhir/PractitionerRole/r1', display: 'BS. Lê Hòa' } },
      { actor: { reference: 'https://his.example/fhir/HealthcareService/mat' } },
    ];
    expect(read({ start, participant })).toEqual({ ...plain, start, practitioner: 'BS. Lê Hòa' });
  });

  it('names its clinic by a code', () => {
    const serviceType = [
      {},
      {
        coding: [
          { system: 'other', code: 'x' },
          { system: systems.clinic, code: 'mat' },
        ],
      },
    ];
    expect(read({ start, serviceType })).toEqual({ ...plain, start, practitioner: null });
  });

  it('is left out without a clinic or a time', () => {
    const participant = [{ actor: { reference: 'HealthcareService/mat' } }, { actor: { reference: 'Practitioner/p' } }];
    expect(read({ start })).toBeNull();
    expect(read({ participant })).toBeNull();
    for (const odd of ['soon', '1', '2026-11-23', '2026-11-23T08:30:00']) {
      expect(read({ participant, start: odd })).toBeNull();
    }
    expect(read({ participant, start })).toMatchObject({ practitioner: null });
  });

  const participant = [{ actor: { reference: 'HealthcareService/mat' } }];

  it.each([
    ['proposed', 'booked'],
    ['pending', 'booked'],
    ['booked', 'booked'],
    ['noshow', 'booked'],
    ['arrived', 'arrived'],
    ['checked-in', 'arrived'],
    ['fulfilled', 'arrived'],
    ['cancelled', 'cancelled'],
  ])('that is %s for the hospital is %s', (status, meaning) => {
    expect(read({ start, participant, status })).toMatchObject({ status: meaning, movedTo: null });
  });

  it.each(['waitlist', 'entered-in-error', 'odd'])('that is %s is none', (status) => {
    expect(read({ start, participant, status })).toBeNull();
  });

  it('whose doctor declined stands without them, and only while it is booked', () => {
    const declined = [...participant, { actor: { reference: 'Practitioner/q' }, status: 'declined' }];
    expect(read({ start, participant: declined, status: 'booked' })).toMatchObject({
      status: 'doctor-absent',
      practitionerId: 'q',
    });
    expect(read({ start, participant: declined, status: 'arrived' })).toMatchObject({ status: 'arrived' });
    const patient = [...participant, { actor: { reference: 'Patient/p' }, status: 'declined' }];
    expect(read({ start, participant: patient, status: 'booked' })).toMatchObject({ status: 'booked' });
  });

  it('is moved by its reason or by its new time', () => {
    const movedTo = '2026-11-25T09:00:00+07:00';
    const status = 'cancelled';
    const extension = [{ url: systems.movedTo, valueDateTime: movedTo }];
    const cancelationReason = { coding: [{ system: systems.cancellationReason, code: 'moved' }] };
    expect(read({ start, participant, status, extension })).toMatchObject({ status: 'moved', movedTo });
    expect(read({ start, participant, status, cancelationReason })).toMatchObject({ status: 'moved', movedTo: null });
    const odd = [{ url: systems.movedTo, valueDateTime: '2026-11-25' }];
    expect(read({ start, participant, status, extension: odd })).toMatchObject({ status: 'moved', movedTo: null });
    expect(read({ start, participant, status: 'booked', extension })).toMatchObject({
      status: 'booked',
      movedTo: null,
    });
    const other = { coding: [{ system: 'other', code: 'moved' }] };
    expect(read({ start, participant, status, cancelationReason: other })).toMatchObject({ status: 'cancelled' });
  });

  it('is a re-examination by HL7’s own code', () => {
    const typed = (system: string) => ({ coding: [{ system, code: 'FOLLOWUP' }] });
    expect(read({ start, participant, appointmentType: typed(hl7.appointmentReason) })).toMatchObject({
      kind: 're-examination',
    });
    expect(read({ start, participant, appointmentType: typed('other') })).toMatchObject({ kind: 'appointment' });
  });

  it('is given only for the days that were asked for, by the hospital’s own midnight', () => {
    const answers = [
      '2026-11-22T16:59:00Z',
      '2026-11-24T16:59:00Z',
      '2026-11-22T17:00:00Z',
      '2026-11-24T17:00:00Z',
    ].map((time, index) =>
      appointmentSchema.parse({ resourceType: 'Appointment', id: String(index), start: time, participant }),
    );
    answers.push(appointmentSchema.parse({ resourceType: 'Appointment', id: 'timeless' }));
    const period = { from: '2026-11-23', to: '2026-11-24' };
    const found = withinPeriod(answers, period, { timeZone: 'Asia/Ho_Chi_Minh', systems });
    expect(found.map(({ id }) => id)).toEqual(['2', '1']);
  });
});

describe('a clinic', () => {
  const read = (resource: object, ...locations: object[]) =>
    clinic(
      healthcareServiceSchema.parse({ resourceType: 'HealthcareService', id: 'mat', ...resource }),
      locations.map((location) => locationSchema.parse({ resourceType: 'Location', id: 'r', ...location })),
      systems,
    );

  it('with nothing but an id can still be shown', () => {
    expect(read({})).toEqual({
      id: 'mat',
      name: { vi: 'mat', en: 'mat' },
      room: '',
      floor: '',
      open: true,
      waiting: null,
      building: null,
      specialty: null,
      isScreening: false,
    });
  });

  it('is a room of a specialty, in a building, and may be where staff screen', () => {
    const name = {
      extension: [
        { url: 'lang', valueCode: 'en' },
        { url: 'content', valueString: 'Eye' },
      ],
    };
    const coding = { system: systems.specialty, code: 'mat' };
    const room = { extension: [{ url: systems.building, valueString: 'Nhà B' }] };
    const location = [{ reference: 'Location/r' }];
    const characteristic = [{}, { coding: [{ system: systems.clinicKind, code: 'screening' }] }];
    const translated = { ...coding, display: 'Mắt', _display: { extension: [{ url: hl7.translation, ...name }] } };
    expect(read({ location, characteristic, specialty: [{}, { coding: [translated] }] }, room)).toMatchObject({
      building: 'Nhà B',
      specialty: { code: 'mat', name: { vi: 'Mắt', en: 'Eye' } },
      isScreening: true,
    });
    expect(read({ specialty: [{ coding: [coding] }] }).specialty).toEqual({
      code: 'mat',
      name: { vi: 'mat', en: 'mat' },
    });
    const other = [{ coding: [{ system: 'other', code: 'mat' }] }, { coding: [{ system: systems.specialty }] }];
    expect(
      read({ specialty: other, characteristic: [{ coding: [{ system: systems.clinicKind, code: 'x' }] }] }),
    ).toMatchObject({
      specialty: null,
      isScreening: false,
    });
  });

  it('has the room its reference displays when the Location was not sent', () => {
    expect(read({ name: 'Mắt', location: [{ reference: 'Location/r', display: '207' }] })).toMatchObject({
      room: '207',
    });
  });

  it('has an English name only where there is one', () => {
    const translated = (lang: string) => ({
      name: 'Mắt',
      _name: {
        extension: [
          { url: 'other' },
          { url: hl7.translation },
          {
            url: hl7.translation,
            extension: [
              { url: 'lang', valueCode: lang },
              { url: 'content', valueString: 'Eye' },
            ],
          },
        ],
      },
    });
    expect(read(translated('en-GB')).name).toEqual({ vi: 'Mắt', en: 'Eye' });
    expect(read(translated('fr')).name).toEqual({ vi: 'Mắt', en: 'Mắt' });
    expect(read({ name: 'Mắt', _name: {} }).name.en).toBe('Mắt');
  });

  it('is closed when it is inactive or its room is', () => {
    const location = [{ reference: 'Location/r' }];
    expect(read({ active: false }).open).toBe(false);
    expect(read({ location }, { status: 'suspended' }).open).toBe(false);
    expect(read({ location }, { status: 'active' }).open).toBe(true);
    expect(read({ location }, {}).open).toBe(true);
  });
});

describe('a patient', () => {
  const parse = (resource: object) => patientSchema.parse({ resourceType: 'Patient', id: 'p', ...resource });

  it.each([
    [{ name: [{ text: 'Nick' }, { use: 'official', text: 'Nguyễn Văn An' }] }, 'Nguyễn Văn An'],
    [{ name: [{ family: 'Nguyễn', given: ['Văn', 'An'] }] }, 'Nguyễn Văn An'],
    [{ name: [{ given: ['An'] }] }, 'An'],
    [{ name: [{ family: 'Nguyễn' }] }, 'Nguyễn'],
    [{}, ''],
  ])('is called by the official name: %o', (resource, fullName) => {
    expect(hospitalPatient(parse(resource), systems)).toMatchObject({ fullName });
  });

  it('may lack everything else', () => {
    expect(hospitalPatient(parse({ gender: 'unknown' }), systems)).toEqual({
      id: 'p',
      fullName: '',
      birthDate: null,
      sex: null,
      patientCode: null,
      standing: 'active',
      wasMerged: false,
    });
  });

  it.each([
    [{ active: true, deceasedBoolean: false }, 'active'],
    [{ active: false }, 'blocked'],
    [{ deceasedBoolean: true }, 'deceased'],
    [{ active: false, deceasedDateTime: '2026-01-31' }, 'deceased'],
  ])('of whom the record says %o is %s', (resource, standing) => {
    expect(hospitalPatient(parse(resource), systems)).toMatchObject({ standing });
  });

  it('holds a passport only by its type', () => {
    const typed = (coding: object[]) => parse({ identifier: [{ value: 'C1', type: { coding } }] });
    expect(passportNumbers(typed([{ system: hl7.identifierType, code: 'PPN' }]))).toEqual(['C1']);
    expect(passportNumbers(typed([{ code: 'PPN' }]))).toEqual(['C1']);
    expect(passportNumbers(typed([{ system: 'other', code: 'PPN' }]))).toEqual([]);
    const untyped = parse({ identifier: [{ value: 'C1' }, { value: 'C1', type: {} }, { type: { coding: [] } }] });
    expect(passportNumbers(untyped)).toEqual([]);
    expect(passportNumbers(parse({}))).toEqual([]);
  });
});
