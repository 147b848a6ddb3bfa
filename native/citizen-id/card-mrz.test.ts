import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citizenCardMrz } from '../../fixtures/cards/mrz.ts';
import { parseMrz } from '../emrtd/mrz.ts';
import { cardMrz, type CardData } from './card-mrz.ts';
import { sameNameAsMrz } from './names.ts';

const card: CardData = {
  idNumber: '001085012345',
  birthDate: '1985-03-15',
  expiryDate: '2045-03-15',
  sex: 'male',
  fullName: 'Nguyễn Văn An',
};
const linesOf = (zone: string): string[] => zone.match(/.{30}/g) ?? [];

describe('cardMrz', () => {
  it('gives the sample with its four check digits', () => {
    expect(linesOf(cardMrz(card))).toEqual([
      'IDVNM0850123452001085012345<<3',
      '8503150M4503152VNM<<<<<<<<<<<0',
      'NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<',
    ]);
  });

  it('leaves out what is not known, with check digits that are right all the same', () => {
    const zone = cardMrz({ ...card, sex: null, fullName: null });
    expect(linesOf(zone)[1]).toBe('8503150<4503152VNM<<<<<<<<<<<0');
    expect(linesOf(zone)[2]).toBe('<'.repeat(30));
    expect(parseMrz(zone)).toMatchObject({ ok: true, mrz: { sex: '<', wrongCheckDigits: [] } });
  });

  it.each([
    ['Đặng Thị Ưởng', 'DANG<<THI<UONG<<<<<<<<<<<<<<<<'],
    ['Ín', 'IN<<<<<<<<<<<<<<<<<<<<<<<<<<<<'],
    ["H'Nhung Niê-Kđăm", 'HNHUNG<<NIE<KDAM<<<<<<<<<<<<<<'],
    ['Nguyễn Trịnh Hoàng Đỗ Quỳnh Phượng Uyển Thủy', 'NGUYEN<<TRINH<HOANG<DO<Q<P<U<T'],
    [`${'Aa'.repeat(20)} Bình`, 'A'.repeat(30)],
  ])('writes %s as %s', (fullName, line) => {
    expect(linesOf(cardMrz({ ...card, fullName }))[2]).toBe(line);
  });

  const day = fc
    .date({ min: new Date('1930-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const name = fc
    .array(fc.stringMatching(/^[A-ZĐ][a-zăâêôơưđ]{0,11}$/), { minLength: 1, maxLength: 9 })
    .map((words) => words.join(' '));
  const cards = fc.record({
    idNumber: fc.stringMatching(/^\d{12}$/),
    birthDate: day,
    expiryDate: day,
    sex: fc.constantFrom('male' as const, 'female' as const),
    fullName: name,
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(cards, (data) => {
        const parsed = parseMrz(cardMrz(data));
        expect(parsed.ok).toBe(true);
        if (!parsed.ok) return;
        expect(parsed.mrz.wrongCheckDigits).toEqual([]);
        expect(parsed.mrz.documentNumber).toBe(data.idNumber.slice(3));
        expect(parsed.mrz.optionalData).toContain(data.idNumber);
        expect(sameNameAsMrz(data.fullName, parsed.mrz)).toBe(true);
      }),
    );
  });

  it('is what the cards of the simulators carry', () => {
    fc.assert(
      fc.property(cards, (data) => {
        const [primary = '', ...rest] = data.fullName.split(' ');
        const short = (date: string): string => date.slice(2).replaceAll('-', '');
        const issued = citizenCardMrz(data.idNumber, {
          name: { primary, secondary: rest.join(' ') },
          birthDate: short(data.birthDate),
          sex: data.sex === 'male' ? 'M' : 'F',
          expiryDate: short(data.expiryDate),
          nationality: 'VNM',
        });
        expect(cardMrz(data)).toBe(issued);
      }),
    );
  });
});
