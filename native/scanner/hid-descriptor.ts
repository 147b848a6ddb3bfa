/**
 * Report descriptors of USB HID devices (Device Class Definition for HID 1.11, 6.2.2): which bits of which input report are
 * what. Only input items are kept; what a device says of output and features is skipped.
 */

/** One input item: `count` fields of `sizeBits` each, from `offsetBits` of its report on, report id not counted. */
export interface InputItem {
  /** 0: the device numbers no reports. */
  reportId: number;
  /** The full usage of each field, page in the upper 16 bits; the last one holds for all that follow. */
  usages: number[];
  offsetBits: number;
  sizeBits: number;
  count: number;
}

/** Far more than any scanner has; a descriptor over USB ends at 65,535 bytes (wDescriptorLength). */
const maxDescriptorBytes = 4_096;
const maxInputItems = 512;
/** An interrupt transfer at full speed brings 64 bytes, at high speed 1,024. */
const maxReportBits = 1_024 * 8;
const maxStackDepth = 16;
/** Usage ranges are spelt out up to here. */
const maxUsages = 256;

const longItem = 0xfe;
const types = { main: 0, global: 1, local: 2 } as const;
const tags = {
  main: { input: 8, output: 9, collection: 10, feature: 11, endCollection: 12 },
  global: { usagePage: 0, reportSize: 7, reportId: 8, reportCount: 9, push: 10, pop: 11 },
  local: { usage: 0, usageMinimum: 1, usageMaximum: 2 },
} as const;

interface Globals {
  usagePage: number;
  reportSize: number;
  reportId: number;
  reportCount: number;
}

/** The input items in the order of their bits; null for bytes that are no descriptor. */
export function parseReportDescriptor(descriptor: Uint8Array): InputItem[] | null {
  if (descriptor.length === 0 || descriptor.length > maxDescriptorBytes) return null;
  const items: InputItem[] = [];
  const usedBits = new Map<number, number>();
  const stack: Globals[] = [];
  let globals: Globals = { usagePage: 0, reportSize: 0, reportId: 0, reportCount: 0 };
  let usages: number[] = [];
  let usageMinimum: number | null = null;

  /** A usage of four bytes brings its own page. */
  const fullUsage = (value: number, sizeBytes: number): number =>
    sizeBytes === 4 ? value : globals.usagePage * 0x1_0000 + value;

  for (let at = 0; at < descriptor.length;) {
    const prefix = descriptor[at]!;
    if (prefix === longItem) {
      // Reserved by the specification; its length stands in the next byte.
      const dataBytes = descriptor[at + 1];
      if (dataBytes === undefined) return null;
      at += 3 + dataBytes;
      continue;
    }
    const sizeBytes = (prefix & 0b11) === 3 ? 4 : prefix & 0b11;
    if (at + 1 + sizeBytes > descriptor.length) return null;
    const value = littleEndian(descriptor.subarray(at + 1, at + 1 + sizeBytes));
    at += 1 + sizeBytes;
    const type = (prefix >> 2) & 0b11;
    const tag = prefix >> 4;

    if (type === types.global) {
      switch (tag) {
        case tags.global.usagePage:
          globals = { ...globals, usagePage: value & 0xffff };
          break;
        case tags.global.reportSize:
          globals = { ...globals, reportSize: value };
          break;
        case tags.global.reportId:
          globals = { ...globals, reportId: value & 0xff };
          break;
        case tags.global.reportCount:
          globals = { ...globals, reportCount: value };
          break;
        case tags.global.push:
          if (stack.length === maxStackDepth) return null;
          stack.push(globals);
          break;
        case tags.global.pop: {
          const saved = stack.pop();
          if (!saved) return null;
          globals = saved;
          break;
        }
      }
    } else if (type === types.local) {
      if (tag === tags.local.usage) usages.push(fullUsage(value, sizeBytes));
      if (tag === tags.local.usageMinimum) usageMinimum = fullUsage(value, sizeBytes);
      if (tag === tags.local.usageMaximum && usageMinimum !== null) {
        const maximum = fullUsage(value, sizeBytes);
        for (let usage = usageMinimum; usage <= maximum && usages.length < maxUsages; usage += 1) usages.push(usage);
      }
      if (usages.length > maxUsages) return null;
    } else if (type === types.main) {
      if (tag === tags.main.input) {
        const offsetBits = usedBits.get(globals.reportId) ?? 0;
        const endBits = offsetBits + globals.reportSize * globals.reportCount;
        if (endBits > maxReportBits || items.length === maxInputItems) return null;
        usedBits.set(globals.reportId, endBits);
        items.push({
          reportId: globals.reportId,
          usages,
          offsetBits,
          sizeBits: globals.reportSize,
          count: globals.reportCount,
        });
      }
      // Every main item ends the life of the local ones (6.2.2.8).
      usages = [];
      usageMinimum = null;
    }
  }
  return items;
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 0x100 + byte, 0);
}
