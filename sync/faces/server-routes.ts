import type { z } from 'zod';
import { type AuditEntry, staffActor } from '../queue/audit.ts';
import { sqliteDetail } from '../queue/database.ts';
import { verifyAudit } from '../queue/verify-audit.ts';
import type { Gallery } from './gallery.ts';
import type { FaceTemplate } from './port.ts';
import { type answerSchemas, type ErrorWord, type RequestName, requestSchemas } from './wire.ts';

/** What each route of the gallery answers (wire.ts), whoever carries it. */

/** `machine`: staff of the gallery's own machine, over its local socket. */
export type Caller = { kind: 'kiosk'; name: string } | { kind: 'machine' };

export interface Answer {
  status: number;
  body: object;
}

export interface RouteOptions {
  /** Opened with its own audit log. */
  gallery: Gallery;
  /** Of the embedding: a template of another one is not comparable. */
  model: { sha256: string; dimension: number };
  /** Days after its last use at which an enrolment expires: nobody was to be told of fewer. */
  keptDays: number;
}

type Wire<Name extends keyof typeof answerSchemas> = z.input<(typeof answerSchemas)[Name]>;

const done = (body: object): Answer => ({ status: 200, body });

const statuses: Readonly<Record<ErrorWord, number>> = {
  'not-admitted': 403,
  'unknown-route': 404,
  malformed: 400,
  'too-large': 413,
  'wrong-model': 409,
  'kept-longer': 409,
  unknown: 404,
  busy: 429,
  limited: 429,
  failed: 500,
  away: 503,
};

/** A refusal; `more` stands beside the word. */
export const refusal = (error: ErrorWord, more: object = {}): Answer => ({
  status: statuses[error],
  body: { error, ...more },
});

/** Staff of the machine have no patient before them, and no HIS to tell of a consent; kiosks have no business in the log. */
const machineRoutes: ReadonlySet<string> = new Set(['withdraw', 'statistics', 'audit', 'verify']);
const isOpenTo = (name: string, caller: Caller): boolean =>
  caller.kind === 'machine' ? machineRoutes.has(name) : name !== 'audit' && name !== 'verify';

/** Which route a request means; null: none that this caller has. */
export function routeOf(method: string, path: string, caller: Caller): RequestName | 'statistics' | null {
  const [, name = ''] = /^\/v1\/([a-z]+)$/.exec(path) ?? [];
  if (!isOpenTo(name, caller)) return null;
  if (name === 'statistics') return method === 'GET' ? name : null;
  return method === 'POST' && Object.hasOwn(requestSchemas, name) ? (name as RequestName) : null;
}

/** Answers one request; `content` is its body as JSON has it. */
export async function answerRoute(
  { gallery: whole, model, keptDays }: RouteOptions,
  caller: Caller,
  route: RequestName | 'statistics',
  content: unknown,
): Promise<Answer> {
  const gallery = caller.kind === 'machine' ? whole : whole.at(caller.name);
  const isOther = (template: FaceTemplate): boolean =>
    template.model !== model.sha256 || template.embedding.length !== model.dimension;

  switch (route) {
    case 'statistics': {
      const statistics = await gallery.statistics();
      if (statistics === null) return refusal('away');
      const memoryBytes = caller.kind === 'machine' ? statistics.memoryBytes : null;
      return done({ ...statistics, memoryBytes } satisfies Wire<'statistics'>);
    }
    case 'holds': {
      const asked = requestSchemas.holds.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const { factor } = asked.data;
      const holds = await gallery.holds(factor);
      if (holds === 'away') return refusal('away');
      // An answer that is not written down is not given: it tells who is enrolled.
      const isNoted = note(whole, caller, { actor: 'kiosk', detail: `holds ${factor.kind}` });
      return isNoted ? done({ holds: holds === 'yes' } satisfies Wire<'holds'>) : refusal('away');
    }
    case 'missed': {
      const asked = requestSchemas.missed.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const counted = await gallery.missed(asked.data.factor);
      if (counted.kind === 'counted') return done({ counted: true } satisfies Wire<'missed'>);
      return counted.kind === 'limited' ? refusal('limited', { retryAfterMs: counted.retryAfterMs }) : refusal('away');
    }
    case 'recognise': {
      const asked = requestSchemas.recognise.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const { factor, template } = asked.data;
      if (isOther(template)) return refusal('wrong-model');
      const found = await gallery.recognise(factor, template);
      if (found.kind === 'away') return refusal('away');
      if (found.kind === 'limited') return refusal('limited', { retryAfterMs: found.retryAfterMs });
      return done(found satisfies Wire<'recognise'>);
    }
    case 'enrol': {
      const asked = requestSchemas.enrol.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const { keptDays: toldDays, ...enrolment } = asked.data;
      if (isOther(enrolment.template)) return refusal('wrong-model');
      if (keptDays > toldDays) return refusal('kept-longer');
      const result = await gallery.enrol(enrolment);
      if (result.kind !== 'enrolled') return refusal(result.kind);
      return done({ enrolmentId: result.enrolmentId } satisfies Wire<'enrol'>);
    }
    case 'confirm': {
      const asked = requestSchemas.confirm.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const result = await gallery.confirm(asked.data.enrolmentId);
      return result.kind === 'confirmed' ? done({ confirmed: true } satisfies Wire<'confirm'>) : refusal(result.kind);
    }
    case 'remember': {
      const asked = requestSchemas.remember.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const { enrolmentId, ...about } = asked.data;
      await gallery.remember(enrolmentId, about);
      return done({});
    }
    case 'withdraw': {
      const asked = requestSchemas.withdraw.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const { who } = asked.data;
      const actor = actorAt(caller, asked.data.actor);
      const result = await gallery.withdraw(who, actor);
      if (result.kind === 'withdrawn') return done({ count: result.count } satisfies Wire<'withdraw'>);
      if (result.kind === 'unknown' && !note(whole, caller, { actor, detail: 'withdraw' })) return refusal('away');
      return refusal(result.kind);
    }
    case 'ended': {
      const asked = requestSchemas.ended.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const ended = await gallery.ended();
      return ended === null ? refusal('away') : done({ ended } satisfies Wire<'ended'>);
    }
    case 'settle': {
      const asked = requestSchemas.settle.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const isSettled = await gallery.settle(asked.data.consents);
      return isSettled ? done({ settled: true } satisfies Wire<'settle'>) : refusal('away');
    }
    case 'audit': {
      const asked = requestSchemas.audit.safeParse(content);
      if (!asked.success) return refusal('malformed');
      return done({ entries: whole.audit.list(asked.data.limit) } satisfies Wire<'audit'>);
    }
    case 'verify': {
      const asked = requestSchemas.verify.safeParse(content);
      if (!asked.success) return refusal('malformed');
      return done((await verifyAudit(whole.audit, asked.data.expected)) satisfies Wire<'verify'>);
    }
  }
}

/** Staff of a kiosk are named with it: the kiosk says who they are, and the gallery which kiosk says so. */
function actorAt(caller: Caller, actor: string): string {
  const [, name] = /^staff:(.+)$/.exec(actor) ?? [];
  return caller.kind === 'kiosk' && name !== undefined ? staffActor(`${caller.name}.${name}`) : actor;
}

/** Writes down a question that changes nothing; false when the disk refuses. */
function note(
  { audit }: Gallery,
  caller: Caller,
  { actor, detail }: Required<Pick<AuditEntry, 'actor' | 'detail'>>,
): boolean {
  const place = caller.kind === 'kiosk' ? ` at ${caller.name.toLowerCase()}` : '';
  try {
    audit.append({ actor, action: 'face-asked', detail: `${detail}${place}` });
    return true;
  } catch (error) {
    if (sqliteDetail(error) === null) throw error;
    return false;
  }
}
