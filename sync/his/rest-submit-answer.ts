import { z } from 'zod';
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
  if (reply.kind === 'no-reply') return { kind: 'retry', detail: reply.detail, retryAfterMs: null };
  const { status, retryAfterMs } = reply;
  const detail = restDetail(reply);
  if (status === 401 || status === 403) return { kind: 'paused', detail };
  if (reply.kind === 'foreign') return { kind: 'retry', detail, retryAfterMs };
  if (status === 200) {
    const answer = confirmationSchema.safeParse(reply.data).data;
    // An answer about another registration is a proxy's mistake; believed, it would erase a body that nobody has.
    if (answer?.MA_LK !== key) return { kind: 'retry', detail: 'not-a-confirmation', retryAfterMs };
    const alreadyThere = reply.replayed || answer.DA_CO === 1;
    const numbers = [answer.STT ?? null, answer.STT_CHINH_THUC ?? null];
    // Of what was there before, the number on the paper that its patient holds: an alias is never a second large number.
    const number = (alreadyThere ? numbers : numbers.toReversed()).find((each) => each !== null) ?? null;
    return { kind: 'confirmed', encounterId: answer.MA_KHAM ?? null, alreadyThere, number };
  }
  return deadStatuses.has(status)
    ? { kind: 'dead', status, detail, refusal: refusal(status, reply.data) }
    : { kind: 'retry', detail, retryAfterMs };
}

/** Why the hospital does not want this visit (422 only: every other dead letter is about the request), and where it goes. */
function refusal(status: number, data: unknown): Extract<SubmitAnswer, { kind: 'dead' }>['refusal'] {
  const reason = status === 422 ? lyDoTuChoi.from(reasonOf(data) ?? '') : null;
  if (reason === null || reason === 'other') return { reason: 'other', sendTo: null };
  return { reason, sendTo: sendToSchema.safeParse(data).data?.CHUYEN_DEN ?? null };
}
