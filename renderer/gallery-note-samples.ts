import { printerReasonSchema } from '../electron/bridge/paper-snapshot.ts';
import type { KioskSnapshot, StaffNote } from '../electron/bridge/snapshot.ts';
import { sampleBase as base } from './gallery-base-samples.ts';

/** Sample snapshots of the first screen with what it tells staff who pass by. Of several notes it shows one: each has its own. */

type Printer = KioskSnapshot['devices']['printer'];

const noted = (staffNotes: StaffNote[], printer: Printer = base.devices.printer): KioskSnapshot => ({
  ...base,
  devices: { ...base.devices, printer },
  staffNotes,
  visit: { step: 'attract', prompt: 'welcome' },
});

export const noteSamples: Record<string, KioskSnapshot> = {
  'attract-staff-notes': noted([
    { kind: 'salvaged', saved: 212, lost: 3 },
    { kind: 'older-copy' },
    { kind: 'refused', count: 2 },
    { kind: 'waiting', minutes: 75 },
  ]),
  'attract-note-waiting': noted([{ kind: 'waiting', minutes: 75 }]),
  'attract-note-refused': noted([{ kind: 'refused', count: 2 }]),
  'attract-note-salvaged': noted([{ kind: 'salvaged', saved: 212, lost: 3 }]),
  'attract-note-clock': noted([{ kind: 'clock', minutes: 12 }]),
  ...Object.fromEntries(
    printerReasonSchema.options.map((reason) => [
      `attract-note-printer-${reason}`,
      noted([{ kind: 'printer', reason }], { state: 'unavailable', reason }),
    ]),
  ),
  'attract-note-paper-low': noted([{ kind: 'paper-low' }], { state: 'ready', isLow: true }),
  'attract-note-no-printer': noted([{ kind: 'no-printer' }], { state: 'not-configured' }),
};
