import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../sync/queue/database.ts';
import { openQueue } from '../sync/queue/queue.ts';
import { visit } from '../sync/queue/test-queue.ts';
import { describeSalvage, openKioskQueue } from './kiosk-queue.ts';
import { defaultConfiguration } from './operations/configuration.ts';
import type { Log } from './operations/log.ts';

// Its real self: the test tells it that the disk refused.
vi.mock('../sync/queue/queue.ts', { spy: true });

function world() {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-kiosk-queue-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const lines: [string, object][] = [];
  const log: Log = { write: (event, fields) => void lines.push([event, fields]) };
  const file = join(folder, 'queue.db');
  const open = (keyHex = '5a'.repeat(32)) =>
    openKioskQueue({
      file,
      keyHex,
      now: () => new Date('2026-03-02T01:30:00Z'),
      buildBody: JSON.stringify,
      configuration: defaultConfiguration(),
      log,
    });
  return { file, open, lines, events: () => lines.map(([event]) => event) };
}

describe('the queue of a station', () => {
  it('opens, and says what is in it', () => {
    const { open, lines } = world();
    const first = open();
    assert(first.ok);
    first.queue.commit(visit('001080000001'));
    first.queue.close();
    const second = open();
    assert(second.ok);
    expect(second.salvaged).toBeNull();
    expect(lines.at(-1)).toEqual(['queue-opened', { pending: 1, dead: 0, confirmed: 0 }]);
    second.queue.close();
  });

  it('does not open with another key, and leaves the file alone', () => {
    const { file, open, events } = world();
    const first = open();
    assert(first.ok);
    first.queue.close();
    const before = readFileSync(file);
    expect(open('77'.repeat(32))).toMatchObject({ ok: false, problem: 'wrong-key' });
    expect(events().at(-1)).toBe('queue-not-opened');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('says which write the disk refused, and by which code of SQLite', () => {
    const { open, lines } = world();
    const opened = open();
    assert(opened.ok);
    const tell = vi.mocked(openQueue).mock.lastCall?.[0].onWriteFailure;
    tell?.('commit', 'The disk is full (SQLITE_FULL).');
    expect(lines.at(-1)).toEqual(['queue-write-failed', { operation: 'commit', code: 'SQLITE_FULL' }]);
    expect(opened.isSuspect()).toBe(false);
    tell?.('sync', 'The database is damaged (SQLITE_CORRUPT_VTAB).');
    expect(lines.at(-1)).toEqual(['queue-write-failed', { operation: 'sync', code: 'SQLITE_CORRUPT_VTAB' }]);
    expect(opened.isSuspect()).toBe(true);
    opened.queue.close();
  });

  it('that is damaged is salvaged, and the damaged file kept', () => {
    const { file, open, lines } = world();
    const first = open();
    assert(first.ok);
    for (let person = 1; person <= 30; person += 1)
      first.queue.commit(visit(`0010800000${String(person).padStart(2, '0')}`));
    first.queue.close();
    // As after a power cut: without the mark of a clean stop every page is looked at.
    const crashed = openDatabase(file, '5a'.repeat(32));
    assert(crashed.ok);
    crashed.database.close();
    const bytes = readFileSync(file);
    const at = Math.floor(bytes.length / 4096 / 2) * 4096;
    bytes.fill(0xa5, at + 100, at + 200);
    writeFileSync(file, bytes);

    const damaged = open();
    assert(damaged.ok && damaged.salvaged !== null, JSON.stringify(damaged));
    const { movedTo, registrations } = damaged.salvaged;
    expect(readFileSync(movedTo).equals(bytes)).toBe(true);
    expect(registrations.saved + registrations.lost).toBe(30);
    expect(describeSalvage(damaged.salvaged)).toContain(`${String(registrations.saved)} registrations came through`);
    expect(lines.find(([event]) => event === 'queue-salvaged')?.[1]).toMatchObject({
      registrations: registrations.saved,
      registrationsLost: registrations.lost,
    });
    damaged.queue.close();
  });
});
