import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/**
 * Where a data folder is at home. A copy of it that starts elsewhere would be a second kiosk with the first one's identity and
 * its leased numbers; it is told by this, before any key is tried.
 */
export interface Place {
  /** Never written down: machine-id(5) asks to treat it as confidential. */
  machineId: string;
  /** Absolute, links resolved. */
  folder: string;
}

/** What the envelope keeps of it. */
export const recordedPlaceSchema = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** HMAC-SHA-256 of the machine's id under the salt. */
  machine: z.string().regex(/^[0-9a-f]{64}$/),
  folder: z.string().min(1).max(4096),
});
export type RecordedPlace = z.infer<typeof recordedPlaceSchema>;

/** The files of machine-id(5) and of D-Bus before it. */
const machineIdFiles = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/** Systems without such a file (Windows, some containers) are known by their name. */
function readMachineId(): string {
  for (const file of machineIdFiles) {
    try {
      const id = readFileSync(file, 'utf8').trim();
      if (/^[0-9a-f]{32}$/.test(id)) return id;
    } catch {
      // The next one.
    }
  }
  return `host ${hostname()}`;
}

export function placeOf(folder: string, machineId: string = readMachineId()): Place {
  return { machineId, folder: realpathSync(folder) };
}

export function recordPlace({ machineId, folder }: Place): RecordedPlace {
  const salt = randomBytes(16).toString('hex');
  return { salt, machine: fingerprint(salt, machineId), folder };
}

/** `moved`: the same machine, another folder. */
export function comparePlace(recorded: RecordedPlace, here: Place): 'same' | 'moved' | 'other-machine' {
  if (recorded.machine !== fingerprint(recorded.salt, here.machineId)) return 'other-machine';
  return recorded.folder === here.folder ? 'same' : 'moved';
}

/** What a key is bound to. The folder is the recorded one, so that a move on the same machine can be followed. */
export function bindingOf(recorded: RecordedPlace, { machineId }: Place): string {
  return `tiepdon database key\n${machineId}\n${recorded.folder}`;
}

function fingerprint(salt: string, machineId: string): string {
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(machineId).digest('hex');
}
