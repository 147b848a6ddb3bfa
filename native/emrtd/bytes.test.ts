import { describe, expect, it } from 'vitest';
import { concat, fromHex, sameBytes, toHex } from './bytes.ts';

describe('bytes', () => {
  it('go to hexadecimal and back', () => {
    expect(toHex(fromHex('00 0a FF'))).toBe('000aff');
    expect(toHex(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe('0203');
  });

  it.each(['0', '0g', '0x00'])('are not %j', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });

  it('are joined in order', () => {
    expect(toHex(concat(fromHex('01'), new Uint8Array(), fromHex('0203')))).toBe('010203');
    expect(concat()).toHaveLength(0);
  });

  it('are the same or not', () => {
    expect(sameBytes(fromHex('0102'), fromHex('0102'))).toBe(true);
    expect(sameBytes(fromHex('0102'), fromHex('0103'))).toBe(false);
    expect(sameBytes(fromHex('0102'), fromHex('010203'))).toBe(false);
  });
});
