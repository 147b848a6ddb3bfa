import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditWord, openAudit } from './audit.ts';
import type { Audit } from './audit.ts';
import { openOrFail } from './test-damage.ts';
import { mondayMorning, temporaryFolder } from './test-queue.ts';

const key = '0c7ad4f4-52d5-4f06-9a0c-3a1d4b7e0001';

function audit(): Audit {
  const database = openOrFail(join(temporaryFolder(), 'queue.db'));
  onTestFinished(() => void database.close());
  return openAudit(database, () => new Date(mondayMorning));
}

describe('the audit log', () => {
  it('numbers its rows from 1 and chains them as its description says', () => {
    const log = audit();
    expect(log.head()).toBeNull();
    expect(log.verify()).toEqual({ kind: 'intact', head: null });
    log.append({ actor: 'kiosk', action: 'registered', subject: key, detail: 'mat' });
    log.append({ actor: 'staff:nv.thu', action: 'retried' });

    // Written down as bytes, so that another program can be checked against it.
    const first = sha256(
      `["${'0'.repeat(64)}",1,"2026-03-02T01:30:00.000Z","kiosk","registered","0c7ad4f4-52d5-4f06-9a0c-3a1d4b7e0001","mat"]`,
    );
    const second = sha256(`["${first}",2,"2026-03-02T01:30:00.000Z","staff:nv.thu","retried",null,null]`);
    expect(log.list(10).map(({ number, hash }) => [number, hash])).toEqual([
      [2, second],
      [1, first],
    ]);
    expect(log.list(1)).toHaveLength(1);
    expect(log.head()).toEqual({ count: 2, hash: second });
    expect(log.verify()).toEqual({ kind: 'intact', head: { count: 2, hash: second } });
  });

  it('has the newest entry of an action at hand', () => {
    const log = audit();
    expect(log.newest('salvaged')).toBeNull();
    log.append({ actor: 'kiosk', action: 'salvaged', detail: 'saved:1' });
    log.append({ actor: 'kiosk', action: 'salvaged', detail: 'saved:2' });
    log.append({ actor: 'kiosk', action: 'station-started' });
    expect(log.newest('salvaged')).toMatchObject({ number: 2, detail: 'saved:2' });
  });

  it('is whole behind a head that was sent earlier, and behind the newest', () => {
    const log = audit();
    log.append({ actor: 'kiosk', action: 'station-started' });
    const sent = log.head();
    log.append({ actor: 'kiosk', action: 'registered', subject: key });
    expect(log.verify(sent)).toEqual({ kind: 'intact', head: log.head() });
    expect(log.verify(log.head())).toEqual({ kind: 'intact', head: log.head() });
  });

  it.each([
    ['staff:Nguyễn Văn Thử', 'staff'],
    ['staff:', 'staff'],
    [`staff:${'a'.repeat(33)}`, 'staff'],
    ['patient:001080000001', 'staff'],
    ['staff:thu', 'staff:thu'],
    ['patient', 'patient'],
  ])('writes the actor %j down as %j', (actor, written) => {
    const log = audit();
    log.append({ actor, action: 'held' });
    expect(log.list(1)[0]?.actor).toBe(written);
  });

  it.each([
    ['a name', 'NGUYEN VAN THU'],
    ['an identity number', 'cccd 001080000001'],
    ['an old identity number', '012345678'],
    ['a long text', 'a'.repeat(65)],
    ['a line end', 'mat\nmat'],
    ['an empty text', ''],
  ])('leaves out %s, and keeps the entry', (_what, text) => {
    const log = audit();
    log.append({ actor: 'kiosk', action: 'registered', subject: text, detail: text });
    expect(log.list(1)).toMatchObject([{ number: 1, action: 'registered', subject: null, detail: null }]);
    expect(log.verify()).toMatchObject({ kind: 'intact' });
  });
});

it('an id that does not fit is written down as the beginning of its hash', () => {
  const log = audit();
  for (const id of ['PK-Mat', '79 0123456789', 'Mắt']) {
    log.append({ actor: 'kiosk', action: 'arrivals-opened', detail: auditWord(id) });
  }
  expect(log.list(3).map(({ detail }) => detail)).toEqual([
    `sha256:${sha256('Mắt').slice(0, 8)}`,
    `sha256:${sha256('79 0123456789').slice(0, 8)}`,
    'pk-mat',
  ]);
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
