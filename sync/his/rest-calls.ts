import type { z } from 'zod';
import type { HospitalResult } from './hospital-api.ts';
import { restFailure, type RestRequest, type RestTransport } from './rest-transport.ts';

/** A look-up of a REST hospital; `data` becomes its body. */
type Question = Pick<RestRequest, 'method' | 'path'> & { data?: object };

export interface RestCalls {
  ask: <T extends z.ZodType>(
    question: Question,
    schema: T,
    signal: AbortSignal | undefined,
  ) => Promise<HospitalResult<z.infer<T>>>;
  /** For calls whose 404 means "there is none". */
  askOr404: <T extends z.ZodType, N>(
    question: Question,
    schema: T,
    none: N,
    signal: AbortSignal | undefined,
  ) => Promise<HospitalResult<z.infer<T> | N>>;
}

/** Questions with answers that are parsed; each ends after `timeoutMs`. */
export function createRestCalls(transport: RestTransport, timeoutMs: number): RestCalls {
  const ask: RestCalls['ask'] = async (question, schema, signal) => {
    const { data, ...request } = question;
    const body = data === undefined ? {} : { body: JSON.stringify(data) };
    const reply = await transport.send({ ...request, ...body, timeoutMs }, signal);
    if (reply.kind !== 'reply' || reply.status !== 200) return { ok: false, failure: restFailure(reply) };
    const parsed = schema.safeParse(reply.data);
    return parsed.success ? { ok: true, value: parsed.data } : badAnswer;
  };
  return {
    ask,
    async askOr404(question, schema, none, signal) {
      const answer = await ask(question, schema, signal);
      const isNone = !answer.ok && answer.failure.kind === 'refused' && answer.failure.status === 404;
      return isNone ? { ok: true, value: none } : answer;
    },
  };
}

export function get(path: string, query: Record<string, string> = {}): Question {
  const search = new URLSearchParams(query).toString();
  return { method: 'GET', path: search === '' ? path : `${path}?${search}` };
}

export const post = (path: string, data: object): Question => ({ method: 'POST', path, data });

export const badAnswer: HospitalResult<never> = {
  ok: false,
  failure: { kind: 'bad-answer', detail: 'not-the-expected-data' },
};

export const mapped = <T, U>(result: HospitalResult<T>, map: (value: T) => U): HospitalResult<U> =>
  result.ok ? { ok: true, value: map(result.value) } : result;
