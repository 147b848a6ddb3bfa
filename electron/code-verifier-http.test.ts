import { beforeEach, describe, expect, it } from 'vitest';
import { createCodeVerifier, type CodeVerifierOptions } from './code-verifier-http.ts';
import { testService, type TestService } from './json-service-testing.ts';

const never = new AbortController().signal;
const token = 'VNEID:one-time-code-0123456789';
const person = {
  idNumber: '001085012345',
  oldIdNumber: null,
  fullName: 'Nguyễn Văn Thử',
  birthDate: '1985-03-15',
  sex: 'male',
  residence: 'Số 1, Phường Thử, Hà Nội',
  issueDate: '2023-05-10',
};

describe('a service that knows VNeID codes', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await testService();
  });

  const open = (options: Partial<CodeVerifierOptions> = {}): ReturnType<typeof createCodeVerifier> =>
    createCodeVerifier({ url: service.url, token: () => null, today: () => '2026-11-22', ...options });

  it('is shown the code in the body and nowhere else, and names a person as their card would', async () => {
    service.replies({ answer: 'person', person: { ...person, more: 1 }, further: true });
    await expect(open({ token: () => 'secret' })(token, never)).resolves.toEqual({
      kind: 'person',
      code: { kind: 'cccd', ...person, expiryCandidates: ['2045-03-15', '2025-03-15'], warnings: [] },
    });
    await open()(token, never);
    expect(service.received).toEqual([
      { method: 'POST', url: '/verify', authorization: 'Bearer secret', body: JSON.stringify({ token }) },
      { method: 'POST', url: '/verify', authorization: undefined, body: JSON.stringify({ token }) },
    ]);
  });

  it('may know less than a card says', async () => {
    const { idNumber, fullName } = person;
    const nothing = { oldIdNumber: null, sex: null, residence: null, issueDate: null };
    service.replies({ answer: 'person', person: { idNumber, fullName, birthDate: '1985-03-15', ...nothing } });
    await expect(open()(token, never)).resolves.toMatchObject({ code: { issueDate: null, expiryCandidates: [] } });
    service.replies({ answer: 'person', person: { idNumber, fullName, birthDate: '1986', ...nothing } });
    await expect(open()(token, never)).resolves.toMatchObject({
      code: { birthDate: '1986', expiryCandidates: [], warnings: ['number-birth-year-differs'] },
    });
  });

  it('gives names in composed form', async () => {
    service.replies({ answer: 'person', person: { ...person, fullName: ` ${person.fullName.normalize('NFD')} ` } });
    await expect(open()(token, never)).resolves.toMatchObject({ code: { fullName: person.fullName } });
  });

  it.each(['expired', 'unknown'])('says that a code is %s', async (word) => {
    service.replies({ answer: word });
    await expect(open()(token, never)).resolves.toEqual({ kind: word });
  });

  it.each([
    ['an error', { answer: 'expired' }, 500],
    ['no JSON', '<html>'],
    ['a word that nobody knows', { answer: 'perhaps' }],
    ['nobody', { answer: 'person' }],
    ['a number that is none', { answer: 'person', person: { ...person, idNumber: '12345' } }],
    ['a day that does not exist', { answer: 'person', person: { ...person, birthDate: '1985-02-30' } }],
    ['a month that does not exist', { answer: 'person', person: { ...person, birthDate: '1985-13' } }],
    ['a birth to come', { answer: 'person', person: { ...person, birthDate: '2026-11-23' } }],
    ['no name', { answer: 'person', person: { ...person, fullName: '  ' } }],
    ['a name that turns the screen', { answer: 'person', person: { ...person, fullName: 'An \u202E nA' } }],
    ['a name without end', { answer: 'person', person: { ...person, fullName: 'A'.repeat(201) } }],
    ['an answer without end', ' '.repeat(100_000)],
  ])('that answers %s is not available', async (_case, body, status = 200) => {
    service.replies(body, status);
    await expect(open()(token, never)).resolves.toEqual({ kind: 'unavailable' });
  });

  it('that is slow, left, or not there is not available either', async () => {
    const unavailable = { kind: 'unavailable' };
    service.answer = () => undefined;
    await expect(open({ timeoutMs: 20 })(token, never)).resolves.toEqual(unavailable);
    const controller = new AbortController();
    service.answer = () => {
      controller.abort();
    };
    await expect(open()(token, controller.signal)).resolves.toEqual(unavailable);
    await expect(open({ url: 'http://127.0.0.1:1/' })(token, never)).resolves.toEqual(unavailable);
  });

  it('leaves no connection behind', async () => {
    service.replies({ answer: 'unknown' });
    await open()(token, never);
    await expect.poll(() => service.connections()).toBe(0);
  });
});
