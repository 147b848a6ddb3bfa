/** The only time the scanner knows: a call back after a while, and the way to cancel it. Tests bring their own. */
export interface ScannerClock {
  setTimer(callback: () => void, delayMs: number): () => void;
}

export const systemClock: ScannerClock = {
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
