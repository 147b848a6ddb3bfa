import { describe, expect, it } from 'vitest';
import { personOfBody } from './body-person.ts';
import { bodyBuilder } from './bundle.ts';
import { fhirSystems } from './identifiers.ts';
import { restBodyBuilder } from './rest-body.ts';
import type { ShownPaper } from '../registration.ts';
import { amendment, cancel, desk, nobody, somebody, visit } from './test-registration.ts';

const facility = { facilityCode: '00000', hospitalName: 'Bệnh viện Mẫu' };
const { fullName, birthDate } = somebody;

describe.each([
  ['FHIR', bodyBuilder(fhirSystems({}), facility)],
  ['REST', restBodyBuilder(facility)],
])('the body for %s', (_, bodyOf) => {
  it('of somebody new says who it is', () => {
    const body = bodyOf(visit({ patient: { kind: 'new' }, person: somebody }));
    expect(personOfBody(body)).toEqual({ fullName, birthDate, patientId: null, slipCode: null, ticket: null });
  });

  it('of a known patient says the number', () => {
    const body = bodyOf(visit({ patient: { kind: 'known', patientId: 'P-7' } }));
    expect(personOfBody(body)).toMatchObject({ fullName: null, birthDate: null, patientId: 'P-7' });
  });

  it('for the desk says what was captured', () => {
    const body = bodyOf(desk({ patient: { kind: 'new' }, person: { ...somebody, patientCode: null } }));
    expect(personOfBody(body)).toMatchObject({ fullName, birthDate, patientId: null });
  });

  it('for the desk says which paper was shown of somebody whom nobody knows', () => {
    const unknown = { person: nobody, patient: { kind: 'provisional', reason: 'no-strong-key' } } as const;
    const none = { fullName: null, birthDate: null, patientId: null, slipCode: null, ticket: null };
    const of = (shown: ShownPaper | null) => personOfBody(bodyOf(desk({ ...unknown, shown })));
    expect(of({ kind: 'slip', slip: 'referral', code: 'CT00000001' })).toEqual({ ...none, slipCode: 'CT00000001' });
    const visitKey = '00000000-0000-4000-8000-000000000001';
    expect(of({ kind: 'ticket', visitKey, number: 'TM-042' })).toEqual({ ...none, ticket: 'TM-042' });
    expect(of({ kind: 'ticket', visitKey, number: null })).toEqual({ ...none, ticket: visitKey });
    expect(of(null)).toBeNull();
  });

  it('of an amendment says nobody', () => {
    expect(personOfBody(bodyOf(amendment(cancel)))).toBeNull();
  });
});

it.each(['', '{}', '{"entry":[]}', '{"entry":[{"resource":{"resourceType":"Patient"}}]}', '{"BENH_NHAN":{}}', '[1'])(
  'nobody is read out of %s',
  (body) => {
    expect(personOfBody(body)).toBeNull();
  },
);
