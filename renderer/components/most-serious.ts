import type { StaffNote } from '../../electron/bridge/snapshot.ts';

const order: readonly StaffNote['kind'][] = [
  'older-copy',
  'salvaged',
  'refused',
  'printer',
  'waiting',
  'clock',
  'paper-low',
  'no-printer',
];

/** The one note of several that staff should see first; null when there is none. */
export function mostSerious(notes: readonly StaffNote[]): StaffNote | null {
  return notes.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))[0] ?? null;
}
