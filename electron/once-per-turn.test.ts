import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { oncePerTurn } from './once-per-turn.ts';

it('many in one turn are one, and the next turn’s are another', async () => {
  const action = vi.fn();
  const news = oncePerTurn(action);
  for (let row = 0; row < 1_000; row += 1) news.soon();
  expect(action).not.toHaveBeenCalled();
  await setImmediate();
  expect(action).toHaveBeenCalledOnce();
  news.soon();
  await setImmediate();
  expect(action).toHaveBeenCalledTimes(2);
});

it('what cannot wait takes the rest along', async () => {
  const action = vi.fn();
  const news = oncePerTurn(action);
  news.soon();
  news.now();
  expect(action).toHaveBeenCalledOnce();
  await setImmediate();
  expect(action).toHaveBeenCalledOnce();
  news.now();
  expect(action).toHaveBeenCalledTimes(2);
});

it('stops', async () => {
  const action = vi.fn();
  const news = oncePerTurn(action);
  news.soon();
  news.stop();
  await setImmediate();
  expect(action).not.toHaveBeenCalled();
});
