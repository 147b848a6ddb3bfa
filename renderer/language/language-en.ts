import { en } from './en.ts';
import type { OneLanguage } from './one-language.ts';

/** English as written in Viet Nam: the day before the month. */
export default {
  tag: 'en',
  ownName: 'English',
  locale: 'en-GB',
  voice: 'en-gb',
  texts: en,
  month: 'long',
  numerals: ['no', 'one', 'two', 'three', 'four', 'five', 'six'],
  units: {
    year: { one: 'year', other: 'years' },
    month: { one: 'month', other: 'months' },
    day: { one: 'day', other: 'days' },
  },
} satisfies OneLanguage;
