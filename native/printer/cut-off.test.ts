import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { encodeJob } from './escpos.ts';
import { createLineDevice } from './line-device.ts';
import type { LineHandlers, PrinterLine } from './port.ts';
import { hurriedClock, patterned } from './testing.ts';

/** A ticket that stops on its way into the printer: nothing of it is on the paper of the next patient. */

const bitmap = patterned(384, 200);
const job = { bitmap, cut: true };

/** Takes so many bytes from `stallAfter` on, then none until it is opened again. */
class StallingLine implements PrinterLine {
  readonly name = 'stalling';
  readonly paper: PrinterPaper;
  onTaken: () => void = () => undefined;
  #handlers: LineHandlers | null = null;
  #leftBytes = Number.POSITIVE_INFINITY;
  #isStuck = false;

  constructor({ answers }: { answers: boolean }) {
    this.paper = new PrinterPaper(384, (bytes) => {
      if (answers) this.#handlers?.onBytes(bytes);
    });
  }

  stallAfter(takenBytes: number): void {
    this.#leftBytes = takenBytes;
  }

  async open(handlers: LineHandlers) {
    this.#handlers = handlers;
    if (this.#isStuck) this.#leftBytes = Number.POSITIVE_INFINITY;
    this.#isStuck = false;
    return { ok: true } as const;
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    if (bytes.length <= 3) {
      this.paper.feed(bytes);
      return true;
    }
    this.paper.feed(bytes.subarray(0, this.#leftBytes));
    this.#isStuck = bytes.length > this.#leftBytes;
    this.#leftBytes -= Math.min(bytes.length, this.#leftBytes);
    this.onTaken();
    return this.#isStuck ? new Promise(() => undefined) : true;
  }

  async close() {
    this.#handlers = null;
  }
}

function expectNextAlone(paper: PrinterPaper, slipsBefore: number): void {
  expect(paper.slips).toHaveLength(slipsBefore + 1);
  const next = paper.slips.at(-1)?.bitmap;
  expect(next?.heightDots).toBe(bitmap.heightDots + 16);
  expect(Buffer.from(next?.rows.subarray(0, bitmap.rows.length) ?? [])).toEqual(Buffer.from(bitmap.rows));
}

it.each([true, false])('one that stalls anywhere (a printer that answers: %s)', async (answers) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 200 * 48 }), async (takenBytes) => {
      const line = new StallingLine({ answers });
      const device = createLineDevice(line, { dotsPerMm: 8, clock: hurriedClock });
      expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
      line.stallAfter(takenBytes);
      expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
      expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
      // What had come out of the first hangs above it, cut off, or there was nothing of it.
      expectNextAlone(line.paper, Math.min(2, line.paper.slips.length - 1));
    }),
    { numRuns: 40, examples: [[1], [6], [7], [9], [11], [12], [13], [6_157], [6_160]].map(([at = 0]) => [at]) },
  );
});

it('one that is stopped half way is ended there and then: the next may be printed by another process', async () => {
  const line = new StallingLine({ answers: true });
  const device = createLineDevice(line, { dotsPerMm: 8, clock: hurriedClock });
  await device.print(job, undefined);
  const stop = new AbortController();
  line.onTaken = () => {
    stop.abort();
  };
  expect(await device.print(job, stop.signal)).toEqual({ kind: 'stopped' });
  expect(line.paper.slips).toMatchObject([{ isCut: true }, { isCut: true }]);
  const other = createLineDevice(line, { dotsPerMm: 8, clock: hurriedClock });
  expect(await other.print(job, undefined)).toEqual({ kind: 'printed' });
  expectNextAlone(line.paper, 2);
});

it.each([true, false])('one whose process died anywhere (a printer that answers: %s)', async (answers) => {
  const ticket = encodeJob(job, 8) ?? expect.unreachable('a ticket is not too large');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: ticket.length }), async (fedBytes) => {
      const line = new StallingLine({ answers });
      line.paper.feed(ticket.subarray(0, fedBytes));
      const next = createLineDevice(line, { dotsPerMm: 8, clock: hurriedClock });
      expect(await next.look()).toEqual({ state: 'fine', isLow: false });
      expect(await next.print(job, undefined)).toEqual({ kind: 'printed' });
      expectNextAlone(line.paper, Math.min(1, line.paper.slips.length - 1));
      expect(await next.print(job, undefined)).toEqual({ kind: 'printed' });
      expectNextAlone(line.paper, line.paper.slips.length - 1);
    }),
    {
      numRuns: 40,
      examples: [[0], [1], [6], [9], [12], [13], [14], [6_157], [6_165], [ticket.length - 1]].map(([at = 0]) => [at]),
    },
  );
});
