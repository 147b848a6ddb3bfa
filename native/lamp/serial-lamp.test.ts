import { describe, expect, it, vi } from 'vitest';
import { LampSimulator } from '../../fixtures/simulators/lamp.ts';
import { createSerialLamp, type SerialLampOptions } from './serial-lamp.ts';

/** A lamp on a relay board, with timers in hand. */
function board(options: Partial<SerialLampOptions['bytes']> = {}) {
  const device = new LampSimulator();
  const timers = new Map<number, { callback: () => void; delayMs: number }>();
  let last = 0;
  const lamp = createSerialLamp(
    {
      path: '/dev/ttyUSB3',
      baudRate: 9_600,
      bytes: { on: Buffer.from([1]), off: Buffer.from([0]), blink: null, ...options },
      setTimeout: (callback, delayMs) => {
        timers.set((last += 1), { callback, delayMs });
        return last;
      },
      clearTimeout: (id) => void timers.delete(id as number),
    },
    device,
  );
  return {
    lamp,
    heard: device.heard,
    pull: () => device.unplug(),
    plug: () => device.plug(),
    pass: () => {
      const due = [...timers.values()];
      timers.clear();
      for (const { callback } of due) callback();
      return due.map(({ delayMs }) => delayMs);
    },
    pending: () => timers.size,
  };
}

describe('a lamp on a serial line', () => {
  it('shows what it is told, once, and is put out at the end', async () => {
    const { lamp, heard } = board({ blink: Buffer.from([2]) });
    expect(lamp.status).toEqual({ state: 'ready' });
    for (const signal of ['on', 'on', 'blink', 'off', 'on'] as const) lamp.show(signal);
    await lamp.close();
    expect(heard).toEqual(['00', '01', '02', '00', '01', '00']);
  });

  it('that cannot blink is switched on and off, slower than three times a second', () => {
    const { lamp, heard, pass } = board();
    lamp.show('blink');
    for (let time = 0; time < 3; time += 1) expect(pass()[0]).toBeGreaterThan(1_000 / 3);
    expect(heard).toEqual(['00', '01', '00', '01', '00']);
    lamp.show('off');
    pass();
    expect(heard.slice(5)).toEqual(['00']);
  });

  it('that is pulled is said to be away, and shows the present signal when it is back', () => {
    const { lamp, heard, pull, plug, pass } = board();
    const said = vi.fn();
    lamp.subscribe(said);
    pull();
    expect(lamp.status).toEqual({ state: 'unavailable', reason: 'not-reachable' });
    lamp.show('on');
    expect(heard).toEqual(['00']);
    pass();
    plug();
    pass();
    expect([lamp.status, heard]).toEqual([{ state: 'ready' }, ['00', '01']]);
    expect(said.mock.calls).toEqual([[{ state: 'unavailable', reason: 'not-reachable' }], [{ state: 'ready' }]]);
  });

  it('that is away asks no more once it is closed', async () => {
    const { lamp, pull, pending } = board();
    pull();
    await lamp.close();
    expect(pending()).toBe(0);
  });
});
