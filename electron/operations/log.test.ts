import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ticketKey } from '../../native/citizen-id/ticket-code.ts';
import { logEvents } from './log-events.ts';
import type { LogEvent, LogEventId } from './log-events.ts';
import { admit } from './log-fields.ts';
import { formerLogFileName, logFileName, logTo, openLog } from './log.ts';
import type { Log } from './log.ts';

const now = () => new Date('2026-03-02T01:30:00Z');
const time = '2026-03-02T01:30:00.000Z';
const key = '11111111-1111-4111-8111-111111111111';

function memoryLog(level: LogEvent['level'] = 'debug'): { log: Log; lines: string[]; last: () => unknown } {
  const lines: string[] = [];
  const log = logTo({ write: (line) => void lines.push(line) }, level, now);
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as unknown };
}

/** As a caller would that the type checker never saw. */
function writeAnything(log: Log, id: LogEventId, fields: object): void {
  log.write(id, fields);
}

describe('a line', () => {
  it('is JSON: time, level, event and the listed fields', () => {
    const { log, last } = memoryLog();
    log.write('registration-committed', { key, kind: 'visit', clinicId: 'tai-mui-hong', official: true });
    expect(last()).toEqual({
      level: 'info',
      time,
      event: 'registration-committed',
      key: key.slice(-12),
      kind: 'visit',
      clinicId: 'tai-mui-hong',
      official: true,
    });
  });

  it('leaves out what has no value', () => {
    const { log, last } = memoryLog();
    log.write('registration-committed', { key, clinicId: null });
    expect(last()).toEqual({ level: 'info', time, event: 'registration-committed', key: key.slice(-12) });
  });

  it('below the level is not written', () => {
    const { log, lines } = memoryLog('warn');
    log.write('hospital-reachable', {});
    log.write('hospital-unreachable', { pending: 3 });
    expect(lines).toHaveLength(1);
  });
});

describe('personal data', () => {
  it('does not type-check as a field', () => {
    const { log, last } = memoryLog();
    // @ts-expect-error: not a field of this event
    log.write('registration-committed', { key, fullName: 'Nguyễn Thị Thử' });
    expect(last()).toEqual({ level: 'info', time, event: 'registration-committed', key: key.slice(-12), dropped: 1 });
    // @ts-expect-error: not an event of the catalogue
    expect(() => log.write('patient-name', {})).toThrow(TypeError);
  });

  const personal = [
    'Nguyễn Thị Thử',
    'NGUYEN THI THU',
    'nguyen thi thu',
    '001080000001',
    '012345678',
    'GD4010123456789',
    'C1234567',
    'BN26001047',
    '1980-05-17',
    '19800517',
    '0912345678',
    '12 Phố Mẫu, Hà Nội',
    1080000001,
    123456789,
    19800517000,
    ['001080000001'],
    { fullName: 'Nguyễn Thị Thử' },
  ];

  it.each(personal)('%j has no way into any field of any event', (value) => {
    const { log, lines } = memoryLog();
    for (const [id, { fields }] of Object.entries(logEvents)) {
      const everywhere = Object.fromEntries([...Object.keys(fields), 'another'].map((name) => [name, value]));
      writeAnything(log, id as LogEventId, everywhere);
    }
    expect(lines).toHaveLength(Object.keys(logEvents).length);
    const text = lines.join('');
    for (const part of String(JSON.stringify(value)).match(/[\p{L}\d]{4,}/gu) ?? []) {
      if (!/^(fullName)$/.test(part)) expect(text).not.toContain(part);
    }
  });

  it('does not come in by the prototype, or as the name of a field', () => {
    const { log, last } = memoryLog();
    writeAnything(log, 'hospital-reachable', { toString: 'word', constructor: 'word', 'Nguyễn Thị Thử': 1 });
    expect(last()).toEqual({ level: 'info', time, event: 'hospital-reachable', dropped: 3 });
  });

  it('in the message of an error stays out; its place in the program comes along', () => {
    const { log, lines } = memoryLog();
    const error = new RangeError('no slot for Nguyễn Thị Thử\n    at 001080000001 (/home/0912345678:1:1)');
    log.write('unexpected-error', { where: 'visit', error });
    expect(lines[0]).not.toContain('Thử');
    expect(lines[0]).not.toContain('001080000001');
    expect(lines[0]).not.toContain('0912345678');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'error',
      where: 'visit',
      error: { type: 'RangeError', trace: expect.arrayContaining([expect.stringContaining('log.test.ts')]) as unknown },
    });
  });

  it('of any other kind thrown stays out', () => {
    const { log, last } = memoryLog();
    log.write('unexpected-error', { error: 'Nguyễn Thị Thử' });
    expect(last()).toEqual({ level: 'error', time, event: 'unexpected-error', dropped: 1 });
    const bare = new Error('x');
    delete bare.stack;
    log.write('unexpected-error', { error: bare });
    expect(last()).toMatchObject({ error: { type: 'Error', trace: [] } });
  });

  it('with digits or capitals never passes for a word, a code or a version', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{0,3}\d{6,15}$/), (number) => {
        for (const kind of ['word', 'code', 'version', 'key', 'flag', 'count'] as const) {
          expect(admit(kind, number)).toBeUndefined();
        }
      }),
    );
  });
});

describe('what a field may hold', () => {
  it.each([
    ['count', 0],
    ['count', 99_999_999],
    ['count', -1.5],
    ['flag', false],
    ['word', 'not-reachable'],
    ['code', 'ENOENT'],
    ['code', 'SQLITE_IOERR_WRITE'],
    ['version', '0.1.0'],
    ['version', '1.12.0-beta.2'],
  ] as const)('%s: %j', (kind, value) => {
    expect(admit(kind, value)).toBe(value);
  });

  it('a key: its end, which makes no ticket’s code', () => {
    expect(admit('key', key)).toBe(key.slice(-12));
    expect(ticketKey(`TD1:${String(admit('key', key)).toUpperCase()}`)).toBeNull();
  });

  it.each([
    ['count', Number.NaN],
    ['count', 100_000_000],
    ['count', '5'],
    ['flag', 'true'],
    ['word', 'x'.repeat(49)],
    ['word', ''],
    ['key', 'K1-007'],
    ['code', 'NGUYEN'],
    ['version', '1'],
  ] as const)('never %s: %j', (kind, value) => {
    expect(admit(kind, value)).toBeUndefined();
  });
});

describe('the catalogue', () => {
  it('says of every event what it means and what to do', () => {
    for (const [id, event] of Object.entries(logEvents)) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(event.meaning).toMatch(/^[A-Z].*\.$/);
      expect(event.disposition).toMatch(/\.$/);
    }
  });
});

/** As many frames as are kept, each of them long. */
const longStack = Array.from({ length: 20 }, () => `    at file:///${'x'.repeat(5_000)}:1:1`).join('\n');

describe('the log on disk', () => {
  function logsFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'tiepdon-logs-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, 'logs');
  }

  it('makes its folder, is private, goes on in the same file, and is echoed where asked', () => {
    const folder = logsFolder();
    const echoed: string[] = [];
    for (const echo of [undefined, { write: (line: string) => void echoed.push(line) }]) {
      const log = openLog({ logsFolder: folder, level: 'info', now, ...(echo === undefined ? {} : { echo }) });
      log.write('hospital-unreachable', { pending: 2 });
      log.close();
    }
    const file = join(folder, logFileName);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(echoed).toEqual([`${lines[1]}\n`]);
    expect(JSON.parse(lines[0]!)).toEqual({ level: 'warn', time, event: 'hospital-unreachable', pending: 2 });
  });

  it('begins anew before it is larger than 8 MiB, and keeps the one before', () => {
    const folder = logsFolder();
    mkdirSync(folder);
    const [file, former] = [join(folder, logFileName), join(folder, formerLogFileName)];
    writeFileSync(former, 'the oldest');
    const log = openLog({ logsFolder: folder, level: 'info', now });
    // 100 kB a line: some hundred lines are three files.
    const line = { where: 'test', error: Object.assign(new Error('x'), { stack: longStack }) };
    const sizes: number[] = [];
    for (let lines = 0; lines < 200; lines += 1) {
      log.write('unexpected-error', line);
      sizes.push(statSync(file).size);
    }
    log.close();
    const largest = 8 * 1024 * 1024;
    expect(Math.max(...sizes)).toBeLessThanOrEqual(largest);
    expect(Math.max(...sizes)).toBeGreaterThan(0.9 * largest);
    expect(sizes.filter((size, index) => size < (sizes[index - 1] ?? 0))).toHaveLength(2);
    expect(readdirSync(folder).sort()).toEqual([logFileName, formerLogFileName]);
    for (const path of [file, former]) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      for (const text of readFileSync(path, 'utf8').trim().split('\n'))
        expect(JSON.parse(text)).toMatchObject({ time });
    }
  });

  it('counts what was in the file when it was opened, and goes on in it where the disk refuses another', () => {
    const folder = logsFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, logFileName), '\n'.repeat(8 * 1024 * 1024));
    // A folder in the way of the former file.
    mkdirSync(join(folder, formerLogFileName));
    const log = openLog({ logsFolder: folder, level: 'info', now });
    log.write('hospital-reachable', {});
    rmSync(join(folder, formerLogFileName), { recursive: true });
    log.write('hospital-reachable', {});
    log.close();
    expect(readFileSync(join(folder, logFileName), 'utf8').trim().split('\n')).toHaveLength(2);
    const other = openLog({ logsFolder: folder, level: 'info', now });
    other.write('hospital-reachable', {});
    other.close();
    expect(readFileSync(join(folder, logFileName), 'utf8').split('\n')).toHaveLength(2);
  });

  it.runIf(process.platform === 'linux')('on a full disk loses lines and nothing else', () => {
    const folder = logsFolder();
    mkdirSync(folder);
    // Linux: every write to this device fails with ENOSPC.
    symlinkSync('/dev/full', join(folder, logFileName));
    const echoed: string[] = [];
    const log = openLog({ logsFolder: folder, level: 'info', now, echo: { write: (line) => void echoed.push(line) } });
    log.write('hospital-reachable', {});
    log.write('hospital-unreachable', { pending: 1 });
    expect(echoed).toHaveLength(2);
    log.close();
  });
});
