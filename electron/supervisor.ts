/**
 * Keeps the station alive: starts it, starts it again when it dies, waits longer each time it dies early. The queue and
 * the ticket counter are on disk, so a restart loses nothing.
 */

export interface StationProcess {
  onExit(listener: (detail: string) => void): void;
  /** Absent where `kill` is a signal that the process answers by ending in order. */
  askToStop?(): void;
  kill(): void;
}

export interface SupervisorOptions<Process extends StationProcess> {
  spawn(): Process;
  onStarted?(process: Process): void;
  onGone?(detail: string, restartInMs: number): void;
  /** After `stop`, once no process is left. */
  onStopped?(): void;
  /** How long a process that was asked to stop may take before it is killed. */
  stopTimeoutMs?: number;
  now(): number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

/** A station that lived this long was healthy: the next restart is immediate again. */
export const healthyAfterMs = 30_000;
const defaultStopTimeoutMs = 5_000;
/** Waits between restarts of a station that dies early. */
export const restartDelaysMs = [200, 1_000, 3_000, 10_000, 30_000] as const;

export interface Supervisor<Process> {
  current(): Process | null;
  stop(): void;
}

/** Starts and supervises one station process; `stop` ends it for good. */
export function superviseStation<Process extends StationProcess>(
  options: SupervisorOptions<Process>,
): Supervisor<Process> {
  let current: Process | null = null;
  let earlyDeaths = 0;
  let timer: unknown = null;
  let stopped = false;

  const start = (): void => {
    timer = null;
    const startedAt = options.now();
    const process = options.spawn();
    current = process;
    process.onExit((detail) => {
      if (current !== process) return;
      current = null;
      if (stopped) {
        if (timer !== null) options.clearTimeout(timer);
        options.onStopped?.();
        return;
      }
      earlyDeaths = options.now() - startedAt >= healthyAfterMs ? 0 : earlyDeaths + 1;
      const delayMs = restartDelaysMs[Math.min(Math.max(earlyDeaths - 1, 0), restartDelaysMs.length - 1)] ?? 0;
      options.onGone?.(detail, delayMs);
      timer = options.setTimeout(start, delayMs);
    });
    options.onStarted?.(process);
  };

  start();
  return {
    current: () => current,
    stop: () => {
      if (stopped) return;
      stopped = true;
      if (timer !== null) options.clearTimeout(timer);
      timer = null;
      const process = current;
      if (process === null) options.onStopped?.();
      else if (process.askToStop) {
        process.askToStop();
        timer = options.setTimeout(() => {
          process.kill();
        }, options.stopTimeoutMs ?? defaultStopTimeoutMs);
      } else process.kill();
    },
  };
}
