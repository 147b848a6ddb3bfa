/**
 * What a bar-code scanner in HID POS mode puts into its input reports (HID Point of Sale Usage Tables 1.02, chapter 3: usage
 * page 0x8C): how many bytes count, three bytes of symbology, the data, and whether another report goes on.
 */
import { type InputItem, parseReportDescriptor } from './hid-descriptor.ts';

/** Where the parts of a scanned-data report stand, in bytes after the report id; null: the device does not send that part. */
export interface ScanLayout {
  /** 0: the device numbers no reports, and none is in front of the data. */
  reportId: number;
  length: number | null;
  symbology: number | null;
  data: { offset: number; sizeBytes: number };
  /** Bit 0 of this byte: more follows. */
  continued: { offset: number; bit: number } | null;
}

/** One report, taken apart. */
export interface ScanReport {
  symbology: Uint8Array;
  data: Uint8Array;
  isContinued: boolean;
  /** It ends before its data, or its length field claims more than it holds. What does not say goes on. */
  isBroken: boolean;
}

export const barCodeScannerPage = 0x8c;
const usage = (page: number, id: number): number => page * 0x1_0000 + id;
const usages = {
  /** Generic desktop: Byte Count. */
  byteCount: usage(0x01, 0x3b),
  symbology1: usage(barCodeScannerPage, 0xfb),
  decodedData: usage(barCodeScannerPage, 0xfe),
  continued: usage(barCodeScannerPage, 0xff),
};
const symbologyBytes = 3;

/**
 * What scanners of several makers send, as their manuals show it: report 2, length, `]` and two characters, 56 bytes of data,
 * two more bytes, the flag. Used where the system does not tell a device's descriptor.
 */
export const usualLayout: ScanLayout = {
  reportId: 2,
  length: 0,
  symbology: 1,
  data: { offset: 4, sizeBytes: 56 },
  continued: { offset: 62, bit: 0 },
};

/** The layout that a descriptor states; null when it is none of a scanner whose data are bytes. */
export function scanLayout(descriptor: Uint8Array): ScanLayout | null {
  const items = parseReportDescriptor(descriptor);
  const data = items?.find((item) => item.usages.includes(usages.decodedData) && isBytes(item));
  if (!items || !data) return null;
  const ofReport = items.filter(({ reportId }) => reportId === data.reportId);
  const length = bitsOf(ofReport, usages.byteCount);
  const symbology = bitsOf(ofReport, usages.symbology1);
  const continued = bitsOf(ofReport, usages.continued);
  const first = data.usages.indexOf(usages.decodedData);
  return {
    reportId: data.reportId,
    length: length === null ? null : length >> 3,
    symbology: symbology === null ? null : symbology >> 3,
    // Symbology and data may share one item; the last usage holds for all fields that are left (HID 1.11, 6.2.2.8).
    data: { offset: (data.offsetBits >> 3) + first, sizeBytes: data.count - first },
    continued: continued === null ? null : { offset: continued >> 3, bit: continued & 7 },
  };
}

const isBytes = ({ sizeBits, offsetBits, usages: named, count }: InputItem): boolean =>
  sizeBits === 8 && offsetBits % 8 === 0 && named.indexOf(usages.decodedData) < count;

/** The first bit of the field with this usage. */
function bitsOf(items: readonly InputItem[], wanted: number): number | null {
  for (const { usages: named, offsetBits, sizeBits } of items) {
    const index = named.indexOf(wanted);
    if (index >= 0) return offsetBits + index * sizeBits;
  }
  return null;
}

/** Takes a report apart; null for one of another kind (battery, status). */
export function readScanReport(report: Uint8Array, layout: ScanLayout): ScanReport | null {
  if (layout.reportId !== 0 && report[0] !== layout.reportId) return null;
  const fields = layout.reportId === 0 ? report : report.subarray(1);
  const { offset, sizeBytes } = layout.data;
  const held = fields.subarray(offset, offset + sizeBytes);
  const claimed = layout.length === null ? held.length : (fields[layout.length] ?? held.length);
  const isBroken = fields.length <= offset || claimed > held.length;
  const flags = layout.continued === null ? 0 : (fields[layout.continued.offset] ?? (isBroken ? 0xff : 0));
  return {
    symbology:
      layout.symbology === null ? new Uint8Array() : fields.slice(layout.symbology, layout.symbology + symbologyBytes),
    data: held.slice(0, claimed),
    isContinued: ((flags >> (layout.continued?.bit ?? 0)) & 1) === 1,
    isBroken,
  };
}
