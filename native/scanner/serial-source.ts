/** A scanner in USB-CDC mode: a serial port that delivers the code's bytes as they were printed. */
import { SerialPort } from 'serialport';
import type { ByteSource } from './port.ts';

/** USB-CDC ignores the rate; real RS-232 scanners leave the factory at this one. */
const baudRate = 9_600;

type Port = Pick<SerialPort, 'on' | 'off' | 'open' | 'close' | 'isOpen'>;
type OpenPort = (path: string) => Port;

const systemPort: OpenPort = (path) => new SerialPort({ path, baudRate, autoOpen: false });

/** The serial port at `path`, e.g. /dev/serial/by-id/usb-…; nothing is opened before `open`. */
export function createSerialSource(path: string, openPort: OpenPort = systemPort): ByteSource {
  let port: Port | null = null;
  return {
    name: path,
    open: ({ onBytes, onLost }) =>
      new Promise((resolve) => {
        const opened = openPort(path);
        port = opened;
        const onClose = (error: Error | null): void => {
          port = null;
          onLost(error ? 'the serial port was unplugged' : 'the serial port was closed');
        };
        opened.open((error) => {
          if (error) {
            port = null;
            resolve({ ok: false, ...explain(error) });
            return;
          }
          opened.on('data', (chunk: Buffer) => {
            onBytes(chunk);
          });
          // Without a listener an error event would end the process; `close` follows it.
          opened.on('error', () => undefined);
          opened.on('close', onClose);
          resolve({ ok: true });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const closing = port;
        port = null;
        if (!closing?.isOpen) {
          resolve();
          return;
        }
        closing.close(() => {
          resolve();
        });
      }),
  };
}

function explain({ message }: Error): { reason: 'not-reachable' | 'hardware-error'; detail: string } {
  if (/permission/i.test(message)) {
    return { reason: 'not-reachable', detail: 'no permission: add the kiosk’s user to the group dialout' };
  }
  if (/no such file|cannot find|not found/i.test(message)) {
    return { reason: 'not-reachable', detail: 'no such serial port: is the scanner plugged in and in USB-CDC mode?' };
  }
  return { reason: 'hardware-error', detail: 'the serial port does not open' };
}
