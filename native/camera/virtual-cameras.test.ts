import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { virtualCameraNames } from './virtual-cameras.ts';

/** A folder as sysfs has it: links into the tree of devices. */
function sysfs(devices: Record<string, { place: string; name: string | null }>): string {
  const root = mkdtempSync(join(tmpdir(), 'tiepdon-sysfs-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'class', 'video4linux');
  mkdirSync(folder, { recursive: true });
  for (const [device, { place, name }] of Object.entries(devices)) {
    const at = join(root, 'devices', place, device);
    mkdirSync(at, { recursive: true });
    if (name !== null) writeFileSync(join(at, 'name'), `${name}\n`);
    symlinkSync(at, join(folder, device));
  }
  return folder;
}

describe('cameras that are programs', () => {
  it('are told from those on a bus', () => {
    const folder = sysfs({
      video0: { place: 'pci0000:00/usb1/1-2', name: 'HD Webcam: HD Webcam' },
      video2: { place: 'virtual/video4linux', name: 'OBS Virtual Camera' },
      video3: { place: 'virtual/video4linux', name: 'HD Webcam of somebody' },
      video4: { place: 'virtual/video4linux', name: 'OBS Virtual Camera' },
    });
    expect(virtualCameraNames(folder).sort()).toEqual(['HD Webcam of somebody', 'OBS Virtual Camera']);
  });

  it('are none where there is no camera, and where one goes away meanwhile', () => {
    expect(virtualCameraNames('/nowhere')).toEqual([]);
    expect(virtualCameraNames(sysfs({ video0: { place: 'virtual/x', name: null } }))).toEqual([]);
  });
});
