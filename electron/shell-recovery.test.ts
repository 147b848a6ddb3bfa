import { describe, expect, it } from 'vitest';
import {
  crashLimit,
  crashWindowMs,
  gpuCrashLimit,
  gpuCrashWindowMs,
  isPageOld,
  pageLifeMs,
  recoverGpu,
  recoverPage,
  renderingOf,
  softwareArguments,
  softwareForMs,
} from './shell-recovery.ts';

const deathsEvery = (everyMs: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => index * everyMs);

describe('a page that dies', () => {
  it('is loaded again, later each time, until it is hopeless', () => {
    const deaths = deathsEvery(1_000, crashLimit);
    expect(recoverPage(deaths.slice(0, 1))).toEqual({ kind: 'reload', afterMs: 250 });
    expect(recoverPage(deaths.slice(0, 3))).toEqual({ kind: 'reload', afterMs: 1_000 });
    expect(recoverPage(deaths)).toEqual({ kind: 'quit' });
  });

  it('forgets old deaths', () => {
    expect(recoverPage(deathsEvery(crashWindowMs, 20))).toEqual({ kind: 'reload', afterMs: 250 });
  });
});

describe('a graphics process that dies', () => {
  it('is Chromium’s to start again, a bounded number of times', () => {
    const deaths = deathsEvery(1_000, gpuCrashLimit);
    expect(recoverGpu(deaths.slice(0, -1), 'hardware')).toEqual({ kind: 'wait' });
    expect(recoverGpu(deaths, 'hardware')).toEqual({ kind: 'render-in-software' });
    expect(recoverGpu(deathsEvery(gpuCrashWindowMs, 20), 'hardware')).toEqual({ kind: 'wait' });
  });

  it('has nothing below software rendering to fall to', () => {
    expect(recoverGpu(deathsEvery(1_000, gpuCrashLimit), 'software')).toEqual({ kind: 'quit' });
  });

  it('renders in software when started so, and for a day after the driver failed', () => {
    const nowMs = 1_000_000_000;
    expect(renderingOf(['tiepdon'], null, nowMs)).toBe('hardware');
    expect(renderingOf(['tiepdon', '--disable-gpu'], null, nowMs)).toBe('software');
    expect(renderingOf(['tiepdon'], nowMs - softwareForMs + 1, nowMs)).toBe('software');
    expect(renderingOf(['tiepdon'], nowMs - softwareForMs, nowMs)).toBe('hardware');
  });

  it('is relaunched with one switch, however often', () => {
    expect(softwareArguments(['/opt/tiepdon/tiepdon', '--no-sandbox'])).toEqual(['--no-sandbox', '--disable-gpu']);
    expect(softwareArguments(['/opt/tiepdon/tiepdon', '--disable-gpu'])).toEqual(['--disable-gpu']);
  });
});

describe('an old page', () => {
  it('is renewed when nobody stands before it', () => {
    expect(isPageOld(pageLifeMs, true)).toBe(true);
    expect(isPageOld(pageLifeMs, false)).toBe(false);
    expect(isPageOld(pageLifeMs - 1, true)).toBe(false);
  });
});
