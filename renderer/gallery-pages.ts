import type { FirstPage } from './components/kiosk-context.ts';

/** Of the samples that show a later page of their screen, or an answer of it that was not taken: which one. */
export const firstPages: Readonly<Record<string, FirstPage>> = {
  'attract-camera-open': 'camera',
  'attract-camera-open-away': 'camera',
  'companion-camera-open': 'camera',
  'insurance-camera-open': 'camera',
  'details-wrong-phone': 'answered',
  'details-wrong-relative': 'answered',
  'returning-birth-date': 'birth-date',
  'returning-wrong-birth-date': 'answered',
  'returning-too-young': 'answered',
  'typed-own-birth-date': 'birth-date',
  'typed-own-birth-year': 'birth-year',
  'typed-own-expiry': 'expiry',
  'typed-companion-birth-date': 'birth-date',
  'typed-companion-birth-year': 'birth-year',
  'typed-companion-expiry': 'expiry',
};

/** What is shown while there is no station: no snapshots, and nothing that could read them aloud. */
export const aloneStates = ['one-moment', 'one-moment-long'] as const;
