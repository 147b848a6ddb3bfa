import { expect, it } from 'vitest';
import type { FromStation } from '../electron/bridge/messages.ts';
import { beginAnewAfterVisits, restBeforeReloadMs } from './begin-anew.ts';

const shown = (visit: object) => ({ kind: 'snapshot', snapshot: { visit } }) as FromStation;
const welcome = shown({ step: 'attract', prompt: 'welcome' });
const unknownCode = shown({ step: 'attract', prompt: 'unknown-code' });
const visit = shown({ step: 'identify' });

function page() {
  const timers = new Map<number, { run: () => void; delayMs: number }>();
  let reloads = 0;
  let made = 0;
  const hear = beginAnewAfterVisits(() => void (reloads += 1), {
    setTimeout: (run, delayMs) => {
      made += 1;
      timers.set(made, { run, delayMs });
      return made;
    },
    clearTimeout: (id) => void timers.delete(id),
  });
  return {
    hear: (...messages: FromStation[]) => {
      for (const message of messages) hear(message);
    },
    timers: () => [...timers.values()].map(({ delayMs }) => delayMs),
    pass: () => {
      for (const { run } of timers.values()) run();
      return reloads;
    },
  };
}

it('the page begins anew once the first screen has stood for a while after a visit, and once only', () => {
  const { hear, timers, pass } = page();
  hear(welcome, visit, welcome, welcome);
  expect(timers()).toEqual([restBeforeReloadMs]);
  expect(pass()).toBe(1);
});

it('not while nobody was there, and not when somebody comes or shows a code meanwhile', () => {
  const { hear, timers } = page();
  hear(welcome, unknownCode, welcome, { kind: 'simulator-refused', detail: '' });
  expect(timers()).toEqual([]);
  hear(visit, welcome, visit);
  expect(timers()).toEqual([]);
  hear(welcome, unknownCode);
  expect(timers()).toEqual([]);
  hear(welcome);
  expect(timers()).toEqual([restBeforeReloadMs]);
});
