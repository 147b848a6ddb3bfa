import { describe, expect, it } from 'vitest';
import { PrinterSimulator, type SimulatedPrinterState } from '../../fixtures/simulators/printer.ts';
import { bytesPerRow } from './bitmap.ts';
import type { DeviceClock } from '../clock.ts';
import { createLineDevice } from './line-device.ts';
import type { LineHandlers, PrinterLine } from './port.ts';
import { hurriedClock, patterned, QuickClock } from './testing.ts';

const job = { bitmap: patterned(), cut: true };

function simulated() {
  const simulator = new PrinterSimulator({ widthDots: 576, mmPerSecond: 1_000_000 });
  return { simulator, device: createLineDevice(simulator, { dotsPerMm: 8, clock: hurriedClock }) };
}

describe('a printer that answers', () => {
  it('prints the ticket dot for dot and says so', async () => {
    const { simulator, device } = simulated();
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    const [slip] = simulator.slips;
    const rows = bytesPerRow(576) * job.bitmap.heightDots;
    expect(Buffer.from(slip?.bitmap.rows.subarray(0, rows) ?? [])).toEqual(Buffer.from(job.bitmap.rows));
    expect(simulator.strayBytes).toBe(0);
  });

  it('says that its roll is nearly over', async () => {
    const { simulator, device } = simulated();
    simulator.set('low');
    expect(await device.look()).toEqual({ state: 'fine', isLow: true });
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
  });

  it.each<[SimulatedPrinterState, string]>([
    ['empty', 'media-empty'],
    ['cover-open', 'cover-open'],
    ['jammed', 'media-jammed'],
    ['hardware-error', 'hardware-error'],
    ['unplugged', 'not-reachable'],
  ])('that is %s is sent nothing, and prints once it is mended', async (state, reason) => {
    const { simulator, device } = simulated();
    simulator.set(state);
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason });
    simulator.set('good');
    expect(simulator.slips).toEqual([]);
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(simulator.slips).toHaveLength(1);
  });

  it('whose roll ends in the middle says so, and prints no rest of it on the next roll', async () => {
    const { simulator, device } = simulated();
    simulator.set('empty-midway');
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'media-empty' });
    simulator.set('good');
    expect(simulator.slips).toMatchObject([{ isCut: false, bitmap: { heightDots: 160 } }]);
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(simulator.slips).toHaveLength(2);
  });

  it('that is stopped between two parts prints no more of it', async () => {
    const { simulator, device } = simulated();
    const stop = new AbortController();
    stop.abort();
    expect(await device.print(job, stop.signal)).toEqual({ kind: 'stopped' });
    expect(simulator.slips).toEqual([]);
  });
});

it('a picture larger than any ticket is no ticket, and is not sent', async () => {
  const { simulator, device } = simulated();
  const long = { bitmap: patterned(8, 4_801), cut: true };
  expect(await device.print(long, undefined)).toMatchObject({ kind: 'not-printed', reason: 'hardware-error' });
  expect(simulator.slips).toEqual([]);
});

/** A line that a test drives by hand. */
class ScriptedLine implements PrinterLine {
  readonly name = 'scripted';
  readonly written: number[] = [];
  handlers: LineHandlers | null = null;
  opened = 0;
  /** What is said to the bytes that come. */
  onWrite: (bytes: Uint8Array) => boolean | Promise<boolean> = () => true;

  async open(handlers: LineHandlers) {
    this.handlers = handlers;
    this.opened += 1;
    return { ok: true } as const;
  }

  async write(bytes: Uint8Array) {
    this.written.push(bytes.length);
    return this.onWrite(bytes);
  }

  async close() {
    this.handlers = null;
  }
}

const scripted = ({ clock = hurriedClock }: { clock?: DeviceClock } = {}) => {
  const line = new ScriptedLine();
  return { line, device: createLineDevice(line, { dotsPerMm: 8, clock }) };
};

const isQuestion = (bytes: Uint8Array): boolean => bytes.length === 3 && bytes[0] === 0x10;

describe('a printer that never answers', () => {
  it('is believed as soon as the ticket is sent', async () => {
    const { device } = scripted();
    expect(await device.look()).toEqual({ state: 'fine', isLow: false });
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
  });

  it('and takes only a part of the ticket has not printed it', async () => {
    const { line, device } = scripted();
    let taken = 0;
    line.onWrite = (bytes) => isQuestion(bytes) || (taken += 1) < 3 || new Promise<boolean>(() => undefined);
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
    expect(line.handlers).toBeNull();
  });

  it('and goes away in the middle has not printed it', async () => {
    const { line, device } = scripted();
    line.onWrite = (bytes) => {
      if (!isQuestion(bytes)) line.handlers?.onLost('pulled');
      return isQuestion(bytes);
    };
    expect(await device.print(job, undefined)).toEqual({
      kind: 'not-printed',
      reason: 'not-reachable',
      detail: 'pulled',
    });
    line.onWrite = () => true;
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(line.opened).toBe(2);
  });
});

describe('a printer that has answered', () => {
  it('and falls silent does not respond, however often it is opened anew, until it answers again', async () => {
    const { line, device } = scripted();
    line.onWrite = () => {
      line.handlers?.onBytes(Uint8Array.of(0x12));
      return true;
    };
    expect(await device.look()).toEqual({ state: 'fine', isLow: false });
    const { onWrite } = line;
    line.onWrite = () => true;
    for (let looks = 0; looks < 3; looks += 1) {
      expect(await device.look()).toMatchObject({ state: 'wrong', reason: 'not-responding' });
      expect(line.handlers).toBeNull();
    }
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-responding' });
    line.onWrite = onWrite;
    expect(await device.look()).toEqual({ state: 'fine', isLow: false });
  });

  it('but does not know the question for the end is believed after the slowest has printed', async () => {
    const { line, device } = scripted({ clock: new QuickClock() });
    let looks = 0;
    line.onWrite = (bytes) => {
      if (isQuestion(bytes)) line.handlers?.onBytes(Uint8Array.of(0x12));
      if (isQuestion(bytes) && bytes[2] === 1) looks += 1;
      return true;
    };
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(looks).toBeGreaterThan(5);
  });

  it('is not believed to be done by what it says before it was asked for that', async () => {
    const { line, device } = scripted({ clock: new QuickClock() });
    let looks = 0;
    line.onWrite = (bytes) => {
      if (isQuestion(bytes)) line.handlers?.onBytes(Uint8Array.of(0x12));
      if (isQuestion(bytes) && bytes[2] === 1) looks += 1;
      // Unasked, as it reports by itself.
      if (bytes.length > 100) line.handlers?.onBytes(Uint8Array.of(0x14, 0, 0, 0));
      return true;
    };
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    expect(looks).toBeGreaterThan(5);
  });

  it('is not deafened by noise', async () => {
    const { line, device } = scripted();
    line.onWrite = (bytes) => {
      line.handlers?.onBytes(Uint8Array.of(0xff, 0x13, 0x11, 0x91));
      if (isQuestion(bytes)) line.handlers?.onBytes(Uint8Array.of(bytes[2] === 4 ? 0x72 : 0x12));
      return true;
    };
    expect(await device.look()).toMatchObject({ state: 'wrong', reason: 'media-empty' });
  });
});

it('is not opened again once it is closed', async () => {
  const { line, device } = scripted();
  await device.look();
  await device.close();
  expect(await device.look()).toMatchObject({ state: 'wrong', reason: 'not-reachable' });
  expect(line.opened).toBe(1);
});
