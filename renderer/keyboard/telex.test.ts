import { describe, expect, it } from 'vitest';
import { telex } from './telex.ts';
import { typedBy } from './typing-testing.ts';

const type = (keys: string, start?: string) => typedBy(telex, keys, start);

describe('Telex', () => {
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
});
