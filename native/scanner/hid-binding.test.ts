import { describe, expect, it } from 'vitest';
import { openSystemHid } from './hid-binding.ts';

const hid = await openSystemHid();

describe.skipIf(hid === null)('the system’s HID devices', () => {
  it('are listed, with or without any', async () => {
    for (const { path, vendorId } of (await hid?.devices()) ?? []) {
      expect(path).not.toBe('');
      expect(vendorId).toBeGreaterThanOrEqual(0);
    }
  });

  it('that are not there do not open and have no descriptor', async () => {
    expect(await hid?.open('/dev/hidraw-none')).toBeNull();
    expect(await hid?.descriptor('/dev/hidraw999')).toBeNull();
    expect(await hid?.descriptor('HID#VID_0C2E')).toBeNull();
  });
});
