import type { Consent, EndedConsent, EnrolledPerson, FaceGallery } from '../sync/faces/port.ts';
import type { RegistrationQueue } from '../sync/queue/port.ts';

/**
 * A gallery whose consents reach the hospital: what is agreed to or taken back goes to the queue in the same breath. A face whose
 * consent cannot be recorded is not kept.
 */
export function toldGallery(
  gallery: FaceGallery,
  {
    queue,
    localIso,
    settle,
  }: {
    queue: Pick<RegistrationQueue, 'recordConsent'>;
    localIso: () => string;
    /** Tells a gallery that keeps ended consents until the hospital hears of them that it does; null: it keeps none. */
    settle: ((consentIds: readonly string[]) => Promise<void>) | null;
  },
): FaceGallery {
  function record(
    consent: Consent,
    person: Pick<EnrolledPerson, 'idNumber' | 'patientId'>,
    withdrawnAt: string | null,
  ): boolean {
    const { id: consentId, visitKey, version, language, textSha256, givenAt } = consent;
    const result = queue.recordConsent({
      kind: 'consent',
      status: withdrawnAt === null ? 'active' : 'inactive',
      ...{ consentId, visitKey, version, language, textSha256, givenAt, withdrawnAt },
      patientId: person.patientId,
      idNumber: person.idNumber,
    });
    return result.kind === 'recorded';
  }

  /** A disk that refuses leaves the hospital with a consent that no longer holds; the face is gone all the same. */
  const end = async (ended: readonly EndedConsent[]): Promise<void> => {
    const withdrawnAt = localIso();
    const told = ended.filter(({ consent, person }) => record(consent, person, withdrawnAt));
    if (told.length > 0) await settle?.(told.map(({ consent }) => consent.id));
  };

  return {
    ...gallery,
    enrol: async (enrolment, signal) => {
      const result = await gallery.enrol(enrolment, signal);
      if (result.kind !== 'enrolled') return result;
      await end(result.replaced.map((consent) => ({ consent, person: enrolment.person })));
      if (record(enrolment.consent, enrolment.person, null)) return result;
      await gallery.withdraw({ enrolmentId: result.enrolmentId }, 'kiosk');
      return { kind: 'failed', detail: 'The consent could not be recorded.' };
    },
    withdraw: async (who, actor, signal) => {
      const result = await gallery.withdraw(who, actor, signal);
      if (result.kind === 'withdrawn') await end(result.ended);
      return result;
    },
    expire: async (today) => {
      const ended = await gallery.expire(today);
      await end(ended);
      return ended;
    },
  };
}
