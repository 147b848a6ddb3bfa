/** A printer on a serial port: RS-232, or USB in the mode that makes it one. */
import { SerialPort } from 'serialport';
import { closePort, whyShut } from '../serial-port.ts';
import type { PrinterLine } from './port.ts';

const absent = 'no such serial port: is the printer plugged in and on?';

export function createSerialLine({ path, baudRate }: { path: string; baudRate: number }): PrinterLine {
  let port: SerialPort | null = null;

  return {
    name: path,
    open: ({ onBytes, onLost }) =>
      new Promise((resolve) => {
        // The printer may say "wait" (XOFF): no answer to DLE EOT or GS r looks like that.
        const opened = new SerialPort({ path, baudRate, autoOpen: false, xon: true });
        opened.open((error) => {
          if (error) {
            resolve({ ok: false, reason: 'not-reachable', detail: whyShut(error) ?? absent });
            return;
          }
          port = opened;
          opened.on('data', (chunk: Buffer) => {
            onBytes(chunk);
          });
          // Without a listener an error event would end the process; `close` follows it.
          opened.on('error', () => undefined);
          opened.on('close', () => {
            if (port === opened) port = null;
            onLost('the serial port is gone');
          });
          resolve({ ok: true });
        });
      }),
    write: (bytes) =>
      new Promise((resolve) => {
        if (!port?.isOpen) {
          resolve(false);
          return;
        }
        port.write(bytes, (error) => {
          resolve(!error);
        });
      }),
    close: () => closePort(port),
  };
}
