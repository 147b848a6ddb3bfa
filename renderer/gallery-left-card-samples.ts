import type { KioskSnapshot } from '../electron/bridge/snapshot.ts';

/** The fullest screens of steps at which a card may still lie on the reader. */
const shown = [
  'typed-birth-date-differs',
  'returning-wrong-birth-date',
  'recognise-too-slow',
  'companion-camera-asked-again',
  'insurance-for-somebody',
  'appointments-declare-for-somebody',
  'details-wrong-relative',
  'emergency-not-sent',
  'my-ticket-refused-full',
] as const;

/** Sample snapshots of a card that its owner is asked to take, over a screen that has little room for it. */
export const leftCardSamples = (screens: Readonly<Record<string, KioskSnapshot>>): Record<string, KioskSnapshot> =>
  Object.fromEntries(
    shown.map((state): [string, KioskSnapshot] => {
      const screen = screens[state];
      if (!screen || !('cardStillThere' in screen.visit)) throw new Error(`No sample with a card is named ${state}.`);
      return [`left-card-${state}`, { ...screen, visit: { ...screen.visit, cardStillThere: true } }];
    }),
  );
