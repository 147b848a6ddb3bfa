import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getEventListeners } from 'node:events';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { bytesPerRow } from './bitmap.ts';
import { conditionFromLpstat, createCupsDevice } from './cups-device.ts';
import { createPrinter } from './device-printer.ts';
import type { PrinterDevice } from './port.ts';
import { HandClock, hurriedClock, patterned } from './testing.ts';

/** Commands of the same names and manners as those of CUPS, in a folder of their own. */

const job = { bitmap: patterned(), cut: true };
let folder: string;
let device: PrinterDevice;

const idle = 'printer ticket is idle.  enabled since Sun Nov 22 08:00:00 2026\n\tAlerts: none\n';

const connecting = 'printer ticket now printing ticket-7.  enabled since today\n\tAlerts: connecting-to-device\n';

function command(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\nset -e\ncd '${folder}'\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

const state = (text: string): void => {
  writeFileSync(join(folder, 'state'), text);
};
const fileOf = (name: string): string | null =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'latin1') : null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cups-'));
  command('lp', `echo "$*" > lp-said; cat > job; touch waiting; echo 'request id is ticket-7 (0 file(s))'`);
  // Listed once, then it is gone: printed.
  command(
    'lpstat',
    `case "$*" in
      '-l -p ticket') cat state;;
      '-W not-completed -o ticket') if test -e waiting; then echo 'ticket-7  ${userInfo().username}  1024  now'; test -e stuck || rm waiting; fi;;
      *) exit 1;;
    esac`,
  );
  command('cancel', 'echo "$*" > cancelled');
  state(idle);
  const path = `${folder}:${process.env['PATH'] ?? ''}`;
  const clock = {
    setTimer: (callback: () => void, delayMs: number) =>
      delayMs >= 5_000 ? () => undefined : hurriedClock.setTimer(callback, delayMs),
  };
  device = createCupsDevice({ queue: 'ticket', dotsPerMm: 8 }, { path, clock });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a queue of CUPS', () => {
  it('is handed the bytes as they are, under a title that names nobody', async () => {
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(fileOf('lp-said')).toBe('-d ticket -o raw -t ticket\n');
    const paper = new PrinterPaper(576, () => undefined);
    paper.feed(readFileSync(join(folder, 'job')));
    const size = bytesPerRow(576) * job.bitmap.heightDots;
    expect(Buffer.from(paper.slips[0]?.bitmap.rows.subarray(0, size) ?? [])).toEqual(Buffer.from(job.bitmap.rows));
  });

  it('that does not get rid of the ticket has it taken back', async () => {
    writeFileSync(join(folder, 'stuck'), '');
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
    expect(fileOf('cancelled')).toBe('ticket-7\n');
  });

  it('whose printer runs out of paper meanwhile has it taken back', async () => {
    command(
      'lp',
      `touch waiting stuck; echo '${idle.split('\n')[0] ?? ''}' > state; printf '\\tAlerts: media-empty-error\\n' >> state; echo 'request id is ticket-7 (0 file(s))'`,
    );
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'media-empty' });
    expect(fileOf('cancelled')).toBe('ticket-7\n');
  });

  it('that is just connecting to the printer is given the time for it, as at the start of every job', async () => {
    command('lp', `touch waiting stuck; mv state idle; cp connecting state; echo 'request id is ticket-7 (0 file(s))'`);
    writeFileSync(join(folder, 'connecting'), connecting);
    // At the third look it is connected, and prints.
    writeFileSync(join(folder, 'looks'), '');
    command(
      'lpstat',
      `case "$*" in
        '-l -p ticket') cat state; if test -e waiting; then echo >> looks; if test $(wc -l < looks) -ge 3; then mv idle state; rm waiting; fi; fi;;
        *) if test -e waiting; then echo 'ticket-7  ${userInfo().username}  1024  now'; fi;;
      esac`,
    );
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(fileOf('cancelled')).toBeNull();
  });

  it('that gets no further than connecting has a printer that is off: the ticket is taken back', async () => {
    writeFileSync(join(folder, 'connecting'), connecting);
    command('lp', `touch waiting stuck; cp connecting state; echo 'request id is ticket-7 (0 file(s))'`);
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-reachable' });
    expect(fileOf('cancelled')).toBe('ticket-7\n');
  });

  it.each([
    ['is off', "touch waiting stuck; cp connecting state; echo 'request id is ticket-7 (0 file(s))'", 'not-reachable'],
    ['keeps its tickets', "touch waiting stuck; echo 'request id is ticket-7 (0 file(s))'", 'not-responding'],
    ['takes none', 'exit 1', 'not-responding'],
  ])('whose printer %s says so of no job but its own, and is in doubt after the second', async (_, lp, reason) => {
    writeFileSync(join(folder, 'idle'), idle);
    writeFileSync(join(folder, 'connecting'), connecting);
    command('cancel', 'rm -f waiting stuck; cp idle state');
    const works = readFileSync(join(folder, 'lp'), 'utf8');
    command('lp', lp);
    const printer = createPrinter(device, { clock: new HandClock() });
    const prints = async () => {
      const { status } = printer;
      if (status.state !== 'ready' && status.state !== 'doubtful') throw new Error(`it is ${status.state}`);
      return (await status.print(job)).kind;
    };
    await vi.waitFor(() => expect(printer.status.state).toBe('ready'));
    expect(await prints()).toBe('not-printed');
    expect(printer.status.state).toBe('ready');
    expect(await prints()).toBe('not-printed');
    expect(printer.status).toMatchObject({ state: 'doubtful', reason });
    expect(await device.look()).toMatchObject({ state: 'fine' });
    // Somebody switches it on.
    writeFileSync(join(folder, 'lp'), works);
    expect(await prints()).toBe('printed');
    expect(printer.status.state).toBe('ready');
    await printer.close();
  });

  it('that connects for somebody else after the ticket is out has printed it', async () => {
    writeFileSync(join(folder, 'connecting'), connecting);
    command('lp', `cp connecting state; echo 'request id is ticket-7 (0 file(s))'`);
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
  });

  it('that cannot connect for somebody else is handed nothing', async () => {
    state(connecting);
    expect(await device.look()).toMatchObject({ state: 'wrong', reason: 'not-reachable' });
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-reachable' });
    expect(fileOf('lp-said')).toBeNull();
  });

  it('is handed nothing while something is wrong', async () => {
    state(idle.replace('none', 'cover-open'));
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'cover-open' });
    expect(fileOf('lp-said')).toBeNull();
  });

  it('that refuses the ticket says so', async () => {
    command('lp', 'exit 1');
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
  });

  it('whose lp took too long after it had handed the ticket over has it taken back', async () => {
    // As ended by force: no answer, but a job.
    command('lp', 'cat > job; touch waiting stuck; kill -9 $$');
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
    expect(fileOf('cancelled')).toBe('ticket-7\n');
    expect(await device.look()).toMatchObject({ state: 'fine' });
  });

  it('that knows this user by another name has the ticket taken back all the same', async () => {
    command(
      'lpstat',
      `case "$*" in '-l -p ticket') cat state;; *) echo 'ticket-7  kiosk@HOSPITAL  1  now'; echo 'ticket-8  other  1  now';; esac`,
    );
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
    expect(fileOf('cancelled')).toBe('ticket-7\n');
  });

  it('leaves jobs of others in the queue', async () => {
    command('lp', 'exit 1');
    const list = (user: string) =>
      `case "$*" in '-l -p ticket') cat state;; *) echo 'ticket-6  ${user}  1  now';; esac`;
    command('lpstat', list('somebody'));
    await device.print(job, undefined);
    expect(fileOf('cancelled')).toBeNull();
    command('lpstat', list(userInfo().username));
    await device.print(job, undefined);
    expect(fileOf('cancelled')).toBe('ticket-6\n');
  });

  it('that holds a ticket of a process that died has it taken back before anything else', async () => {
    writeFileSync(join(folder, 'waiting'), '');
    writeFileSync(join(folder, 'stuck'), '');
    expect(await device.look()).toMatchObject({ state: 'fine' });
    expect(fileOf('cancelled')).toBe('ticket-7\n');
  });

  it('that may hold a ticket is not used before that is taken back', async () => {
    writeFileSync(join(folder, 'stuck'), '');
    command('cancel', 'exit 1');
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed' });
    expect(await device.look()).toMatchObject({ detail: 'a ticket could not be taken out of the queue' });
    rmSync(join(folder, 'lp-said'));
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
    expect(fileOf('lp-said')).toBeNull();
    command('cancel', 'rm waiting stuck');
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
  });

  it('leaves nothing listening to the signal', async () => {
    const { signal } = new AbortController();
    expect(await device.print(job, signal)).toEqual({ kind: 'printed' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is not handed a picture larger than any ticket', async () => {
    const long = { bitmap: patterned(8, 4_801), cut: true };
    expect(await device.print(long, undefined)).toMatchObject({ kind: 'not-printed', reason: 'hardware-error' });
    expect(fileOf('lp-said')).toBeNull();
  });

  it('has its ticket taken back when it is stopped', async () => {
    writeFileSync(join(folder, 'stuck'), '');
    const stop = new AbortController();
    stop.abort();
    expect(await device.print(job, stop.signal)).toEqual({ kind: 'stopped' });
    expect(fileOf('cancelled')).toBe('ticket-7\n');
  });

  it('is not reachable where CUPS is not installed', async () => {
    const nowhere = createCupsDevice({ queue: 'ticket', dotsPerMm: 8 }, { path: join(folder, 'empty') });
    expect(await nowhere.look()).toMatchObject({ state: 'wrong', reason: 'not-reachable' });
  });
});

it.each([
  [idle, 'fine'],
  [idle.replace('none', 'media-low-report'), 'low'],
  [idle.replace('none', 'media-jam-error offline-report'), 'media-jammed'],
  [idle.replace('none', 'offline-report'), 'not-reachable'],
  [idle.replace('none', 'timed-out-error'), 'not-responding'],
  ['printer ticket now printing ticket-7.  enabled since today\n', 'fine'],
  [connecting, 'connecting'],
  [connecting.replace('connecting', 'media-empty-error connecting'), 'media-empty'],
  ['printer ticket disabled since today -\n\tUnplugged or turned off\n', 'hardware-error'],
  ['', 'not-reachable'],
])('lpstat %j is %s', (output, expected) => {
  const condition = conditionFromLpstat(output);
  const isLow = condition.state === 'fine' && condition.isLow;
  expect(condition.state === 'wrong' ? condition.reason : isLow ? 'low' : condition.state).toBe(expected);
});
