import type { SubmitAnswer } from '../his/hospital-api.ts';
import type { Amendment, OutboxSubject } from '../registration.ts';

/** A visit as a hospital must keep it: one a patient, clinic, day and session. */
export interface HospitalVisit {
  encounterId: string;
  patient: string;
  clinicId: string;
  serviceDate: string;
  session: string;
  number: string;
  isCancelled: boolean;
}

export interface TestHospital {
  /** Applies a key once; the same key with other bytes is a bug of the kiosk and thrown. */
  submit(key: string, body: string): SubmitAnswer;
  setBlocked(patient: string, isBlocked: boolean): void;
  setClosed(clinicId: string, isClosed: boolean): void;
  /** The bytes of every key that was carried out, in the order of their arrival. */
  readonly carriedOut: ReadonlyMap<string, string>;
  /** By check-in key; several keys may stand for one visit. */
  readonly visits: ReadonlyMap<string, HospitalVisit>;
  /** By the consent's own id. */
  readonly consents: ReadonlyMap<string, 'active' | 'inactive'>;
}

/** The hospital as his rules describe it, in memory, for bodies that are the subject itself as JSON. */
export function testHospital(): TestHospital {
  const carriedOut = new Map<string, string>();
  const answers = new Map<string, SubmitAnswer>();
  const visits = new Map<string, HospitalVisit>();
  const consents = new Map<string, 'active' | 'inactive'>();
  const blocked = new Set<string>();
  const closed = new Set<string>();

  const refused = (reason: 'patient-blocked' | 'clinic-closed' | 'other'): SubmitAnswer => ({
    kind: 'dead',
    status: 422,
    detail: reason,
    refusal: { reason, sendTo: reason === 'clinic-closed' ? 'nhi' : null },
  });
  const taken = (visit: HospitalVisit | null, alreadyThere: boolean): SubmitAnswer => ({
    kind: 'confirmed',
    encounterId: visit?.encounterId ?? null,
    alreadyThere,
    number: visit?.number ?? null,
  });

  const living = (place: Omit<HospitalVisit, 'encounterId' | 'number' | 'isCancelled'>): HospitalVisit | undefined =>
    [...visits.values()].find(
      (visit) =>
        !visit.isCancelled &&
        visit.patient === place.patient &&
        visit.clinicId === place.clinicId &&
        visit.serviceDate === place.serviceDate &&
        visit.session === place.session,
    );

  function admission(patient: string, clinicId: string): SubmitAnswer | null {
    if (blocked.has(patient)) return refused('patient-blocked');
    return closed.has(clinicId) ? refused('clinic-closed') : null;
  }

  function register(subject: Extract<OutboxSubject, { kind: 'visit' }>): SubmitAnswer {
    const { key, serviceDate, session, ticket } = subject;
    const place = { patient: String(subject.person.idNumber), clinicId: subject.clinic.id, serviceDate, session };
    const earlier = living(place);
    if (earlier !== undefined) {
      visits.set(key, earlier);
      return taken(earlier, true);
    }
    const refusal = admission(place.patient, place.clinicId);
    if (refusal !== null) return refusal;
    const visit = { encounterId: `e-${visits.size}`, ...place, number: ticket.number, isCancelled: false };
    visits.set(key, visit);
    return taken(visit, false);
  }

  function change(amendment: Extract<Amendment, { kind: 'change-clinic' }>, visit: HospitalVisit): SubmitAnswer {
    const clinicId = amendment.clinic.id;
    const { serviceDate, session } = amendment;
    const there = living({ patient: visit.patient, clinicId, serviceDate, session });
    if (there !== undefined && there !== visit) {
      visit.isCancelled = true;
      for (const [key, held] of visits) if (held === visit) visits.set(key, there);
      return taken(there, true);
    }
    const refusal = there === undefined ? admission(visit.patient, clinicId) : null;
    if (refusal !== null) return refusal;
    Object.assign(visit, { clinicId, serviceDate, session, number: amendment.ticket.number });
    return taken(visit, false);
  }

  function carryOut(subject: OutboxSubject): SubmitAnswer {
    if (subject.kind === 'visit') return register(subject);
    if (subject.kind === 'consent') {
      consents.set(subject.consentId, subject.status);
      return taken(null, false);
    }
    if (subject.kind === 'desk' || subject.kind === 'refusal-notice') return taken(null, false);
    const visit = visits.get(subject.visitKey);
    if (visit === undefined || (visit.isCancelled && subject.kind === 'change-clinic')) return refused('other');
    if (subject.kind === 'change-clinic') return change(subject, visit);
    visit.isCancelled = true;
    return taken(visit, false);
  }

  return {
    carriedOut,
    visits,
    consents,
    setBlocked: (patient, isBlocked) => void (isBlocked ? blocked.add(patient) : blocked.delete(patient)),
    setClosed: (clinicId, isClosed) => void (isClosed ? closed.add(clinicId) : closed.delete(clinicId)),

    submit(key, body) {
      const earlier = answers.get(key);
      if (earlier !== undefined) {
        if (carriedOut.get(key) !== body) throw new Error('the same key with another body');
        return earlier.kind === 'confirmed' ? { ...earlier, alreadyThere: true } : earlier;
      }
      const answer = carryOut(JSON.parse(body) as OutboxSubject);
      if (answer.kind === 'confirmed') {
        answers.set(key, answer);
        carriedOut.set(key, body);
      }
      return answer;
    },
  };
}
