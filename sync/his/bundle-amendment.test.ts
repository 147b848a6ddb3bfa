/** What is sent when a visit is cancelled, moved to another clinic, or refused by the hospital. */
import { describe, expect, it } from 'vitest';
import { buildBundle, provenanceId } from './bundle.ts';
import type { Bundle, Task } from './fhir.ts';
import { fhirSystems } from './identifiers.ts';
import { amendment, cancel, changeToEye, refusalNotice, stamp } from './test-registration.ts';
import type { AmendmentDraft } from '../registration.ts';

const systems = fhirSystems();
const facility = { facilityCode: '01005', hospitalName: 'Bệnh viện Mẫu' };
const build = (draft: AmendmentDraft): Bundle => buildBundle(amendment(draft), systems, facility);
const taskOf = (draft: AmendmentDraft): Task => build(draft).entry[0]?.resource as Task;
const inputs = (task: Task): Record<string, unknown> =>
  Object.fromEntries(
    (task.input ?? []).map(({ type, ...value }) => [type.coding?.[0]?.code ?? '', Object.values(value)[0] as unknown]),
  );
const { key } = amendment(cancel);
const every = [cancel, changeToEye, refusalNotice];

describe('any amendment', () => {
  it.each(every)('is one Task and its provenance, under a key of its own: $kind', (draft) => {
    const { entry } = build(draft);
    expect(entry.map(({ request }) => request)).toEqual([
      {
        method: 'POST',
        url: 'Task',
        ifNoneExist: new URLSearchParams({ identifier: `${systems.checkIn}|${key}` }).toString(),
      },
      { method: 'PUT', url: `Provenance/${provenanceId(key)}` },
    ]);
    expect(taskOf(draft)).toMatchObject({
      status: 'requested',
      intent: 'order',
      identifier: [
        { system: systems.checkIn, value: key },
        { use: 'official', system: systems.queueNumber, value: 'A001' },
      ],
      focus: { type: 'Encounter', identifier: { system: systems.checkIn, value: stamp.key } },
      authoredOn: stamp.registeredAt,
      requester: { identifier: { value: 'K1' } },
    });
    expect(entry[1]?.resource).toMatchObject({
      recorded: stamp.registeredAt,
      target: [{ reference: entry[0]?.fullUrl }],
      agent: [{ who: { identifier: { value: 'K1' } } }],
    });
  });

  it.each(every)('names nobody: $kind', (draft) => {
    const text = JSON.stringify(build(draft));
    for (const word of ['"for"', 'Patient', 'identity-evidence', '"entity"']) expect(text).not.toContain(word);
  });
});

it('cancels on that day and session', () => {
  expect(taskOf(cancel)).toMatchObject({ code: { coding: [{ code: 'visit-cancel' }] }, priority: 'routine' });
  expect(taskOf(cancel)).not.toHaveProperty('owner');
  expect(inputs(taskOf(cancel))).toEqual({ 'service-date': '2026-11-23', session: 'morning' });
});

it('moves to a clinic and stream, with the number on the new paper', () => {
  const task = taskOf(changeToEye);
  expect(task).toMatchObject({
    code: { coding: [{ code: 'visit-change' }] },
    priority: 'routine',
    owner: { reference: 'HealthcareService/mat', display: 'Mắt' },
  });
  expect(task).not.toHaveProperty('reasonCode');
  expect(inputs(task)).toEqual({
    clinic: 'mat',
    service: { system: systems.examination, code: '14.1900', display: 'Khám Mắt theo yêu cầu' },
    stream: 'insured',
    'service-date': '2026-11-23',
    session: 'morning',
  });
  const printed = buildBundle(
    amendment(changeToEye, { ticket: { number: 'K1-004', official: false } }),
    systems,
    facility,
  );
  expect(printed.entry[0]?.resource).toMatchObject({
    identifier: [{}, { use: 'temp', system: systems.queueNumber, value: 'K1-004' }],
  });
});

it('says no examination that the hospital never said', () => {
  expect(inputs(taskOf({ ...changeToEye, service: null }))).not.toHaveProperty('service');
});

it('keeps the right to be seen first', () => {
  expect(taskOf({ ...changeToEye, stream: 'priority', priorityReason: 'age-75-or-more' })).toMatchObject({
    priority: 'urgent',
    reasonCode: { coding: [{ system: systems.priorityReason, code: 'age-75-or-more' }] },
  });
});

it('tells the desk why the hospital refused, and where to send the patient', () => {
  expect(taskOf(refusalNotice)).toMatchObject({
    code: { coding: [{ code: 'desk-follow-up' }] },
    reasonCode: { coding: [{ system: systems.deskReason, code: 'registration-refused' }] },
  });
  expect(inputs(taskOf(refusalNotice))).toEqual({
    'service-date': '2026-11-23',
    session: 'morning',
    refusal: 'clinic-full',
    clinic: 'noi-tong-quat',
    'send-to': 'mat',
  });
  expect(inputs(taskOf({ ...refusalNotice, reason: 'other', clinicId: null, sendTo: null }))).toEqual({
    'service-date': '2026-11-23',
    session: 'morning',
    refusal: 'other',
  });
});
