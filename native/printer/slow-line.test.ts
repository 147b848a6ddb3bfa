import { describe, expect, it } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { createLineDevice } from './line-device.ts';
import type { LineHandlers, PrinterLine } from './port.ts';
import { patterned, QuickClock } from './testing.ts';

/** A printer at the end of a slow serial port. A pseudo terminal has no rate: this line has one, on a clock of its own. */

const widthDots = 384;
const job = { bitmap: patterned(widthDots, 200), cut: true };

/** Start bit, eight bits, stop bit. */
const BITS_PER_BYTE = 10;
/** As the kernel's: a write is over when its last byte is in there. */
const BUFFER_BYTES = 4_096;
/** How often bytes are carried. */
const TICK_MS = 50;

interface Manners {
  /** Whether the question for the end (GS r) is known to it. */
  knowsEnd?: boolean;
  /** So long after it was sent the end of a ticket it prints, and hears no question. */
  deafMs?: number;
}

class SlowLine implements PrinterLine {
  readonly name = 'slow';
  readonly backlog;
  readonly paper: PrinterPaper;
  /** Bytes that the printer takes before it says "wait", for good. */
  takesBytes = Number.POSITIVE_INFINITY;
  /** Bytes that come to it before it is switched off; those after are lost. */
  hearsBytes = Number.POSITIVE_INFINITY;
  readonly #clock: QuickClock;
  readonly #bytesPerTick: number;
  readonly #manners: Manners;
  #handlers: LineHandlers | null = null;
  #buffered: number[] = [];
  #endedAtMs = Number.NEGATIVE_INFINITY;
  #slipsSeen = 0;
  /** What waits for the buffer to have changed. */
  #onCarried: (() => void)[] = [];

  constructor(clock: QuickClock, baudRate: number, manners: Manners = {}) {
    const bytesPerSecond = baudRate / BITS_PER_BYTE;
    this.#clock = clock;
    this.#bytesPerTick = (bytesPerSecond * TICK_MS) / 1_000;
    this.#manners = manners;
    this.paper = new PrinterPaper(widthDots, (bytes, afterRows) => {
      this.#answer(bytes, afterRows);
    });
    this.backlog = { bytesPerSecond, bufferBytes: BUFFER_BYTES, drained: () => this.#until(() => this.#isEmpty()) };
  }

  async open(handlers: LineHandlers) {
    this.#handlers = handlers;
    return { ok: true } as const;
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    for (let at = 0; at < bytes.length;) {
      await this.#until(() => this.#buffered.length < BUFFER_BYTES);
      const room = BUFFER_BYTES - this.#buffered.length;
      if (this.#isEmpty()) this.#clock.setTimer(this.#carry, TICK_MS);
      this.#buffered.push(...bytes.subarray(at, at + room));
      at += room;
    }
    return true;
  }

  async close() {
    this.#handlers = null;
    this.#buffered = [];
  }

  #isEmpty(): boolean {
    return this.#buffered.length === 0;
  }

  readonly #carry = (): void => {
    const bytes = this.#buffered.splice(0, Math.min(this.#bytesPerTick, this.takesBytes));
    this.takesBytes -= bytes.length;
    this.paper.feed(Uint8Array.from(bytes.slice(0, this.hearsBytes)));
    this.hearsBytes -= Math.min(bytes.length, this.hearsBytes);
    this.#noteEnd();
    for (const changed of this.#onCarried.splice(0)) changed();
    if (!this.#isEmpty() && this.takesBytes > 0) this.#clock.setTimer(this.#carry, TICK_MS);
  };

  #noteEnd(): void {
    if (this.paper.slips.length > this.#slipsSeen) this.#endedAtMs = this.#clock.nowMs;
    this.#slipsSeen = this.paper.slips.length;
  }

  async #until(isSo: () => boolean): Promise<true> {
    while (!isSo()) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#onCarried.push(() => {
        resolve(undefined);
      });
      await promise;
    }
    return true;
  }

  #answer(bytes: Uint8Array, afterRows: number): void {
    const { knowsEnd = true, deafMs = 0 } = this.#manners;
    this.#noteEnd();
    const isQuestionOfState = afterRows === 0;
    if (isQuestionOfState ? this.#clock.nowMs - this.#endedAtMs < deafMs : !knowsEnd) return;
    this.#handlers?.onBytes(bytes);
  }
}

function onLine(baudRate: number, manners?: Manners) {
  const clock = new QuickClock();
  const line = new SlowLine(clock, baudRate, manners);
  return { line, device: createLineDevice(line, { dotsPerMm: 8, clock }) };
}

describe.each([9_600, 38_400, 115_200])('at %i baud', (baudRate) => {
  it.each<[string, Manners]>([
    ['that says when it has printed', {}],
    ['that does not know the question for the end', { knowsEnd: false }],
    ['that hears no question while it prints', { knowsEnd: false, deafMs: 1_500 }],
  ])('every ticket of a printer %s is told of as printed, and as nothing else afterwards', async (_which, manners) => {
    const { line, device } = onLine(baudRate, manners);
    for (let tickets = 1; tickets <= 2; tickets += 1) {
      expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
      expect(await device.look()).toMatchObject({ state: 'fine' });
      expect(line.paper.slips).toHaveLength(tickets);
      expect(line.paper.slips.at(-1)).toMatchObject({ isCut: true, bitmap: { heightDots: 200 + 16 } });
    }
    expect(line.paper.strayBytes).toBe(0);
  });

  it('a roll that ends in the middle of a ticket is told of', async () => {
    const { line, device } = onLine(baudRate);
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    line.paper.endAfter(150);
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'media-empty' });
  });

  it('a printer that takes no more within the last that is on its way has not printed', async () => {
    const { line, device } = onLine(baudRate);
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    line.takesBytes = 48 * 200 - 1_000;
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
    line.takesBytes = Number.POSITIVE_INFINITY;
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(line.paper.slips.at(-1)).toMatchObject({ isCut: true, bitmap: { heightDots: 200 + 16 } });
  });

  it('one that was switched off while it printed is not believed', async () => {
    const { line, device } = onLine(baudRate);
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    line.hearsBytes = 5_000;
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
  });
});
