import { describe, expect, it } from 'vitest';
import { typedBy } from './typing-testing.ts';
import { vni } from './vni.ts';

const type = (keys: string) => typedBy(vni, keys);

describe('VNI', () => {
  it.each([
    ['Nguye6n4 Thi5 Thuy1', 'Nguyễn Thị Thuý'],
    ['D9a8k1 La8k1', 'Đắk Lắk'],
    ['d9u7o7c5 duong972', 'được đường'],
    ['hoa2n', 'hoàn'],
    ['a10', 'a'],
  ])('%s is %s', (typed, expected) => {
    expect(type(typed)).toBe(expected);
  });

  it.each([
    ['a66', 'a6'],
    ['a11', 'a1'],
    ['d99', 'd9'],
    ['u77', 'u7'],
  ])('%s is taken back by repeating: %s', (typed, expected) => {
    expect(type(typed)).toBe(expected);
  });

  it.each(['1', '2026', 'K1', 'P6', 'e8', 'BN9'])('leaves %s alone', (word) => {
    expect(type(word)).toBe(word);
  });
});
