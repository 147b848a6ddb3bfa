import type { AmendResult, CommitDraft, CommitResult, QueueEntry, RegistrationQueue } from '../../sync/queue/port.ts';
import { evidenceWords } from '../../sync/queue/rows.ts';
import type { QueueStream, RegistrationDraft, ServiceMoment, Ticket } from '../../sync/registration.ts';
import type { StaffFound } from './staff-compared.ts';
import { Listeners } from './visit-testing-calls.ts';

/** A stand-in for the queue, driven by the test. */

const registeredAt = '2026-03-02T08:05:00+07:00';
const today = { serviceDate: '2026-03-02', session: 'morning' } as const;

/** A row as it is committed. */
export const pendingEntry = (row: Pick<QueueEntry, 'key' | 'ticket'> & Partial<QueueEntry>): QueueEntry => ({
  kind: 'visit',
  amendment: null,
  visitKey: row.key,
  superseded: false,
  clinicId: 'eye',
  stream: 'insured',
  priorityReason: null,
  ...today,
  state: 'pending',
  held: false,
  setAside: false,
  attempts: 0,
  lastError: null,
  refusal: null,
  encounterId: null,
  hospitalNumber: null,
  alreadyThere: false,
  ticketShown: false,
  registeredAt,
  bodySha256: '',
  evidence: ['code-scanned', 'chip-read:anchored', 'face-matches-chip'],
  checkAtDoor: false,
  deskReason: null,
  language: null,
  payer: null,
  ...row,
});

/** Keeps what is committed in memory; can be full, broken, or know the patient already. */
export class FakeQueue {
  readonly drafts: RegistrationDraft[] = [];
  readonly rows = new Map<string, QueueEntry>();
  readonly listeners = new Listeners<string>();
  readonly onChange = this.listeners.subscribe;
  state: 'working' | 'full' | 'throwing' | 'unreadable' = 'working';
  alreadyTheirs: { key: string; ticket: Ticket } | null = null;
  /** In place of what it would answer to the next amendments. */
  amendAnswer: AmendResult | null = null;
  officialNumbers = 0;
  /** Registrations of every clinic since the read model was fetched. */
  taken = 0;
  /** Of some clinics, by id. */
  takenAt = new Map<string, number>();
  #next = 1;

  /** The next key and its number, official while the lease lasts. */
  #number(mayBeOfficial: boolean): { key: string; ticket: Ticket } {
    const official = mayBeOfficial && this.officialNumbers > 0;
    if (official) this.officialNumbers -= 1;
    const ticket = { number: `${official ? 'M' : 'K'}-${this.#next}`, official };
    const key = `key-${this.#next}`;
    this.#next += 1;
    return { key, ticket };
  }

  commit({ language, payer, ...draft }: CommitDraft): CommitResult {
    if (this.state === 'full') return { kind: 'failed', detail: 'disk full' };
    if (this.state === 'throwing') throw new Error('a bug of the queue');
    if (this.alreadyTheirs) return { kind: 'already-registered', ...this.alreadyTheirs };
    const isVisit = draft.kind === 'visit';
    const { key, ticket } = this.#number(isVisit);
    this.drafts.push(draft);
    const place = isVisit ? { clinicId: draft.clinic.id, stream: draft.stream } : { clinicId: null, stream: null };
    const moment = (isVisit ? draft.planned : null) ?? today;
    const known = {
      evidence: evidenceWords(draft.evidence),
      checkAtDoor: draft.kind === 'visit' ? draft.checkAtDoor : null,
      language,
      payer,
    };
    this.rows.set(key, pendingEntry({ key, kind: draft.kind, ticket, ...known, ...place, ...moment }));
    return { kind: 'committed', registration: { ...draft, key, kioskId: 'kiosk-1', registeredAt, ...moment, ticket } };
  }

  amend(draft: Parameters<RegistrationQueue['amend']>[0]): AmendResult {
    if (this.state === 'full') return { kind: 'failed', detail: 'disk full' };
    if (this.state === 'throwing') throw new Error('a bug of the queue');
    if (this.amendAnswer) return this.amendAnswer;
    const present = this.currentEntry(draft.visitKey);
    if (!present) return { kind: 'not-possible', reason: 'unknown' };
    const { visitKey, evidence, checkAtDoor, language, payer } = present;
    this.rows.set(present.key, { ...present, superseded: true });
    const isChange = draft.kind === 'change-clinic';
    const { key, ticket } = isChange ? this.#number(true) : { key: `${present.key}-end`, ticket: present.ticket };
    const place = isChange ? { clinicId: draft.clinic.id, stream: draft.stream } : { clinicId: null };
    const known = isChange ? { evidence, checkAtDoor, language, payer } : { evidence: [], checkAtDoor: null };
    this.rows.set(key, pendingEntry({ key, visitKey, ticket, amendment: draft.kind, ...known, ...place }));
    return { kind: 'amended', key, ticket };
  }

  currentEntry(key: string): QueueEntry | null {
    const visitKey = this.rows.get(key)?.visitKey;
    return this.#read([...this.rows.values()].findLast((row) => row.visitKey === visitKey) ?? null);
  }

  registeredSince(clinicId: string): number {
    return this.#read(this.takenAt.get(clinicId) ?? this.taken);
  }

  entry(key: string): QueueEntry | null {
    return this.#read(this.rows.get(key) ?? null);
  }

  #change(key: string, changes: Partial<QueueEntry>): void {
    const row = this.rows.get(key);
    if (!row) throw new Error(`no row ${key}`);
    this.rows.set(key, { ...row, ...changes });
    this.listeners.tell(key);
  }

  /** The outbox moved this row on. */
  become(key: string, state: QueueEntry['state'], answer: Partial<QueueEntry> = {}): void {
    this.#change(key, { ...answer, state });
  }

  /** Like a database with a damaged page. */
  #read<T>(value: T): T {
    if (this.state === 'unreadable') throw new Error('a damaged page');
    return value;
  }

  readonly comparisons: StaffFound[] = [];

  noteComparison(found: StaffFound): boolean {
    if (this.state === 'throwing') throw new Error('a bug of the queue');
    if (this.state === 'working') this.comparisons.push(found);
    return this.state === 'working';
  }

  markTicketShown(key: string): void {
    this.#read(null);
    this.#change(key, { ticketShown: true });
  }

  unshownTickets(): QueueEntry[] {
    return this.#read([...this.rows.values()].filter((row) => !row.ticketShown && !row.superseded));
  }

  addLease(_: unknown, { first, last }: { first: number; last: number }): number {
    this.officialNumbers += last - first + 1;
    return last - first + 1;
  }

  remainingNumbers(_clinicId: string, _stream: QueueStream, _session?: ServiceMoment): number {
    return this.#read(this.officialNumbers);
  }

  get lastDraft(): RegistrationDraft {
    const draft = this.drafts.at(-1);
    if (!draft) throw new Error('nothing was committed');
    return draft;
  }
}
