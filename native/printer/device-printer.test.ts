import { describe, expect, it, vi } from 'vitest';
import { createPrinter } from './device-printer.ts';
import type { Condition, Printer, PrinterDevice, PrinterStatus, PrintResult } from './port.ts';
import { HandClock, patterned } from './testing.ts';

const job = { bitmap: patterned(8, 8), cut: true };
const fine: Condition = { state: 'fine', isLow: false };
const empty: Condition = { state: 'wrong', reason: 'media-empty', detail: 'no paper' };

class ScriptedDevice implements PrinterDevice {
  readonly name = 'scripted';
  readonly pollMs = 1_000;
  condition: Condition | Error = fine;
  /** Jobs end when the test says so. */
  job = Promise.withResolvers<PrintResult>();
  atOnce = 0;
  most = 0;

  async look() {
    return this.#alone(async () => {
      if (this.condition instanceof Error) throw this.condition;
      return this.condition;
    });
  }

  print() {
    return this.#alone(() => this.job.promise);
  }

  async close() {
    this.job.resolve({ kind: 'stopped' });
  }

  async #alone<Result>(does: () => Promise<Result>): Promise<Result> {
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    return does().finally(() => (this.atOnce -= 1));
  }
}

function start() {
  const device = new ScriptedDevice();
  const clock = new HandClock();
  const printer = createPrinter(device, { clock });
  const states: string[] = [];
  printer.subscribe((status) => states.push(status.state === 'unavailable' ? status.reason : status.state));
  return { device, clock, printer, states };
}

async function ready(printer: Printer): Promise<Extract<PrinterStatus, { state: 'ready' }>> {
  return vi.waitFor(() => {
    if (printer.status.state !== 'ready') throw new Error('not ready yet');
    return printer.status;
  });
}

describe('a printer', () => {
  it('is not there until it was looked at, and is told of only when it changes', async () => {
    const { device, clock, printer, states } = start();
    expect(printer.status).toMatchObject({ state: 'unavailable', reason: 'not-reachable' });
    await ready(printer);
    clock.goOff();
    device.condition = empty;
    await vi.waitFor(() => {
      clock.goOff();
      expect(states).toEqual(['ready', 'media-empty']);
    });
    device.condition = { state: 'fine', isLow: true };
    await vi.waitFor(() => {
      clock.goOff();
      expect(printer.status).toMatchObject({ state: 'ready', isLow: true });
    });
  });

  it('is busy while it prints, and is looked at as soon as that is over', async () => {
    const { device, printer, states } = start();
    const { print } = await ready(printer);
    const printing = print(job);
    expect(printer.status).toEqual({ state: 'busy' });
    device.condition = empty;
    device.job.resolve({ kind: 'printed' });
    expect(await printing).toEqual({ kind: 'printed' });
    expect(states).toEqual(['ready', 'busy', 'media-empty']);
  });

  it('that seems to be well, and from which two papers in a row did not come, is in doubt until one does', async () => {
    const { device, clock, printer, states } = start();
    const prints = async (result: PrintResult) => {
      const { status } = printer;
      if (status.state !== 'ready' && status.state !== 'doubtful') throw new Error(`it is ${status.state}`);
      device.job = Promise.withResolvers();
      const printing = status.print(job);
      const { state } = printer.status;
      device.job.resolve(result);
      await printing;
      return state;
    };
    const silent = { kind: 'not-printed', reason: 'not-responding', detail: 'no answer' } as const;
    const off = { kind: 'not-printed', reason: 'not-reachable', detail: 'it is off' } as const;
    await ready(printer);
    expect(await prints(silent)).toBe('busy');
    expect(printer.status.state).toBe('ready');
    // What was broken off by whoever wanted it says nothing.
    await prints({ kind: 'stopped' });
    await prints(off);
    expect(printer.status).toMatchObject({ state: 'doubtful', reason: 'not-reachable', detail: 'it is off' });
    // It is not taken for another one while the next is tried, nor when it is looked at.
    expect(await prints(silent)).toBe('doubtful');
    clock.goOff();
    await vi.waitFor(() => expect(printer.status).toMatchObject({ state: 'doubtful', reason: 'not-responding' }));
    // What it says of itself counts before what is guessed.
    device.condition = empty;
    await vi.waitFor(() => {
      clock.goOff();
      expect(printer.status).toEqual({ state: 'unavailable', reason: 'media-empty', detail: 'no paper' });
    });
    device.condition = fine;
    await vi.waitFor(() => {
      clock.goOff();
      expect(printer.status.state).toBe('doubtful');
    });
    expect(await prints({ kind: 'printed' })).toBe('doubtful');
    expect(printer.status.state).toBe('ready');
    await prints(silent);
    expect(printer.status.state).toBe('ready');
    expect(states.filter((each) => each === 'doubtful')).toHaveLength(3);
  });

  it('takes one job after the other, whatever is asked of it at once', async () => {
    const { device, clock, printer } = start();
    const { print } = await ready(printer);
    const both = [print(job), print(job)];
    clock.goOff();
    device.job.resolve({ kind: 'printed' });
    expect(await Promise.all(both)).toEqual([{ kind: 'printed' }, { kind: 'printed' }]);
    expect(device.most).toBe(1);
    await ready(printer);
  });

  it('that cannot be looked at has a fault and is looked at again', async () => {
    const { device, clock, printer } = start();
    await ready(printer);
    device.condition = new Error('a mistake');
    clock.goOff();
    await vi.waitFor(() => expect(printer.status).toMatchObject({ reason: 'hardware-error' }));
    device.condition = fine;
    clock.goOff();
    await ready(printer);
  });

  it('that throws while it prints is looked at again, and is not busy for ever', async () => {
    const { device, printer } = start();
    const { print } = await ready(printer);
    device.job.reject(new Error('a mistake'));
    await expect(print(job)).rejects.toThrow('a mistake');
    expect(printer.status.state).toBe('ready');
  });

  it('that is closed prints nothing more and says nothing more', async () => {
    const { clock, printer, states } = start();
    const { print } = await ready(printer);
    const printing = print(job);
    await printer.close();
    expect(await printing).toEqual({ kind: 'stopped' });
    expect(await print(job)).toEqual({ kind: 'stopped' });
    clock.goOff();
    expect(states).toEqual(['ready', 'busy']);
    expect(printer.status).toMatchObject({ state: 'unavailable', detail: 'closed' });
  });
});
