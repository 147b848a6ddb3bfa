import type { VisitContext } from './context.ts';

/** Whether somebody who comes is the same as before: people are counted. */

/** Who comes after whoever was identified, or has their paper on the screen; the same where there is nobody. */
export const nextVisitor = ({ visitor, identity, ticket }: Pick<VisitContext, 'visitor' | 'identity' | 'ticket'>) =>
  identity !== null || ticket !== null ? visitor + 1 : visitor;

/**
 * The same by a code: whoever shows one over a ticket that was scanned before is somebody else, too. That ticket names nobody, so
 * where no code follows it its holder may be who is there still.
 */
export const visitorByCode = (context: Pick<VisitContext, 'visitor' | 'identity' | 'ticket' | 'myTicket'>): number =>
  context.myTicket === null ? nextVisitor(context) : context.visitor + 1;

/** Behind words of the first screen: whoever is asked for the card that goes with their slip holds it still. */
export const visitorBehindPrompt = (
  context: Pick<VisitContext, 'visitor' | 'identity' | 'ticket' | 'heldSlip'>,
): number =>
  context.heldSlip !== null && context.identity?.code.kind === 'appointment' ? context.visitor : nextVisitor(context);

/** Once nothing is left of anybody: also after somebody of whom there was but the slip that they held. */
export const visitorAfterAll = (context: Pick<VisitContext, 'visitor' | 'identity' | 'ticket' | 'heldSlip'>): number =>
  context.heldSlip === null ? nextVisitor(context) : context.visitor + 1;
