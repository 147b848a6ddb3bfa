/** Questions to a FHIR server, each with one deadline a request: one resource, a page of a search, or all its pages. */
import type { z } from 'zod';
import { searchsetSchema, type AnyResource } from './answers.ts';
import type { HospitalFailure, HospitalResult } from './hospital-api.ts';
import { lookUpFailure } from './submit-answer.ts';
import type { FhirRequest, FhirTransport } from './transport.ts';

/** Of a search by POST (R4 3.1.0.1.1). */
export const form = 'application/x-www-form-urlencoded';

type Question = Omit<FhirRequest, 'timeoutMs'>;

export interface FhirClient {
  ask<T extends z.ZodType>(
    question: Question,
    schema: T,
    signal: AbortSignal | undefined,
  ): Promise<HospitalResult<z.infer<T>>>;
  /** The first page of a search. */
  search(question: Question, signal: AbortSignal | undefined): Promise<HospitalResult<AnyResource[]>>;
  /** All pages of a search (R4 3.1.1.5): a list that is cut short would be believed. */
  searchAll(path: string, signal: AbortSignal | undefined): Promise<HospitalResult<AnyResource[]>>;
}

/**
 * We ask for 500 matches a page; servers that cap it give 200 or fewer (HAPI JPA's starter: 200). The largest Vietnamese
 * hospitals see some 8,000 outpatients a day.
 */
export const pageSize = 500;
const maxPages = 50;

/** Continuation tokens of the servers we know are below 2,000 characters. */
const maxLinkLength = 4_096;

export function createFhirClient(transport: FhirTransport, baseUrl: string, timeoutMs: number): FhirClient {
  async function ask<T extends z.ZodType>(
    question: Question,
    schema: T,
    signal: AbortSignal | undefined,
  ): Promise<HospitalResult<z.infer<T>>> {
    const reply = await transport.send({ ...question, timeoutMs }, signal);
    const parsed =
      reply.kind === 'reply' && (reply.status === 200 || reply.status === 201) && reply.body.kind === 'fhir'
        ? schema.safeParse(reply.body.resource)
        : null;
    return parsed?.success ? { ok: true, value: parsed.data } : { ok: false, failure: lookUpFailure(reply) };
  }

  return {
    ask,
    async search(question, signal) {
      const page = await ask(question, searchsetSchema, signal);
      return page.ok ? { ok: true, value: resourcesOn(page.value) } : page;
    },
    async searchAll(path, signal) {
      const found: AnyResource[][] = [];
      let next: string | null = path;
      while (found.length < maxPages) {
        const page: HospitalResult<z.infer<typeof searchsetSchema>> = await ask(
          { method: 'GET', path: next },
          searchsetSchema,
          signal,
        );
        if (!page.ok) return page;
        found.push(resourcesOn(page.value));
        const link = page.value.link?.find(({ relation }) => relation === 'next');
        if (link === undefined) return { ok: true, value: found.flat() };
        next = pathWithin(baseUrl, link.url);
        if (next === null) return badAnswer('next-page-elsewhere');
      }
      return badAnswer('too-many-pages');
    },
  };
}

function resourcesOn(page: z.infer<typeof searchsetSchema>): AnyResource[] {
  return (page.entry ?? [])
    .filter(({ search: { mode } = {} }) => mode !== 'outcome')
    .flatMap(({ resource }) => (resource ? [resource] : []));
}

/**
 * A link of the server's as a path below the base URL; null when it leads anywhere else, where neither the kiosk's token
 * nor a patient's number has any business.
 */
export function pathWithin(baseUrl: string, link: string): string | null {
  const base = new URL(`${baseUrl.replace(/\/+$/, '')}/`);
  const url = link.length <= maxLinkLength ? URL.parse(link, base.href) : null;
  if (!url || url.origin !== base.origin || url.username !== '' || url.password !== '') return null;
  // HAPI continues a search at the base itself, without the slash.
  const path = `${url.pathname}/` === base.pathname ? base.pathname : url.pathname;
  return path.startsWith(base.pathname) ? path.slice(base.pathname.length) + url.search : null;
}

/** The resources of one type, or null when one of them is not what its type says. */
export function parseAll<T extends z.ZodType>(resources: AnyResource[], type: string, schema: T): z.infer<T>[] | null {
  const all = resources.filter(({ resourceType }) => resourceType === type);
  const parsed = parseEach(all, type, schema);
  return parsed.length === all.length ? parsed : null;
}

/** The resources of one type without those that cannot be read: for long lists, where one must not hide the others. */
export function parseEach<T extends z.ZodType>(resources: AnyResource[], type: string, schema: T): z.infer<T>[] {
  return resources
    .filter(({ resourceType }) => resourceType === type)
    .flatMap((resource) => {
      const parsed = schema.safeParse(resource);
      return parsed.success ? [parsed.data] : [];
    });
}

export const badAnswer = (detail: string): { ok: false; failure: HospitalFailure } => ({
  ok: false,
  failure: { kind: 'bad-answer', detail },
});

/** The hospital itself says that there is no such thing. */
export const isAbsent = (answer: HospitalResult<unknown>): boolean =>
  !answer.ok && answer.failure.kind === 'refused' && answer.failure.status === 404;

/** The same of one resource: never there, or deleted. */
export const isGone = (answer: HospitalResult<unknown>): boolean =>
  isAbsent(answer) || (!answer.ok && answer.failure.kind === 'refused' && answer.failure.status === 410);
