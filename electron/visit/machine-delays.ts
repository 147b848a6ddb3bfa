import { hasEnded, type VisitContext } from './context.ts';
import { paperWaitMs, unprintedCodeMs } from './delays.ts';

interface Delayed {
  context: VisitContext;
}

/** How long the machine waits, each by its name, in milliseconds; how long that is stands in the delays of the ports. */
export const visitDelays = {
  ownCard: ({ context }: Delayed) => context.ports.delays.ownCardMs,
  /** Most cards that are laid once more have said so by then; the screen need not change for them. */
  ownCardUnseen: 300,
  greet: ({ context }: Delayed) => context.ports.delays.greetMs,
  read: ({ context }: Delayed) => context.ports.delays.readMs,
  cameraStart: ({ context }: Delayed) => context.ports.delays.cameraStartMs,
  faceSearch: ({ context }: Delayed) => context.ports.delays.faceSearchMs,
  matched: ({ context }: Delayed) => context.ports.delays.matchedMs,
  lookup: ({ context }: Delayed) => context.ports.delays.lookupMs,
  lease: ({ context }: Delayed) => context.ports.delays.leaseMs,
  /** A slip is of whoever brought it, who is not far: as long as two prompts. */
  heldSlip: ({ context }: Delayed) => 2 * context.ports.delays.idleWarningMs,
  /** Words on the attract screen stay as long as somebody may be reading them. */
  prompt: ({ context }: Delayed) => context.ports.delays.idleWarningMs,
  paperWait: paperWaitMs,
  unprintedCode: unprintedCodeMs,
  idleWarning: ({ context }: Delayed) =>
    hasEnded(context) ? context.ports.delays.endWarningMs : context.ports.delays.idleWarningMs,
  idleGrace: ({ context }: Delayed) =>
    hasEnded(context) ? context.ports.delays.endGraceMs : context.ports.delays.idleGraceMs,
};
