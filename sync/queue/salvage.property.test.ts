import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { assert, expect, it } from 'vitest';
import { closeDatabase } from './database.ts';
import { salvageDatabase } from './salvage.ts';
import { closedFile, destroy, openOrFail, pagesOfRows, sha256 } from './test-damage.ts';
import { mondayMorning, testKeyHex } from './test-queue.ts';

const plan = fc.record({
  state: fc.constantFrom('pending', 'in-flight', 'confirmed', 'dead'),
  // Short ones share a page, long ones go on over several.
  bodyBytes: fc.oneof(fc.integer({ min: 60, max: 400 }), fc.integer({ min: 1_500, max: 14_000 })),
});

function ticketOf(database: Database, sequence: number): string {
  const columns = `sequence || ' ' || key || ' ' || lane || ' ' || service_date || session || clinic_id || ' ' || ticket_number`;
  return database.prepare(`SELECT ${columns} FROM registration WHERE sequence = ?`).pluck().get(sequence) as string;
}

it('whatever pages are destroyed, every row on a sound page comes through', () => {
  fc.assert(
    fc.property(
      fc.array(plan, { minLength: 1, maxLength: 60 }),
      fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 30 }),
      fc.nat({ max: 4_000 }),
      fc.integer({ min: 1, max: 4_096 }),
      (plans, hits, from, length) => {
        const folder = mkdtempSync(join(tmpdir(), 'tiepdon-salvage-'));
        try {
          const file = join(folder, 'queue.db');
          const before = closedFile(file, plans, (database) => ({
            pages: database.pragma('page_count', { simple: true }) as number,
            registrations: pagesOfRows(database, 'registration'),
            outbox: pagesOfRows(database, 'outbox'),
            audit: pagesOfRows(database, 'audit'),
            tickets: plans.map((_plan, index) => ticketOf(database, index + 1)),
            bodies: new Map(
              database
                .prepare<[], { sequence: number; body: string | null }>('SELECT sequence, body FROM outbox')
                .all()
                .map(({ sequence, body }) => [sequence, body]),
            ),
          }));
          const hit = new Set(hits.map((number) => 1 + (number % before.pages)));
          destroy(file, hit, from, Math.min(length, 4_096 - from));
          const damaged = sha256(readFileSync(file, 'latin1'));

          const result = salvageDatabase({ file, keyHex: testKeyHex, now: () => new Date(mondayMorning) });
          if (hit.size === before.pages) return;
          assert(result.ok, JSON.stringify(result));
          expect(sha256(readFileSync(result.movedTo, 'latin1'))).toBe(damaged);

          const sound = (pages: Map<number, number[]>) =>
            [...pages].filter(([, on]) => on.every((page) => !hit.has(page))).map(([number]) => number);
          const database = openOrFail(file);
          const all = <T>(sql: string) => database.prepare<[], T>(sql).pluck().all();
          const registrations = all<number>('SELECT sequence FROM registration ORDER BY sequence');
          // Some that are lost themselves come back from their indexes, and then as they were.
          expect(registrations).toEqual(expect.arrayContaining(sound(before.registrations)));
          for (const sequence of registrations) expect(before.tickets).toContain(ticketOf(database, sequence));
          for (const sequence of sound(before.outbox).filter((number) => registrations.includes(number))) {
            const body = all(`SELECT body FROM outbox WHERE sequence = ${sequence}`)[0];
            expect(body).toBe(before.bodies.get(sequence));
          }
          expect(all('SELECT sequence FROM outbox ORDER BY sequence')).toEqual(registrations);
          const audited = sound(before.audit);
          expect(all('SELECT number FROM audit ORDER BY number').slice(0, -1)).toEqual(audited);
          expect(result.registrations.saved).toBe(registrations.length);
          expect(result.auditRows.saved).toBe(audited.length);
          closeDatabase(database);
        } finally {
          rmSync(folder, { recursive: true });
        }
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
