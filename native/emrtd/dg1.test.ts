import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDg1 } from './dg1.ts';
import { ascii, dg1, SAMPLE_MRZ } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

describe('DG1', () => {
  it('holds the zone', () => {
    expect(parseDg1(dg1())).toMatchObject({ ok: true, mrz: { format: 'TD1', documentNumber: '085012345' } });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['another group', encodeTlv(0x75, encodeTlv(0x5f1f, ascii(SAMPLE_MRZ)))],
    ['no zone', encodeTlv(0x61, encodeTlv(0x5f1e, ascii(SAMPLE_MRZ)))],
    ['a zone of another length', dg1(SAMPLE_MRZ.slice(1))],
    ['a zone in lines', dg1(SAMPLE_MRZ.slice(0, 30) + '\n' + SAMPLE_MRZ.slice(30, 89))],
    ['small letters', dg1(SAMPLE_MRZ.toLowerCase())],
    ['bytes outside ASCII', encodeTlv(0x61, encodeTlv(0x5f1f, new Uint8Array(90).fill(0xc4)))],
    ['a group cut off', dg1().subarray(0, -1)],
  ])('does not hold %s', (_, bytes) => {
    expect(parseDg1(bytes)).toMatchObject({ ok: false });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => void parseDg1(bytes)));
    fc.assert(
      fc.property(fc.nat(94), fc.nat(255), (index, value) => {
        const damaged = dg1();
        damaged[index] = value;
        parseDg1(damaged);
      }),
    );
  });
});
