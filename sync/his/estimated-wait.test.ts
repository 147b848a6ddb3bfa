import { expect, it } from 'vitest';
import { estimatedWait } from './estimated-wait.ts';
import { clinic, clinicsSchema } from './rest-clinic-answers.ts';

it.each([
  [25, { waitMinutes: 25 }],
  [720, { waitMinutes: 720 }],
  [721, {}],
  [0, {}],
  [undefined, {}],
])('an estimate of %s minutes is %j', (minutes, expected) => {
  expect(estimatedWait(minutes)).toEqual(expected);
});

it('a REST hospital that estimates the wait is understood', () => {
  const [given, silent] = clinicsSchema.parse([
    { MA_PHONG: 'a', MO_CUA: 1, PHUT_CHO: '25' },
    { MA_PHONG: 'b', MO_CUA: 1, PHUT_CHO: 'lâu' },
  ]);
  expect(given && clinic(given).waitMinutes).toBe(25);
  expect(silent && 'waitMinutes' in clinic(silent)).toBe(false);
});
