import { expect } from 'vitest';
import { openPages, type PageEvents } from './shell-recycling.ts';

/** Windows that do what they are told, and a clock that the test turns. */
export function recyclingWorld() {
  let nowMs = 0;
  let opened = 0;
  let refuses = false;
  const timers: { id: number; atMs: number; run: () => void }[] = [];
  const events = new Map<string, PageEvents>();
  const processes = new Map<string, number>();
  const calls: string[] = [];
  const pages = openPages<string>({
    open: (own) => {
      if (refuses) throw new Error('no memory');
      opened += 1;
      const page = `page ${String(opened)}`;
      events.set(page, own);
      processes.set(page, opened);
      calls.push(`open ${page}`);
      return page;
    },
    load: (page) => calls.push(`load ${page}`),
    show: (page) => calls.push(`show ${page}`),
    mute: (page) => calls.push(`mute ${page}`),
    close: (page) => calls.push(`close ${page}`),
    processOf: (page) => processes.get(page) ?? 0,
    connect: (page) => calls.push(`connect ${page}`),
    disconnect: (page) => calls.push(`disconnect ${page}`),
    onHopeless: () => calls.push('hopeless'),
    say: (line) => calls.push(line),
    nowMs: () => nowMs,
    setTimeout: (run, delayMs) => {
      const timer = { id: timers.length + 1, atMs: nowMs + delayMs, run };
      timers.push(timer);
      return timer.id;
    },
    clearTimeout: (id) => {
      const at = timers.findIndex((timer) => timer.id === id);
      if (at !== -1) timers.splice(at, 1, { ...timers[at]!, run: () => undefined });
    },
  });
  const world = {
    pages,
    on: (page: string) => events.get(page)!,
    shareProcess: () => processes.set('page 2', 1),
    refuse: (refusing: boolean) => (refuses = refusing),
    pass: (ms: number) => {
      nowMs += ms;
      for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
        timers.splice(timers.indexOf(timer), 1, { ...timer, atMs: Number.POSITIVE_INFINITY });
        timer.run();
      }
    },
    /** Somebody came, and the next page has loaded; or the one after a number of others. */
    comeAndLoad: (number = 2) => {
      pages.hear('in-use');
      world.on(`page ${String(number)}`).loaded();
      calls.splice(0);
    },
    /** What was done since the last look. */
    calls: () => calls.splice(0),
    visit: () => {
      pages.hear('in-use');
      pages.hear('at-rest');
    },
  };
  world.on('page 1').loaded();
  pages.hear('at-rest');
  expect(world.calls()).toEqual(['open page 1', 'connect page 1', 'show page 1']);
  return world;
}

export type RecyclingWorld = ReturnType<typeof recyclingWorld>;
