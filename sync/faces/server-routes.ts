import type { z } from 'zod';
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
  /** The hospital's day, YYYY-MM-DD. */
  today: () => string;
}

type Wire<Name extends keyof typeof answerSchemas> = z.input<(typeof answerSchemas)[Name]>;

const done = (body: object): Answer => ({ status: 200, body });

const statuses: Readonly<Record<ErrorWord, number>> = {
  'not-admitted': 403,
  'unknown-route': 404,
  malformed: 400,
  'too-large': 413,
  'wrong-model': 409,
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
const machineRoutes: ReadonlySet<string> = new Set(['withdraw', 'statistics', 'audit']);
const isOpenTo = (name: string, caller: Caller): boolean =>
  caller.kind === 'machine' ? machineRoutes.has(name) : name !== 'audit';

/** Which route a request means; null: none that this caller has. */
export function routeOf(method: string, path: string, caller: Caller): RequestName | 'statistics' | null {
  const [, name = ''] = /^\/v1\/([a-z]+)$/.exec(path) ?? [];
  if (!isOpenTo(name, caller)) return null;
  if (name === 'statistics') return method === 'GET' ? name : null;
  return method === 'POST' && Object.hasOwn(requestSchemas, name) ? (name as RequestName) : null;
}

/** Answers one request; `content` is its body as JSON has it. */
export async function answerRoute(
  { gallery: whole, model, today }: RouteOptions,
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
      const { enrolments, ofOtherModels, memoryBytes } = statistics;
      const wire: Wire<'statistics'> = {
        enrolments,
        ofOtherModels,
        memoryBytes: caller.kind === 'machine' ? memoryBytes : null,
      };
      return done(wire);
    }
    case 'holds': {
      const asked = requestSchemas.holds.safeParse(content);
      if (!asked.success) return refusal('malformed');
      const holds = await gallery.holds(asked.data.factor);
      return holds === 'away' ? refusal('away') : done({ holds: holds === 'yes' } satisfies Wire<'holds'>);
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
      if (isOther(asked.data.template)) return refusal('wrong-model');
      const result = await gallery.enrol(asked.data);
      if (result.kind !== 'enrolled') return refusal(result.kind);
      const { enrolmentId, replaced } = result;
      return done({ enrolmentId, replaced } satisfies Wire<'enrol'>);
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
      const { who, actor } = asked.data;
      const result = await gallery.withdraw(who, actor);
      if (result.kind !== 'withdrawn') return refusal(result.kind);
      return done({ ended: result.ended } satisfies Wire<'withdraw'>);
    }
    case 'expired': {
      const asked = requestSchemas.expired.safeParse(content);
      if (!asked.success || caller.kind === 'machine') return refusal('malformed');
      const ended = whole.ended?.hand(caller.name, today()) ?? [];
      return done({ ended } satisfies Wire<'expired'>);
    }
    case 'settled': {
      const asked = requestSchemas.settled.safeParse(content);
      if (!asked.success) return refusal('malformed');
      whole.ended?.settle(asked.data.consents);
      return done({});
    }
    case 'audit': {
      const asked = requestSchemas.audit.safeParse(content);
      if (!asked.success) return refusal('malformed');
      return done({ entries: whole.audit.list(asked.data.limit) } satisfies Wire<'audit'>);
    }
  }
}
