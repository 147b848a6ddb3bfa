import type { ScannedCode } from '../../native/citizen-id/code.ts';
import type { ChipReadResult } from '../../native/emrtd/chip.ts';
import type { DocumentReader, DocumentReadOptions, ReaderStatus } from '../../native/readers/port.ts';
import type { Scanner, ScannerEvent } from '../../native/scanner/port.ts';
import type { HospitalResult } from '../../sync/his/hospital-api.ts';
import type { AmendResult, CommitResult, QueueEntry, RegistrationQueue } from '../../sync/queue/port.ts';
import type { QueueStream, RegistrationDraft, ServiceMoment, Ticket } from '../../sync/registration.ts';
import type { VisitPorts } from './ports.ts';
import type { StaffFound } from './staff-compared.ts';
import { appointment, closedClinic, covered, eyeClinic, hanh, recordFor } from './visit-testing-people.ts';

export { fakeDocuments } from './visit-testing-documents.ts';

/** Stand-ins for what surrounds a visit: reader, scanner, hospital, queue and documents, each driven by the test. */

class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();
  readonly subscribe = (listener: (event: Event) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  tell(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
  get count(): number {
    return this.#listeners.size;
  }
}

/** One read that the machine asked for, answered by the test whenever it likes. */
export interface PendingRead {
  options: DocumentReadOptions;
  answer(result: ChipReadResult): void;
  crash(): void;
}

export class FakeReader implements DocumentReader {
  status: ReaderStatus = { state: 'empty', reader: 'fake' };
  readonly reads: PendingRead[] = [];
  readonly listeners = new Listeners<ReaderStatus>();
  readonly subscribe = this.listeners.subscribe;
  #generation = 0;

  #become(status: ReaderStatus): void {
    this.status = status;
    this.listeners.tell(status);
  }

  layCard(): void {
    this.#generation += 1;
    this.tellCard();
  }

  /** The card's status, also when the reader repeats it without need. */
  tellCard(): void {
    this.#become({
      state: 'card',
      reader: 'fake',
      generation: this.#generation,
      atr: new Uint8Array(),
      read: (options) => {
        const { promise, resolve, reject } = Promise.withResolvers<ChipReadResult>();
        this.reads.push({
          options,
          answer: resolve,
          crash: () => {
            reject(new Error('the reader crashed'));
          },
        });
        return promise;
      },
    });
  }

  takeCard(): void {
    this.#become({ state: 'empty', reader: 'fake' });
  }

  /** A card that does not answer, or one too many. */
  layUnreadable(reason: 'mute' | 'several'): void {
    this.#become({ state: 'unreadable-card', reader: 'fake', reason, detail: reason });
  }

  unplug(): void {
    this.#become({ state: 'unavailable', reason: 'not-reachable', detail: 'unplugged' });
  }

  /** The newest read. */
  get read(): PendingRead {
    const read = this.reads.at(-1);
    if (!read) throw new Error('no read was asked for');
    return read;
  }

  async close(): Promise<void> {}
}

export class FakeScanner implements Scanner {
  status = { state: 'ready', source: 'fake' } as const;
  readonly listeners = new Listeners<ScannerEvent>();
  readonly subscribe = this.listeners.subscribe;

  /** Shows a code; the fake parser reads it back. */
  show(code: ScannedCode): void {
    const bytes = new TextEncoder().encode(JSON.stringify(code));
    this.listeners.tell({ type: 'scan', scan: { source: 'fake', bytes, symbology: null } });
  }

  garble(): void {
    this.listeners.tell({ type: 'rejected', rejection: { source: 'fake', reason: 'incomplete' } });
  }

  async close(): Promise<void> {}
}

type HospitalCalls = VisitPorts['hospital'];
export type HospitalMethod = keyof HospitalCalls;
type Answer<Method extends HospitalMethod> = Awaited<ReturnType<HospitalCalls[Method]>>;

const ok = <T>(value: T): HospitalResult<T> => ({ ok: true, value });
export const unreachable = { ok: false, failure: { kind: 'unreachable', detail: 'no route' } } as const;

interface HospitalCall {
  method: HospitalMethod;
  request: unknown;
  signal: AbortSignal | undefined;
  answer(): void;
  crash(): void;
}

/** Answers at once with `answers`; a method in `held` waits until the test answers its call. */
export class FakeHospital implements HospitalCalls {
  readonly calls: HospitalCall[] = [];
  readonly held = new Set<HospitalMethod>();
  answers: { [Method in HospitalMethod]: Answer<Method> } = {
    findPatient: ok({ kind: 'one', patient: recordFor(hanh) }),
    similarPatients: ok(0),
    eligibility: ok(covered),
    appointments: ok([appointment]),
    findSlip: ok(null),
    lastVisit: ok(null),
    clinics: ok([eyeClinic, closedClinic]),
    leaseNumbers: ok({ prefix: 'M', first: 1, last: 5 }),
    ticket: ok(null),
  };

  #ask<Method extends HospitalMethod>(method: Method, request: unknown, signal?: AbortSignal): Promise<Answer<Method>> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer<Method>>();
    const call: HospitalCall = {
      method,
      request,
      signal,
      answer: () => {
        resolve(this.answers[method]);
      },
      crash: () => {
        reject(new Error('the adapter crashed'));
      },
    };
    this.calls.push(call);
    if (!this.held.has(method)) call.answer();
    return promise;
  }

  callsOf(method: HospitalMethod): HospitalCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  lastCallOf(method: HospitalMethod): HospitalCall {
    const call = this.callsOf(method).at(-1);
    if (!call) throw new Error(`${method} was not called`);
    return call;
  }

  findPatient: HospitalCalls['findPatient'] = (keys, signal) => this.#ask('findPatient', keys, signal);
  similarPatients: HospitalCalls['similarPatients'] = (person, signal) => this.#ask('similarPatients', person, signal);
  eligibility: HospitalCalls['eligibility'] = (subject, signal) => this.#ask('eligibility', subject, signal);
  appointments: HospitalCalls['appointments'] = (patientId, period, signal) =>
    this.#ask('appointments', { patientId, ...period }, signal);
  findSlip: HospitalCalls['findSlip'] = (slip, signal) => this.#ask('findSlip', slip, signal);
  lastVisit: HospitalCalls['lastVisit'] = (patientId, signal) => this.#ask('lastVisit', patientId, signal);
  clinics: HospitalCalls['clinics'] = (signal) => this.#ask('clinics', null, signal);
  ticket: HospitalCalls['ticket'] = (key, signal) => this.#ask('ticket', key, signal);
  leaseNumbers: HospitalCalls['leaseNumbers'] = (request, signal) => this.#ask('leaseNumbers', request, signal);
}

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

  commit(draft: RegistrationDraft): CommitResult {
    if (this.state === 'full') return { kind: 'failed', detail: 'disk full' };
    if (this.state === 'throwing') throw new Error('a bug of the queue');
    if (this.alreadyTheirs) return { kind: 'already-registered', ...this.alreadyTheirs };
    const isVisit = draft.kind === 'visit';
    const { key, ticket } = this.#number(isVisit);
    this.drafts.push(draft);
    const place = isVisit ? { clinicId: draft.clinic.id, stream: draft.stream } : { clinicId: null, stream: null };
    const moment = (isVisit ? draft.planned : null) ?? today;
    this.rows.set(key, pendingEntry({ key, kind: draft.kind, ticket, ...place, ...moment }));
    return { kind: 'committed', registration: { ...draft, key, kioskId: 'kiosk-1', registeredAt, ...moment, ticket } };
  }

  amend(draft: Parameters<RegistrationQueue['amend']>[0]): AmendResult {
    if (this.state === 'full') return { kind: 'failed', detail: 'disk full' };
    if (this.state === 'throwing') throw new Error('a bug of the queue');
    if (this.amendAnswer) return this.amendAnswer;
    const present = this.currentEntry(draft.visitKey);
    if (!present) return { kind: 'not-possible', reason: 'unknown' };
    const { visitKey } = present;
    this.rows.set(present.key, { ...present, superseded: true });
    const isChange = draft.kind === 'change-clinic';
    const { key, ticket } = isChange ? this.#number(true) : { key: `${present.key}-end`, ticket: present.ticket };
    const place = isChange ? { clinicId: draft.clinic.id, stream: draft.stream } : { clinicId: null };
    this.rows.set(key, pendingEntry({ key, visitKey, ticket, amendment: draft.kind, ...place }));
    return { kind: 'amended', key, ticket };
  }

  currentEntry(key: string): QueueEntry | null {
    const visitKey = this.rows.get(key)?.visitKey;
    return this.#read([...this.rows.values()].findLast((row) => row.visitKey === visitKey) ?? null);
  }

  registeredSince(): number {
    return this.#read(this.taken);
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
