import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Audit } from '../sync/queue/audit.ts';
import type { LastSalvage } from './bridge/staff-messages.ts';

const shownMs = 7 * 24 * 60 * 60_000;

/** The newest salvage of the queue as its audit log keeps it: the note to staff outlives the program. */
export function lastSalvage(audit: Pick<Audit, 'newest'>): LastSalvage | null {
  const entry = audit.newest('salvaged');
  if (entry === null) return null;
  const counts = new Map([...(entry.detail ?? '').matchAll(/([a-z]+):(\d+)/g)].map(([, name, count]) => [name, count]));
  const of = (name: string): number => Number(counts.get(name) ?? 0);
  return {
    at: entry.at,
    saved: of('saved'),
    lost: of('lost'),
    bodiesLost: of('body'),
    unsentLost: of('unsent'),
    auditLost: of('audit'),
  };
}

/** Is shown for a week; a clock that was set back does not end it. */
export function salvageNote(salvage: LastSalvage | null, now: Date): { saved: number; lost: number } | null {
  if (salvage === null || now.getTime() - Date.parse(salvage.at) >= shownMs) return null;
  return { saved: salvage.saved, lost: salvage.lost };
}

/** The names of the files that salvages moved aside, each with the copy of its salt; for whoever repairs. */
export function damagedFiles(databaseFile: string): string[] {
  const mark = `${basename(databaseFile)}.damaged-`;
  return readdirSync(dirname(databaseFile))
    .filter((name) => name.startsWith(mark))
    .sort();
}
