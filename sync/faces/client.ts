import { Agent, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { type CallOutcome, createCircuitBreaker, guarded } from '../his/circuit-breaker.ts';
import { createDispatcher, type TlsMaterial } from '../his/connection.ts';
import { type Exchange, exchange, parseJson } from '../his/exchange.ts';
import type { AuditRow } from '../queue/audit.ts';
import type { FaceGallery } from './port.ts';
import {
  answerSchemas,
  type ErrorWord,
  maxBodyBytes,
  maxConsents,
  refusalSchema,
  type RequestName,
  wireTemplate,
} from './wire.ts';

/**
 * The hospital's gallery as a kiosk sees it: over mutual TLS, and nothing of it on the kiosk's disk. Every failure on the way
 * is `away`, and a gallery that is away is not waited for at each step of a visit.
 */

export interface GalleryClientOptions {
  /** https://HOST:PORT */
  url: string;
  /** The hospital's authority, and the kiosk's own certificate and key. */
  tls: TlsMaterial;
  /** Of one call, from the first packet to the last. */
  timeoutMs: number;
  /** In ms; the process's own unless given. */
  monotonicNow?: () => number;
}

export interface GalleryClient extends FaceGallery {
  /** The kiosk has these ended consents in its queue: the gallery no longer hands them out (`expire`). */
  settle(consentIds: readonly string[]): Promise<void>;
}

export type GalleryClientResult =
  { ok: true; gallery: GalleryClient } | { ok: false; problem: 'ca' | 'client-certificate' };

/** Opens no connection yet: a kiosk starts also while the gallery is away. */
export function createGalleryClient({ url, tls, ...rest }: GalleryClientOptions): GalleryClientResult {
  const made = createDispatcher({ tls, proxyUrl: null, maxResponseBytes: 2 * maxBodyBytes });
  if (made.ok) return { ok: true, gallery: galleryBehind({ dispatcher: made.dispatcher, url, ...rest }) };
  // Without a proxy there is no address of one.
  return { ok: false, problem: made.problem === 'ca' ? 'ca' : 'client-certificate' };
}

export interface LocalGalleryClient extends Pick<FaceGallery, 'withdraw' | 'statistics' | 'close'> {
  /** Newest first; null when nobody answers. */
  audit(limit: number): Promise<AuditRow[] | null>;
}

/** The running gallery of this machine, over its local socket. */
export function createLocalGalleryClient(options: { socketFile: string; timeoutMs: number }): LocalGalleryClient {
  const dispatcher = new Agent({ connect: { socketPath: options.socketFile } });
  return galleryBehind({ dispatcher, url: 'http://localhost', timeoutMs: options.timeoutMs });
}

interface Behind extends Pick<GalleryClientOptions, 'url' | 'timeoutMs' | 'monotonicNow'> {
  dispatcher: Dispatcher;
}

type Reply =
  { kind: 'answer'; content: unknown } | { kind: 'refused'; error: ErrorWord; retryAfterMs: number } | { kind: 'away' };

const away = { kind: 'away' } as const;

/** A kiosk that is not admitted any more has no gallery; and what answers in other words is none. */
function replyOf(sent: Exchange): Reply {
  if (sent.kind === 'no-reply') return away;
  const content = parseJson(sent.text);
  if (sent.status === 200) return { kind: 'answer', content };
  const refused = refusalSchema.safeParse(content);
  if (!refused.success) return away;
  const { error, retryAfterMs = 0 } = refused.data;
  return error === 'away' || error === 'not-admitted' ? away : { kind: 'refused', error, retryAfterMs };
}

/** What a call says about the gallery's being there. */
function outcomeOf(sent: Exchange): CallOutcome {
  if (sent.kind === 'no-reply' && sent.detail === 'aborted') return 'unknown';
  return replyOf(sent).kind === 'away' ? 'away' : 'reached';
}

function galleryBehind({
  dispatcher,
  url,
  timeoutMs,
  monotonicNow = () => performance.now(),
}: Behind): GalleryClient & LocalGalleryClient {
  const breaker = createCircuitBreaker({ monotonicNow });

  /** `passes`: sent also while the gallery seems to be away. */
  async function call(
    name: RequestName | 'statistics',
    content: object | null,
    { signal, passes = false }: { signal?: AbortSignal | undefined; passes?: boolean } = {},
  ): Promise<Reply> {
    const request = {
      method: content === null ? ('GET' as const) : ('POST' as const),
      url: new URL(`/v1/${name}`, url).href,
      headers: { accept: 'application/json', ...(content === null ? {} : { 'content-type': 'application/json' }) },
      ...(content === null ? {} : { body: JSON.stringify(content) }),
    };
    const limits = { owner: signal, deadline: AbortSignal.timeout(timeoutMs) };
    const sent = await guarded(breaker, passes, () => exchange(dispatcher, request, limits), outcomeOf);
    return sent === null ? away : replyOf(sent);
  }

  /** What the answer says; null for one that this kiosk cannot read. */
  const read = <Content>(schema: z.ZodType<Content>, reply: Reply): Content | null =>
    reply.kind === 'answer' ? (schema.safeParse(reply.content).data ?? null) : null;

  return {
    place: 'hospital',

    async holds(factor, signal) {
      const answer = read(answerSchemas.holds, await call('holds', { factor }, { signal }));
      if (answer === null) return 'away';
      return answer.holds ? 'yes' : 'no';
    },

    async recognise(factor, template, signal) {
      const reply = await call('recognise', { factor, template: wireTemplate(template) }, { signal });
      if (reply.kind === 'refused') {
        if (reply.error === 'limited') return { kind: 'limited', retryAfterMs: reply.retryAfterMs };
        return reply.error === 'wrong-model' ? { kind: 'not-recognised' } : away;
      }
      return read(answerSchemas.recognise, reply) ?? away;
    },

    async enrol({ person, template, consent }, signal) {
      const reply = await call('enrol', { person, template: wireTemplate(template), consent }, { signal });
      if (reply.kind === 'refused') return failure(reply.error);
      const answer = read(answerSchemas.enrol, reply);
      return answer === null ? away : { kind: 'enrolled', ...answer };
    },

    async remember(enrolmentId, about, signal) {
      await call('remember', { enrolmentId, ...about }, { signal });
    },

    async withdraw(who, actor, signal) {
      const reply = await call('withdraw', { who, actor }, { signal, passes: true });
      if (reply.kind === 'refused') return reply.error === 'unknown' ? { kind: 'unknown' } : failure(reply.error);
      const answer = read(answerSchemas.withdraw, reply);
      return answer === null ? away : { kind: 'withdrawn', ...answer };
    },

    async expire() {
      return read(answerSchemas.expired, await call('expired', {}, { passes: true }))?.ended ?? [];
    },

    async settle(consentIds) {
      for (let from = 0; from < consentIds.length; from += maxConsents) {
        await call('settled', { consents: consentIds.slice(from, from + maxConsents) }, { passes: true });
      }
    },

    async statistics() {
      return read(answerSchemas.statistics, await call('statistics', null));
    },

    async audit(limit) {
      return read(answerSchemas.audit, await call('audit', { limit }))?.entries ?? null;
    },

    close: () => dispatcher.destroy(),
  };
}

/** Refusals that another kiosk, or this one later, need not meet are those of a gallery that is not there. */
const failure = (error: ErrorWord): { kind: 'away' } | { kind: 'failed'; detail: string } =>
  error === 'failed' || error === 'wrong-model' || error === 'malformed' ? { kind: 'failed', detail: error } : away;
