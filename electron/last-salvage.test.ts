import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, describe, expect, it, onTestFinished } from 'vitest';
import { visit } from '../sync/queue/test-queue.ts';
import { openKioskQueue } from './kiosk-queue.ts';
import { damagedFiles, lastSalvage, salvageNote } from './last-salvage.ts';
import { defaultConfiguration } from './operations/configuration.ts';

const salvagedAt = '2026-03-02T01:30:00.000Z';

function kiosk() {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-salvage-note-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'queue.db');
  const open = () => {
    const opened = openKioskQueue({
      file,
      keyHex: '5a'.repeat(32),
      now: () => new Date(salvagedAt),
      buildBody: JSON.stringify,
      configuration: defaultConfiguration(),
      log: { write: () => undefined },
    });
    assert(opened.ok);
    return opened.queue;
  };
  return { file, open };
}

describe('a salvage', () => {
  it('is known at every start that follows, with what was lost and where the damaged file is', () => {
    const { file, open } = kiosk();
    const first = open();
    for (const person of ['001080000001', '001080000002']) first.commit(visit(person));
    expect(lastSalvage(first.audit)).toBeNull();
    expect(damagedFiles(file)).toEqual([]);
    first.close();
    writeFileSync(file, Buffer.alloc(4096, 1), { flag: 'r+' });

    open().close();
    const later = open();
    const salvage = lastSalvage(later.audit);
    later.close();
    expect(salvage).toMatchObject({ at: salvagedAt, saved: 2, lost: 0, bodiesLost: 0, unsentLost: 0, auditLost: 0 });
    expect(damagedFiles(file)).toEqual(['queue.db.damaged-20260302T013000Z', 'queue.db.damaged-20260302T013000Z.salt']);
  });

  it('that says nothing more is one all the same', () => {
    const entry = {
      number: 3,
      at: salvagedAt,
      actor: 'kiosk',
      action: 'salvaged',
      subject: null,
      detail: null,
      hash: '',
    };
    expect(lastSalvage({ newest: () => entry })).toMatchObject({ at: salvagedAt, saved: 0 });
  });

  it('is shown for a week', () => {
    const salvage = { at: salvagedAt, saved: 25, lost: 1, bodiesLost: 0, unsentLost: 0, auditLost: 0 };
    expect(salvageNote(salvage, new Date('2026-03-09T01:29:00Z'))).toEqual({ saved: 25, lost: 1 });
    expect(salvageNote(salvage, new Date('2026-03-01T00:00:00Z'))).toEqual({ saved: 25, lost: 1 });
    expect(salvageNote(salvage, new Date('2026-03-09T01:30:00Z'))).toBeNull();
    expect(salvageNote(null, new Date(salvagedAt))).toBeNull();
  });
});
