import { describe, expect, it } from 'vitest';
import { recyclingDelays } from './shell-recycling.ts';
import { recyclingWorld } from './shell-recycling-testing.ts';

describe('after a visit', () => {
  it('a page of another process, loaded meanwhile, draws the first screen and takes the place of the old one', () => {
    const { pages, on, pass, calls } = recyclingWorld();
    pages.hear('in-use');
    expect(calls()).toEqual(['open page 2']);
    on('page 2').loaded();
    expect(calls()).toEqual([]);
    pages.hear('at-rest');
    expect(calls()).toEqual(['connect page 2']);
    pass(recyclingDelays.drawMs - 1);
    expect(calls()).toEqual([]);
    pass(1);
    // Two pages are never heard at once.
    expect(calls()).toEqual(['mute page 1', 'show page 2']);
    expect(pages.shown()).toBe('page 2');
    // The old one lies beneath until the new one is on the glass.
    pass(recyclingDelays.overlapMs);
    expect(calls()).toEqual(['disconnect page 1', 'close page 1']);
  });

  it('that was shorter than the load, the page follows as soon as it has loaded', () => {
    const { on, calls, visit } = recyclingWorld();
    visit();
    on('page 2').loaded();
    expect(calls()).toEqual(['open page 2', 'connect page 2']);
  });

  it('there is one fresh page for each, and none for a rest without a visit', () => {
    const { pages, on, pass, calls, visit } = recyclingWorld();
    for (const page of ['page 2', 'page 3']) {
      visit();
      on(page).loaded();
      pass(recyclingDelays.drawMs);
      pass(recyclingDelays.overlapMs);
    }
    expect(calls().filter((call) => call.startsWith('close'))).toEqual(['close page 1', 'close page 2']);
    pages.hear('at-rest');
    expect(calls()).toEqual([]);
  });
});

describe('a queue', () => {
  it('whose people follow one another without a pause has a page for each, and none is thrown away', () => {
    const { pages, on, pass, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    for (let next = 2; next <= 5; next += 1) {
      const page = `page ${String(next)}`;
      pages.hear('next-person');
      expect(calls()).toEqual([`connect ${page}`]);
      pass(recyclingDelays.drawMs);
      expect(pages.shown()).toBe(page);
      pass(recyclingDelays.overlapMs);
      // The next one loads while this person is there, and hears nothing of them.
      expect(calls().slice(-2)).toEqual([`close page ${String(next - 1)}`, `open page ${String(next + 1)}`]);
      on(`page ${String(next + 1)}`).loaded();
      expect(calls()).toEqual([]);
    }
  });

  it('that rests for less than a page draws has a page for each as well', () => {
    const { pages, on, pass, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    for (let next = 2; next <= 5; next += 1) {
      pages.hear('at-rest');
      pass(400);
      pages.hear('in-use');
      pass(recyclingDelays.drawMs - 400);
      expect(pages.shown()).toBe(`page ${String(next)}`);
      pass(recyclingDelays.overlapMs);
      on(`page ${String(next + 1)}`).loaded();
    }
    expect(calls().filter((call) => call.startsWith('close'))).toHaveLength(4);
  });

  it('keeps the old page where the new one has not loaded in time, which hears nothing and waits', () => {
    const { pages, on, pass, calls } = recyclingWorld();
    pages.hear('in-use');
    pages.hear('next-person');
    on('page 2').loaded();
    pass(recyclingDelays.loadMs);
    expect(calls()).toEqual(['open page 2']);
    pages.hear('at-rest');
    expect(calls()).toEqual(['connect page 2']);
  });

  it('in which two come while one page draws gives it to neither', () => {
    const { pages, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    pages.hear('next-person');
    pages.hear('next-person');
    expect(calls()).toEqual([
      'connect page 2',
      'disconnect page 2',
      'close page 2',
      'The old page stays on the screen: the new one failed (somebody came and left).',
      'open page 3',
    ]);
  });
});

describe('whoever touches the first screen while the new page draws', () => {
  it('keeps the old one until nobody has touched it for a while', () => {
    const { pages, on, pass, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    pages.hear('at-rest');
    pass(100);
    on('page 1').touched();
    pass(recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 1');
    on('page 1').touched();
    pass(recyclingDelays.quietMs - recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 1');
    pass(recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 2');
  });

  it.each([
    ['before it is drawn', 0],
    ['after that', recyclingDelays.drawMs],
  ])('and begins a visit %s keeps the old one, and the new one, which could hear of them, goes', (_, beginsAfterMs) => {
    const { pages, on, pass, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    pages.hear('at-rest');
    on('page 1').touched();
    pass(beginsAfterMs);
    pages.hear('in-use');
    pass(recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 1');
    expect(calls()).toEqual([
      'connect page 2',
      'disconnect page 2',
      'close page 2',
      'The old page stays on the screen: the new one failed (somebody was touching it).',
      'open page 3',
    ]);
  });

  it('has done so before: the touch that ended the visit holds nothing back', () => {
    const { pages, on, pass, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    on('page 1').touched();
    pages.hear('at-rest');
    pass(recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 2');
  });

  it('with the keys of a scanner has the whole code read before the page changes', () => {
    const { pages, on, pass, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    pages.hear('next-person');
    pass(recyclingDelays.drawMs - 10);
    on('page 1').typed();
    pass(10);
    expect(pages.shown()).toBe('page 1');
    pass(recyclingDelays.keysMs - 10);
    expect(pages.shown()).toBe('page 2');
  });
});

describe('staff on the screen', () => {
  it('keep it while the visit ends beneath them; the fresh page follows when they go', () => {
    const { pages, on, pass, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    on('page 1').left('staff');
    on('page 1').loaded();
    expect(calls()).toEqual(['disconnect page 1', 'connect page 1', 'show page 1']);
    pages.hear('at-rest');
    pages.hear('next-person');
    pages.hear('at-rest');
    pass(recyclingDelays.quietMs);
    expect(calls()).toEqual([]);
    on('page 1').left('patient');
    expect(calls()).toEqual(['disconnect page 1', 'connect page 2']);
    on('page 1').loaded();
    pass(recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 2');
  });

  it('leave a fresh page also where no patient was', () => {
    const { pages, on, pass, calls } = recyclingWorld();
    on('page 1').loaded();
    pages.hear('at-rest');
    calls();
    on('page 1').left('staff');
    on('page 1').loaded();
    on('page 1').left('patient');
    expect(calls()).toContain('open page 2');
    on('page 2').loaded();
    pass(recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 2');
  });

  it('owe a page of its own to whoever came beneath them and is still there', () => {
    const { pages, on, pass, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    on('page 1').left('staff');
    pages.hear('next-person');
    on('page 1').left('patient');
    pass(recyclingDelays.drawMs);
    expect(pages.shown()).toBe('page 2');
  });

  it('who come while a fresh page draws keep theirs, and the fresh one is thrown away', () => {
    const { pages, on, pass, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    pages.hear('at-rest');
    expect(calls()).toEqual(['connect page 2']);
    on('page 1').left('staff');
    expect(calls().slice(0, 3)).toEqual(['disconnect page 1', 'disconnect page 2', 'close page 2']);
    pass(recyclingDelays.quietMs);
    expect(pages.shown()).toBe('page 1');
    on('page 1').left('patient');
    expect(calls()).toContain('open page 3');
  });

  it('whose card a fresh page has heard of as well leave nothing but their own page', () => {
    const { pages, on, pass, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    pages.hear('at-rest');
    on('page 2').left('staff');
    expect(calls().slice(0, 4)).toEqual(['connect page 2', 'disconnect page 2', 'disconnect page 2', 'close page 2']);
    on('page 1').left('staff');
    pass(recyclingDelays.quietMs);
    expect(pages.shown()).toBe('page 1');
  });

  it('whose page dies give the screen back to patients', () => {
    const { pages, on, pass, calls, comeAndLoad } = recyclingWorld();
    comeAndLoad();
    on('page 1').left('staff');
    on('page 1').loaded();
    pages.hear('at-rest');
    on('page 1').died();
    pass(60_000);
    expect(calls()).toContain('load page 1');
    on('page 1').left('patient');
    expect(calls()).toEqual(['disconnect page 1', 'connect page 2']);
  });
});
