/**
 * A printer on USB as Linux gives it: the character device /dev/usb/lpN of the driver usblp. It is opened without blocking,
 * because a read that waits for a printer that never speaks would hold a thread of the process for ever.
 */
import { constants, type FileHandle, open } from 'node:fs/promises';
import { type DeviceClock, systemClock } from '../clock.ts';
import type { LineHandlers, PrinterLine } from './port.ts';

/** Between two tries of what would have blocked. */
const RETRY_MS = 20;
/** A printer speaks only when it was spoken to: it is listened to for so long. */
const LISTEN_MS = 1_500;
const ANSWER_BYTES = 64;

export function createUsbLine({ path }: { path: string }, clock: DeviceClock = systemClock): PrinterLine {
  let device: FileHandle | null = null;
  let handlers: LineHandlers | null = null;
  let triesLeft = 0;
  /** One at a time; what was opened anew has its own. */
  let listeningTo: FileHandle | null = null;

  const retryLater = (): Promise<void> =>
    new Promise((resolve) => {
      clock.setTimer(resolve, RETRY_MS);
    });

  const lose = async (lost: FileHandle): Promise<void> => {
    if (device !== lost) return;
    device = null;
    await lost.close().catch(() => undefined);
    handlers?.onLost('the printer was unplugged');
  };

  const listen = async (from: FileHandle): Promise<void> => {
    triesLeft = LISTEN_MS / RETRY_MS;
    if (listeningTo === from) return;
    listeningTo = from;
    const buffer = new Uint8Array(ANSWER_BYTES);
    while (device === from && triesLeft > 0) {
      triesLeft -= 1;
      const read = await from.read(buffer, 0, buffer.length, null).catch((error: unknown) => {
        if (!wouldBlock(error)) return 'lost' as const;
        return null;
      });
      if (read === 'lost') {
        await lose(from);
        break;
      }
      if (device !== from) break;
      if (read !== null && read.bytesRead > 0) handlers?.onBytes(buffer.slice(0, read.bytesRead));
      else await retryLater();
    }
    if (listeningTo === from) listeningTo = null;
  };

  return {
    name: path,
    async open(next) {
      try {
        device = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
      } catch (error) {
        return { ok: false, reason: 'not-reachable', detail: whatToDo(error) };
      }
      handlers = next;
      return { ok: true };
    },
    async write(bytes) {
      const to = device;
      let rest = bytes;
      while (to !== null && device === to && rest.length > 0) {
        try {
          const { bytesWritten } = await to.write(rest);
          rest = rest.subarray(bytesWritten);
        } catch (error) {
          if (wouldBlock(error)) {
            await retryLater();
            continue;
          }
          await lose(to);
        }
      }
      if (to === null || device !== to) return false;
      void listen(to);
      return true;
    },
    async close() {
      const open = device;
      device = null;
      await open?.close().catch(() => undefined);
    },
  };
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const wouldBlock = (error: unknown): boolean => codeOf(error) === 'EAGAIN';

function whatToDo(error: unknown): string {
  if (codeOf(error) === 'EACCES') return 'no permission: add the kiosk’s user to the group lp';
  if (codeOf(error) === 'EBUSY') return 'another program has the printer';
  return 'no such device: is the printer plugged in and on, and the module usblp loaded?';
}
