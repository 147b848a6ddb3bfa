import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hidRecordings } from '../../fixtures/simulators/hid-scanner.ts';
import { parseReportDescriptor } from './hid-descriptor.ts';

const parse = (hex: string) => parseReportDescriptor(new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')));

describe('a report descriptor', () => {
  it('says which bits are what (HID 1.11, appendix E.10: the mouse)', () => {
    // Usage page generic desktop, mouse, application; pointer; three buttons and five bits of padding; X and Y.
    const mouse =
      '0501 0902 a101 0901 a100 0509 1901 2903 1500 2501 9503 7501 8102 9501 7505 8101 0501 0930 0931 1581 257f 7508 9502 8106 c0 c0';
    expect(parse(mouse)).toEqual([
      { reportId: 0, usages: [0x9_0001, 0x9_0002, 0x9_0003], offsetBits: 0, sizeBits: 1, count: 3 },
      { reportId: 0, usages: [], offsetBits: 3, sizeBits: 5, count: 1 },
      { reportId: 0, usages: [0x1_0030, 0x1_0031], offsetBits: 8, sizeBits: 8, count: 2 },
    ]);
  });

  it('counts each report for itself, and skips what goes out and what is reserved', () => {
    expect(parse('058c 8501 7508 9501 09fe 8102 8502 09fe 8102 9102 b102 fe0277aabb 8501 09fe 8102')).toEqual([
      { reportId: 1, usages: [0x8c_00fe], offsetBits: 0, sizeBits: 8, count: 1 },
      { reportId: 2, usages: [0x8c_00fe], offsetBits: 0, sizeBits: 8, count: 1 },
      { reportId: 1, usages: [0x8c_00fe], offsetBits: 8, sizeBits: 8, count: 1 },
    ]);
  });

  it('restores what was pushed, and takes a usage of four bytes with its own page', () => {
    expect(parse('058c 7508 9501 a4 0501 7501 b4 0b3b000100 8102')).toEqual([
      { reportId: 0, usages: [0x1_003b], offsetBits: 0, sizeBits: 8, count: 1 },
    ]);
  });

  it('of the recorded scanners is one', () => {
    for (const { descriptor } of hidRecordings()) expect(parse(descriptor)?.length).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', ''],
    ['an item that ends too soon', '058c 26ff'],
    ['a long item without its length', 'fe'],
    ['a pop of nothing', 'b4'],
    ['more than a stack of pushes', 'a4'.repeat(17)],
    ['a report longer than a transfer', '7508 97ffffff7f 8102'],
    ['more fields than a device can have', '7500 9500 '.concat('8102'.repeat(513))],
    ['more usages than fields', '0901'.repeat(257)],
    ['more bytes than a device may send', '0901'.repeat(2_049)],
  ])('with %s is none', (_name, hex) => {
    expect(parse(hex)).toBeNull();
  });

  it('with an endless range of usages keeps the first of them', () => {
    expect(parse('1900 2bffffffff 7508 9501 8102')?.[0]?.usages).toHaveLength(256);
    expect(parse('29ff 7508 9501 8102')?.[0]?.usages).toEqual([]);
  });

  it('may be any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const items = parseReportDescriptor(bytes);
        for (const item of items ?? []) expect(item.offsetBits + item.sizeBits * item.count).toBeLessThanOrEqual(8_192);
      }),
      { numRuns: 2_000 },
    );
  });
});
