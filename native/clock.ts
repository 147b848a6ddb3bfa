/** The only time the devices know: a call back after a while, and the way to cancel it. Tests bring their own. */
export interface DeviceClock {
  setTimer(callback: () => void, delayMs: number): () => void;
}

export const systemClock: DeviceClock = {
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
