/** Whether a job was under way when this kiosk ended: an empty file says so to the process that comes after. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';

export interface JobFlag {
  /** The process before this one left a job half sent, or nobody knows. */
  readonly wasUnderWay: boolean;
  /** Before a job's first byte. */
  raise(): Promise<void>;
  /** The job is whole, or what there was of it is cut off. */
  lower(): Promise<void>;
}

const mode = 0o600;

/** The flag at this path. A folder that cannot be written stops no ticket: whoever comes after then knows of nothing. */
export function openJobFlag(file: string): JobFlag {
  return {
    wasUnderWay: !canBeginWithout(file),
    async raise() {
      try {
        const handle = await open(file, 'w', mode);
        // On the disk before the printer has a byte: the current may go for the kiosk alone.
        await handle.sync().finally(() => handle.close());
      } catch {
        return;
      }
    },
    async lower() {
      // One that stays costs the next start a blank piece of paper.
      await rm(file, { force: true }).catch(() => undefined);
    },
  };
}

/** Raised and lowered once: one that is there already, or cannot be made, says the same. */
function canBeginWithout(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', mode));
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Where nothing is kept. */
export const noJobFlag: JobFlag = {
  wasUnderWay: true,
  raise: () => Promise.resolve(),
  lower: () => Promise.resolve(),
};
