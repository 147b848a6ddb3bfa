/**
 * A relay board or signal tower on a serial port that takes a few bytes a signal; which ones stands in its maker's manual and in
 * the configuration. Boards that cannot blink by themselves are switched on and off here.
 */
import { SerialPort } from 'serialport';
import type { Lamp, LampSignal, LampStatus } from './port.ts';

export interface SerialLampOptions {
  path: string;
  baudRate: number;
  /** What each signal is on the line. `blink` null: the kiosk switches on and off itself. */
  bytes: { on: Uint8Array; off: Uint8Array; blink: Uint8Array | null };
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

type Port = Pick<SerialPort, 'on' | 'open' | 'close' | 'write' | 'isOpen'>;

export interface LampSystem {
  /** A port that is not open yet. */
  port(path: string, baudRate: number): Port;
}

const realSystem: LampSystem = {
  port: (path, baudRate) => new SerialPort({ path, baudRate, autoOpen: false }),
};

/** A lamp that was pulled out is back some seconds after it is plugged in again. */
const reopenMs = 5_000;
/** Slower than 3 Hz: nobody with photosensitive epilepsy is harmed (WCAG 2.3.1). */
const blinkMs = 600;

/** Opens the port at once, and again for as long as it lives. */
export function createSerialLamp(options: SerialLampOptions, system: LampSystem = realSystem): Lamp {
  const { path, baudRate, bytes } = options;
  const listeners = new Set<(status: LampStatus) => void>();
  let status: LampStatus = { state: 'unavailable', reason: 'not-reachable' };
  let signal: LampSignal = 'off';
  let port: Port | null = null;
  let isClosed = false;
  let reopen: unknown = null;
  let blink: unknown = null;

  function tell(next: LampStatus): void {
    const isNews = JSON.stringify(next) !== JSON.stringify(status);
    status = next;
    if (isNews) for (const listener of [...listeners]) listener(status);
  }

  function send(what: Uint8Array): void {
    if (port?.isOpen === true) port.write(Buffer.from(what));
  }

  function blinkFrom(isOn: boolean): void {
    send(isOn ? bytes.on : bytes.off);
    blink = options.setTimeout(() => blinkFrom(!isOn), blinkMs);
  }

  function apply(): void {
    options.clearTimeout(blink);
    if (signal !== 'blink') send(bytes[signal]);
    else if (bytes.blink !== null) send(bytes.blink);
    else blinkFrom(true);
  }

  function lost(reason: 'not-reachable' | 'hardware-error'): void {
    port = null;
    if (isClosed) return;
    options.clearTimeout(blink);
    tell({ state: 'unavailable', reason });
    reopen = options.setTimeout(open, reopenMs);
  }

  function open(): void {
    const opened = system.port(path, baudRate);
    // Without a listener an error event would end the process; `close` follows it.
    opened.on('error', () => undefined);
    opened.open((error) => {
      if (error) {
        lost(/permission|lock|busy|no such|not found|cannot/i.test(error.message) ? 'not-reachable' : 'hardware-error');
        return;
      }
      if (isClosed) {
        opened.close();
        return;
      }
      port = opened;
      opened.on('close', () => {
        lost('not-reachable');
      });
      tell({ state: 'ready' });
      apply();
    });
  }
  open();

  return {
    get status() {
      return status;
    },
    show(next) {
      if (next === signal) return;
      signal = next;
      apply();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      isClosed = true;
      options.clearTimeout(reopen);
      options.clearTimeout(blink);
      const { promise, resolve } = Promise.withResolvers<void>();
      if (port?.isOpen !== true) {
        resolve();
        return promise;
      }
      send(bytes.off);
      port.close(() => resolve());
      return promise;
    },
  };
}
