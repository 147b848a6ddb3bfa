import type { Lamp, LampSignal } from '../native/lamp/port.ts';
import { createSerialLamp } from '../native/lamp/serial-lamp.ts';
import { bytesOf, type LampSetting } from './operations/configuration-staff.ts';
import type { CallBoard } from './staff/call-board.ts';

interface Timers {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

/** The lamp of the configuration; null when there is none. */
export function openLamp(setting: LampSetting, timers: Timers): Lamp | null {
  switch (setting.kind) {
    case 'serial': {
      const { path, baudRate, on, off, blink } = setting;
      const bytes = { on: bytesOf(on), off: bytesOf(off), blink: blink === undefined ? null : bytesOf(blink) };
      return createSerialLamp({ path, baudRate, bytes, ...timers });
    }
    case 'none':
      return null;
  }
}

/** Lights the lamp for calls that nobody comes for: steadily for help, blinking for an emergency. The answer ends it. */
export function lightForCalls(board: Pick<CallBoard, 'calls' | 'subscribe'>, lamp: Pick<Lamp, 'show'>): () => void {
  const light = (): void => lamp.show(signalFor(board));
  light();
  return board.subscribe(light);
}

function signalFor(board: Pick<CallBoard, 'calls'>): LampSignal {
  const ringing = board.calls().filter(({ rings }) => rings);
  if (ringing.length === 0) return 'off';
  return ringing.some(({ urgency }) => urgency === 'emergency') ? 'blink' : 'on';
}
