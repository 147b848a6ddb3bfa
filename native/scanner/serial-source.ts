/** A scanner in USB-CDC mode, or on RS-232: a serial port that delivers the code's bytes as they were printed. */
import { realpath } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import { closePort, whyShut } from '../serial-port.ts';
import type { ByteSource } from './port.ts';
import { isMeant, isMeantCloser, type UsbDevice, usbId } from './usb-device.ts';

/** A port by its path, e.g. /dev/serial/by-id/usb-…, or by the USB device that it belongs to. */
export type SerialChoice = { path: string } | UsbDevice;

/** As the system lists it. Ids are hexadecimal in either case, and missing for ports that are not on USB. */
type Listed = { path: string } & Partial<Record<'vendorId' | 'productId' | 'serialNumber', string | undefined>>;
type Port = Pick<SerialPort, 'on' | 'open' | 'close' | 'isOpen'>;

export interface SerialSystem {
  list(): Promise<readonly Listed[]>;
  /** A port that is not open yet. */
  port(path: string, baudRate: number): Port;
}

const realSystem: SerialSystem = {
  list: () => SerialPort.list(),
  port: (path, baudRate) => new SerialPort({ path, baudRate, autoOpen: false }),
};

/** Ports that are open or being opened here. Two sources on one port would each get half of every code. */
const taken = new Set<string>();

type OpenAnswer = Awaited<ReturnType<ByteSource['open']>>;

/**
 * The serial port at a path, or the first one of a USB device that opens, looked up again at each opening: after plugging in
 * again it may be another. `reserved` is what other entries name: a port by its path, or a device more closely, is left to
 * them. Nothing is opened before `open`. USB-CDC ignores the rate.
 */
export function createSerialSource(
  wanted: SerialChoice,
  { baudRate, reserved = [] }: { baudRate: number; reserved?: readonly SerialChoice[] },
  system: SerialSystem = realSystem,
): ByteSource {
  /** Set once it is open: what is closed while it opens is closed when it has. */
  let port: Port | null = null;

  return {
    name: nameOf(wanted),
    async open({ onBytes, onLost }) {
      const found = 'path' in wanted ? [{ path: wanted.path, isOwn: true }] : await findPorts(wanted, reserved, system);
      if (found === null) return refuse('hardware-error', 'the serial ports cannot be listed');
      let answer =
        found.length === 0
          ? refuse('not-reachable', `${nameOf(wanted)} is not there: is the scanner plugged in and in USB-CDC mode?`)
          : refuse('not-reachable', 'another scanner of this kiosk has the serial port already');
      for (const { path, isOwn } of found) {
        const release = isOwn ? await take(path) : null;
        if (release === null) continue;
        const opened = system.port(path, baudRate);
        answer = await openPort(opened, {
          onBytes,
          onLost: (detail) => {
            port = null;
            release();
            onLost(detail);
          },
        });
        if (answer.ok) {
          port = opened;
          return answer;
        }
        release();
      }
      return answer;
    },
    close: () => closePort(port),
  };
}

function openPort(
  port: Port,
  { onBytes, onLost }: { onBytes: (chunk: Uint8Array) => void; onLost: (detail: string) => void },
): Promise<OpenAnswer> {
  return new Promise((resolve) => {
    port.open((error) => {
      if (error) {
        resolve(explain(error));
        return;
      }
      port.on('data', (chunk: Buffer) => {
        onBytes(chunk);
      });
      // Without a listener an error event would end the process; `close` follows it.
      port.on('error', () => undefined);
      port.on('close', (reason: Error | null) => {
        onLost(reason ? 'the serial port was unplugged' : 'the serial port was closed');
      });
      resolve({ ok: true });
    });
  });
}

/** The ports of the devices that fit, in the system's order; null when the system does not tell. */
async function findPorts(
  wanted: UsbDevice,
  reserved: readonly SerialChoice[],
  system: SerialSystem,
): Promise<{ path: string; isOwn: boolean }[] | null> {
  const ports = await system.list().catch(() => null);
  if (ports === null) return null;
  const named = reserved.flatMap((other) => ('path' in other ? [other.path] : []));
  const reservedPaths = await Promise.all(named.map((path) => realPath(path)));
  const fitting = ports.filter((port) => isMeant(deviceOf(port), wanted));
  return Promise.all(
    fitting.map(async (port) => {
      const isNamedCloser = reserved.some(
        (other) => !('path' in other) && isMeantCloser(deviceOf(port), other, wanted),
      );
      return { path: port.path, isOwn: !isNamedCloser && !reservedPaths.includes(await realPath(port.path)) };
    }),
  );
}

function deviceOf({ vendorId, productId, serialNumber }: Listed): UsbDevice {
  const id = (listed: string | undefined): number | null => (listed === undefined ? null : Number.parseInt(listed, 16));
  return { vendorId: id(vendorId), productId: id(productId), serialNumber: serialNumber ?? null };
}

/**
 * Links are followed: /dev/serial/by-id/… and /dev/ttyACM0 may be one port. COM ports are no files, and a port that is away
 * has no link: then it is the name itself.
 */
const realPath = (path: string): Promise<string> => realpath(path).catch(() => path);

/** Takes a port unless somebody here has it; answers with the way to give it back. */
async function take(path: string): Promise<(() => void) | null> {
  const real = await realPath(path);
  if (taken.has(real)) return null;
  taken.add(real);
  return () => void taken.delete(real);
}

function nameOf(wanted: SerialChoice): string {
  if ('path' in wanted) return wanted.path;
  const idOf = (id: number | null): string => (id === null ? '*' : usbId(id));
  const serial = wanted.serialNumber === null ? '' : ` ${wanted.serialNumber}`;
  return `serial port of ${idOf(wanted.vendorId)}:${idOf(wanted.productId)}${serial}`;
}

const refuse = (reason: 'not-reachable' | 'hardware-error', detail: string): OpenAnswer => ({
  ok: false,
  reason,
  detail,
});

function explain(error: Error): OpenAnswer {
  const shut = whyShut(error);
  if (shut !== null) return refuse('not-reachable', shut);
  if (/no such file|cannot find|not found/i.test(error.message)) {
    return refuse('not-reachable', 'no such serial port: is the scanner plugged in and in USB-CDC mode?');
  }
  return refuse('hardware-error', 'the serial port does not open');
}
