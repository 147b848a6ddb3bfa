import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hidRecordings } from '../../fixtures/simulators/hid-scanner.ts';
import { readScanReport, type ScanLayout, scanLayout, usualLayout } from './hid-report.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const recordings = hidRecordings();

describe('the layout of a scanner', () => {
  it('is the usual one where the descriptor says so', () => {
    expect(scanLayout(bytes(recordings[0]!.descriptor))).toEqual(usualLayout);
  });

  it('follows the descriptor where it says something else', () => {
    expect(scanLayout(bytes(recordings[1]!.descriptor))).toEqual({
      reportId: 5,
      length: 0,
      symbology: 2,
      data: { offset: 5, sizeBytes: 59 },
      continued: { offset: 1, bit: 3 },
    });
    expect(scanLayout(bytes(recordings[2]!.descriptor))).toEqual({
      reportId: 0,
      length: null,
      symbology: null,
      data: { offset: 0, sizeBytes: 250 },
      continued: { offset: 250, bit: 0 },
    });
  });

  it('of data alone has neither length nor symbology, and every report is a code', () => {
    const layout = scanLayout(bytes('058c 7508 9504 09fe 8102'))!;
    expect(layout).toMatchObject({ length: null, symbology: null, continued: null });
    expect(readScanReport(bytes('41424344'), layout)).toMatchObject({ data: bytes('41424344'), isContinued: false });
  });

  it.each([
    ['no descriptor', 'b4'],
    ['a mouse', '0501 0902 7508 9502 0930 8102'],
    ['data in bits', '058c 7501 9508 09fe 8102'],
    ['data that begin inside a byte', '058c 7501 9501 0910 8102 7508 9508 09fe 8102'],
    ['data that are named but have no room', '058c 7508 9501 0910 09fe 8102'],
  ])('is none of %s', (_name, hex) => {
    expect(scanLayout(bytes(hex))).toBeNull();
  });
});

describe('a report', () => {
  it.each(recordings)('of "$name" is taken apart', ({ descriptor, reports, text, symbology }) => {
    const layout = scanLayout(bytes(descriptor))!;
    const read = reports.map((report) => readScanReport(bytes(report), layout)!);
    expect(read.map(({ isContinued }) => isContinued)).toEqual(read.map((_, index) => index < read.length - 1));
    expect(read.some(({ isBroken }) => isBroken)).toBe(false);
    expect(
      Buffer.concat(read.map(({ data }) => data))
        .toString()
        .replaceAll('\0', ''),
    ).toBe(text);
    expect(Buffer.from(read[0]!.symbology).toString()).toBe(symbology ?? '');
  });

  it('of another kind is none', () => {
    expect(readScanReport(bytes('03 01 5d5130 41'), usualLayout)).toBeNull();
    expect(readScanReport(new Uint8Array(), usualLayout)).toBeNull();
  });

  it.each([
    ['ends before its data', '02 01 5d5130'],
    ['claims more than it holds', '02 39 5d5130 4142'],
  ])('that %s is broken, and goes on for all that is known', (_case, hex) => {
    expect(readScanReport(bytes(hex), usualLayout)).toMatchObject({ isBroken: true, isContinued: true });
    expect(readScanReport(bytes(hex), { ...usualLayout, continued: null })).toMatchObject({ isContinued: false });
  });

  it('that claims more than it holds may say that nothing follows', () => {
    const report = bytes(`02 39 5d5130 ${'41'.repeat(58)} 00`);
    expect(readScanReport(report, usualLayout)).toMatchObject({ isBroken: true, isContinued: false });
  });

  it('may be any bytes in any layout', () => {
    const offset = fc.nat({ max: 300 });
    const layout: fc.Arbitrary<ScanLayout> = fc.record({
      reportId: fc.nat({ max: 255 }),
      length: fc.option(fc.constant(0)),
      symbology: fc.option(offset),
      data: fc.record({ offset, sizeBytes: offset }),
      continued: fc.option(fc.record({ offset, bit: fc.nat({ max: 7 }) })),
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), layout, (report, of) => {
        const read = readScanReport(report, of);
        expect(read === null || read.data.length <= of.data.sizeBytes).toBe(true);
      }),
    );
  });
});
