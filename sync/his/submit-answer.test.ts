import { describe, expect, it } from 'vitest';
import { fhirSystems } from './identifiers.ts';
import { lookUpFailure, submitAnswer } from './submit-answer.ts';
import type { Reply, ReplyBody } from './transport.ts';

const systems = fhirSystems();

function reply(
  status: number,
  body: ReplyBody = { kind: 'empty' },
  extra: Partial<Extract<Reply, { kind: 'reply' }>> = {},
) {
  return { kind: 'reply', status, body, retryAfterMs: null, replayed: false, ...extra } satisfies Reply;
}

const fhir = (resource: object): ReplyBody => ({ kind: 'fhir', resource: resource as { resourceType: string } });

const outcome = (code: string, diagnostics?: string): ReplyBody =>
  fhir({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] });

const transaction = (...entry: object[]): ReplyBody =>
  fhir({ resourceType: 'Bundle', type: 'transaction-response', entry });

const encounter = (status: string) => ({
  resource: { resourceType: 'Encounter', id: 'enc-1' },
  response: { status, location: 'Encounter/enc-1/_history/1' },
});

const ticket = (...identifier: object[]) => ({
  resource: { resourceType: 'Task', id: 't', identifier },
  response: { status: '201 Created' },
});

describe('an answered registration', () => {
  it.each([200, 201])('is confirmed by status %i', (status) => {
    expect(submitAnswer(reply(status, transaction(encounter('201 Created'))), 1, systems)).toEqual({
      kind: 'confirmed',
      encounterId: 'enc-1',
      alreadyThere: false,
      number: null,
    });
  });

  it('was already there when the Encounter says 200 or the server replays its answer', () => {
    expect(submitAnswer(reply(200, transaction(encounter('200 OK'))), 1, systems)).toMatchObject({
      alreadyThere: true,
    });
    expect(
      submitAnswer(reply(200, transaction(encounter('201 Created')), { replayed: true }), 1, systems),
    ).toMatchObject({ alreadyThere: true });
  });

  it('finds the Encounter by its location when the server returns no resources', () => {
    const entry = { response: { status: '201', location: 'https://his.example/fhir/Encounter/77/_history/1' } };
    expect(submitAnswer(reply(200, transaction(entry)), 1, systems)).toMatchObject({ encounterId: '77' });
  });

  it('has no Encounter at the desk', () => {
    expect(submitAnswer(reply(200, transaction(ticket())), 1, systems)).toMatchObject({
      kind: 'confirmed',
      encounterId: null,
      alreadyThere: false,
    });
  });

  it('of a consent is judged by its Provenance: a Consent that is withdrawn was there before', () => {
    const answer = (consent: object, provenance: string) =>
      submitAnswer(reply(200, transaction(consent, { response: { status: provenance } })), 2, systems);
    const existing = { resource: { resourceType: 'Consent', id: 'c' }, response: { status: '200 OK' } };
    const located = { response: { status: '200', location: 'Consent/c/_history/2' } };
    for (const consent of [existing, located]) {
      expect(answer(consent, '201 Created')).toMatchObject({ kind: 'confirmed', alreadyThere: false });
      expect(answer(consent, '200 OK')).toMatchObject({ kind: 'confirmed', alreadyThere: true });
    }
  });

  it('hands back the number that is called, that of the paper before an alias', () => {
    const printed = { system: systems.queueNumber, use: 'temp', value: 'K1-001' };
    const official = { system: systems.queueNumber, use: 'official', value: 'A007' };
    const number = (status: string, ...identifier: object[]) => {
      const answer = submitAnswer(reply(200, transaction(encounter(status), ticket(...identifier))), 2, systems);
      return answer.kind === 'confirmed' ? answer.number : undefined;
    };
    expect(number('201', printed, official)).toBe('K1-001');
    expect(number('201', official, printed)).toBe('K1-001');
    expect(number('201', printed)).toBe('K1-001');
    expect(number('201', { system: 'other', value: 'X' })).toBeNull();
    // It was there already: its patient holds a paper with this number.
    expect(number('200', printed, official)).toBe('K1-001');
    expect(number('200', official)).toBe('A007');
  });
});

describe('an answer that confirms nothing', () => {
  it.each<[string, ReplyBody]>([
    ['a portal page', { kind: 'foreign' }],
    ['an empty body', { kind: 'empty' }],
    ['another resource', fhir({ resourceType: 'Patient' })],
    ['a searchset', fhir({ resourceType: 'Bundle', type: 'searchset' })],
    ['no entries', transaction()],
    ['fewer entries than were sent', transaction(encounter('201'))],
  ])('is sent again: status 200 with %s', (_name, body) => {
    expect(submitAnswer(reply(200, body), 2, systems)).toMatchObject({ kind: 'retry' });
  });

  it.each([
    ['412 Precondition Failed', { kind: 'dead', status: 412 }],
    ['503 Service Unavailable', { kind: 'retry' }],
    ['gibberish', { kind: 'retry' }],
  ])('takes the entry at its word: %s', (status, expected) => {
    const answer = submitAnswer(reply(200, transaction(encounter('201'), { response: { status } })), 2, systems);
    expect(answer).toMatchObject(expected);
  });
});

describe('a rejected registration', () => {
  it.each([400, 404, 412, 422])('is dead by status %i', (status) => {
    expect(submitAnswer(reply(status, outcome('invalid')), 1, systems)).toEqual({
      kind: 'dead',
      status,
      detail: `http-${status} invalid`,
      refusal: { reason: 'other', sendTo: null },
    });
    expect(submitAnswer(reply(status), 1, systems)).toMatchObject({ kind: 'dead', status });
  });

  it.each([400, 404])('is sent again when a proxy said %i with a page of its own', (status) => {
    expect(submitAnswer(reply(status, { kind: 'foreign' }), 1, systems)).toMatchObject({ kind: 'retry' });
  });

  it.each([
    [401, 'credentials'],
    [403, 'request'],
  ])('waits for staff by status %i, which is about the %s', (status, refused) => {
    expect(submitAnswer(reply(status, outcome('login')), 1, systems)).toEqual({
      kind: 'paused',
      refused,
      detail: `http-${status} login`,
    });
  });

  it.each([
    ['nobody could take one', true, [302, 408, 429, 502, 503, 504, 511]],
    ['it may be this one alone', false, [409, 425, 500, 501]],
  ])('is sent again when %s', (_name, isAway, statuses) => {
    for (const status of statuses) {
      expect(submitAnswer(reply(status, { kind: 'empty' }, { retryAfterMs: 2000 }), 1, systems)).toEqual({
        kind: 'retry',
        detail: `http-${status}`,
        retryAfterMs: 2000,
        isAway,
      });
    }
  });

  it.each<[string, number, ReplyBody, boolean]>([
    ['a portal’s page', 200, { kind: 'foreign' }, true],
    ['a proxy with nothing behind it', 404, { kind: 'foreign' }, true],
    ['a page about this one', 405, { kind: 'foreign' }, false],
    ['a page about a failure', 500, { kind: 'foreign' }, false],
    ['nothing', 200, { kind: 'empty' }, false],
    ['one entry that failed for now', 200, transaction({ response: { status: '503' } }), false],
  ])('tells a hospital that is away by %s', (_name, status, body, isAway) => {
    expect(submitAnswer(reply(status, body), 1, systems)).toMatchObject({ kind: 'retry', isAway });
  });

  it.each([402, 405, 406, 410, 413, 415, 431])('is in doubt after status %i', (status) => {
    expect(submitAnswer(reply(status, outcome('too-long')), 1, systems)).toEqual({
      kind: 'doubtful',
      status,
      detail: `http-${status} too-long`,
      retryAfterMs: null,
    });
  });

  it('is sent again when nobody answered', () => {
    expect(submitAnswer({ kind: 'no-reply', detail: 'timeout' }, 1, systems)).toEqual({
      kind: 'retry',
      detail: 'timeout',
      retryAfterMs: null,
      isAway: true,
    });
  });

  it('keeps the coded reason and leaves out whatever could name a person', () => {
    const body = fhir({
      resourceType: 'OperationOutcome',
      issue: [
        {
          code: 'multiple-matches',
          diagnostics: 'identifier=001085012345 matched Nguyễn Văn An twice',
          details: {
            text: 'Nguyễn Văn An',
            coding: [{ code: 'HAPI-0958' }, { code: 'several-match' }, { code: '001085012345' }],
          },
          expression: ['Bundle.entry[0]', "Patient.where(name='Nguyễn Văn An')"],
        },
      ],
    });
    expect(submitAnswer(reply(412, body), 1, systems)).toEqual({
      kind: 'dead',
      status: 412,
      detail: 'http-412 multiple-matches several-match Bundle.entry[0]',
      refusal: { reason: 'other', sendTo: null },
    });
  });
});

describe('a refused visit', () => {
  const refused = (status: number, ...coding: object[]) => {
    const issue = [{ code: 'invalid' }, { severity: 'error', code: 'business-rule', details: { coding } }];
    return submitAnswer(reply(status, fhir({ resourceType: 'OperationOutcome', issue })), 1, systems);
  };
  const mock = 'https://his.example/reasons';

  it.each(['clinic-full', 'clinic-closed', 'patient-blocked'])('says why and where to go: %s', (code) => {
    const sendTo = { system: systems.sendTo, code: 'tai-mui-hong' };
    expect(refused(422, { system: mock, code }, sendTo)).toMatchObject({
      kind: 'dead',
      refusal: { reason: code, sendTo: 'tai-mui-hong' },
    });
    expect(refused(422, sendTo, { code })).toMatchObject({ refusal: { reason: code, sendTo: 'tai-mui-hong' } });
    expect(refused(422, { code })).toMatchObject({ refusal: { reason: code, sendTo: null } });
  });

  it.each([
    ['an unknown reason', 422, 'clinic-flooded', 'mat'],
    ['a status that speaks of the request', 400, 'clinic-full', 'mat'],
  ])('sends nobody anywhere for %s', (_name, status, code, clinic) => {
    expect(refused(status, { code }, { system: systems.sendTo, code: clinic })).toMatchObject({
      refusal: { reason: 'other', sendTo: null },
    });
  });

  it.each(['../admin', 'Nguyễn Văn An', 'x'.repeat(65), ''])('goes to no clinic called %j', (clinic) => {
    expect(refused(422, { code: 'clinic-full' }, { system: systems.sendTo, code: clinic })).toMatchObject({
      refusal: { reason: 'clinic-full', sendTo: null },
    });
  });
});

describe('a failed look-up', () => {
  it.each<[Reply, object]>([
    [
      { kind: 'no-reply', detail: 'ECONNREFUSED' },
      { kind: 'unreachable', detail: 'ECONNREFUSED' },
    ],
    [reply(503), { kind: 'unreachable' }],
    [reply(429), { kind: 'unreachable' }],
    [reply(403), { kind: 'refused', status: 403 }],
    [reply(400, outcome('invalid')), { kind: 'refused', status: 400, detail: 'http-400 invalid' }],
    [reply(404, { kind: 'foreign' }), { kind: 'bad-answer' }],
    [reply(302), { kind: 'bad-answer' }],
    [reply(200, { kind: 'foreign' }), { kind: 'bad-answer' }],
  ])('%o', (given, expected) => {
    expect(lookUpFailure(given)).toMatchObject(expected);
  });
});
