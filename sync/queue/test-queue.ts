import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, onTestFinished } from 'vitest';
import type { LeaseRequest } from '../his/hospital-api.ts';
import type { DeskDraft, RegistrationPerson, VisitDraft } from '../registration.ts';
import { openQueue } from './queue.ts';
import type { KioskQueue, QueueOptions } from './queue.ts';

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

export function visit(idNumber: string | null, changes: Partial<VisitDraft> = {}): VisitDraft {
  return {
    kind: 'visit',
    person: person(idNumber),
    evidence: [{ method: 'code-scanned' }],
    patient: { kind: 'new' },
    clinic: { id: 'mat', name: 'Khoa Mắt' },
    stream: 'insured',
    priorityReason: null,
    coverage: null,
    appointmentId: null,
    codeSha256: null,
    ...changes,
  };
}

export function desk(idNumber: string | null, changes: Partial<DeskDraft> = {}): DeskDraft {
  return {
    kind: 'desk',
    reason: 'asked-for-staff',
    person: person(idNumber),
    evidence: [],
    conflicts: [],
    patient: { kind: 'provisional', reason: 'no-strong-key' },
    codeSha256: null,
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
export function commit(queue: KioskQueue, draft: VisitDraft | DeskDraft): { key: string; number: string } {
  const result = queue.commit(draft);
  assert(result.kind === 'committed', result.kind);
  return { key: result.registration.key, number: result.registration.ticket.number };
}
