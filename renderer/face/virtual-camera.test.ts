import { describe, expect, it } from 'vitest';
import { isVirtualCamera } from './virtual-camera.ts';

describe('a camera that is a program', () => {
  it.each([
    'OBS Virtual Camera',
    'OBS Virtual Camera (m-de:vice)',
    'ManyCam Virtual Webcam',
    'Snap Camera',
    'XSplit VCam',
    'DroidCam Source 3',
    'Dummy video device (0x0000)',
    'v4l2loopback output',
    'fake_device_0',
    '/tmp/films/patient.mjpeg',
    'Unity Video Capture',
    'NVIDIA Broadcast',
    '  obs-camera  ',
  ])('%s is refused', (label) => {
    expect(isVirtualCamera(label, [])).toBe(true);
  });

  it.each([
    'Logitech BRIO (046d:085e)',
    'HD Pro Webcam C920 (046d:082d)',
    'Integrated Camera (04f2:b6dd)',
    'USB2.0 HD UVC WebCam',
    'HP TrueVision HD Camera',
    'Microsoft® LifeCam HD-3000',
    'Obsidian USB Camera',
  ])('%s is a device', (label) => {
    expect(isVirtualCamera(label, [])).toBe(false);
  });

  it('is also what the station knows to be one, whatever the case', () => {
    expect(isVirtualCamera('Lobby Loop Player', ['lobby loop'])).toBe(true);
    expect(isVirtualCamera('Lobby Loop Player', ['other'])).toBe(false);
  });

  it('is not one without a name, nor by an empty name of the station', () => {
    expect(isVirtualCamera('', ['', 'virtual'])).toBe(false);
    expect(isVirtualCamera('  ', [''])).toBe(false);
    expect(isVirtualCamera('HD Webcam', ['', ' '])).toBe(false);
  });
});
