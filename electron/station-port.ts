import type { BridgePeer } from './bridge/hub.ts';
import type { VisitStep } from './bridge/snapshot.ts';
import type { SafeStorage } from './operations/safe-storage.ts';

/** A station as its hosts see it: the packaged shell, the browser host, tests. */
export interface Station {
  /** Where the command line and the browser host join. */
  socketPath: string;
  /** Why the kiosk is closed, one sentence for staff; null while it works. */
  problem: string | null;
  hospitalUrl: string | null;
  attach(peer: BridgePeer): void;
  /** Tells the step of the visit: the present one, and each that follows. */
  onStep(listener: (step: VisitStep) => void): void;
  stop(): Promise<void>;
}

export interface StationOptions {
  /** null: `TIEPDON_DATA` or the user's data folder. */
  dataFolder: string | null;
  /** Write the log to standard error as well. */
  echoLog: boolean;
  /** The desktop's key ring, through the shell; null without one. */
  safeStorage?: SafeStorage | null;
  /** The process is the station's own, and is started again: it ends when what closes the kiosk may pass. */
  leavesWhenBlocked?: boolean;
}
