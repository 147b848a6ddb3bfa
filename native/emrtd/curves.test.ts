import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from './bytes.ts';
import { type CurveName, curveOf, CURVE_OIDS, CURVES, namedCurve } from './curves.ts';
import { digest } from './signature.ts';
import { ascii, objectIdentifier } from './testing-asn1.ts';
import { CURVE_NAMES, explicitParameters } from './testing-signers.ts';
import { encodeTlv } from './tlv.ts';

describe('a curve', () => {
  const openSslNames: Record<CurveName, string> = {
    p192: 'prime192v1',
    p224: 'secp224r1',
    p256: 'prime256v1',
    p384: 'secp384r1',
    p521: 'secp521r1',
    bp160: 'brainpoolP160r1',
    bp192: 'brainpoolP192r1',
    bp224: 'brainpoolP224r1',
    bp256: 'brainpoolP256r1',
    bp320: 'brainpoolP320r1',
    bp384: 'brainpoolP384r1',
    bp512: 'brainpoolP512r1',
  };

  it.each(CURVE_NAMES)('is the one OpenSSL has, too: %s', (name) => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: openSslNames[name] });
    const spki = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));
    expect(namedCurve(CURVE_OIDS[name])).toBe(CURVES[name]);
    expect(toHex(spki)).toContain(toHex(objectIdentifier(CURVE_OIDS[name])));

    const message = ascii('sample');
    const signature = Uint8Array.from(sign('sha512', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
    const { Point } = CURVES[name];
    const key = spki.subarray(-(2 * Point.Fp.BYTES + 1));
    const options = { prehash: false, lowS: false, format: 'compact' } as const;
    expect(CURVES[name].verify(signature, digest('sha512', message), key, options)).toBe(true);
    expect(CURVES[name].verify(signature, digest('sha512', ascii('other')), key, options)).toBe(false);
  });

  it.each<[string, CurveName, string, string]>([
    [
      'A.2.3',
      'p192',
      'ac2c77f529f91689fea0ea5efec7f210d8eea0b9e047ed56 3bc723e57670bd4887ebc732c523063d0a7c957bc97c1c43',
      '4b0b8ce98a92866a2820e20aa6b75b56382e0f9bfd5ecb55 ccdb006926ea9565cbadc840829d8c384e06de1f1e381b85',
    ],
    [
      'A.2.4',
      'p224',
      '00cf08da5ad719e42707fa431292dea11244d64fc51610d94b130d6c eeab6f3debe455e3dbf85416f7030cbd94f34f2d6f232c69f3c1385a',
      '61aa3da010e8e8406c656bc477a7a7189895e7e840cdfe8ff42307ba bc814050dab5d23770879494f9e0a680dc1af7161991bde692b10101',
    ],
  ])('verifies the signature of RFC 6979, %s', (_, name, key, signature) => {
    const options = { prehash: false, lowS: false, format: 'compact' } as const;
    const point = concat(Uint8Array.of(4), fromHex(key));
    expect(CURVES[name].verify(fromHex(signature), digest('sha256', ascii('sample')), point, options)).toBe(true);
  });

  it('signs where no hash is given', () => {
    const { secretKey, publicKey } = CURVES.bp320.keygen();
    expect(CURVES.bp320.verify(CURVES.bp320.sign(ascii('sample'), secretKey), ascii('sample'), publicKey)).toBe(true);
  });
});

describe('curve parameters', () => {
  it('name a curve', () => {
    expect(curveOf(objectIdentifier('1.3.132.0.35'))).toBe(CURVES.p521);
  });

  it.each(CURVE_NAMES)('spell out %s, its generator compressed or not', (name) => {
    expect(curveOf(explicitParameters(name))).toBe(CURVES[name]);
    expect(curveOf(explicitParameters(name, CURVES[name].Point.BASE.toBytes(true)))).toBe(CURVES[name]);
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
    const parameters = explicitParameters('bp384');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: parameters.length * 8 - 1 }), (bit) => {
        const changed = parameters.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const found = curveOf(changed);
        expect(found === null || found === CURVES.bp384).toBe(true);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void curveOf(encodeTlv(0x30, bytes))));
  });
});
