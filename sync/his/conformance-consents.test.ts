/** The checks of consents before hospitals that do not keep them as they must. */
import { expect, it } from 'vitest';
import type { ConformanceWorld } from './conformance-check.ts';
import { consentChecks } from './conformance-consents.ts';
import type { HospitalApi, SubmitAnswer } from './hospital-api.ts';
import { body, hospital, hospitalForEachTest, noKeys } from './mock-hospital-testing.ts';
import { stamp } from './test-registration.ts';

hospitalForEachTest();

/** What becomes of each check, where this is the answer to a consent. */
async function outcomes(answer: (given: SubmitAnswer) => SubmitAnswer): Promise<string[]> {
  const submit: HospitalApi['submit'] = async (key, text, signal, head) => {
    const given = await hospital.submit(key, text, signal, head);
    return text.includes('"resourceType":"Consent"') ? answer(given) : given;
  };
  const { serviceDate, session, registeredAt } = stamp;
  const world: ConformanceWorld = {
    hospital: { api: { ...hospital, submit }, buildBody: body },
    stranger: null,
    knownPatient: noKeys,
    mergedPatient: null,
    standings: [],
    appointmentCode: null,
    closedClinicId: null,
    readOnly: false,
    kioskId: 'CHECK',
    moment: () => ({ serviceDate, session, registeredAt }),
    newKey: () => crypto.randomUUID(),
    clinicIds: ['noi-tong-quat'],
    registered: [],
  };
  const kinds: string[] = [];
  for (const check of consentChecks) kinds.push((await check.run(world)).kind);
  return kinds;
}

const dead = (status: number): SubmitAnswer => ({
  kind: 'dead',
  status,
  detail: `http-${String(status)}`,
  refusal: { reason: 'other', sendTo: null },
});

it('pass where they are kept', async () => {
  expect(await outcomes((given) => given)).toEqual(['passed', 'passed', 'passed']);
});

it('fail where they are refused', async () => {
  expect(await outcomes(() => dead(422))).toEqual(['failed', 'failed', 'failed']);
});

it('fail where they are kept again each time', async () => {
  const forgetful = (given: SubmitAnswer): SubmitAnswer =>
    given.kind === 'confirmed' ? { ...given, alreadyThere: false } : given;
  expect(await outcomes(forgetful)).toEqual(['failed', 'failed', 'failed']);
});

it('do not count where the hospital says that it keeps none', async () => {
  expect(await outcomes(() => dead(404))).toEqual(['not-offered', 'not-offered', 'not-offered']);
});
