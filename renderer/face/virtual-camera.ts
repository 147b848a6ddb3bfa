/**
 * Cameras that are programs: they show a film as if somebody stood there. Known by the name of their track, which a program
 * with the rights of an administrator can change: the kiosk's own user has none, and the device is pinned besides.
 */

/** Parts of names, in lower case: as the programs themselves, v4l2loopback and Chromium's flags for tests give them. */
const knownPrograms = [
  'virtual',
  'obs-camera',
  'obs camera',
  'obs studio',
  'manycam',
  'snap camera',
  'xsplit',
  'vcam',
  'droidcam',
  'iriun',
  'ivcam',
  'epoccam',
  'camo',
  'e2esoft',
  'altercam',
  'webcamoid',
  'akvcam',
  'splitcam',
  'sparkocam',
  'youcam',
  'chromacam',
  'ndi webcam',
  'ndi video',
  'mmhmm',
  'nvidia broadcast',
  'unity video capture',
  'dummy video device',
  'v4l2loopback',
  'loopback',
  'screen capture',
  'fake_device',
  'fake device',
  '.mjpeg',
  '.y4m',
];

/**
 * Whether the camera of this name is a program, by our list or by one of the station's names (parts of names, any case). A
 * camera that gives no name is none: without permission a browser gives no names.
 */
export function isVirtualCamera(label: string, stationNames: readonly string[]): boolean {
  const name = plain(label);
  return (
    name !== '' && [...knownPrograms, ...stationNames.map(plain)].some((part) => part !== '' && name.includes(part))
  );
}

const plain = (name: string): string => name.trim().toLowerCase();
