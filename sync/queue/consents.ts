import type { Database } from 'better-sqlite3-multiple-ciphers';
import { parse as parseUuid, v5 as uuidV5 } from 'uuid';
import type { ConsentDraft } from '../registration.ts';
import { ownLane } from './lane.ts';
import type { Outbox } from './outbox.ts';
import type { RegistrarParts } from './registrar.ts';

/** Every method runs inside the caller's transaction. */
export interface Consents {
  /** Its row's key, and the keys of all rows that were written; none when this was recorded before. */
  record(draft: ConsentDraft): { key: string; keys: string[] };
  /**
   * What follows from a refusal that was just written down: a consent that is withdrawn by now is set aside, for sent again it
   * would stand at the hospital once more. The keys of the rows that it changes.
   */
  refused(key: string): string[];
}

/** Namespace of the keys of consents; it must never change. */
const namespace = parseUuid('b7c9a0de-3f51-5c42-8e16-70d2f4a95b3c');

/** What a row shows in place of a ticket's number when its visit is forgotten here. */
const noTicket = { number: '-', official: false };

/** What is told the hospital of consents to be recognised. One row a consent and one its withdrawal, each once. */
export function openConsents(
  database: Database,
  { rows, audit, insert, outbox, moment, kioskId, laneSecret }: RegistrarParts & { outbox: Outbox },
): Consents {
  const supersede = database.prepare<[key: string]>('UPDATE registration SET superseded = 1 WHERE key = ?');
  const lane = database
    .prepare<{ visitKey: string }, string>(
      'SELECT lane FROM registration WHERE key = @visitKey OR amends = @visitKey ORDER BY sequence LIMIT 1',
    )
    .pluck();

  /** Derived, so that a consent is found again without a column that names it. */
  const keyOf = (consentId: string, status: ConsentDraft['status']) => uuidV5(`${consentId}/${status}`, namespace);

  /** A consent that will not be sent again. */
  function setAside(key: string): string[] {
    outbox.setAside(key);
    audit.append({ actor: 'kiosk', action: 'set-aside', subject: key });
    return [key];
  }

  /** The consent that a withdrawal ends. */
  function end(key: string): string[] {
    const given = rows.byKey(key);
    if (given === null) return [];
    supersede.run(key);
    return given.state === 'dead' && !given.setAside ? setAside(key) : [key];
  }

  return {
    record(draft) {
      const { consentId, status, visitKey } = draft;
      const key = keyOf(consentId, status);
      if (rows.byKey(key) !== null) return { key, keys: [] };
      const given = keyOf(consentId, 'active');
      // Behind its visit; a withdrawal in any case behind the consent.
      const follows = lane.get({ visitKey: given }) ?? lane.get({ visitKey });
      insert(
        { ...draft, key, kioskId, ...moment(), ticket: rows.byKey(visitKey)?.ticket ?? noTicket },
        {
          kind: 'desk',
          lane: follows ?? ownLane(consentId, laneSecret),
          hashes: [],
          clinicId: null,
          appointmentId: null,
          evidence: [],
          checkAtDoor: null,
          language: null,
          payer: null,
        },
      );
      audit.append({ actor: 'kiosk', action: 'consent-recorded', subject: visitKey, detail: status });
      return { key, keys: [...(status === 'inactive' ? end(given) : []), key] };
    },

    refused(key) {
      const row = rows.byKey(key);
      return row?.amendment === 'consent' && row.superseded ? setAside(key) : [];
    },
  };
}
