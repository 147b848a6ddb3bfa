import { describe, expect, it } from 'vitest';
import { communeOf } from './address.ts';
import { presentProvinces } from './provinces.ts';

const provinces = presentProvinces({});
const units = [
  { code: '00256', name: 'Phường Bạch Mai', provinceName: 'Thành phố Hà Nội' },
  { code: '01447', name: 'Xã Trùng Khánh', provinceName: 'Cao Bằng' },
  { code: '11111', name: 'Xã Trùng Khánh', provinceName: 'Lạng Sơn' },
  { code: '22222', name: 'Xã Hòa Tiến', provinceName: 'Hưng Yên' },
  { code: '22223', name: 'Phường Hòa Tiến', provinceName: 'Hưng Yên' },
  { code: '33333', name: 'Côn Đảo', provinceName: 'TP. Hồ Chí Minh' },
  { code: '44441', name: 'Tân Tiến', provinceName: 'Đồng Nai' },
  { code: '44442', name: 'Xã Tân Tiến', provinceName: 'Đồng Nai' },
];

describe('communeOf', () => {
  it.each([
    ['a commune and its province', 'Xóm Nà Pò, Xã Trùng Khánh, Cao Bằng', '01447'],
    ['nothing before the commune', 'xã trùng khánh , tỉnh cao bằng', '01447'],
    ['decomposed letters', 'Phường Bạch Mai, Hà Nội'.normalize('NFD'), '00256'],
    ['the other place of the tone', 'Thôn Một, Xã Hoà Tiến, Hưng Yên', '22222'],
    ['the kind that it says', 'Phường Hòa Tiến, Hưng Yên', '22223'],
    ['the former name of the province', 'Xã Hòa Tiến, Thái Bình', '22222'],
    ['a unit without its kind', 'Đặc khu Côn Đảo, Bà Rịa - Vũng Tàu', '33333'],
  ])('by %s', (_case, residence, code) => {
    expect(communeOf(residence, units, provinces)).toBe(code);
  });

  it.each([
    ['a district between, as until 2025', 'Phường Bạch Mai, Quận Hai Bà Trưng, Hà Nội'],
    ['another province', 'Phường Bạch Mai, Cao Bằng'],
    ['no province', 'Xã Trùng Khánh'],
    ['a province that nobody knows', 'Xã Trùng Khánh, Atlantis'],
    ['no kind', 'Trùng Khánh, Cao Bằng'],
    ['another kind', 'Phường Trùng Khánh, Cao Bằng'],
    ['a kind that is none any more', 'Thị trấn Trùng Khánh, Cao Bằng'],
    ['other letters', 'Xã Trung Khanh, Cao Bằng'],
    ['another tone', 'Xã Trụng Khánh, Cao Bằng'],
    ['two of the name', 'Xã Tân Tiến, Đồng Nai'],
    ['nothing', ''],
  ])('nothing by %s', (_case, residence) => {
    expect(communeOf(residence, units, provinces)).toBeNull();
  });

  it('nothing where the hospital codes no addresses', () => {
    expect(communeOf('Xã Trùng Khánh, Cao Bằng', [], provinces)).toBeNull();
  });
});
