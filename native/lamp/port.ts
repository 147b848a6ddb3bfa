/** A lamp above the kiosk that staff see from afar. */
export type LampSignal = 'off' | 'on' | 'blink';

export type LampStatus = { state: 'ready' } | { state: 'unavailable'; reason: 'not-reachable' | 'hardware-error' };

export interface Lamp {
  readonly status: LampStatus;
  /** Shows it from now on, also after the lamp was away meanwhile. */
  show(signal: LampSignal): void;
  /** Calls back when the status changes. */
  subscribe(listener: (status: LampStatus) => void): () => void;
  /** Puts it out. */
  close(): Promise<void>;
}
