import { describe, expect, it } from 'vitest';
import { formerProvinceName, presentProvinces, provinceOfResidence } from './provinces.ts';

const provinces = presentProvinces({});

describe('the provinces', () => {
  it('were 63 until 2025, each with its code and name, and are 34 since', () => {
    expect(new Set(provinces.map(({ code }) => code)).size).toBe(63);
    expect(new Set(provinces.map(({ formerName }) => formerName)).size).toBe(63);
    expect(new Set(provinces.map(({ presentName }) => presentName)).size).toBe(34);
  });

  it('became what the resolution says', () => {
    const parts = new Map<string, string[]>();
    for (const { formerName, presentName } of provinces) {
      parts.set(presentName, [...(parts.get(presentName) ?? []), formerName]);
    }
    const merged = [...parts].filter(([, former]) => former.length > 1);
    expect(merged).toHaveLength(23);
    // One province keeps a name of its own among its parts, whichever it is.
    expect(merged.filter(([present, former]) => !former.includes(present))).toEqual([]);
    expect(merged.filter(([, former]) => former.length === 2)).toHaveLength(17);
    const alone = [...parts].filter(([, former]) => former.length === 1).map(([present]) => present);
    expect(alone.sort()).toEqual(
      [
        ...['Cao Bằng', 'Huế', 'Hà Nội', 'Hà Tĩnh', 'Lai Châu', 'Lạng Sơn', 'Nghệ An', 'Quảng Ninh', 'Sơn La'],
        ...['Thanh Hóa', 'Điện Biên'],
      ].sort(),
    );
    expect(parts.get('TP. Hồ Chí Minh')).toEqual(['Bình Dương', 'Bà Rịa-Vũng Tàu', 'TP. Hồ Chí Minh']);
    expect(parts.get('Lâm Đồng')).toEqual(['Bình Thuận', 'Đắk Nông', 'Lâm Đồng']);
    expect(parts.get('Cà Mau')).toEqual(['Bạc Liêu', 'Cà Mau']);
  });

  it('keep their former names for the numbers that begin with them', () => {
    expect(['001', '046', '074', '003'].map(formerProvinceName)).toEqual([
      ...['Hà Nội', 'Thừa Thiên Huế', 'Bình Dương', null],
    ]);
  });

  it('are called as the hospital says, where it says so', () => {
    const renamed = presentProvinces({ '074': 'Bình Dương Mới', '999': 'Nowhere' });
    expect(renamed.find(({ code }) => code === '074')?.presentName).toBe('Bình Dương Mới');
    expect(renamed).toHaveLength(63);
    expect(provinces.find(({ code }) => code === '074')?.presentName).toBe('TP. Hồ Chí Minh');
  });
});

describe('provinceOfResidence', () => {
  it.each([
    ['Số 1, Phường Bạch Mai, Hà Nội', 'Hà Nội'],
    ['Xã Vũ Lạc, Thành phố Thái Bình, Thái Bình', 'Hưng Yên'],
    ['Quận Bình Thạnh, Thành phố Hồ Chí Minh', 'TP. Hồ Chí Minh'],
    ['Phường 12, TP.Hồ Chí Minh', 'TP. Hồ Chí Minh'],
    ['Thị xã Dĩ An, Tỉnh Bình Dương.', 'TP. Hồ Chí Minh'],
    ['Kỳ Sơn, Hoà Bình', 'Phú Thọ'],
    ['Kỳ Sơn, Hòa Bình'.normalize('NFD'), 'Phú Thọ'],
    ['thành phố huế, THỪA THIÊN - HUẾ', 'Huế'],
    ['Phường Vỹ Dạ, Thành phố Huế', 'Huế'],
    ['Bà Rịa - Vũng Tàu', 'TP. Hồ Chí Minh'],
    ['Quận 1, TP.HCM', 'TP. Hồ Chí Minh'],
    ['Quận 1, TPHCM', 'TP. Hồ Chí Minh'],
    ['Quận 1, tp hcm.', 'TP. Hồ Chí Minh'],
    ['Quận 1, T.P. Hồ Chí Minh', 'TP. Hồ Chí Minh'],
    ['Quận 1, Thành  phố HCM', 'TP. Hồ Chí Minh'],
    ['Sài Gòn', 'TP. Hồ Chí Minh'],
    ['Phường 1, BR-VT', 'TP. Hồ Chí Minh'],
    ['Buôn Ma Thuột, Tỉnh Đắc Lắk', 'Đắk Lắk'],
    ['Buôn Ma Thuột, Đắc Lắc', 'Đắk Lắk'],
    ['Buôn Ma Thuột, Daklak', 'Đắk Lắk'],
    ['Gia Nghĩa, Đắc Nông', 'Lâm Đồng'],
    ['Chợ Đồn, Bắc Cạn', 'Thái Nguyên'],
    ['Phú Vang, TT-Huế', 'Huế'],
    ['Phú Vang, Tỉnh Thừa Thiên - Huế', 'Huế'],
    ['TP. Hải Phòng', 'Hải Phòng'],
    ['Hà Nam', 'Ninh Bình'],
    ['Phố Hà Nội, Thị trấn Nowhere', null],
    ['Hà Nội, ', null],
    ['', null],
  ])('%s: %s', (residence, expected) => {
    expect(provinceOfResidence(residence, provinces)).toBe(expected);
  });

  it('knows every province by both names', () => {
    for (const { formerName, presentName } of provinces) {
      expect(provinceOfResidence(`Xã Một, ${formerName}`, provinces)).toBe(presentName);
      expect(provinceOfResidence(`Xã Một, ${presentName}`, provinces)).toBe(presentName);
    }
  });
});
