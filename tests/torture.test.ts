import { expect, it } from 'vitest';
import { runTorture } from './torture/run.ts';

/** The same at every run, as far as processes are; `npm run torture` draws another and goes on for longer. */
const seed = 20_260_302;
const cycles = 300;

it('loses nothing and doubles nothing over kiosks killed at every step, against a hospital with every fault', async () => {
  const { failure, deaths, confirmed } = await runTorture({ cycles, seed });
  expect(failure).toBeNull();
  // What was never hit was not proved.
  expect([...deaths.keys()]).toEqual(
    expect.arrayContaining(['opening-sql', 'commit-sql', 'closing-sql', 'answer-on-the-wire']),
  );
  expect(confirmed).toBeGreaterThan(cycles / 2);
}, 600_000);
