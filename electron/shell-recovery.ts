/** What the shell does when the page or the graphics process dies, and before the page grows too old. No Electron here. */

export type PageRecovery = { kind: 'reload'; afterMs: number } | { kind: 'quit' };

/** A page that dies this often within `crashWindowMs` will not get better by loading it again: systemd starts us anew. */
export const crashLimit = 5;
export const crashWindowMs = 60_000;

/** The deaths (ms, the present one last) that lie within `windowMs` of the last one. */
const recent = (deathsMs: readonly number[], windowMs: number): number => {
  const last = deathsMs.at(-1) ?? 0;
  return deathsMs.filter((at) => last - at < windowMs).length;
};

/** What to do after the page's process died, given the times (ms) of all its deaths, the present one last. */
export function recoverPage(deathsMs: readonly number[]): PageRecovery {
  const deaths = recent(deathsMs, crashWindowMs);
  return deaths >= crashLimit ? { kind: 'quit' } : { kind: 'reload', afterMs: 250 * 2 ** (deaths - 1) };
}

export type Rendering = 'hardware' | 'software';
export type GpuRecovery = { kind: 'wait' } | { kind: 'render-in-software' } | { kind: 'quit' };

/** Chromium starts a dead graphics process again by itself; this many deaths in this time are a driver that fails. */
export const gpuCrashLimit = 3;
export const gpuCrashWindowMs = 10 * 60_000;

/** What to do after the graphics process died, given the times (ms) of all its deaths, the present one last. */
export function recoverGpu(deathsMs: readonly number[], rendering: Rendering): GpuRecovery {
  if (recent(deathsMs, gpuCrashWindowMs) < gpuCrashLimit) return { kind: 'wait' };
  return rendering === 'hardware' ? { kind: 'render-in-software' } : { kind: 'quit' };
}

/** Chromium's switch for rendering without the graphics card. */
export const softwareSwitch = '--disable-gpu';
/** A driver that failed is tried again after a day: an update or a restart may have mended it. */
export const softwareForMs = 24 * 3_600_000;

/**
 * How this start renders: in software when it was started so, or when the graphics process was given up lately. Under
 * systemd the relaunched process dies with its unit, so the time it was given up is kept on disk as well.
 */
export function renderingOf(args: readonly string[], givenUpAtMs: number | null, nowMs: number): Rendering {
  const lately = givenUpAtMs !== null && nowMs - givenUpAtMs < softwareForMs;
  return lately || args.includes(softwareSwitch) ? 'software' : 'hardware';
}

/** The arguments (without the program) of a relaunch that renders in software. */
export function softwareArguments(args: readonly string[]): string[] {
  return [...args.slice(1).filter((arg) => arg !== softwareSwitch), softwareSwitch];
}

/** A page that runs for days runs out of memory: after a day it gets a fresh process, when nobody stands before it. */
export const pageLifeMs = 24 * 3_600_000;

export function isPageOld(pageAgeMs: number, atRest: boolean): boolean {
  return atRest && pageAgeMs >= pageLifeMs;
}
