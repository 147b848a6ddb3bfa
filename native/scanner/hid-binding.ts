/** The system's HID devices: the lowest layer, which a simulator replaces. */
import { readFile } from 'node:fs/promises';
import type * as NodeHid from 'node-hid';

export interface HidDeviceInfo {
  path: string;
  vendorId: number;
  productId: number;
  serialNumber: string | null;
  usagePage: number | null;
}

export interface HidDevice {
  onReport(listener: (report: Uint8Array) => void): void;
  /** Called once, when the device is gone. */
  onError(listener: () => void): void;
  close(): Promise<void>;
}

export interface HidBinding {
  devices(): Promise<HidDeviceInfo[]>;
  /** null: it does not open. */
  open(path: string): Promise<HidDevice | null>;
  /** The report descriptor; null where the system does not tell it. */
  descriptor(path: string): Promise<Uint8Array | null>;
}

/** node-hid, loaded when the first HID scanner is opened: a kiosk without one needs no libudev. null: it does not load. */
export async function openSystemHid(): Promise<HidBinding | null> {
  let hid: typeof NodeHid;
  try {
    hid = await import('node-hid');
  } catch {
    return null;
  }
  return {
    devices: async () =>
      (await hid.devicesAsync().catch(() => [])).flatMap((device) =>
        device.path === undefined
          ? []
          : [
              {
                path: device.path,
                vendorId: device.vendorId,
                productId: device.productId,
                serialNumber: device.serialNumber ?? null,
                usagePage: device.usagePage ?? null,
              },
            ],
      ),
    open: async (path) => {
      const device = await hid.HIDAsync.open(path).catch(() => null);
      return (
        device && {
          onReport: (listener) => {
            device.on('data', (report: Buffer) => listener(report));
          },
          onError: (listener) => {
            device.once('error', listener);
            // Without a listener a second error would end the process.
            device.on('error', () => undefined);
          },
          // A device that was pulled cannot be closed any more.
          close: () => device.close().catch(() => undefined),
        }
      );
    },
    descriptor: (path) => readDescriptor(path),
  };
}

/** Linux tells it beside the device file; Windows keeps it to itself. */
async function readDescriptor(path: string): Promise<Uint8Array | null> {
  const device = /^\/dev\/(hidraw\d+)$/.exec(path)?.[1];
  if (device === undefined) return null;
  return readFile(`/sys/class/hidraw/${device}/device/report_descriptor`).catch(() => null);
}
