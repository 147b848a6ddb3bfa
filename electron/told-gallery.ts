import type { Consent, EndedConsent, Enrolment, EnrolResult, FaceGallery } from '../sync/faces/port.ts';
import type { RegistrationQueue } from '../sync/queue/port.ts';

export interface TellingParts {
  queue: Pick<RegistrationQueue, 'recordConsent'>;
  now: () => Date;
  /** ISO with the hospital's offset. */
  localIso: (instant: Date) => string;
  /** Faces that nobody had used for long are gone, and the hospital is told. */
  onExpired: (count: number) => void;
}

type Whose = EndedConsent['person'];

/** Into the queue; `withdrawnAt` null: given. Recorded before is recorded. */
function recordConsent(
  { queue, localIso }: TellingParts,
  consent: Consent,
  { patientId, idNumber }: Whose,
  withdrawnAt: Date | null,
): boolean {
  const { id: consentId, visitKey, version, language, textSha256, givenAt } = consent;
  const result = queue.recordConsent({
    kind: 'consent',
    status: withdrawnAt === null ? 'active' : 'inactive',
    ...{ consentId, visitKey, version, language, textSha256, givenAt, patientId, idNumber },
    withdrawnAt: withdrawnAt && localIso(withdrawnAt),
  });
  return result.kind === 'recorded';
}

/**
 * Puts the gallery's ended consents into the queue and lets the gallery forget them; true when none is left. What the disk or
 * the way refuses stays in the gallery, and comes again.
 */
export async function tellEnded(
  gallery: Pick<FaceGallery, 'ended' | 'settle'>,
  parts: TellingParts,
  isStopped: () => boolean = () => false,
): Promise<boolean> {
  while (!isStopped()) {
    const ended = await gallery.ended();
    if (ended === null) return false;
    if (ended.length === 0) return true;
    const told = ended.filter(({ consent, person, endedAt }) =>
      recordConsent(parts, consent, person, new Date(endedAt)),
    );
    if (told.length > 0 && !(await gallery.settle(told.map(({ consent }) => consent.id)))) return false;
    const expired = told.filter(({ reason }) => reason === 'expired').length;
    if (expired > 0) parts.onExpired(expired);
    if (told.length < ended.length) return false;
  }
  return false;
}

/**
 * A gallery whose consents reach the hospital. A face counts only once its consent is in the queue: until then it is pending,
 * and what the person had agreed to before stands. What a visit began goes on when the visit no longer waits for it.
 */
export function toldGallery(gallery: FaceGallery, parts: TellingParts): FaceGallery {
  const running = new Set<Promise<unknown>>();
  /** Enrolments that may count although their patients were told that they do not: an answer was lost. */
  const unwanted = new Set<string>();
  let isClosing = false;

  function goOn<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  }

  async function discard(enrolmentId: string): Promise<void> {
    const { kind } = await gallery.withdraw({ enrolmentId }, 'kiosk');
    if (kind === 'withdrawn' || kind === 'unknown') unwanted.delete(enrolmentId);
    else unwanted.add(enrolmentId);
  }

  async function tell(): Promise<void> {
    for (const enrolmentId of unwanted) await discard(enrolmentId);
    await tellEnded(gallery, parts, () => isClosing);
  }

  async function enrol(enrolment: Enrolment): Promise<EnrolResult> {
    const { consent, person } = enrolment;
    const kept = await gallery.enrol(enrolment);
    if (kept.kind !== 'enrolled') return kept;
    const { enrolmentId } = kept;
    if (!recordConsent(parts, consent, person, null)) {
      await discard(enrolmentId);
      return { kind: 'failed', detail: 'The consent could not be recorded.' };
    }
    const confirmed = await gallery.confirm(enrolmentId);
    if (confirmed.kind === 'confirmed') {
      void goOn(tell());
      return kept;
    }
    recordConsent(parts, consent, person, parts.now());
    await discard(enrolmentId);
    return confirmed;
  }

  return {
    ...gallery,
    enrol: (enrolment, signal) => unlessAborted(() => goOn(enrol(enrolment)), signal),
    withdraw: async (who, actor, signal) => {
      const result = await gallery.withdraw(who, actor, signal);
      if (result.kind === 'withdrawn') void goOn(tell());
      return result;
    },
    expire: async (today) => {
      const result = await gallery.expire(today);
      await goOn(tell());
      return result;
    },
    close: async () => {
      isClosing = true;
      await Promise.allSettled(running);
      await gallery.close();
    },
  };
}

/** Its answer, or that of a gallery that is away when nobody waits any more. */
async function unlessAborted(work: () => Promise<EnrolResult>, signal: AbortSignal | undefined): Promise<EnrolResult> {
  const away = { kind: 'away' } as const;
  if (signal === undefined) return work();
  if (signal.aborted) return away;
  const { promise, resolve } = Promise.withResolvers<EnrolResult>();
  const onAbort = (): void => resolve(away);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
