import type { KioskSnapshot } from '../electron/bridge/snapshot.ts';
import { sampleBase as base, samplePeople } from './gallery-base-samples.ts';

/** Sample snapshots of somebody else's card or code during a visit, of a kiosk that is closed though it works, and of screens that break. */

const nearest = { vi: 'Máy 3, tầng 1, cạnh nhà thuốc', en: 'Kiosk 3, ground floor, next to the pharmacy' };
const shut = (opening: Extract<KioskSnapshot['opening'], { state: 'closed' }>): KioskSnapshot => ({
  ...base,
  opening,
  visit: { step: 'attract', prompt: 'welcome' },
});
/** The gallery gives these a camera for codes that breaks, and the screen with it. */
const byCamera = { ...base.devices, scanner: 'not-reachable', cameraCodes: 'always' } as const;
const broken = (staffCall: KioskSnapshot['staffCall']): KioskSnapshot => ({
  ...base,
  devices: byCamera,
  staffCall,
  visit: { step: 'attract', prompt: 'welcome' },
});

export const troubleSamples: Record<string, KioskSnapshot> = {
  'whose-card': { ...base, visit: { step: 'whose', about: 'card', canStart: true, cardStillThere: false } },
  'whose-code': { ...base, visit: { step: 'whose', about: 'code', canStart: true, cardStillThere: true } },
  'whose-closed': { ...base, visit: { step: 'whose', about: 'card', canStart: false, cardStillThere: false } },
  'whose-checking': {
    ...base,
    visit: { step: 'whose', about: 'being-checked', canStart: true, cardStillThere: false },
  },
  'closed-card-forgotten': {
    ...shut({ state: 'closed', by: 'staff', opens: null, nearest }),
    visit: { step: 'attract', prompt: 'card-forgotten' },
  },
  'closed-hours': shut({ state: 'closed', by: 'hours', opens: { day: '2026-11-23', time: '06:30' }, nearest: null }),
  'closed-hours-nearest': shut({ state: 'closed', by: 'hours', opens: { day: '2026-11-23', time: '06:30' }, nearest }),
  'closed-staff': { ...shut({ state: 'closed', by: 'staff', opens: null, nearest }), hasStaff: true },
  'closed-nearest': {
    ...shut({ state: 'closed', by: 'staff', opens: null, nearest }),
    opening: { state: 'open', nearest },
    service: 'closed',
    notices: ['queue-damaged'],
  },
  broken: broken('none'),
  'broken-sending': broken('sending'),
  'broken-known': broken('known'),
  'broken-coming': broken('coming'),
  'broken-not-sent': broken('not-sent'),
  'broken-unavailable': broken('unavailable'),
  'broken-ending': {
    ...base,
    devices: byCamera,
    idleSecondsLeft: 12,
    visit: {
      step: 'companion',
      holder: samplePeople.holder,
      cardStillThere: false,
      isChecking: false,
      problem: 'none',
    },
  },
};
