import { brainpoolP384r1 } from '@noble/curves/misc.js';
import { p521 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import { curveOf } from './curves.ts';
import { explicitParameters, objectIdentifier } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

describe('curve parameters', () => {
  it('name a curve', () => {
    expect(curveOf(objectIdentifier('1.3.132.0.35'))).toBe(p521);
  });

  it('spell a curve out', () => {
    expect(curveOf(explicitParameters('brainpoolP384r1'))).toBe(brainpoolP384r1);
  });

  const field = encodeTlv(0x30, objectIdentifier('1.2.840.10045.1.1'), fromHex('020107'));
  const equation = fromHex('3006040101040102');
  const version = fromHex('020101');
  const [base, order] = [fromHex('040104'), fromHex('020107')];

  it.each<[string, Uint8Array]>([
    ['an unknown name', objectIdentifier('1.3.132.0.10')],
    ['a name that is none', fromHex('060180')],
    ['a name cut short', fromHex('0605')],
    ['nothing', new Uint8Array()],
    ['an implicit curve', fromHex('0500')],
    ['no parts', fromHex('3000')],
    ['parts cut short', fromHex('30020205')],
    ['no field', encodeTlv(0x30, version)],
    ['a field cut short', encodeTlv(0x30, version, fromHex('30020205'), equation, base, order)],
    ['a field without its prime', encodeTlv(0x30, version, fromHex('3000'), equation, base, order)],
    ['no equation', encodeTlv(0x30, version, field)],
    ['an equation cut short', encodeTlv(0x30, version, field, fromHex('30020205'), base, order)],
    ['half an equation', encodeTlv(0x30, version, field, fromHex('3003040101'), base, order)],
    ['an empty equation', encodeTlv(0x30, version, field, fromHex('3000'), base, order)],
    ['no generator', encodeTlv(0x30, version, field, equation)],
    ['no order', encodeTlv(0x30, version, field, equation, base)],
    ['a small curve of its own', encodeTlv(0x30, version, field, equation, base, order)],
    [
      'empty numbers',
      encodeTlv(0x30, version, encodeTlv(0x30, fromHex('0200'), fromHex('0200')), equation, base, order),
    ],
  ])('are refused: %s', (_, parameters) => {
    expect(curveOf(parameters)).toBeNull();
  });

  it('are refused with any bit changed, but for version and cofactor', () => {
    const parameters = explicitParameters('brainpoolP384r1');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: parameters.length * 8 - 1 }), (bit) => {
        const changed = parameters.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const found = curveOf(changed);
        expect(found === null || found === brainpoolP384r1).toBe(true);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void curveOf(encodeTlv(0x30, bytes))));
  });
});
