/** A scanner in HID POS mode: whole codes in reports, with their symbology, and without a keyboard's dangers. */
import type { UnavailableReason } from '../readers/port.ts';
import { type DeviceClock, systemClock } from '../clock.ts';
import { MAX_CODE_BYTES } from '../citizen-id/code-text.ts';
import { openSystemHid, type HidBinding, type HidDevice, type HidDeviceInfo } from './hid-binding.ts';
import { TAIL_SILENCE_MS } from './framing.ts';
import {
  barCodeScannerPage,
  readScanReport,
  scanLayout,
  type ScanLayout,
  type ScanReport,
  usualLayout,
} from './hid-report.ts';
import type { ByteSource, ScanRejection, SourceHandlers } from './port.ts';
import { isMeant, isMeantCloser, type UsbDevice, usbId } from './usb-device.ts';

export interface HidSourceOptions {
  /** What other entries name. A device that one of them names more closely is left to it, plugged in or not. */
  reserved?: readonly UsbDevice[];
  binding?: () => Promise<HidBinding | null>;
  clock?: DeviceClock;
}

/** The next report of one code comes within some 8 ms; a device that is silent for this long has stopped in the middle. */
const continuationMs = 250;

/** Paths that a source of this process holds: two sources for "any scanner" take two scanners. */
const claimed = new Set<string>();

/** The first scanner that fits, opens, and is no other source's, looked for again at each `open`. */
export function createHidSource(choice: UsbDevice, options: HidSourceOptions = {}): ByteSource {
  const { binding = openSystemHid, clock = systemClock, reserved = [] } = options;
  const name = nameOf(choice);
  let opened: { device: HidDevice; path: string; assembler: Assembler } | null = null;

  const release = (): { device: HidDevice } | null => {
    const current = opened;
    opened = null;
    if (current) claimed.delete(current.path);
    current?.assembler.stop();
    return current;
  };

  return {
    name,
    open: async (handlers) => {
      const hid = await binding();
      if (!hid)
        return failed('hardware-error', 'the HID library does not load: are libudev1 and libusb-1.0-0 installed?');
      const fitting = (await hid.devices()).filter(
        (info) => info.usagePage === barCodeScannerPage && isMeant(info, choice),
      );
      if (fitting.length === 0) {
        return failed('not-reachable', 'no such HID scanner: is it plugged in, and in HID POS mode?');
      }
      const own = fitting.filter((info) => !reserved.some((other) => isMeantCloser(info, other, choice)));
      const taken = await openFirst(hid, own);
      if (!taken.ok) return failed('not-reachable', taken.detail);
      const { device, path } = taken;
      const descriptor = await hid.descriptor(path);
      const layout = (descriptor && scanLayout(descriptor)) ?? usualLayout;
      const assembler = createAssembler(layout, handlers, clock);
      opened = { device, path, assembler };
      device.onReport((report) => assembler.take(report));
      device.onError(() => {
        const lost = release();
        if (!lost) return;
        void lost.device.close();
        handlers.onLost('the scanner was unplugged');
      });
      return { ok: true };
    },
    close: async () => {
      await release()?.device.close();
    },
  };
}

/** Opens the first that opens and that no other source holds, and claims it. */
async function openFirst(
  hid: HidBinding,
  candidates: readonly HidDeviceInfo[],
): Promise<{ ok: true; device: HidDevice; path: string } | { ok: false; detail: string }> {
  let detail = 'the scanner is used by another [[devices.scanner]] of this kiosk';
  for (const candidate of candidates) {
    const { path } = candidate;
    if (claimed.has(path)) continue;
    claimed.add(path);
    const device = await hid.open(path);
    if (device) return { ok: true, device, path };
    claimed.delete(path);
    detail = `no permission, or in use: ${udevRule(candidate)}`;
  }
  return { ok: false, detail };
}

interface Assembler {
  take(report: Uint8Array): void;
  stop(): void;
}

/** Puts the reports of one code together. One that never ends, stops in the middle or breaks is refused with its tail. */
function createAssembler(layout: ScanLayout, handlers: SourceHandlers, clock: DeviceClock): Assembler {
  let parts: Uint8Array[] = [];
  let sizeBytes = 0;
  let symbology: Uint8Array = new Uint8Array();
  /** Already refused: the rest is thrown away up to its end. */
  let skipping = false;
  let cancelTimer: (() => void) | null = null;

  const reset = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    for (const part of parts) part.fill(0);
    parts = [];
    sizeBytes = 0;
    skipping = false;
  };

  const skip = (): void => {
    reset();
    skipping = true;
    cancelTimer = clock.setTimer(reset, TAIL_SILENCE_MS);
  };

  const add = (read: ScanReport): ScanRejection['reason'] | null => {
    if (read.isBroken) return 'incomplete';
    if (parts.length === 0) ({ symbology } = read);
    parts.push(read.data);
    sizeBytes += read.data.length;
    return sizeBytes > MAX_CODE_BYTES ? 'too-long' : null;
  };

  return {
    take(report) {
      const read = readScanReport(report, layout);
      if (!read) return;
      const refusal = skipping ? null : add(read);
      if (skipping || refusal !== null) {
        if (read.isContinued) skip();
        else reset();
        if (refusal !== null) handlers.onRejected(refusal);
        return;
      }
      cancelTimer?.();
      if (read.isContinued) {
        cancelTimer = clock.setTimer(() => {
          skip();
          handlers.onRejected('incomplete');
        }, continuationMs);
        return;
      }
      const code = new Uint8Array(Buffer.concat(parts));
      reset();
      handlers.onCode({ bytes: code, symbology: symbologyText(symbology) });
    },
    stop: reset,
  };
}

/** `]Q1`; null where the three bytes are empty. Some devices leave the bracket out and send the letter first. */
function symbologyText(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.filter((byte) => byte !== 0));
  if (text === '') return null;
  return text.startsWith(']') ? text : `]${text.slice(0, 2)}`;
}

function nameOf({ vendorId, productId, serialNumber }: UsbDevice): string {
  const ids = [vendorId, productId].map((id) => (id === null ? '' : usbId(id)));
  return ['HID scanner', ...ids, serialNumber ?? ''].filter((part) => part !== '').join(' ');
}

/** What an administrator puts into /etc/udev/rules.d/70-tiepdon.rules. */
const udevRule = ({ vendorId, productId }: HidDeviceInfo): string =>
  `add the udev rule KERNEL=="hidraw*", ATTRS{idVendor}=="${usbId(vendorId)}", ATTRS{idProduct}=="${usbId(productId)}", ` +
  'GROUP="plugdev", MODE="0660", and the kiosk’s user to plugdev';

const failed = (
  reason: UnavailableReason,
  detail: string,
): { ok: false; reason: UnavailableReason; detail: string } => ({
  ok: false,
  reason,
  detail,
});
