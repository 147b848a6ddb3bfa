import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, onTestFinished } from 'vitest';
import type { LeaseRequest } from '../his/hospital-api.ts';
import { nothingSaid } from '../his/test-registration.ts';
import type { ConsentDraft, DeskDraft, RefusalReason, RegistrationPerson, VisitDraft } from '../registration.ts';
import type { CommitDraft } from './port.ts';
import { openQueue } from './queue.ts';
import type { OutboxItem, Settlement } from './outbox.ts';
import type { KioskQueue, QueueOptions } from './queue.ts';
import type { OutboxSender } from './sending.ts';

type AmendDraft = Parameters<KioskQueue['amend']>[0];

/** What the tests of this folder share. All people are made up. */

export const testKeyHex = '5a'.repeat(32);
/** 08:30 on a Monday morning in Hanoi. */
export const mondayMorning = '2026-03-02T01:30:00Z';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-queue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function testOptions(file: string, changes: Partial<QueueOptions> = {}): QueueOptions {
  return {
    file,
    keyHex: testKeyHex,
    kioskId: 'K1',
    now: () => new Date(mondayMorning),
    timeZone: 'Asia/Ho_Chi_Minh',
    afternoonFrom: '12:00',
    confirmedKeptDays: 30,
    newKey: () => crypto.randomUUID(),
    buildBody: (registration) => JSON.stringify(registration),
    ...changes,
  };
}

/** A queue on a temporary file, closed and removed when the test ends. */
export function testQueue(changes: Partial<QueueOptions> = {}): KioskQueue {
  const queue = openOrThrow(testOptions(join(temporaryFolder(), 'queue.db'), changes));
  onTestFinished(() => queue.close());
  return queue;
}

export function openOrThrow(options: QueueOptions): KioskQueue {
  const opened = openQueue(options);
  assert(opened.ok, JSON.stringify(opened));
  return opened.queue;
}

/** A clock the test turns. */
export function testClock(start: string = mondayMorning): { now: () => Date; set(instant: string): void } {
  let instant = start;
  return { now: () => new Date(instant), set: (next) => void (instant = next) };
}

/** Hands rows out, answers nothing. */
export function claim(sender: OutboxSender, limit = 9, restingLanes: readonly string[] = []): OutboxItem[] {
  const items = sender.settleAndClaim([], limit, restingLanes);
  assert(items !== null);
  return items;
}

/** Writes answers down, hands nothing out. */
export function settle(sender: OutboxSender, ...settlements: Settlement[]): void {
  assert(sender.settleAndClaim(settlements, 0, []) !== null);
}

export const confirmedBy = (key: string): Settlement => ({
  key,
  state: 'confirmed',
  encounterId: 'encounter-1',
  alreadyThere: false,
  number: null,
});

export const refusedBy = (key: string, reason: RefusalReason = 'other', sendTo: string | null = null): Settlement => ({
  key,
  state: 'dead',
  detail: '422: refused',
  refusal: { reason, sendTo },
});

/** Sends everything that can be sent to a hospital that answers so; the keys in the order they went. */
export function sendAll(
  queue: KioskQueue,
  answer: (item: OutboxItem) => Settlement = ({ key }) => confirmedBy(key),
): string[] {
  const sender = queue.attachSender();
  const sent: string[] = [];
  let items = claim(sender);
  while (items.length > 0) {
    sent.push(...items.map(({ key }) => key));
    settle(sender, ...items.map(answer));
    items = claim(sender);
  }
  sender.detach();
  return sent;
}

export function person(idNumber: string | null, changes: Partial<RegistrationPerson> = {}): RegistrationPerson {
  return {
    idNumber,
    oldIdNumber: null,
    insuranceNumber: null,
    passportNumber: null,
    patientCode: null,
    fullName: 'Nguyễn Thị Thử',
    birthDate: '1980-05-17',
    sex: 'female',
    residence: null,
    ...changes,
  };
}

type Chosen = Pick<CommitDraft, 'language' | 'payer'>;

export function visit(idNumber: string | null, changes: Partial<VisitDraft & Chosen> = {}): VisitDraft & Chosen {
  return {
    language: 'vi',
    payer: 'insurance',
    kind: 'visit',
    person: person(idNumber),
    evidence: [{ method: 'code-scanned' }],
    checkAtDoor: false,
    patient: { kind: 'new' },
    clinic: { id: 'mat', name: 'Khoa Mắt' },
    stream: 'insured',
    priorityReason: null,
    coverage: null,
    checkIn: { objectCode: null, careType: null, service: null },
    ...nothingSaid,
    codeSha256: null,
    ...changes,
  };
}

export function desk(idNumber: string | null, changes: Partial<DeskDraft & Chosen> = {}): DeskDraft & Chosen {
  return {
    language: 'vi',
    payer: null,
    kind: 'desk',
    reason: 'asked-for-staff',
    person: person(idNumber),
    evidence: [],
    conflicts: [],
    appointmentIds: [],
    shown: null,
    carer: null,
    patient: { kind: 'provisional', reason: 'no-strong-key' },
    codeSha256: null,
    ...changes,
  };
}

/** Given in this visit; `inactive`: withdrawn. */
export function consent(visitKey: string, changes: Partial<ConsentDraft> = {}): ConsentDraft {
  const { status = 'active' } = changes;
  return {
    kind: 'consent',
    status,
    consentId: '5a1f0c3e-7b2d-4e96-8c40-1d2e3f4a5b6c',
    visitKey,
    patientId: null,
    idNumber: '001080000001',
    givenAt: '2026-03-02T08:30:00+07:00',
    withdrawnAt: status === 'active' ? null : '2026-03-02T08:31:00+07:00',
    version: '1',
    language: 'vi',
    textSha256: 'ab'.repeat(32),
    ...changes,
  };
}

export function leaseRequest(changes: Partial<LeaseRequest> = {}): LeaseRequest {
  return {
    kioskId: 'K1',
    clinicId: 'mat',
    serviceDate: '2026-03-02',
    session: 'morning',
    stream: 'insured',
    size: 5,
    ...changes,
  };
}

/** Commits and expects it to work. */
export function commit(queue: KioskQueue, draft: CommitDraft): { key: string; number: string } {
  const result = queue.commit(draft);
  assert(result.kind === 'committed', result.kind);
  return { key: result.registration.key, number: result.registration.ticket.number };
}

export const children = { id: 'nhi', name: 'Nhi' };

/** Another clinic for a visit. */
export const toChildren = (visitKey: string) =>
  ({
    kind: 'change-clinic',
    visitKey,
    clinic: children,
    stream: 'insured',
    priorityReason: null,
    service: null,
  }) as const;

/** Amends a visit and expects it to work; the amendment's row. */
export function amended(queue: KioskQueue, draft: AmendDraft): { key: string; number: string } {
  const result = queue.amend(draft);
  assert(result.kind === 'amended', result.kind);
  return { key: result.key, number: result.ticket.number };
}

/** Records a consent or its withdrawal and expects it to work; the row's key. */
export function record(queue: KioskQueue, draft: ConsentDraft): string {
  const result = queue.recordConsent(draft);
  assert(result.kind === 'recorded', result.kind);
  return result.key;
}
