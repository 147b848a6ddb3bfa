import type { FaceGallery } from '../sync/faces/port.ts';
import type { AuditHead, HospitalApi } from '../sync/his/hospital-api.ts';
import { staffActor } from '../sync/queue/audit.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import { verifyAudit } from '../sync/queue/verify-audit.ts';
import { lastSalvage } from './last-salvage.ts';
import type { RecoveryPublicKey, RecoveryResult } from './operations/recovery-key.ts';
import { seal } from './operations/sealed-box.ts';
import type { AccountAnswer, AccountQuestion } from './bridge/staff-account-messages.ts';
import type {
  Forgotten,
  QueueDecision,
  QueueRow,
  QueueSelection,
  StaffAnswer,
  StaffQuestion,
} from './bridge/staff-messages.ts';

export interface StaffDeskOptions {
  queue: Pick<
    KioskQueue,
    'rows' | 'row' | 'worklist' | 'retry' | 'hold' | 'release' | 'setAside' | 'statistics' | 'unsettled' | 'audit'
  >;
  hospital: Pick<HospitalApi, 'auditHead' | 'clockOffsetMs'>;
  /** null where nobody comes back by face. */
  faces: Pick<FaceGallery, 'place' | 'withdraw' | 'statistics'> | null;
  kioskId: string;
  /** The hospital's recovery key, its public half; null where none is configured. Asked for at each export. */
  recoveryKey: () => RecoveryResult<RecoveryPublicKey> | null;
  /** Names of the files that salvages moved aside. */
  damagedFiles: () => string[];
  /** Accounts of the page for staff. */
  accounts: (question: AccountQuestion) => Promise<AccountAnswer>;
}

/** Answers what staff and IT ask over the local socket: rows without anything of a person, decisions, sealed exports, the audit log, faces that are kept. */
export function staffDesk(options: StaffDeskOptions): (question: StaffQuestion) => Promise<StaffAnswer> {
  const { queue, hospital, faces, kioskId } = options;

  function selected(selection: QueueSelection, limit: number): QueueEntry[] {
    switch (selection) {
      case 'all':
        return queue.rows(limit);
      case 'worklist':
        return queue.worklist().slice(0, limit);
      case 'held':
        return queue.rows(limit, { held: true });
      case 'pending':
      case 'dead':
        return queue.rows(limit, { state: selection });
    }
  }

  function decide(key: string, decision: QueueDecision, actor: string): StaffAnswer {
    const act = { retry: queue.retry, hold: queue.hold, release: queue.release, 'set-aside': queue.setAside }[decision];
    const result = act(key, actor);
    const row = queue.row(key);
    return { kind: 'queue-decided', result, rows: row === null ? [] : [shown(row)] };
  }

  /** In one piece, on the station's thread: weeks without the hospital take a second or two, and IT chooses when. */
  function sealedExport(actor: string): StaffAnswer {
    const recovery = options.recoveryKey() ?? noRecoveryKey;
    if (!recovery.ok) return { kind: 'staff-refused', detail: recovery.message };
    const rows = queue.unsettled(actor);
    if (rows.length === 0) return { kind: 'queue-export', rows: 0, sealed: null };
    const text = JSON.stringify({ kioskId, rows: rows.map(withoutOwn) });
    return {
      kind: 'queue-export',
      rows: rows.length,
      sealed: seal(Buffer.from(text), recovery.value).toString('base64'),
    };
  }

  async function forget(who: Forgotten, actor: string): Promise<StaffAnswer> {
    if (!faces) return { kind: 'face-forgotten', result: 'no-gallery', count: 0 };
    const answer = await faces.withdraw(who, actor);
    const count = answer.kind === 'withdrawn' ? answer.count : 0;
    return { kind: 'face-forgotten', result: answer.kind, count };
  }

  async function verify(given: AuditHead | null): Promise<StaffAnswer> {
    if (given !== null)
      return { kind: 'audit-verdict', verdict: await verifyAudit(queue.audit, given), heldAgainst: 'given' };
    const answer = await hospital.auditHead(kioskId);
    const known = answer.ok ? answer.value : null;
    const heldAgainst = !answer.ok ? 'not-reached' : known === null ? 'no-head' : 'hospital';
    return { kind: 'audit-verdict', verdict: await verifyAudit(queue.audit, known), heldAgainst };
  }

  return async (question) => {
    switch (question.kind) {
      case 'queue-list':
        return { kind: 'queue', rows: selected(question.selection, question.limit).map(shown) };
      case 'queue-show': {
        const row = queue.row(question.key);
        return { kind: 'queue', rows: row === null ? [] : [shown(row)] };
      }
      case 'queue-decide':
        return decide(question.key, question.decision, staffActor(question.staffName));
      case 'queue-stats':
        return {
          kind: 'queue-stats',
          statistics: queue.statistics(),
          clockOffsetMs: hospital.clockOffsetMs(),
          auditHead: queue.audit.head(),
          salvage: lastSalvage(queue.audit),
          damagedFiles: options.damagedFiles(),
        };
      case 'queue-export':
        return sealedExport(staffActor(question.staffName));
      case 'audit-list':
        return { kind: 'audit', entries: queue.audit.list(question.limit) };
      case 'audit-verify':
        return verify(question.expected);
      case 'face-status': {
        const statistics = (await faces?.statistics()) ?? null;
        if (statistics === null) return { kind: 'face-status', place: faces?.place ?? null, kept: null };
        const { enrolments, ofOtherModels, unreadable } = statistics;
        return { kind: 'face-status', place: faces?.place ?? null, kept: { enrolments, ofOtherModels, unreadable } };
      }
      case 'face-forget':
        return forget(question.who, staffActor(question.staffName));
      case 'account-list':
      case 'account-add':
      case 'account-remove':
      case 'account-card':
      case 'account-pin':
        return options.accounts(question);
    }
  };
}

const noRecoveryKey = {
  ok: false,
  message: 'An export holds personal data and is sealed for the recovery key: configure keys.recoveryKey first.',
} as const;

/** Which language somebody chose and who pays are for their papers alone: they never leave the queue's file. */
function withoutOwn<Row extends QueueEntry>({ language: _, payer: __, ...row }: Row): Omit<Row, 'language' | 'payer'> {
  return row;
}

function shown(row: QueueEntry): QueueRow {
  const { ticket, ...rest } = withoutOwn(row);
  return { ...rest, number: ticket.number, official: ticket.official };
}
