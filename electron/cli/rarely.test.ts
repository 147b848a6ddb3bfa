import { expect, it } from 'vitest';
import { sayRarely } from './rarely.ts';

it('says each kind once a minute, and then how many like it were left out', () => {
  const said: string[] = [];
  let nowMs = 0;
  const rarely = sayRarely(
    (text) => void said.push(text),
    () => nowMs,
  );
  for (let time = 0; time < 5; time += 1) rarely('not-admitted', `refused ${String(time)}`);
  rarely('over-time', 'over');
  nowMs = 59_999;
  rarely('not-admitted', 'refused 5');
  expect(said).toEqual(['refused 0', 'over']);
  nowMs = 60_000;
  rarely('not-admitted', 'refused 6');
  rarely('over-time', 'over');
  expect(said.slice(2)).toEqual(['refused 6 (and 5 more before)', 'over']);
});
