import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MockHis } from '../../fixtures/his/mock-his.ts';
import { createFhirHospital } from '../../sync/his/fhir-hospital.ts';
import { hospitalOptions } from './kiosk-parts.ts';
import { madeUpPerson } from './made-up.ts';
import { peopleCount } from './plan.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { Drained } from './drain.ts';

/** What a kiosk wrote down beside its queue, while it lived. */
interface JournalLine {
  event: 'committed' | 'amended' | 'shown';
  key: string;
  number?: string;
  clinicId?: string | null;
  /** Person, clinic, day and session of a registration: what there is one visit for. */
  place?: string;
}

type HospitalRegistration = ReturnType<MockHis['registrations']>[number];

/** Lines that a kill cut short are none. */
function completeLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const journalOf = (folder: string): JournalLine[] =>
  completeLines(join(folder, 'journal.jsonl')).map((line) => JSON.parse(line) as JournalLine);

/** Everything that is wrong, as sentences; none when nothing was lost and nothing happened twice. */
export function violations(
  kiosks: readonly (Drained & { folder: string })[],
  hospital: { registrations: readonly HospitalRegistration[]; acceptedKeys: readonly string[] },
): string[] {
  const wrong: string[] = [];
  const expect = (isRight: boolean, sentence: string): void => {
    if (!isRight) wrong.push(sentence);
  };
  const accepted = new Set(hospital.acceptedKeys);
  expect(accepted.size === hospital.acceptedKeys.length, 'the hospital worked a key off twice');

  for (const { kioskId, folder, rows, unshown } of kiosks) {
    const byKey = new Map(rows.map((row) => [row.key, row]));
    for (const line of completeLines(join(folder, 'printed.txt'))) {
      const [key = '', number] = line.split(' ');
      expect(byKey.get(key)?.ticket.number === number, `${kioskId}: printed ${line}, which is not committed`);
    }
    for (const { event, key, number } of journalOf(folder)) {
      const row = byKey.get(key);
      expect(row !== undefined, `${kioskId}: ${key} was ${event} and is lost`);
      expect(number === undefined || row?.ticket.number === number, `${kioskId}: ${key} changed its number`);
      expect(event !== 'shown' || row?.ticketShown === true, `${kioskId}: ${key} was shown and forgot it`);
    }
    for (const row of rows) {
      const { key, state, setAside, serviceDate } = row;
      expect(state === 'confirmed' || (state === 'dead' && setAside), `${kioskId}: ${key} is still ${state}`);
      const isThere = accepted.has(key);
      expect(state !== 'confirmed' || isThere, `${kioskId}: ${key} is confirmed, and the hospital does not have it`);
      // An answer was lost, a later one refused, and staff put it aside: the hospital may have it.
      expect(!isThere || state === 'confirmed' || row.attempts > 1, `${kioskId}: ${key} was refused and is there`);
      const isOffered = unshown.get(serviceDate)?.includes(key) ?? false;
      expect(
        isOffered === (hasTicket(row) && !row.ticketShown && !row.superseded),
        `${kioskId}: ${key} offered: ${isOffered}`,
      );
    }
    wrong.push(...noticesMissing(kioskId, rows));
  }

  const own = new Set(kiosks.flatMap(({ rows }) => rows.map(({ key }) => key)));
  for (const key of accepted) expect(own.has(key), `the hospital has ${key}, which no kiosk has`);
  wrong.push(
    ...twiceThere(
      kiosks.flatMap(({ folder }) => journalOf(folder)),
      hospital.registrations,
    ),
    ...twiceGiven(kiosks.flatMap(({ rows }) => rows)),
    ...visitsApart(kiosks, hospital.registrations, accepted),
  );
  return wrong;
}

const hasTicket = ({ amendment }: QueueEntry): boolean => amendment === null || amendment === 'change-clinic';

/** Whoever holds a ticket that the hospital refused must be known to the desk, once. */
function noticesMissing(kioskId: string, rows: readonly QueueEntry[]): string[] {
  return rows
    .filter(
      ({ kind, amendment, state, superseded }) =>
        kind === 'visit' && amendment === null && state === 'dead' && !superseded,
    )
    .flatMap(({ key }) => {
      const notices = rows.filter(({ amendment, visitKey }) => amendment === 'refusal-notice' && visitKey === key);
      return notices.length === 1 ? [] : [`${kioskId}: ${notices.length} notices of the refusal of ${key}`];
    });
}

/** A leased number is one of its clinic, day and session; a kiosk's own carries the kiosk and is one of the day. */
function twiceGiven(rows: readonly QueueEntry[]): string[] {
  const given = rows
    .filter(hasTicket)
    .map(({ ticket, serviceDate, session, clinicId }) =>
      [serviceDate, ...(ticket.official ? [session, clinicId] : []), ticket.number].join(' '),
    );
  return given.filter((number, index) => given.indexOf(number) !== index).map((number) => `given twice: ${number}`);
}

/** Whichever kiosks took the same person for the same clinic and session: at the hospital it is one visit. */
function twiceThere(journal: readonly JournalLine[], registrations: readonly HospitalRegistration[]): string[] {
  const byKey = new Map(registrations.map((registration) => [registration.key, registration]));
  return [...Map.groupBy(journal, ({ place }) => place)].flatMap(([place, lines]) => {
    const living = lines.flatMap(({ key, clinicId }) => {
      const found = byKey.get(key);
      return found === undefined || found.state === 'cancelled' || found.clinicId !== clinicId
        ? []
        : [found.encounterId];
    });
    return place === undefined || new Set(living).size <= 1 ? [] : [`several visits for ${place}`];
  });
}

/** The hospital's visits against the kiosks'. Where two kiosks met in one visit, either may have moved it last. */
function visitsApart(
  kiosks: readonly Drained[],
  registrations: readonly HospitalRegistration[],
  accepted: ReadonlySet<string>,
): string[] {
  const wrong: string[] = [];
  const byKey = new Map(registrations.map((registration) => [registration.key, registration]));
  const all = kiosks.flatMap(({ rows }) => rows);
  const meetings = Map.groupBy(all.filter(isVisit), ({ key }) => byKey.get(key)?.encounterId ?? null);
  for (const visit of all.filter(isVisit)) {
    if (visit.state !== 'confirmed') continue;
    const { key } = visit;
    const found = byKey.get(key);
    if (found === undefined) {
      wrong.push(`${key} is confirmed and has no visit at the hospital`);
      continue;
    }
    const meeting = meetings.get(found.encounterId) ?? [];
    // By what the hospital carried out: what staff set aside may have reached it at an earlier try.
    const amendments = all.filter(
      (row) => accepted.has(row.key) && isMove(row.amendment) && meeting.some((met) => met.key === row.visitKey),
    );
    const papers = [found.number, ...meeting.map(({ ticket }) => ticket.number)];
    if (amendments.length === 0 && !papers.includes(visit.hospitalNumber ?? '')) {
      wrong.push(`${key} shows ${String(visit.hospitalNumber)}, and ${papers.join(' or ')} is called`);
    }
    if (meeting.length > 1) continue;
    // Rows come newest first, and nothing follows a cancellation.
    const last = amendments[0] ?? visit;
    const place = last.amendment === 'cancel' ? null : last.clinicId;
    const hospitalPlace = found.state === 'cancelled' ? null : found.clinicId;
    if (place !== hospitalPlace) wrong.push(`${key} is at ${String(place)}, at the hospital ${String(hospitalPlace)}`);
    if (visit.encounterId !== found.encounterId) wrong.push(`${key} has another Encounter`);
    if (place !== null && last.ticket.official && last.ticket.number !== found.number) {
      wrong.push(`${last.ticket.number} is printed, ${found.number} is called`);
    }
  }
  return wrong;
}

const isVisit = ({ kind, amendment }: QueueEntry): boolean => kind === 'visit' && amendment === null;

const isMove = (amendment: QueueEntry['amendment']): boolean => amendment === 'cancel' || amendment === 'change-clinic';

/** The hospital has the newest head that it was sent; the kiosk's chain goes through it. */
export async function checkAudit(kiosks: readonly Drained[], { url }: MockHis): Promise<string[]> {
  const verdicts = await Promise.all(
    kiosks.map(async ({ kioskId, queue }) => {
      const hospital = createFhirHospital(hospitalOptions(kioskId, url));
      const known = await hospital.auditHead(kioskId);
      await hospital.close();
      if (!known.ok) return [`${kioskId}: no audit head: ${JSON.stringify(known.failure)}`];
      const { kind } = queue.audit.verify(known.value);
      const isSent = known.value !== null || queue.statistics().confirmed === 0;
      return [
        ...(kind === 'intact' ? [] : [`${kioskId}: the audit log is ${kind}`]),
        ...(isSent ? [] : [`${kioskId}: the hospital was sent no audit head`]),
      ];
    }),
  );
  return verdicts.flat();
}

/** However many kiosks and tries made them known: each is one patient at the hospital, or none. */
export async function checkPeople({ url }: MockHis): Promise<string[]> {
  const hospital = createFhirHospital(hospitalOptions('K1', url));
  const wrong: string[] = [];
  for (let ordinal = 0; ordinal < peopleCount; ordinal += 1) {
    const found = await hospital.findPatient(madeUpPerson(ordinal));
    if (!found.ok) wrong.push(`person ${ordinal}: ${JSON.stringify(found.failure)}`);
    else if (found.value.kind === 'several') wrong.push(`person ${ordinal} is ${found.value.count} patients`);
  }
  await hospital.close();
  return wrong;
}
