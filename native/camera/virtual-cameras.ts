import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

const videoDevices = '/sys/class/video4linux';

/** The kernel hangs devices without hardware below this folder: v4l2loopback's are there, a webcam never is. */
const withoutHardware = /\/devices\/virtual\//;

/**
 * Names of cameras that are programs (Linux, sysfs); empty where there is none, and on other systems. The browser shows the same
 * names. A program can choose its name, but not its place in the kernel's tree.
 */
export function virtualCameraNames(folder = videoDevices): string[] {
  try {
    const names = readdirSync(folder).flatMap((device) => {
      const path = join(folder, device);
      return withoutHardware.test(realpathSync(path)) ? [readFileSync(join(path, 'name'), 'utf8').trim()] : [];
    });
    return [...new Set(names)].filter((name) => name !== '');
  } catch {
    // No such folder: no camera at all, or another system. A device that goes away meanwhile is none.
    return [];
  }
}
