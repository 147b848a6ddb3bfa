import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import { parseEfCom } from './ef-com.ts';

describe('EF.COM', () => {
  it('reads the worked example of ICAO 9303-10, 4.6.1', () => {
    expect(parseEfCom(fromHex('60165F0104303130375F36063034303030305C046175766C'))).toEqual({
      ok: true,
      common: { ldsVersion: '1.7', unicodeVersion: '4.0.0', groups: [1, 2, 4, 12], unknownTags: [] },
    });
  });

  it('reads EF.COM of ICAO 9303-11, appendix D.4', () => {
    expect(parseEfCom(fromHex('60145F0104303130365F36063034303030305C026175'))).toMatchObject({
      common: { ldsVersion: '1.6', groups: [1, 2] },
    });
  });

  it('lets what is missing, wrong or unknown pass', () => {
    expect(parseEfCom(fromHex('60045C026170'))).toMatchObject({ common: { ldsVersion: null, groups: [1, 16] } });
    expect(parseEfCom(fromHex('600E5F01023130 5F3603000000 5C0100'.replaceAll(' ', '')))).toEqual({
      ok: true,
      common: { ldsVersion: null, unicodeVersion: null, groups: [], unknownTags: [0] },
    });
    expect(parseEfCom(fromHex('600A5F0104303161375C0161'))).toMatchObject({ common: { ldsVersion: null } });
  });

  it.each(['', '6000', '61045C026170', '60035C0261'])('is not there in %j', (hex) => {
    expect(parseEfCom(fromHex(hex))).toMatchObject({ ok: false });
  });

  it('never throws, whatever the bytes', () => {
    const sample = fromHex('60165F0104303130375F36063034303030305C046175766C');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void parseEfCom(bytes)));
    fc.assert(
      fc.property(fc.nat(sample.length - 1), fc.nat(255), (index, value) => {
        const damaged = Uint8Array.from(sample);
        damaged[index] = value;
        parseEfCom(damaged);
      }),
    );
  });
});
