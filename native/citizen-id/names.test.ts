import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, foldToAscii, maskIdNumber, maskName, mrzWords, sameNameAsMrz } from './names.ts';

const mrz = (primary: string, secondary: string, format: 'TD1' | 'TD3' = 'TD1') => ({
  format,
  name: { primary, secondary },
});

/** A name as a TD1 field of 30 characters gives it back: cut off, fillers dropped. */
function throughField(fullName: string): ReturnType<typeof mrz> {
  const [primary = '', ...rest] = mrzWords(fullName);
  const field = `${primary}<<${rest.join('<')}`.slice(0, 30);
  const [first = '', second = ''] = field.split('<<');
  return mrz(first.replaceAll('<', ' ').trim(), second.replaceAll('<', ' ').trim());
}

describe('foldToAscii', () => {
  it('folds every Vietnamese letter, composed or not', () => {
    const text = 'Đặng Thị Ưởng, Nguyễn Bỉnh Kỳ, đường Lũy';
    expect(foldToAscii(text)).toBe('Dang Thi Uong, Nguyen Binh Ky, duong Luy');
    expect(foldToAscii(text.normalize('NFD'))).toBe('Dang Thi Uong, Nguyen Binh Ky, duong Luy');
  });

  it('folds the Icelandic letter that stands for Đ in some software', () => {
    expect(foldToAscii('Ðoàn ðình')).toBe('Doan dinh');
  });
});

it('writes words as an MRZ does', () => {
  expect(mrzWords("  H'Nhung  Niê-Kđăm ")).toEqual(['HNHUNG', 'NIE', 'KDAM']);
  expect(mrzWords('Jørgen Weiß')).toEqual(['JOERGEN', 'WEISS']);
  expect(mrzWords('…')).toEqual([]);
});

describe('sameNameAsMrz', () => {
  it('agrees whatever the diacritics, case and spaces', () => {
    expect(sameNameAsMrz('Nguyễn Văn An', mrz('NGUYEN', 'VAN AN'))).toBe(true);
    expect(sameNameAsMrz(' nguyễn  văn an', mrz('NGUYEN', 'VAN AN'))).toBe(true);
    expect(sameNameAsMrz('Ín', mrz('IN', ''))).toBe(true);
  });

  it.each([
    ['another word', 'Nguyễn Văn Ân Bình', mrz('NGUYEN', 'VAN AN')],
    ['a missing word', 'Nguyễn An', mrz('NGUYEN', 'VAN AN')],
    ['a word cut off although the field had room', 'Nguyễn Văn Anh', mrz('NGUYEN', 'VAN AN')],
    ['no name in the MRZ', 'Nguyễn Văn An', mrz('', '')],
  ])('disagrees: %s', (_case, fullName, name) => {
    expect(sameNameAsMrz(fullName, name)).toBe(false);
  });

  const long = 'Nguyễn Trịnh Hoàng Đỗ Quỳnh Phượng Uyển Thủy';
  it('takes a name that filled its field for cut off, or abbreviated', () => {
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'TRINH HOANG DO QUYNH'))).toBe(true);
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'TRINH HOANG DO QUYNH P'))).toBe(true);
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'TRINH HOANG D Q PHUONG U'))).toBe(true);
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'TRINH HOANG DO LAN PHUON'))).toBe(false);
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'T H D Q P U T'))).toBe(true);
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'TRINH HOANG'))).toBe(false);
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'T H D Q P U T X'))).toBe(false);
    expect(sameNameAsMrz('Nguyễn Trịnh', mrz('NGUYEN', 'TRINH HOANG DO QUYNH PHU'))).toBe(false);
  });

  it('gives the longer field of a passport more room', () => {
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'TRINH HOANG DO QUYNH', 'TD3'))).toBe(false);
    expect(sameNameAsMrz(long, mrz('NGUYEN', 'TRINH HOANG DO QUYNH PHUONG UYE', 'TD3'))).toBe(true);
  });

  it('recognises every name that went through the field', () => {
    const word = fc.stringMatching(/^[A-ZĐ][a-zăâêôơưđ]{0,11}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
        const fullName = words.join(' ');
        expect(sameNameAsMrz(fullName, throughField(fullName))).toBe(true);
      }),
    );
  });
});

describe('compareNames', () => {
  const sorted = (...names: string[]): string[] => names.toSorted(compareNames);

  it('goes by given name, then family name, then what stands between', () => {
    expect(
      sorted('Nguyễn Văn Bình', 'Trần Thị An', 'Lê Văn An', 'Lê Hoàng An', 'An', 'Nguyễn Bình', 'Lê Văn An Nhiên'),
    ).toEqual([
      ...['An', 'Lê Hoàng An', 'Lê Văn An', 'Trần Thị An', 'Nguyễn Bình', 'Nguyễn Văn Bình', 'Lê Văn An Nhiên'],
    ]);
  });

  it('knows the letters of the alphabet in their order', () => {
    const letters = ['A', 'Ă', 'Â', 'B', 'D', 'Đ', 'E', 'Ê', 'O', 'Ô', 'Ơ', 'U', 'Ư', 'Y'];
    const names = letters.map((letter) => `Lê ${letter}`);
    expect(sorted(...names.toReversed())).toEqual(names);
    expect(sorted('Lê Đa', 'Lê Dũng', 'Lê Eo')).toEqual(['Lê Dũng', 'Lê Đa', 'Lê Eo']);
  });

  it('and the tones in theirs', () => {
    const names = ['Ma', 'Mà', 'Mả', 'Mã', 'Má', 'Mạ'];
    expect(sorted(...names.toReversed())).toEqual(names);
  });

  it('whatever the form and the blanks', () => {
    expect(compareNames('Đặng  Ánh ', 'Đặng Ánh'.normalize('NFD'))).toBe(0);
    expect(compareNames('', '')).toBe(0);
    expect(compareNames('', 'An')).toBeLessThan(0);
  });

  it('is an order', () => {
    const name = fc.array(fc.constantFrom('An', 'Ân', 'Đỗ', 'Do', 'Lê', 'bình'), { maxLength: 4 });
    const names = fc.array(
      name.map((words) => words.join(' ')),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(names, (list) => {
        const order = sorted(...list);
        for (const [index, one] of order.entries()) {
          for (const other of order.slice(index)) expect(compareNames(one, other)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe('maskIdNumber', () => {
  it.each([
    ['001085012345', '•••••••••345'],
    ['GD4010123456789', '••••••••••••789'],
    ['1234', '•234'],
    ['123', '•••'],
    ['', ''],
  ])('%s becomes %s', (number, masked) => {
    expect(maskIdNumber(number)).toBe(masked);
  });
});

describe('maskName', () => {
  it.each([
    ['Nguyễn Văn An', 'Nguyễn V. A.'],
    ['  Đặng   Ánh ', 'Đặng Á.'],
    ['Đặng Ánh'.normalize('NFD'), 'Đặng Á.'],
    ['Ín', 'Í.'],
    ['', ''],
  ])('%s becomes %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});
