import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { encodeJob, partPaper } from './escpos.ts';
import { openJobFlag } from './job-flag.ts';
import { createLineDevice } from './line-device.ts';
import type { LineHandlers, PrinterLine } from './port.ts';
import { hurriedClock, patterned } from './testing.ts';

/** Whether a start after another cuts paper before its first ticket: only where one was under way. */

const job = { bitmap: patterned(384, 200), cut: true };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'job-flag-'));
  file = join(folder, 'under-way');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Keeps what it was sent; a real printer cuts a blank piece where there was nothing to part. */
class RecordingLine implements PrinterLine {
  readonly name = 'recording';
  readonly sent: Buffer[] = [];
  readonly paper: PrinterPaper;
  onWrite: (bytes: Uint8Array) => boolean = () => true;
  #handlers: LineHandlers | null = null;

  constructor({ answers = true } = {}) {
    this.paper = new PrinterPaper(384, (bytes) => {
      if (answers) this.#handlers?.onBytes(bytes);
    });
  }

  /** The pieces of paper that were cut off for nobody. */
  get parted(): number {
    return this.sent.filter((bytes) => bytes.includes(Buffer.from(partPaper(job, 8)))).length;
  }

  async open(handlers: LineHandlers) {
    this.#handlers = handlers;
    return { ok: true } as const;
  }

  async write(bytes: Uint8Array) {
    this.sent.push(Buffer.from(bytes));
    if (!this.onWrite(bytes)) return false;
    this.paper.feed(bytes);
    return true;
  }

  async close() {
    this.#handlers = null;
  }
}

/** A process that begins, with the file of the one before it. */
const begin = (line: PrinterLine) =>
  createLineDevice(line, { dotsPerMm: 8, clock: hurriedClock, flag: openJobFlag(file) });

it.each([true, false])('the first ticket of a start has no blank piece before it (it answers: %s)', async (answers) => {
  const line = new RecordingLine({ answers });
  for (let starts = 0; starts < 2; starts += 1) {
    const device = begin(line);
    for (let tickets = 0; tickets < 2; tickets += 1) {
      expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    }
    await device.close();
  }
  expect(line.parted).toBe(0);
  expect(line.paper.slips).toHaveLength(4);
  // Opening still ends what another program may have left.
  expect(line.sent[0]?.subarray(0, 8)).toEqual(Buffer.alloc(8));
  expect(readdirSync(folder)).toEqual([]);
});

it('is there, and empty, from before the first byte of a ticket until it is printed', async () => {
  const line = new RecordingLine();
  const device = begin(line);
  await device.print(job, undefined);
  const sentBefore = line.sent.length;
  const kept: boolean[] = [];
  line.onWrite = () => kept.push(existsSync(file) && readFileSync(file).length === 0) > 0;
  await device.print(job, undefined);
  const sent = line.sent.slice(sentBefore);
  const head = Buffer.from(encodeJob(job, 8)?.subarray(0, 64) ?? []);
  const began = sent.findIndex((bytes) => bytes.subarray(0, 64).equals(head));
  expect(began).toBeGreaterThan(0);
  expect(kept).toEqual(sent.map((_, index) => index >= began));
  expect(existsSync(file)).toBe(false);
});

it('a ticket that the process before left half printed is parted from the next one, once', async () => {
  const line = new RecordingLine();
  let writes = 0;
  line.onWrite = (bytes) => bytes.length <= 200 || (writes += 1) < 3;
  const died = begin(line);
  expect(await died.print(job, undefined)).toMatchObject({ kind: 'not-printed' });
  expect(existsSync(file)).toBe(true);
  line.onWrite = () => true;
  const next = begin(line);
  expect(await next.print(job, undefined)).toEqual({ kind: 'printed' });
  expect(line.parted).toBe(1);
  expect(await begin(line).print(job, undefined)).toEqual({ kind: 'printed' });
  expect(line.parted).toBe(1);
});

it('one that was stopped and cut off in order leaves nothing to the next start', async () => {
  const line = new RecordingLine();
  const device = begin(line);
  await device.print(job, undefined);
  const stop = new AbortController();
  line.onWrite = (bytes) => {
    // Only a ticket has so many at once.
    if (bytes.length > 200) stop.abort();
    return true;
  };
  expect(await device.print(job, stop.signal)).toEqual({ kind: 'stopped' });
  expect(line.parted).toBe(1);
  expect(existsSync(file)).toBe(false);
  expect(await begin(line).print(job, undefined)).toEqual({ kind: 'printed' });
  expect(line.parted).toBe(1);
});

it('one that was stopped before its first byte leaves nothing either', async () => {
  const line = new RecordingLine();
  expect(await begin(line).print(job, AbortSignal.abort())).toEqual({ kind: 'stopped' });
  expect([line.parted, existsSync(file)]).toEqual([0, false]);
});

it.each([
  ['a folder that is not there', () => join(folder, 'nowhere', 'under-way')],
  ['a folder in its place', () => folder],
])('%s knows of nothing: every start parts, and every ticket is printed', async (_what, fileIn) => {
  file = fileIn();
  const line = new RecordingLine();
  for (let starts = 1; starts <= 2; starts += 1) {
    expect(await begin(line).print(job, undefined)).toEqual({ kind: 'printed' });
    expect(line.parted).toBe(starts);
  }
});

it('one that is there stays until its ticket was parted, whatever dies before', async () => {
  writeFileSync(file, '');
  const line = new RecordingLine();
  await begin(line).look();
  expect([line.parted, existsSync(file)]).toEqual([0, true]);
  expect(await begin(line).print(job, undefined)).toEqual({ kind: 'printed' });
  expect([line.parted, existsSync(file)]).toEqual([1, false]);
});
