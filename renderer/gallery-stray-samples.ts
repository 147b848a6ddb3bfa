import type { KioskSnapshot } from '../electron/bridge/snapshot.ts';

/** Where on the last screens of a visit, before the camera, or over what is being typed, which code of no use was shown. */
const shown = [
  ['ticket-offline', 'unknown-code'],
  ['ticket-new', 'unknown-code'],
  ['ticket-existing', 'unreadable-code'],
  ['paper-media-empty', 'unknown-code'],
  ['desk-asked-for-staff', 'code-unchecked'],
  ['my-ticket-confirmed', 'unknown-code'],
  ['my-ticket-goodbye', 'code-expired'],
  ['emergency-known', 'unreadable-code'],
  ['recognise-looking', 'unknown-code'],
  ['enrol-asking', 'unknown-code'],
  ['typed', 'unreadable-code'],
  ['typed-companion', 'unknown-code'],
  ['returning', 'unknown-code'],
] as const;

/** Sample snapshots of a code that somebody has shown over what another one may still need. */
export const straySamples = (ends: Readonly<Record<string, KioskSnapshot>>): Record<string, KioskSnapshot> =>
  Object.fromEntries(
    shown.map(([state, strayCode]): [string, KioskSnapshot] => {
      const end = ends[state];
      if (!end) throw new Error(`No sample is named ${state}.`);
      return [`stray-${state}`, { ...end, strayCode }];
    }),
  );
