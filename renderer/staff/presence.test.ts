import { expect, it, vi } from 'vitest';
import { createPresence } from './presence.ts';
import { handClock } from './staff-page-testing.ts';

function begun(send: () => Promise<boolean> = async () => true) {
  const clock = handClock();
  const [onCountdown, onLock] = [vi.fn(), vi.fn()];
  const told = vi.fn(send);
  const presence = createPresence({ ...clock, send: told, onCountdown, onLock });
  presence.begin(60_000);
  return { clock, presence, told, onCountdown, onLock };
}
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

it('locks when nobody did anything, and counts the last seconds down', () => {
  const { clock, onCountdown, onLock } = begun();
  clock.pass(39_000);
  expect(onCountdown.mock.calls.filter(([seconds]) => seconds !== null)).toEqual([]);
  clock.pass(20_999);
  expect(onCountdown.mock.calls.filter(([seconds]) => seconds !== null)).toEqual(
    Array.from({ length: 20 }, (_, gone) => [20 - gone]),
  );
  expect(onLock).not.toHaveBeenCalled();
  clock.pass(1);
  expect(onLock).toHaveBeenCalledOnce();
  expect(onCountdown).toHaveBeenLastCalledWith(null);
});

it('tells the kiosk of many touches once in a while, and counts from what it was told', async () => {
  const { clock, presence, told, onLock } = begun();
  clock.pass(6_000);
  for (let touch = 0; touch < 20; touch += 1) presence.touch();
  await settled();
  expect(told).toHaveBeenCalledTimes(1);
  clock.pass(1_000);
  presence.touch();
  presence.touch();
  clock.pass(4_000);
  await settled();
  expect(told).toHaveBeenCalledTimes(2);
  clock.pass(59_999);
  expect(onLock).not.toHaveBeenCalled();
  clock.pass(1);
  expect(onLock).toHaveBeenCalledOnce();
});

it('is extended at once while the countdown is shown', async () => {
  const { clock, presence, onCountdown, onLock } = begun();
  clock.pass(50_000);
  expect(onCountdown).toHaveBeenLastCalledWith(10);
  presence.touch();
  await settled();
  expect(onCountdown).toHaveBeenLastCalledWith(null);
  clock.pass(59_999);
  expect(onLock).not.toHaveBeenCalled();
});

it('locks all the same where the kiosk does not hear it', async () => {
  const { clock, presence, onLock } = begun(async () => false);
  clock.pass(30_000);
  presence.touch();
  await settled();
  clock.pass(30_000);
  expect(onLock).toHaveBeenCalledOnce();
});

it('a late answer does not open what has been locked', async () => {
  const answer = Promise.withResolvers<boolean>();
  const { clock, presence, onCountdown, onLock } = begun(() => answer.promise);
  clock.pass(59_000);
  presence.touch();
  clock.pass(1_000);
  expect(onLock).toHaveBeenCalledOnce();
  answer.resolve(true);
  await settled();
  presence.touch();
  clock.pass(600_000);
  expect(onLock).toHaveBeenCalledOnce();
  expect(onCountdown).toHaveBeenLastCalledWith(null);
});
