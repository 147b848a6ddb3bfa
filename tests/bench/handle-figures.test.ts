import { expect, it } from 'vitest';
import { fewestOf, type Handles } from '../harness/open-handles.ts';
import { type AtRest, handleFigures } from './handle-figures.ts';

const start: AtRest = {
  station: new Map([
    ['socket', 12],
    ['pipe', 4],
  ]),
  browser: new Map([['socket', 30]]),
};

/** The figures that say what differs, and whether each is as it should be; and the words. */
function differing(end: Partial<AtRest>) {
  const words: string[] = [];
  const figures = handleFigures(start, { ...start, ...end }, (said) => void words.push(said));
  return {
    figures: figures.filter(({ name }) => name.endsWith('-differ')).map(({ value, met }) => [value, met]),
    words,
  };
}

it('the same handles of each kind are equal, and how many there were is told', () => {
  expect(differing({})).toEqual({
    figures: [
      [0, true],
      [0, true],
    ],
    words: [],
  });
  expect(handleFigures(start, start, () => undefined)).toMatchObject([
    { name: 'visit.soak.station-handles', value: 16, goal: null },
    { name: 'visit.soak.station-handles-differ', unit: 'count', goal: 0 },
    { name: 'visit.soak.browser-handles', value: 30 },
    { name: 'visit.soak.browser-handles-differ' },
  ]);
});

it('a socket more and a pipe less are two that differ, though there are as many handles', () => {
  const station: Handles = new Map([
    ['socket', 13],
    ['pipe', 3],
  ]);
  expect(differing({ station })).toEqual({
    figures: [
      [2, false],
      [0, true],
    ],
    words: ['Open handles of the station at the end: +1 socket, -1 pipe'],
  });
  expect(differing({ browser: new Map() }).figures).toEqual([
    [0, true],
    [1, false],
  ]);
});

it('what is open for a moment in one look or the other is not there at rest', () => {
  const looks = [
    { socket: 13, pipe: 4 },
    { socket: 12, pipe: 5, '/data/queue.db-wal': 1 },
  ].map((counts) => new Map(Object.entries(counts)));
  const [one, other] = looks;
  expect([...fewestOf(one ?? new Map(), other ?? new Map())]).toEqual([...start.station]);
});
