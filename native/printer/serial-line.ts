/** A printer on a serial port: RS-232, or USB in the mode that makes it one. */
import { promisify } from 'node:util';
import { SerialPort } from 'serialport';
import { closePort, whyShut } from '../serial-port.ts';
import type { PrinterLine } from './port.ts';

const absent = 'no such serial port: is the printer plugged in and on?';

/** Start bit, eight bits, stop bit. */
const BITS_PER_BYTE = 10;
/** What Linux holds of a serial port's output (UART_XMIT_SIZE): one page. */
const BUFFER_BYTES = 4_096;

type Done = (error: Error | null | undefined) => void;

export function createSerialLine({ path, baudRate }: { path: string; baudRate: number }): PrinterLine {
  let port: SerialPort | null = null;
  /** What the printer has not taken yet. */
  let underWay = new Set<Done>();

  /** True: done. */
  const doing = (start: (to: SerialPort, done: Done) => void): Promise<boolean> =>
    new Promise((resolve) => {
      if (!port?.isOpen) {
        resolve(false);
        return;
      }
      const mine = underWay;
      const done: Done = (error) => {
        mine.delete(done);
        resolve(!error);
      };
      mine.add(done);
      start(port, done);
    });

  return {
    name: path,
    backlog: {
      bytesPerSecond: baudRate / BITS_PER_BYTE,
      bufferBytes: BUFFER_BYTES,
      drained: () => doing((to, done) => void to.drain(done)),
    },
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
          underWay = new Set();
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
    write: (bytes) => doing((to, done) => void to.write(bytes, done)),
    async close() {
      // A printer that says "wait" would hold the thread that drains, or closes, until it takes the rest.
      if (port?.isOpen && underWay.size > 0) await promisify(port.flush.bind(port))().catch(() => undefined);
      await closePort(port);
    },
  };
}
