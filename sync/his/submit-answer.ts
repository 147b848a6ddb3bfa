import { idSchema, outcomeSchema, taskSchema, transactionResponseSchema, type TransactionResponse } from './answers.ts';
import { isAway, isDoubtful } from './exchange.ts';
import type { HospitalFailure, SubmitAnswer } from './hospital-api.ts';
import { taskCodes, type FhirSystems } from './identifiers.ts';
import type { Reply } from './transport.ts';
import type { RefusalReason } from '../registration.ts';

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

/** Statuses that say the request itself is wrong: the same bytes will never be taken. */
const deadStatuses = new Set([400, 404, 412, 422]);

/** What a reply to a registration means. `sentEntries` is how many entries the transaction had, null when unknown. */
export function submitAnswer(reply: Reply, sentEntries: number | null, systems: FhirSystems): SubmitAnswer {
  if (reply.kind === 'no-reply') return { kind: 'retry', detail: reply.detail, retryAfterMs: null, isAway: true };
  if (reply.status !== 200 && reply.status !== 201) return rejection(reply.status, reply, systems);

  const parsed = reply.body.kind === 'fhir' ? transactionResponseSchema.safeParse(reply.body.resource) : null;
  if (!parsed?.success) return retry('not-a-transaction-response', reply);
  const failed = parsed.data.entry.find(({ response }) => !/^20[01]\b/.test(response.status));
  if (failed) return rejection(Number.parseInt(failed.response.status, 10) || 500, reply, systems);
  if (sentEntries !== null && parsed.data.entry.length !== sentEntries) return retry('entries-missing', reply);
  return confirmation(parsed.data, reply, systems);
}

function confirmation(answer: TransactionResponse, reply: ReplyOf<'reply'>, systems: FhirSystems): SubmitAnswer {
  const encounter = answer.entry
    .map(({ resource, response }) => ({
      id:
        resource?.resourceType === 'Encounter' && resource.id !== undefined
          ? resource.id
          : (/(?:^|\/)Encounter\/([A-Za-z0-9.-]{1,64})/.exec(response.location ?? '')?.[1] ?? null),
      existed: response.status.startsWith('200'),
    }))
    .find(({ id }) => id !== null);
  // Without an Encounter the first entry stands for it, the desk's Task. A Consent that is withdrawn was there already, but
  // not the Provenance of that, which comes last.
  const [first] = answer.entry;
  const sign = first !== undefined && isConsent(first) ? answer.entry.at(-1) : first;
  const existed = encounter?.existed ?? sign?.response.status.startsWith('200') ?? false;
  const alreadyThere = reply.replayed || existed;
  return {
    kind: 'confirmed',
    encounterId: encounter?.id ?? null,
    alreadyThere,
    number: calledNumber(answer, systems),
  };
}

const isConsent = ({ resource, response }: TransactionResponse['entry'][number]): boolean =>
  resource?.resourceType === 'Consent' || /(?:^|\/)Consent\//.test(response.location ?? '');

/**
 * The number that is called: the one on a paper, which the hospital adopted. An official alias that it gave beside it is
 * never a second large number. Of a visit that was there before, it is the number on the paper of that time.
 */
function calledNumber(answer: TransactionResponse, systems: FhirSystems): string | null {
  const tickets = answer.entry
    .map(({ resource }) => taskSchema.safeParse(resource))
    .flatMap((task) => (task.success ? [task.data] : []))
    .filter(({ code }) => !code?.coding?.some((coding) => coding.code === taskCodes.dataConflict));
  const numbers = tickets
    .flatMap(({ identifier }) => identifier ?? [])
    .filter(({ system, value }) => system === systems.queueNumber && value !== undefined);
  return (numbers.find(({ use }) => use === 'temp') ?? numbers[0])?.value ?? null;
}

/** Every status but success: the request is wrong (dead), the kiosk is not allowed (paused), or later will do (retry). */
function rejection(status: number, reply: ReplyOf<'reply'>, systems: FhirSystems): SubmitAnswer {
  const detail = reason(status, reply);
  if (status === 401) return { kind: 'paused', refused: 'credentials', detail };
  if (status === 403) return { kind: 'paused', refused: 'request', detail };
  // A proxy's HTML page with status 404 is not the hospital's word about this registration.
  if (deadStatuses.has(status) && reply.body.kind !== 'foreign') {
    return { kind: 'dead', status, detail, refusal: refusal(status, reply, systems) };
  }
  if (isDoubtful(status) && reply.body.kind !== 'foreign') {
    return { kind: 'doubtful', status, detail, retryAfterMs: reply.retryAfterMs };
  }
  return retry(detail, reply);
}

const refusals: readonly RefusalReason[] = ['clinic-full', 'clinic-closed', 'patient-blocked'];

/** Why the hospital does not want this visit (422 only: every other dead letter is about the request), and where it goes. */
function refusal(
  status: number,
  reply: ReplyOf<'reply'>,
  systems: FhirSystems,
): Extract<SubmitAnswer, { kind: 'dead' }>['refusal'] {
  const codings = status === 422 ? issuesOf(reply).flatMap(({ details }) => details?.coding ?? []) : [];
  const reason = refusals.find((word) => codings.some(({ code }) => code === word)) ?? 'other';
  const sendTo = codings.find(({ system }) => system === systems.sendTo)?.code;
  return { reason, sendTo: reason === 'other' ? null : (idSchema.safeParse(sendTo).data ?? null) };
}

function issuesOf(reply: ReplyOf<'reply'>) {
  const outcome = reply.body.kind === 'fhir' ? outcomeSchema.safeParse(reply.body.resource) : null;
  return outcome?.success ? outcome.data.issue : [];
}

const retry = (detail: string, reply: ReplyOf<'reply'>): SubmitAnswer => ({
  kind: 'retry',
  detail,
  retryAfterMs: reply.retryAfterMs,
  isAway: isAway(reply.status, reply.body.kind === 'foreign'),
});

/** A reply that a look-up cannot use. */
export function lookUpFailure(reply: Reply): HospitalFailure {
  if (reply.kind === 'no-reply') return { kind: 'unreachable', detail: reply.detail };
  const { status } = reply;
  if (status >= 200 && status < 300) return { kind: 'bad-answer', detail: 'not-the-expected-resource' };
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    return { kind: 'unreachable', detail: reason(status, reply) };
  }
  if (status >= 400 && reply.body.kind !== 'foreign') {
    return { kind: 'refused', status, detail: reason(status, reply) };
  }
  return { kind: 'bad-answer', detail: reason(status, reply) };
}

const codeLike = /^[A-Za-z][A-Za-z-]{0,60}$/;
const pathLike = /^[A-Za-z][A-Za-z0-9.[\]]{0,120}$/;

/**
 * The server's reason, reduced to its coded parts. The diagnostics are left out: servers quote the search or the value
 * they refused there, and that is a name or a number of a person.
 */
function reason(status: number, reply: ReplyOf<'reply'>): string {
  const parts = issuesOf(reply).flatMap((issue) => [
    ...[issue.code, ...(issue.details?.coding ?? []).map(({ code }) => code)].filter(
      (code) => code !== undefined && codeLike.test(code),
    ),
    ...(issue.expression ?? []).filter((path) => pathLike.test(path)),
  ]);
  return [`http-${status}`, ...parts.slice(0, 6)].join(' ');
}
