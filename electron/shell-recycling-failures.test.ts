import { describe, expect, it } from 'vitest';
import { crashLimit, pageLifeMs } from './shell-recovery.ts';
import { recyclingDelays } from './shell-recycling.ts';
import { recyclingWorld, type RecyclingWorld } from './shell-recycling-testing.ts';

describe('the old page stays', () => {
  it('where there can be no other, which is tried again at the next rest', () => {
    const { pages, refuse, calls, visit } = recyclingWorld();
    refuse(true);
    visit();
    const why = 'The old page stays on the screen: the new one failed (no memory).';
    expect(calls()).toEqual([why, why]);
    refuse(false);
    pages.hear('at-rest');
    expect(calls()).toEqual(['open page 2']);
  });

  it.each([
    ['that dies', 'died', ({ on }: RecyclingWorld) => void on('page 2').died()],
    ['that does not load', 'did not load', ({ pass }: RecyclingWorld) => void pass(recyclingDelays.loadMs)],
  ])('before one %s', (_, why, go) => {
    const all = recyclingWorld();
    all.visit();
    all.calls();
    go(all);
    expect(all.calls().slice(-2)).toEqual([
      'close page 2',
      `The old page stays on the screen: the new one failed (${why}).`,
    ]);
    expect(all.pages.shown()).toBe('page 1');
  });

  it('before one that Chromium put into the same process', () => {
    const { pages, on, shareProcess, calls, visit } = recyclingWorld();
    visit();
    shareProcess();
    on('page 2').loaded();
    expect(calls()).toContain('close page 2');
    expect(pages.shown()).toBe('page 1');
  });
});

describe('the page on the screen', () => {
  it('is loaded again when it dies, and given up when it dies again and again', () => {
    const { on, pass, calls } = recyclingWorld();
    on('page 1').died();
    pass(250);
    on('page 1').loaded();
    expect(calls()).toEqual(['disconnect page 1', 'load page 1', 'connect page 1', 'show page 1']);
    for (let deaths = 1; deaths < crashLimit; deaths += 1) on('page 1').died();
    expect(calls()).toContain('hopeless');
  });

  it('that died and has left meanwhile is not loaded again', () => {
    const { on, pass, calls, visit } = recyclingWorld();
    visit();
    on('page 2').loaded();
    pass(recyclingDelays.drawMs - 100);
    on('page 1').died();
    pass(100);
    calls();
    pass(recyclingDelays.overlapMs);
    expect(calls()).toEqual(['disconnect page 1', 'close page 1']);
    on('page 1').died();
    expect(calls()).toEqual(['disconnect page 1']);
  });

  it('hears nothing while it loads', () => {
    const { on, calls } = recyclingWorld();
    on('page 1').left('patient');
    on('page 1').loaded();
    expect(calls()).toEqual(['disconnect page 1', 'connect page 1', 'show page 1']);
  });

  it('is renewed after a day without anybody, and not while somebody is there', () => {
    const { pages, pass, calls } = recyclingWorld();
    pages.lookAtAge();
    pass(pageLifeMs - 1);
    pages.lookAtAge();
    expect(calls()).toEqual([]);
    pages.hear('in-use');
    calls();
    pass(1);
    pages.lookAtAge();
    expect(calls()).toEqual([]);
    pages.hear('at-rest');
    pages.lookAtAge();
    expect(calls()).toEqual([]);
  });

  it('of a day is renewed at rest', () => {
    const { pages, pass, calls } = recyclingWorld();
    pass(pageLifeMs);
    pages.lookAtAge();
    expect(calls()).toEqual(['open page 2']);
  });
});
