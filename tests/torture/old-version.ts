import { randomBytes, randomUUID } from 'node:crypto';
import { closeDatabase, openDatabase } from '../../sync/queue/database.ts';
import { migrations } from '../../sync/queue/migrations/index.ts';
import type { Registration } from '../../sync/registration.ts';
import { buildBody, instantAt, keyHex, momentAt } from './kiosk-parts.ts';
import { clinics, madeUpVisit } from './made-up.ts';
import { peopleCount } from './plan.ts';

/** Its people are none of those who come later: what they meet is tested elsewhere. */
const oldVisits = 3;

/** A file as the first version of the schema left it, with visits that were not sent; answers with them. */
export function makeOldFile(file: string, kioskId: string): { key: string; number: string }[] {
  const opened = openDatabase(file, keyHex, migrations.slice(0, 1));
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const moment = momentAt(instantAt({ days: -1, isAfternoon: false }));
  const registrations = Array.from({ length: oldVisits }, (_, index): Registration => ({
    ...madeUpVisit(peopleCount + index, clinics[0], 'insured'),
    ...moment,
    key: randomUUID(),
    kioskId,
    ticket: { number: `${kioskId}-00${index + 1}`, official: false },
  }));
  for (const registration of registrations) {
    const { key, ticket, serviceDate, session, registeredAt } = registration;
    const lane = randomBytes(32).toString('hex');
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number,
           ticket_official, ticket_shown, evidence, registered_at)
         VALUES (?, 'visit', ?, ?, 'insured', ?, ?, ?, 0, 1, '[]', ?)`,
      )
      .run(key, lane, clinics[0].id, serviceDate, session, ticket.number, registeredAt);
    database
      .prepare(`INSERT INTO outbox (sequence, lane, state, body, body_sha256) VALUES (?, ?, 'pending', ?, '')`)
      .run(lastInsertRowid, lane, buildBody(registration));
  }
  database.prepare(`INSERT INTO own_series VALUES (?, ?, ?)`).run(moment.serviceDate, `${kioskId}-`, oldVisits);
  closeDatabase(database);
  return registrations.map(({ key, ticket }) => ({ key, number: ticket.number }));
}
