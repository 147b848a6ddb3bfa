/** Relative waits only, so that a kiosk whose time jumps still sends. */
export interface Timers {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}
