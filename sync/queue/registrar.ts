import type { KeyObject } from 'node:crypto';
import type { VisitDraft } from '../registration.ts';
import { type Audit, staffActor } from './audit.ts';
import type { Insert } from './insertion.ts';
import { ownLane, personHashes } from './lane.ts';
import type { Numbers } from './numbers.ts';
import type { CommitDraft, CommitResult } from './port.ts';
import { evidenceWords } from './rows.ts';
import type { Rows } from './rows.ts';
import { isBefore, isPlannable, type ServiceMoment } from './service-day.ts';

export interface RegistrarParts {
  rows: Rows;
  numbers: Numbers;
  audit: Audit;
  insert: Insert;
  moment: () => ServiceMoment;
  newKey: () => string;
  kioskId: string;
  laneSecret: KeyObject;
}

/** Registers a person once for a clinic or an appointment in a half-day, the planned one; inside the caller's transaction. */
export function openRegistrar(
  parts: RegistrarParts,
): (draft: CommitDraft) => Exclude<CommitResult, { kind: 'failed' }> {
  const { rows, numbers, audit, insert, moment, newKey, kioskId, laneSecret } = parts;

  return ({ language, payer, ...draft }) => {
    const now = moment();
    const planned = draft.kind === 'visit' ? stillPlanned(draft.planned, now) : null;
    const when = { ...now, ...planned };
    const clinicId = draft.kind === 'visit' ? draft.clinic.id : null;
    const appointmentId = draft.kind === 'visit' ? draft.appointmentId : null;
    const patientId = draft.patient.kind === 'known' ? draft.patient.patientId : null;
    const hashes = personHashes(draft.person, patientId, laneSecret);
    const knownLane = rows.laneOf(hashes);
    // Without one the kiosk has no row of this person.
    if (clinicId !== null && knownLane !== null) {
      const existing = rows.ofSameVisit({ ...when, hashes, clinicId, appointmentId });
      if (existing !== null) return { kind: 'already-registered', key: existing.key, ticket: existing.ticket };
    }
    const ticket =
      draft.kind === 'visit'
        ? numbers.take({ ...when, clinicId: draft.clinic.id, stream: draft.stream })
        : numbers.takeForDesk(when.serviceDate);
    const key = newKey();
    const registration = { ...draft, ...(draft.kind === 'visit' && { planned }), ...when, key, kioskId, ticket };
    insert(registration, {
      kind: draft.kind,
      lane: knownLane ?? hashes[0] ?? ownLane(key, laneSecret),
      hashes,
      clinicId,
      appointmentId,
      evidence: evidenceWords(draft.evidence),
      checkAtDoor: draft.kind === 'visit' ? draft.checkAtDoor : null,
      language,
      payer,
    });
    audit.append({ actor: 'kiosk', action: 'registered', subject: key, detail: clinicId ?? draft.kind });
    // It was written down when it was said, before anything had a key; this says which registration it was for.
    for (const each of draft.evidence) {
      if (each.method !== 'staff-compared') continue;
      audit.append({ actor: staffActor(each.by), action: 'identity-compared', subject: key, detail: each.result });
    }
    return { kind: 'committed', registration };
  };
}

/** A session that is over by now, or further off than any clinic plans, is none: the patient stands here. */
function stillPlanned(planned: VisitDraft['planned'], now: ServiceMoment): VisitDraft['planned'] {
  const isPossible = planned !== null && !isBefore(planned, now) && isPlannable(planned.serviceDate, now.serviceDate);
  return isPossible ? planned : null;
}
