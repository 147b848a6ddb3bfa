import { keepCompoundsTogether } from './compounds.ts';
import type { OneLanguage } from './one-language.ts';
import { vi } from './vi.ts';

export default {
  tag: 'vi',
  ownName: 'Tiếng Việt',
  locale: 'vi-VN',
  voice: 'vi',
  texts: keepCompoundsTogether(vi),
  month: '2-digit',
  numerals: ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu'],
  units: { year: { other: 'năm' }, month: { other: 'tháng' }, day: { other: 'ngày' } },
} satisfies OneLanguage;
