import { kioskSnapshotSchema, type KioskSnapshot, type VisitAt } from '../electron/bridge/snapshot.ts';
import { sampleBase as base } from './gallery-base-samples.ts';

/** Sample snapshots of the first screen, and of a closed kiosk. */

const attract = (prompt: VisitAt<'attract'>['prompt']): KioskSnapshot => ({
  ...base,
  visit: { step: 'attract', prompt },
});

const closingNotices = kioskSnapshotSchema.shape.notices.element.options.filter(
  (notice) => notice !== 'simulated-devices',
);

/** The scanner is gone, and the camera is as a kiosk comes. */
const cameraWhenAsked: KioskSnapshot['devices'] = {
  ...base.devices,
  scanner: 'not-reachable',
  cameraCodes: 'when-asked',
};

export const attractSamples: Record<string, KioskSnapshot> = {
  'attract-welcome': attract('welcome'),
  'attract-show-code': attract('show-code'),
  'attract-unknown-code': attract('unknown-code'),
  'attract-unknown-code-again': { ...attract('unknown-code'), codes: { taken: 0, inVain: 2 } },
  'attract-unreadable-code': attract('unreadable-code'),
  'attract-card-forgotten': attract('card-forgotten'),
  'attract-card-forgotten-all': {
    ...attract('card-forgotten'),
    faceReturn: true,
    devices: { ...base.devices, cameraCodes: 'when-asked' },
  },
  'attract-card-forgotten-camera': {
    ...attract('card-forgotten'),
    devices: { ...base.devices, scanner: 'not-reachable', cameraCodes: 'always', hospital: 'unreachable' },
  },
  'attract-card-forgotten-typed': {
    ...attract('card-forgotten'),
    faceReturn: true,
    devices: { ...base.devices, scanner: 'not-reachable' },
  },
  'attract-checking-code': attract('checking-code'),
  'attract-code-expired': attract('code-expired'),
  'attract-code-unchecked': attract('code-unchecked'),
  'attract-slip-needs-card': attract('slip-needs-card'),
  'attract-slip-unchecked': { ...attract('slip-unchecked'), devices: { ...base.devices, hospital: 'unreachable' } },
  'attract-slip-unknown': attract('slip-unknown'),
  'attract-next-person': attract('next-person'),
  'attract-read-aloud': { ...attract('welcome'), speech: { ...base.speech, headphones: 'plugged', isOn: true } },
  'attract-face-return': { ...attract('welcome'), faceReturn: true },
  'attract-face-return-all': {
    ...attract('welcome'),
    faceReturn: true,
    staffCall: 'not-sent',
    devices: { ...base.devices, cameraCodes: 'when-asked', reader: 'not-responding' },
  },
  'attract-face-return-camera': {
    ...attract('welcome'),
    faceReturn: true,
    devices: { ...base.devices, cameraCodes: 'when-asked' },
  },
  'attract-face-return-prompt': { ...attract('unreadable-code'), faceReturn: true },
  'attract-face-return-typed': {
    ...attract('welcome'),
    faceReturn: true,
    devices: { ...base.devices, scanner: 'not-reachable' },
  },
  'attract-face-return-next': { ...attract('next-person'), faceReturn: true },
  'attract-face-return-prompt-camera': {
    ...attract('code-unchecked'),
    faceReturn: true,
    devices: { ...base.devices, cameraCodes: 'when-asked' },
  },
  'attract-next-typed': {
    ...attract('next-person'),
    faceReturn: true,
    devices: { ...base.devices, scanner: 'not-reachable' },
  },
  'attract-face-not-recognised': { ...attract('face-not-recognised'), faceReturn: true },
  'attract-face-not-recognised-typed': {
    ...attract('face-not-recognised'),
    faceReturn: true,
    devices: { ...base.devices, scanner: 'not-reachable' },
  },
  'attract-face-paused': { ...attract('face-paused'), faceReturn: true },
  'attract-face-away': { ...attract('face-away'), faceReturn: true },
  'attract-camera-when-asked': { ...attract('welcome'), devices: { ...base.devices, cameraCodes: 'when-asked' } },
  'attract-camera-open': { ...attract('welcome'), devices: { ...base.devices, cameraCodes: 'when-asked' } },
  'attract-camera-open-away': { ...attract('welcome'), devices: { ...base.devices, cameraCodes: 'when-asked' } },
  'attract-camera-always': { ...attract('welcome'), devices: { ...base.devices, cameraCodes: 'always' } },
  'attract-camera-only': {
    ...attract('welcome'),
    devices: { ...base.devices, scanner: 'not-reachable', cameraCodes: 'always' },
  },
  ...Object.fromEntries(
    Object.entries({
      'attract-camera-asked': attract('welcome'),
      'attract-camera-asked-first': attract('show-code'),
      'attract-camera-asked-again': attract('unreadable-code'),
      'attract-face-return-asked-next': { ...attract('next-person'), faceReturn: true },
      'attract-face-return-asked': { ...attract('welcome'), faceReturn: true },
      'attract-face-return-asked-again': { ...attract('code-unchecked'), faceReturn: true },
      'attract-card-forgotten-asked': { ...attract('card-forgotten'), faceReturn: true },
    } satisfies Record<string, KioskSnapshot>).map(([name, sample]) => [name, { ...sample, devices: cameraWhenAsked }]),
  ),
  'attract-face-return-asked-alone': {
    ...attract('welcome'),
    faceReturn: true,
    devices: { ...cameraWhenAsked, reader: 'not-responding', hospital: 'unreachable' },
  },
  'attract-no-scanner': { ...attract('welcome'), devices: { ...base.devices, scanner: 'not-reachable' } },
  'attract-no-scanner-no-reader': {
    ...attract('welcome'),
    devices: { ...base.devices, scanner: 'not-reachable', reader: 'not-reachable' },
  },
  'attract-no-scanner-no-camera': {
    ...attract('welcome'),
    devices: { ...base.devices, scanner: 'hardware-error', camera: 'not-reachable' },
  },
  'attract-only-reader': {
    ...attract('welcome'),
    devices: { ...base.devices, scanner: 'not-reachable', camera: 'hardware-error', hospital: 'unreachable' },
  },
  'attract-nothing-read-hospital-away': {
    ...attract('welcome'),
    devices: { ...base.devices, scanner: 'not-responding', reader: 'not-responding', hospital: 'unreachable' },
  },
  'attract-no-reader': { ...attract('welcome'), devices: { ...base.devices, reader: 'not-reachable' } },
  'attract-hospital-away': {
    ...attract('welcome'),
    devices: { ...base.devices, hospital: 'unreachable' },
    staffCall: 'known',
    hasStaff: true,
  },
  'attract-camera-away': { ...attract('welcome'), devices: { ...base.devices, camera: 'not-responding' } },
  'attract-all-away': {
    ...attract('welcome'),
    devices: { ...base.devices, reader: 'hardware-error', camera: 'not-reachable', hospital: 'unreachable' },
    notices: ['simulated-devices'],
    staffCall: 'not-sent',
  },
  'attract-camera-hospital-away': {
    ...attract('welcome'),
    devices: { ...base.devices, camera: 'not-responding', hospital: 'unreachable' },
  },
  'attract-staff-sending': { ...attract('welcome'), staffCall: 'sending' },
  ...Object.fromEntries(
    closingNotices.map((notice): [string, KioskSnapshot] => [
      `closed-${notice}`,
      {
        ...attract('welcome'),
        devices: { ...base.devices, scanner: 'not-configured' },
        service: 'closed',
        notices: [notice],
        staffCall: 'unavailable',
      },
    ]),
  ),
};
