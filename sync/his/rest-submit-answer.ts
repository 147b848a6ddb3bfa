import { z } from 'zod';
import { isAway, isDoubtful } from './exchange.ts';
import type { SubmitAnswer } from './hospital-api.ts';
import { lyDoTuChoi } from './rest-fields.ts';
import { reasonOf, restDetail, type RestReply } from './rest-transport.ts';

/** Statuses that say the request itself is wrong: the same bytes will never be taken. */
const deadStatuses = new Set([400, 404, 412, 422]);

const clinicId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
const queueNumber = z.string().min(1).max(20).nullish();

/** MA_KHAM: the hospital's id of the visit; none for what staff take over. DA_CO 1: an earlier one was there already. */
const confirmationSchema = z.looseObject({
  MA_LK: z.string(),
  MA_KHAM: clinicId.nullish(),
  /** On the paper. */
  STT: queueNumber,
  /** The hospital's own number: the same, or an alias of a number that the kiosk made up. */
  STT_CHINH_THUC: queueNumber,
  DA_CO: z.union([z.literal(0), z.literal(1)]),
});

const sendToSchema = z.looseObject({ CHUYEN_DEN: clinicId.nullish() });

/** What a reply to `POST /dangky-kcb` means for the row with this key. */
export function restSubmitAnswer(reply: RestReply, key: string): SubmitAnswer {
  if (reply.kind === 'no-reply') return { kind: 'retry', detail: reply.detail, retryAfterMs: null, isAway: true };
  const { status, retryAfterMs } = reply;
  const detail = restDetail(reply);
  const retry = { kind: 'retry', detail, retryAfterMs, isAway: isAway(status, reply.kind === 'foreign') } as const;
  if (status === 401) return { kind: 'paused', refused: 'credentials', detail };
  if (status === 403) return { kind: 'paused', refused: 'request', detail };
  if (reply.kind === 'foreign') return retry;
  if (status === 200) {
    const answer = confirmationSchema.safeParse(reply.data).data;
    // An answer about another registration is a proxy's mistake; believed, it would erase a body that nobody has.
    if (answer?.MA_LK !== key) return { ...retry, detail: 'not-a-confirmation' };
    const alreadyThere = reply.replayed || answer.DA_CO === 1;
    // The number on a paper is the one that is called: an alias is never a second large number.
    const number = answer.STT ?? answer.STT_CHINH_THUC ?? null;
    return { kind: 'confirmed', encounterId: answer.MA_KHAM ?? null, alreadyThere, number };
  }
  if (deadStatuses.has(status)) return { kind: 'dead', status, detail, refusal: refusal(status, reply.data) };
  return isDoubtful(status) ? { kind: 'doubtful', status, detail, retryAfterMs } : retry;
}

/** Why the hospital does not want this visit (422 only: every other dead letter is about the request), and where it goes. */
function refusal(status: number, data: unknown): Extract<SubmitAnswer, { kind: 'dead' }>['refusal'] {
  const reason = status === 422 ? lyDoTuChoi.from(reasonOf(data) ?? '') : null;
  if (reason === null || reason === 'other') return { reason: 'other', sendTo: null };
  return { reason, sendTo: sendToSchema.safeParse(data).data?.CHUYEN_DEN ?? null };
}
