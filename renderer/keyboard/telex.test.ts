import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { telex } from './telex.ts';
import { drills, typedBy } from './typing-testing.ts';

const type = (keys: string, start?: string) => typedBy(telex, keys, start);

const keys = {
  tones: { '\u0300': 'f', '\u0301': 's', '\u0303': 'x', '\u0309': 'r', '\u0323': 'j' },
  mark: (letter: string, mark: string) => (mark === '\u0302' ? letter : 'w'),
  bar: 'd',
};

describe('Telex', () => {
  it('makes every Vietnamese syllable, in any order of its marks', () => {
    fc.assert(
      fc.property(drills(keys), (drill) => {
        expect(type(drill.keys), drill.keys).toBe(drill.syllable);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['Nguyeenx Thij Minh Thuys', 'Nguyễn Thị Minh Thuý'],
    ['DDawks Lawks', 'Đắk Lắk'],
    ['hoaf', 'hoà'],
    ['hoafn', 'hoàn'],
    ['thuowr', 'thuở'],
    ['thuowng', 'thương'],
    ['tuwong', 'tương'],
    ['nhwngx', 'những'],
    ['nguowif', 'người'],
    ['hwu huwu huuw', 'hưu hưu hưu'],
    ['nuwowcs', 'nước'],
    ['giaf gif gieengs', 'già gì giếng'],
    ['quys quoocs', 'quý quốc'],
    ['khuyur', 'khuỷu'],
    ['tiengse', 'tiếng'],
    ['DDUOWCJ', 'ĐƯỢC'],
    ['W w', 'Ư ư'],
    ['osf', 'ò'],
    ['asz', 'a'],
  ])('%s is %s', (typed, expected) => {
    expect(type(typed)).toBe(expected);
  });

  it.each([
    ['aaa', 'aa'],
    ['ass', 'as'],
    ['ddd', 'dd'],
    ['uww', 'uw'],
    ['ww', 'w'],
    ['tuowww', 'tuoww'],
    ['asss', 'ass'],
    ['xooong', 'xoong'],
    ['azz', 'azz'],
  ])('%s is taken back by repeating: %s', (typed, expected) => {
    expect(type(typed)).toBe(expected);
  });

  it.each(['Smith', 'Ford', 'Schwarz', 'Brown', 'James', 'catf', 'qw', 'quw', 'iw', 'Hadd', 'z'])(
    'leaves %s alone',
    (word) => {
      expect(type(word)).toBe(word);
    },
  );

  it('goes on behind a text that was there, composed or not', () => {
    expect(type('s', 'Bệnh vie\u0302n')).toBe('Bệnh viến');
    expect(type('j', 'Be\u0302nh vie\u0302n')).toBe('Bênh viện');
  });

  it('keeps a tone that fits no longer', () => {
    expect(type('caft')).toBe('càt');
  });

  it('gives NFC, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aeiouydgnhtcpsfrxjzwAEOUDW 1'), maxLength: 12 }), (text) => {
        const typed = type(text);
        expect(typed).toBe(typed.normalize('NFC'));
      }),
    );
  });
});
