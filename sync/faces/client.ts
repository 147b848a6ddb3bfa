import { Agent, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { type CallOutcome, createCircuitBreaker, guarded } from '../his/circuit-breaker.ts';
import { createDispatcher, type TlsMaterial } from '../his/connection.ts';
import { type Exchange, exchange, parseJson } from '../his/exchange.ts';
import type { AuditHead } from '../his/hospital-api.ts';
import type { AuditRow, AuditVerdict } from '../queue/audit.ts';
import type { FaceGallery } from './port.ts';
import { answerSchemas, type ErrorWord, maxBodyBytes, refusalSchema, type RequestName, wireTemplate } from './wire.ts';

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
  /** For how long patients are told that a face is kept unused: a gallery that keeps it longer takes none. */
  keptDays: number;
  /** Hears of each change; null: it is over. */
  onTrouble?: (trouble: GalleryTrouble | null) => void;
  /** In ms; the process's own unless given. */
  monotonicNow?: () => number;
}

/** Why the gallery is of no use to this kiosk, or of little. */
export type GalleryTrouble = 'away' | 'not-admitted' | 'wrong-model' | 'kept-longer';

export type GalleryClientResult =
  { ok: true; gallery: FaceGallery } | { ok: false; problem: 'ca' | 'client-certificate' };

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
  /** Reads the whole log; null when nobody answers. */
  verify(expected: AuditHead | null): Promise<AuditVerdict | null>;
}

/** The running gallery of this machine, over its local socket. */
export function createLocalGalleryClient(options: { socketFile: string; timeoutMs: number }): LocalGalleryClient {
  const dispatcher = new Agent({ connect: { socketPath: options.socketFile } });
  return galleryBehind({ dispatcher, url: 'http://localhost', timeoutMs: options.timeoutMs });
}

/** The command line enrols nobody and has no days to tell. */
interface Behind
  extends Omit<GalleryClientOptions, 'tls' | 'keptDays'>, Partial<Pick<GalleryClientOptions, 'keptDays'>> {
  dispatcher: Dispatcher;
}

type Reply =
  | { kind: 'answer'; content: unknown }
  | { kind: 'refused'; error: Exclude<ErrorWord, 'away' | 'not-admitted'>; retryAfterMs: number }
  | { kind: 'away' }
  | { kind: 'not-admitted' };

const away = { kind: 'away' } as const;

/** A kiosk that is not admitted any more has no gallery; and what answers in other words is none. */
function replyOf(sent: Exchange): Reply {
  if (sent.kind === 'no-reply') return away;
  const content = parseJson(sent.text);
  if (sent.status === 200) return { kind: 'answer', content };
  const refused = refusalSchema.safeParse(content);
  if (!refused.success) return away;
  const { error, retryAfterMs = 0 } = refused.data;
  return error === 'away' || error === 'not-admitted' ? { kind: error } : { kind: 'refused', error, retryAfterMs };
}

const isThere = ({ kind }: Reply): boolean => kind === 'answer' || kind === 'refused';

/** Which calls tell that a trouble is over. */
const tellingCalls: Partial<Record<GalleryTrouble, readonly string[]>> = {
  'wrong-model': ['recognise', 'enrol'],
  'kept-longer': ['enrol'],
};

/** The trouble after a call. */
function troubleAfter(name: string, reply: Reply, before: GalleryTrouble | null): GalleryTrouble | null {
  if (reply.kind === 'away' || reply.kind === 'not-admitted') return reply.kind;
  if (reply.kind === 'refused' && (reply.error === 'wrong-model' || reply.error === 'kept-longer')) return reply.error;
  return before !== null && tellingCalls[before]?.includes(name) === false ? before : null;
}

/** What a call says about the gallery's being there. */
function outcomeOf(sent: Exchange): CallOutcome {
  if (wasAborted(sent)) return 'unknown';
  return isThere(replyOf(sent)) ? 'reached' : 'away';
}

const wasAborted = (sent: Exchange): boolean => sent.kind === 'no-reply' && sent.detail === 'aborted';

function galleryBehind({
  dispatcher,
  url,
  timeoutMs,
  keptDays = 0,
  onTrouble,
  monotonicNow = () => performance.now(),
}: Behind): FaceGallery & LocalGalleryClient {
  const breaker = createCircuitBreaker({ monotonicNow });
  let trouble: GalleryTrouble | null = null;

  function hear(name: string, reply: Reply): void {
    const now = troubleAfter(name, reply, trouble);
    if (now === trouble) return;
    trouble = now;
    onTrouble?.(now);
  }

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
    if (sent === null) return away;
    const reply = replyOf(sent);
    if (!wasAborted(sent)) hear(name, reply);
    return reply;
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

    async missed(factor, signal) {
      const reply = await call('missed', { factor }, { signal });
      if (reply.kind === 'refused' && reply.error === 'limited') {
        return { kind: 'limited', retryAfterMs: reply.retryAfterMs };
      }
      return read(answerSchemas.missed, reply) === null ? away : { kind: 'counted' };
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
      const content = { person, template: wireTemplate(template), consent, keptDays };
      const reply = await call('enrol', content, { signal });
      if (reply.kind === 'refused') return failure(reply.error);
      const answer = read(answerSchemas.enrol, reply);
      return answer === null ? away : { kind: 'enrolled', ...answer };
    },

    async confirm(enrolmentId, signal) {
      const reply = await call('confirm', { enrolmentId }, { signal, passes: true });
      if (reply.kind === 'refused') return failure(reply.error);
      return read(answerSchemas.confirm, reply) === null ? away : { kind: 'confirmed' };
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

    // The gallery's own machine does.
    expire: async () => 'done',

    async ended(signal) {
      return read(answerSchemas.ended, await call('ended', {}, { signal, passes: true }))?.ended ?? null;
    },

    async settle(consents, signal) {
      return read(answerSchemas.settle, await call('settle', { consents }, { signal, passes: true })) !== null;
    },

    async statistics() {
      return read(answerSchemas.statistics, await call('statistics', null));
    },

    async audit(limit) {
      return read(answerSchemas.audit, await call('audit', { limit }))?.entries ?? null;
    },

    async verify(expected) {
      return read(answerSchemas.verify, await call('verify', { expected }));
    },

    close: () => dispatcher.destroy(),
  };
}

/** Refusals that this kiosk need not meet again are those of a gallery that is not there. */
const failure = (error: ErrorWord): { kind: 'away' } | { kind: 'failed'; detail: string } =>
  lasting.includes(error) ? { kind: 'failed', detail: error } : away;

const lasting: readonly ErrorWord[] = ['failed', 'wrong-model', 'kept-longer', 'malformed', 'unknown'];
