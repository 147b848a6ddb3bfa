import { describe, expect, it } from 'vitest';
import { eligibility, eligibilityResponseSchema } from './eligibility-answer.ts';
import { fhirSystems } from './identifiers.ts';

const systems = fhirSystems();
const read = (resource: object) =>
  eligibility(
    eligibilityResponseSchema.parse({ resourceType: 'CoverageEligibilityResponse', ...resource }),
    systems,
    'Asia/Ho_Chi_Minh',
  );
const code = (valueCode: string) => ({ url: systems.gatewayCode, valueCode });
const silent = {
  insuranceNumber: null,
  replacedNumber: null,
  validFrom: null,
  validTo: null,
  registeredFacility: null,
  objectCode: null,
  careType: null,
  route: null,
  benefitPercent: null,
  patientSharePercent: null,
  openStay: false,
  openStayAt: null,
  referral: null,
};

describe('the gateway’s code', () => {
  it('stands in the extension, else in front of the disposition', () => {
    expect(read({ extension: [code('010')], disposition: '000' })?.code).toBe('010');
    expect(read({ disposition: '003: thẻ mới' })).toEqual({ code: '003', outcome: 'covered', ...silent });
    expect(read({ extension: [code('mười')], disposition: '000 ok' })?.code).toBe('000');
  });

  it.each([
    {},
    { disposition: 'ok' },
    { disposition: '0000' },
    { extension: [{ url: 'other', valueCode: '000' }] },
    { extension: [code('0000')] },
    { extension: [{ url: systems.gatewayCode, valueCode: 0 }] },
  ])('is missing, and so is everything: %o', (resource) => {
    expect(read(resource)).toBeNull();
  });
});

it('takes over every word of the hospital', () => {
  const answer = {
    extension: [
      code('004'),
      { url: systems.replacedCard, valueString: 'GD4010123456789' },
      { url: systems.objectCode, valueCode: '1.1' },
      { url: systems.careType, valueCode: '01' },
      { url: systems.route, valueCode: 'out-of-route' },
      {
        url: systems.registeredFacility,
        valueReference: {
          identifier: { system: systems.facilityCode, value: '01005' },
          display: 'Bệnh viện Mẫu',
        },
      },
      { url: systems.benefitPercent, valueDecimal: 80 },
      { url: systems.patientSharePercent, valueDecimal: 20 },
      { url: systems.openStay, valueBoolean: false },
    ],
    insurance: [
      {
        coverage: { identifier: { value: 'DN4010116042735' } },
        benefitPeriod: { start: '2025-12-31T17:00:00Z', end: '2026-12-31' },
      },
      { coverage: { identifier: { value: 'GD4010123456789' } } },
    ],
  };
  expect(read(answer)).toEqual({
    code: '004',
    outcome: 'covered',
    insuranceNumber: 'DN4010116042735',
    replacedNumber: 'GD4010123456789',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    registeredFacility: { code: '01005', name: 'Bệnh viện Mẫu' },
    objectCode: '1.1',
    careType: '01',
    route: 'out-of-route',
    benefitPercent: 80,
    patientSharePercent: 20,
    openStay: false,
    openStayAt: null,
    referral: null,
  });
});

it('names the facility that has not discharged the holder, and the referral', () => {
  const referral = (...parts: object[]) => ({ url: systems.referral, extension: parts });
  const number = { url: 'number', valueString: 'CT00000001' };
  const stay = [
    { url: systems.openStay, valueBoolean: true },
    { url: systems.openStayAt, valueString: 'Bệnh viện Khác' },
  ];
  const whole = referral(
    number,
    { url: 'facility', valueString: 'Trạm y tế Mẫu' },
    { url: 'valid-to', valueDate: '2026-10-01' },
  );
  expect(read({ extension: [code('000'), ...stay, whole] })).toMatchObject({
    openStay: true,
    openStayAt: 'Bệnh viện Khác',
    referral: { number: 'CT00000001', facility: 'Trạm y tế Mẫu', validTo: '2026-10-01' },
  });
  const odd = referral(number, { url: 'valid-to', valueDate: 'soon' });
  expect(read({ extension: [code('000'), ...stay.slice(1), odd] })).toMatchObject({
    openStay: false,
    openStayAt: null,
    referral: { number: 'CT00000001', facility: null, validTo: null },
  });
  expect(read({ extension: [code('000'), referral()] })?.referral).toBeNull();
  const empty = (url: string) => ({ url, valueString: ' ' });
  expect(read({ extension: [code('000'), referral(empty('number'))] })?.referral).toBeNull();
  expect(read({ extension: [code('000'), referral(number, empty('facility'))] })?.referral?.facility).toBeNull();
});

it('finds the same beside the insurance, and the share where FHIR has it', () => {
  const answer = {
    extension: [code('000')],
    insurance: [
      {
        extension: [
          { url: systems.registeredFacility, valueCoding: { code: '79024', display: 'Trạm y tế Mẫu' } },
          { url: systems.route, valueCode: 'any' },
        ],
        item: [
          {},
          {
            benefit: [
              { allowedUnsignedInt: 1 },
              { type: { coding: [{ code: 'copay-percent' }] }, allowedUnsignedInt: 5 },
            ],
          },
        ],
      },
    ],
  };
  expect(read(answer)).toMatchObject({
    registeredFacility: { code: '79024', name: 'Trạm y tế Mẫu' },
    route: 'any',
    benefitPercent: null,
    patientSharePercent: 5,
  });
});

it('sends somebody who has not been discharged elsewhere to the counter, whatever the card says', () => {
  for (const gateway of ['000', '010', '100']) {
    expect(read({ extension: [code(gateway), { url: systems.openStay, valueBoolean: true }] })).toMatchObject({
      code: gateway,
      outcome: 'counter',
      openStay: true,
    });
  }
});

it('knows nothing from words it does not know', () => {
  const odd = {
    extension: [
      code('000'),
      { url: systems.replacedCard, valueString: 'thẻ cũ' },
      { url: systems.objectCode, valueCode: 'x'.repeat(21) },
      { url: systems.careType, valueCode: 1 },
      { url: systems.route, valueCode: 'toString' },
      { url: systems.registeredFacility, valueString: '01005' },
      { url: systems.benefitPercent, valueDecimal: 101 },
      { url: systems.patientSharePercent, valueDecimal: -1 },
      { url: systems.openStay, valueString: 'true' },
    ],
    insurance: [{ coverage: { identifier: {} }, benefitPeriod: { start: '2026', end: 'never' } }],
  };
  expect(read(odd)).toEqual({ code: '000', outcome: 'covered', ...silent });
});
