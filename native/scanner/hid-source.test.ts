import { afterEach, describe, expect, it } from 'vitest';
import {
  type HidRecording,
  hidRecordings,
  HidScannerSimulator,
  simulatedHid,
} from '../../fixtures/simulators/hid-scanner.ts';
import { createScanner } from './byte-source-scanner.ts';
import { MAX_CODE_BYTES } from '../citizen-id/code-text.ts';
import type { HidDevice } from './hid-binding.ts';
import { createHidSource } from './hid-source.ts';
import type { ByteSource, Scanner } from './port.ts';
import type { UsbDevice } from './usb-device.ts';

const any: UsbDevice = { vendorId: null, productId: null, serialNumber: null };
const [usual, zebra, plain] = hidRecordings() as [HidRecording, HidRecording, HidRecording];
const keyboard = { path: '/dev/hidraw0', vendorId: 0x046d, productId: 0xc31c, serialNumber: null, usagePage: 1 };

/** Timers that run when told to. */
function handClock() {
  const due = new Set<() => void>();
  return {
    setTimer: (callback: () => void) => {
      due.add(callback);
      return () => void due.delete(callback);
    },
    pass: (): void => {
      for (const callback of [...due]) {
        due.delete(callback);
        callback();
      }
    },
    waiting: () => due.size,
  };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A source that somebody listens to. */
async function listen(source: ByteSource) {
  const heard: string[] = [];
  closing.push(() => source.close());
  const result = await source.open({
    onBytes: () => heard.push('bytes'),
    onCode: ({ bytes, symbology }) =>
      heard.push(`${symbology ?? '-'} ${new TextDecoder().decode(bytes).replaceAll('\0', '')}`),
    onRejected: (reason) => heard.push(reason),
    onLost: (detail) => heard.push(`lost: ${detail}`),
  });
  return { heard, result };
}

describe('a HID scanner', () => {
  it.each([usual, zebra, plain])('delivers the whole code: $name', async (recording) => {
    const device = new HidScannerSimulator(recording, '/dev/hidraw1');
    const { heard, result } = await listen(
      createHidSource(any, { binding: async () => simulatedHid([device], [keyboard]) }),
    );
    expect(result).toEqual({ ok: true });
    device.scan();
    device.scan();
    expect(heard).toEqual(Array(2).fill(`${recording.symbology ?? '-'} ${recording.text}`));
  });

  it('is read by the usual layout where the system tells no descriptor', async () => {
    const device = new HidScannerSimulator(usual, 'HID#VID_0C2E');
    device.hidesDescriptor = true;
    const { heard } = await listen(createHidSource(any, { binding: async () => simulatedHid([device]) }));
    device.scan();
    expect(heard).toEqual([`]Q1 ${usual.text}`]);
  });

  it('may leave the bracket out of the symbology', async () => {
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    const { heard } = await listen(createHidSource(any, { binding: async () => simulatedHid([device]) }));
    device.send(new Uint8Array([2, 2, 0x51, 0x31, 0x0b, 0x41, 0x42]));
    device.send(new Uint8Array([9, 9, 9]));
    expect(heard).toEqual([']Q1 AB']);
  });

  it('is chosen by vendor, product and serial number', async () => {
    const devices = [
      new HidScannerSimulator(usual, '/dev/hidraw1', 'A'),
      new HidScannerSimulator(usual, '/dev/hidraw2', 'B'),
      new HidScannerSimulator(zebra, '/dev/hidraw3', 'C'),
    ];
    const open = async (choice: Partial<UsbDevice>) => {
      await listen(createHidSource({ ...any, ...choice }, { binding: async () => simulatedHid(devices) }));
      return devices.filter(({ isOpen }) => isOpen).map(({ path }) => path);
    };
    expect(await open({ vendorId: zebra.vendorId })).toEqual(['/dev/hidraw3']);
    expect(await open({ serialNumber: 'B' })).toEqual(['/dev/hidraw2', '/dev/hidraw3']);
    expect(await open({ vendorId: usual.vendorId, productId: usual.productId })).toHaveLength(3);
  });

  it('that another entry names more closely is left to it, also while that one is not open', async () => {
    const binding = async () => simulatedHid(devices);
    const devices = [
      new HidScannerSimulator(usual, '/dev/hidraw1', 'A'),
      new HidScannerSimulator(usual, '/dev/hidraw2', 'B'),
    ];
    const ofMaker = { ...any, vendorId: usual.vendorId, productId: usual.productId };
    const named = { ...any, serialNumber: 'A' };
    expect((await listen(createHidSource(ofMaker, { binding, reserved: [named] }))).result.ok).toBe(true);
    expect(devices.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect((await listen(createHidSource(any, { binding, reserved: [ofMaker, named] }))).result).toMatchObject({
      ok: false,
      detail: expect.stringContaining('another [[devices.scanner]]') as string,
    });
    expect((await listen(createHidSource(named, { binding, reserved: [ofMaker, any] }))).result.ok).toBe(true);
    expect(devices.map(({ isOpen }) => isOpen)).toEqual([true, true]);
  });

  it('that does not open makes way for the next one', async () => {
    const devices = [new HidScannerSimulator(usual, '/dev/hidraw1'), new HidScannerSimulator(zebra, '/dev/hidraw2')];
    devices[0]!.isForbidden = true;
    const { result } = await listen(createHidSource(any, { binding: async () => simulatedHid(devices) }));
    expect(result).toEqual({ ok: true });
    expect(devices[1]!.isOpen).toBe(true);
  });

  it('of another source is not taken from it, and is free again when that one is closed', async () => {
    const devices = [new HidScannerSimulator(usual, '/dev/hidraw1'), new HidScannerSimulator(usual, '/dev/hidraw2')];
    const source = () => createHidSource(any, { binding: async () => simulatedHid(devices) });
    const first = source();
    await listen(first);
    await listen(source());
    expect(devices.every(({ isOpen }) => isOpen)).toBe(true);
    const third = await listen(source());
    expect(third.result).toMatchObject({
      ok: false,
      detail: expect.stringContaining('another [[devices.scanner]]') as string,
    });
    await first.close();
    expect((await listen(source())).result).toEqual({ ok: true });
  });
});

describe('what goes wrong', () => {
  it('is said to the administrator', async () => {
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    device.isForbidden = true;
    const forbidden = await listen(createHidSource(any, { binding: async () => simulatedHid([device]) }));
    expect(forbidden.result).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ATTRS{idVendor}=="0c2e"') as string,
    });
    const absent = createHidSource(
      { ...any, vendorId: 1, productId: 2, serialNumber: 'X' },
      { binding: async () => simulatedHid([]) },
    );
    expect(absent.name).toBe('HID scanner 0001 0002 X');
    expect((await listen(absent)).result).toMatchObject({ ok: false, reason: 'not-reachable' });
    const broken = await listen(createHidSource(any, { binding: async () => null }));
    expect(broken.result).toMatchObject({ ok: false, reason: 'hardware-error' });
    device.isForbidden = false;
    expect((await listen(createHidSource(any, { binding: async () => simulatedHid([device]) }))).result.ok).toBe(true);
  });

  it('in mid-code is an incomplete code, and the next one is whole', async () => {
    const clock = handClock();
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    const { heard } = await listen(createHidSource(any, { binding: async () => simulatedHid([device]), clock }));
    device.failNext('stops-midway');
    device.scan();
    clock.pass();
    clock.pass();
    device.scan();
    expect(heard).toEqual(['incomplete', `]Q1 ${usual.text}`]);
    expect(clock.waiting()).toBe(0);
  });

  it('in mid-code makes no code of what comes late', async () => {
    const clock = handClock();
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    const { heard } = await listen(createHidSource(any, { binding: async () => simulatedHid([device]), clock }));
    device.failNext('stops-midway');
    device.scan();
    clock.pass();
    for (const report of usual.reports.slice(1)) device.send(new Uint8Array(Buffer.from(report, 'hex')));
    expect(heard).toEqual(['incomplete']);
    device.scan();
    expect(heard).toEqual(['incomplete', `]Q1 ${usual.text}`]);
  });

  it.each(['lying-length', 'short-report'] as const)('by a %s refuses the code with its tail', async (fault) => {
    const clock = handClock();
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    const { heard } = await listen(createHidSource(any, { binding: async () => simulatedHid([device]), clock }));
    device.failNext(fault);
    device.scan();
    device.scan();
    expect(heard).toEqual(['incomplete', `]Q1 ${usual.text}`]);
    expect(clock.waiting()).toBe(0);
  });

  it('in the last report ends there', async () => {
    const device = new HidScannerSimulator(plain, '/dev/hidraw1');
    const { heard } = await listen(createHidSource(any, { binding: async () => simulatedHid([device]) }));
    device.send(new Uint8Array(250).fill(0x41));
    const tooLong = new Uint8Array(251).fill(0x42);
    tooLong[250] = 1;
    for (let sent = 0; sent < 4; sent += 1) device.send(tooLong);
    tooLong[250] = 0;
    device.send(tooLong);
    device.scan();
    expect(heard).toEqual([`- ${'A'.repeat(250)}`, 'too-long', `- ${plain.text}`]);
  });

  it('without an end is refused once, and forgotten when it stops', async () => {
    const clock = handClock();
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    const { heard } = await listen(createHidSource(any, { binding: async () => simulatedHid([device]), clock }));
    device.failNext('endless');
    device.scan();
    expect(heard).toEqual(['too-long']);
    clock.pass();
    device.scan();
    device.failNext('endless');
    device.scan();
    // The last report of the next scan ends the endless one.
    device.scan();
    device.scan();
    expect(heard).toEqual(['too-long', `]Q1 ${usual.text}`, 'too-long', `]Q1 ${usual.text}`]);
  });

  it('when it is pulled is told once, whatever follows', async () => {
    const clock = handClock();
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    const source = createHidSource(any, { binding: async () => simulatedHid([device]), clock });
    const { heard } = await listen(source);
    device.failNext('unplugged-midway');
    device.scan();
    clock.pass();
    await source.close();
    expect(heard).toEqual(['lost: the scanner was unplugged']);
    device.plug();
    const again = await listen(source);
    device.scan();
    expect(again.heard).toEqual([`]Q1 ${usual.text}`]);
  });

  it('after a close is heard by nobody', async () => {
    const device = new HidScannerSimulator(usual, '/dev/hidraw1');
    const source = createHidSource(any, { binding: async () => simulatedHid([device]) });
    const { heard } = await listen(source);
    await source.close();
    device.scan();
    device.unplug();
    expect(heard).toEqual([]);
  });

  it('that is said to be gone after a close is no news', async () => {
    let lose = (): void => expect.unreachable();
    const device: HidDevice = {
      onReport: () => undefined,
      onError: (listener) => {
        lose = listener;
      },
      close: async () => undefined,
    };
    const { info } = new HidScannerSimulator(usual, '/dev/hidraw1');
    const binding = async () => ({
      devices: async () => [info],
      open: async () => device,
      descriptor: async () => null,
    });
    const source = createHidSource(any, { binding });
    const { heard } = await listen(source);
    await source.close();
    lose();
    expect(heard).toEqual([]);
  });
});

it('under the shared layer, a stuck trigger is one scan, and a pulled device comes back', async () => {
  const clock = handClock();
  const device = new HidScannerSimulator(usual, '/dev/hidraw1');
  const scanner: Scanner = createScanner(createHidSource(any, { binding: async () => simulatedHid([device]), clock }), {
    clock,
  });
  closing.push(() => scanner.close());
  const heard: string[] = [];
  const ready = () =>
    new Promise<void>((resolve) => {
      const stop = scanner.subscribe((event) => {
        if (event.type !== 'status' || event.status.state !== 'ready') return;
        stop();
        resolve();
      });
    });
  const opened = ready();
  scanner.subscribe((event) => {
    if (event.type === 'scan') heard.push(`${event.scan.symbology ?? '-'} ${String(event.scan.bytes.length)}`);
    if (event.type === 'rejected') heard.push(event.rejection.reason);
  });
  await opened;
  for (let second = 0; second < 20; second += 1) device.scan();
  expect(heard).toEqual([`]Q1 ${String(Buffer.byteLength(usual.text))}`]);
  expect(Buffer.byteLength(usual.text)).toBeLessThan(MAX_CODE_BYTES);
  device.unplug();
  expect(scanner.status.state).toBe('unavailable');
  device.plug();
  const reopened = ready();
  clock.pass();
  await reopened;
  device.scan();
  expect(heard).toHaveLength(2);
});
