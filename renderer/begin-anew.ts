import type { FromStation } from '../electron/bridge/messages.ts';

/**
 * In a browser the page begins anew after each visit, so that a visit's objects do not outlive it. Chromium keeps the process
 * of a page that is reloaded, and with it whatever its memory still has; the packaged shell puts a page of another process in
 * its place (electron/shell-recycling.ts).
 */

/** Long enough that nobody has just come; a reload hides the first screen for a moment. */
export const restBeforeReloadMs = 5_000;

interface Timers {
  setTimeout(run: () => void, delayMs: number): number;
  clearTimeout(id: number): void;
}

/** What hears the station; `reload` comes once the first screen has stood for a while after a visit. */
export function beginAnewAfterVisits(reload: () => void, timers: Timers): (message: FromStation) => void {
  let isUsed = false;
  let timer: number | null = null;
  return (message) => {
    if (message.kind !== 'snapshot') return;
    const { visit } = message.snapshot;
    const isAtRest = visit.step === 'attract' && visit.prompt === 'welcome';
    if (visit.step !== 'attract') isUsed = true;
    if (isAtRest && isUsed && timer === null) timer = timers.setTimeout(reload, restBeforeReloadMs);
    if (!isAtRest && timer !== null) {
      timers.clearTimeout(timer);
      timer = null;
    }
  };
}
