import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createHttpVerifier, type HttpVerifierOptions } from './chip-verifier-http.ts';
import { testService, type TestService } from './json-service-testing.ts';

const request = { sod: Uint8Array.of(1, 2, 3), documentSigner: Uint8Array.of(4, 5) };
const never = new AbortController().signal;

describe('a verification service over HTTP', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await testService();
  });

  const open = (options: Partial<HttpVerifierOptions> = {}): ReturnType<typeof createHttpVerifier> => {
    const verifier = createHttpVerifier({ url: service.url, token: () => null, ...options });
    onTestFinished(() => verifier.close());
    return verifier;
  };

  it('is shown SOD and signer and nothing else', async () => {
    service.replies('{"answer":"genuine","reference":"R-7","more":1}');
    const verifier = open({ token: () => 'secret' });
    await expect(verifier.verify(request, never)).resolves.toEqual({ ok: true, answer: 'genuine', reference: 'R-7' });
    expect(service.received).toEqual([
      {
        method: 'POST',
        url: '/verify',
        authorization: 'Bearer secret',
        body: '{"sod":"AQID","documentSigner":"BAU="}',
      },
    ]);
    await open().verify(request, never);
    expect(service.received[1]?.authorization).toBeUndefined();
  });

  it.each([
    [401, '{"answer":"genuine","reference":"R-7"}', 'status 401'],
    [302, '', 'status 302'],
    [200, '<html>', 'not an answer'],
    [200, '{"answer":"perhaps","reference":"R-7"}', 'not an answer'],
    [200, '{"answer":"genuine"}', 'not an answer'],
    [200, JSON.stringify({ answer: 'genuine', reference: 'R'.repeat(201) }), 'not an answer'],
    [200, ' '.repeat(100_000), 'UND_ERR_RES_EXCEEDED_MAX_SIZE'],
  ])('that answers %i %.20s… says nothing', async (status, body, detail) => {
    service.replies(body, status);
    await expect(open().verify(request, never)).resolves.toEqual({ ok: false, detail });
  });

  it('that is slow, cancelled, or not there says nothing either', async () => {
    service.answer = () => undefined;
    await expect(open({ timeoutMs: 20 }).verify(request, never)).resolves.toEqual({
      ok: false,
      detail: 'no answer in time',
    });
    const controller = new AbortController();
    service.answer = () => {
      controller.abort();
    };
    await expect(open().verify(request, controller.signal)).resolves.toEqual({ ok: false, detail: 'cancelled' });
    const refused = open({ url: 'http://127.0.0.1:1/' });
    await expect(refused.verify(request, never)).resolves.toEqual({ ok: false, detail: 'ECONNREFUSED' });
    const unreadable = (error: Error): Promise<unknown> =>
      open({
        token: () => {
          throw error;
        },
      }).verify(request, never);
    const denied = Object.assign(new Error('secret path'), { code: 'EACCES' });
    await expect(unreadable(denied)).resolves.toEqual({ ok: false, detail: 'EACCES' });
    await expect(unreadable(new Error('secret path'))).resolves.toEqual({ ok: false, detail: 'no answer' });
    await expect(open({ url: 'nowhere' }).verify(request, never)).resolves.toMatchObject({ ok: false });
  });
});
