import { expect, it } from 'vitest';
import { inOrder } from './transcript.ts';

const control = (name: string, look: string) => ({ name, matches: (selector: string) => selector === look });
const namesOf = (controls: readonly ReturnType<typeof control>[]): string[] =>
  inOrder(controls).map(({ name }) => name);

it('the likely action has the first key, an emergency the last one', () => {
  expect(namesOf([control('back', ''), control('yes', '.button-primary'), control('emergency', '')])).toEqual([
    'yes',
    'back',
    'emergency',
  ]);
});

it('what keeps a number in its last seconds moves the key of no other action', () => {
  const finish = control('finish', '.button-primary');
  const others = [control('print', ''), control('change', ''), control('emergency', '')];
  const still = namesOf([finish, ...others]);
  expect(namesOf([finish, control('keep', '.end-keep'), ...others])).toEqual([...still, 'keep']);
});
