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
import { appointment, clinic } from './read-model.ts';

const systems = fhirSystems();

describe('an appointment', () => {
  const read = (resource: object) =>
    appointment(appointmentSchema.parse({ resourceType: 'Appointment', id: 'a', ...resource }), systems);
  const start = '2026-11-23T08:30:00+07:00';

  it('names its clinic by an absolute reference, its doctor by a role', () => {
    const participant = [
      {},
      { actor: { reference: 'https://his.example/fhir/PractitionerRole/r1', display: 'BS. Lê Hòa' } },
      { actor: { reference: 'https://his.example/fhir/HealthcareService/mat' } },
    ];
    expect(read({ start, participant })).toEqual({ id: 'a', clinicId: 'mat', start, practitioner: 'BS. Lê Hòa' });
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
    expect(read({ start, serviceType })).toEqual({ id: 'a', clinicId: 'mat', start, practitioner: null });
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
    });
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
