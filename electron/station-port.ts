import type { BridgePeer } from './bridge/hub.ts';
import type { SafeStorage } from './operations/safe-storage.ts';

/** `isAtRest`: the first screen stands there with its own words. `visitor` counts people, and says nothing else of them. */
export type VisitorListener = (now: { isAtRest: boolean; visitor: number }) => void;

/** A station as its hosts see it: the packaged shell, the browser host, tests. */
export interface Station {
  /** Where the command line and the browser host join. */
  socketPath: string;
  /** Why the kiosk is closed, one sentence for staff; null while it works. */
  problem: string | null;
  hospitalUrl: string | null;
  attach(peer: BridgePeer): void;
  /** Tells whether somebody is there, and whether it is somebody else: now, and at each change of the visit. */
  onVisitor(listener: VisitorListener): void;
  stop(): Promise<void>;
}

export interface StationOptions {
  /** null: `TIEPDON_DATA` or the user's data folder. */
  dataFolder: string | null;
  /** Write the log to standard error as well. */
  echoLog: boolean;
  /** The desktop's key ring, through the shell; null without one. */
  safeStorage?: SafeStorage | null;
  /**
   * The process is the station's own, and is started again: it says on standard error why it is closed, and ends when that may
   * pass. Else whoever started it tells its `problem`.
   */
  hasOwnProcess?: boolean;
}
