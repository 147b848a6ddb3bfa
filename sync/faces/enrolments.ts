import type { AuditEntry } from '../queue/audit.ts';
import type { Ended } from './ended.ts';
import type { EndedConsent } from './port.ts';
import type { EnrolmentContent, Sealing } from './row-sealing.ts';
import type { EnrolmentRow, Rows } from './rows.ts';

type Note = (entry: AuditEntry) => void;

/** What was confirmed, before or now; `removed`: what is gone with it. */
type Confirmed = { removed: EnrolmentRow[] } & (
  { row: EnrolmentRow; template: Float32Array } | { row: null; template: null }
);

/** What comes and goes in the file. Inside the caller's transaction, after which the caller changes the memory. */
export interface Enrolments {
  /** Pending. */
  add(name: Pick<EnrolmentRow, 'id' | 'model'>, content: EnrolmentContent, template: Float32Array): void;
  /** `place` as the audit log has it. */
  confirm(id: string, note: Note, place: string): Confirmed;
  remember(id: string, about: { ticketKey: string; patientId: string | null }): void;
  /**
   * A row that cannot be opened any more goes all the same. With a pending one that is withdrawn or replaced no consent ends; with
   * one that lapsed it does: the kiosk may have told the hospital of it and lost its power before it could confirm.
   */
  remove(removed: readonly EnrolmentRow[], reason: EndedConsent['reason']): void;
  /** Pending ones that nobody confirmed in time; by a clock that was set meanwhile, all of them. */
  removeLapsed(note: Note): EnrolmentRow[];
}

interface Parts {
  rows: Rows;
  sealing: Sealing;
  ended: Ended;
  now: () => Date;
  /** The hospital's day, YYYY-MM-DD. */
  today: () => string;
}

/** Tickets of one person that will do as a factor; of older visits nobody keeps the paper. */
const mostTickets = 8;

/** Far longer than a kiosk needs to write the consent down. */
const pendingMs = 3_600_000;

export function openEnrolments({ rows, sealing, ended, now, today }: Parts): Enrolments {
  const replace = (row: EnrolmentRow, content: EnrolmentContent, template: Float32Array): void =>
    rows.replace(row.number, sealing.seal(row, content, template), sealing.factorHashes(content));

  function remove(removed: readonly EnrolmentRow[], reason: EndedConsent['reason']): void {
    const standing = removed.filter(({ pendingSince }) => pendingSince === null || reason === 'expired');
    const gone = standing.flatMap((row) => sealing.open(row)?.content ?? []);
    for (const { number } of removed) rows.remove(number);
    const endedAt = now().toISOString();
    ended.add(
      gone.map(({ consent, person: { idNumber, patientId } }) => ({
        ...{ consent, endedAt, reason },
        person: { idNumber, patientId },
      })),
      today(),
    );
  }

  return {
    add(name, content, template) {
      rows.insert(sealing.seal(name, content, template), sealing.factorHashes(content), {
        ...{ created: now().toISOString(), day: today(), pendingSince: now().getTime() },
      });
    },

    confirm(id, note, place) {
      const [row] = rows.byId(id);
      const opened = row === undefined ? null : sealing.open(row);
      if (row === undefined || opened === null) return { row: null, template: null, removed: [] };
      const { content, template } = opened;
      if (row.pendingSince === null) return { row, template, removed: [] };
      const earlier = rows
        .byFactor(sealing.factorHash({ kind: 'person', idNumber: content.person.idNumber }))
        .filter(({ number }) => number !== row.number);
      const standing = earlier.filter(({ pendingSince }) => pendingSince === null);
      const former = standing.flatMap((each) => sealing.open(each)?.content ?? []);
      for (const each of earlier) {
        note({ actor: 'patient', action: 'face-withdrawn', subject: each.id, detail: `replaced${place}` });
      }
      remove(earlier, 'replaced');
      replace(row, renewed(former, content), template);
      rows.confirm(row.number);
      note({ actor: 'patient', action: 'face-enrolled', subject: id, detail: `confirmed${place}` });
      return { row, template, removed: earlier };
    },

    remember(id, { ticketKey, patientId }) {
      for (const row of rows.byId(id)) {
        const opened = sealing.open(row);
        if (opened === null) continue;
        const { person, consent, tickets } = opened.content;
        const content = {
          person: { ...person, patientId: patientId ?? person.patientId },
          consent,
          tickets: withTicket(tickets, ticketKey),
        };
        replace(row, content, opened.template);
      }
    },

    remove,

    removeLapsed(note) {
      const atMs = now().getTime();
      const lapsed = rows.pendingOutside(atMs - pendingMs, atMs + pendingMs);
      for (const { id } of lapsed) note({ actor: 'kiosk', action: 'face-expired', subject: id, detail: 'pending' });
      remove(lapsed, 'expired');
      return lapsed;
    },
  };
}

/** What stays of a person's earlier enrolments in their new one. */
function renewed(
  earlier: readonly EnrolmentContent[],
  { person, consent, tickets }: EnrolmentContent,
): EnrolmentContent {
  const patientIds = [person, ...earlier.map((former) => former.person)].map(({ patientId }) => patientId);
  const all = [...earlier.flatMap((former) => former.tickets), ...tickets];
  return {
    person: { ...person, patientId: patientIds.find((patientId) => patientId !== null) ?? null },
    consent,
    tickets: all.reduce<string[]>(withTicket, []),
  };
}

const withTicket = (tickets: readonly string[], key: string): string[] =>
  [...tickets.filter((ticket) => ticket !== key), key].slice(-mostTickets);
