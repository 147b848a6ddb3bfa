import { assertEvent, assign, enqueueActions } from 'xstate';
import type { VisitContext } from './context.ts';
import { consentNow, type Enrolling, facesUsable, mayEnrol, mayWithdraw, withEnrolment } from './face-enrolment.ts';
import {
  canReturn,
  clinicToReturnTo,
  identifiedByFace,
  isTicketBeside,
  mayAskFace,
  returnByDigits,
} from './face-return.ts';
import {
  type FaceAnswer,
  type Leaving,
  leavingOf,
  leftBy,
  type Live,
  ofLive,
  startLive,
  swapped,
  tellMissed,
  tryAgain,
  withAnswer,
  withStep,
} from './live-face.ts';
import { canSwap, challengeOf, type LiveStep, movementExpired, takeLiveFrame } from './liveness.ts';
import { levelReason } from './rules.ts';
import { comparedByStaff } from './staff-compared.ts';
import { ticketSetup } from './ticket-setup.ts';

/** What the flow is told of a challenge: another movement is asked for, one was done, all of it was passed, or it failed. */
type Told = 'face-prompted' | 'face-moved' | 'face-passed' | 'face-failed';

/** What a frame or a tick makes of the challenge. */
function stepped(context: VisitContext, stepOf: (live: Live, nowMs: number) => LiveStep) {
  return ofLive<{ live: Live | null; told: Told | null }>(context, { live: null, told: null }, (live) => {
    const nowMs = context.ports.monotonicMs();
    const step = stepOf(live, nowMs);
    const [was, is] = [live.check, step.check].map((check) => challengeOf(check, nowMs) !== null);
    const goneOn = was === is ? null : is ? 'face-prompted' : 'face-moved';
    const told = { 'go-on': goneOn, passed: 'face-passed', failed: 'face-failed' } as const;
    return { live: withStep(live, step), told: told[step.kind] };
  });
}

const isAnswered = (context: VisitContext, kind: FaceAnswer['kind']): boolean =>
  ofLive(context, false, ({ answer }) => answer?.kind === kind);

/** The machine's words with those of the face's own steps: coming back, enrolling, compared by staff. */
export const faceSetup = ticketSetup.extend({
  actions: {
    takeLiveFrame: enqueueActions(({ enqueue, event, context }) => {
      assertEvent(event, 'face-sample');
      const { live, told } = stepped(context, ({ check }, nowMs) => takeLiveFrame(check, event, nowMs));
      enqueue.assign({ live });
      if (told) enqueue.raise({ type: told });
    }),
    expireMovement: enqueueActions(({ enqueue, context }) => {
      const { live, told } = stepped(context, ({ check }, nowMs) => movementExpired(check, nowMs));
      enqueue.assign({ live });
      if (told) enqueue.raise({ type: told });
    }),
    swapMovement: assign(({ context }) => ({ live: ofLive(context, null, (live) => swapped(context.ports, live)) })),
    tryFaceAgain: assign(({ context }) => ({ live: ofLive(context, null, (live) => tryAgain(context.ports, live)) })),
    hearOfFace: assign(({ context }, answer: FaceAnswer) => ({
      live: ofLive(context, null, (live) => withAnswer(live, answer)),
    })),
    identifyByFace: enqueueActions(({ enqueue, context }) => {
      enqueue.assign(identifiedByFace(context));
      if (!context.identity) enqueue.raise({ type: 'identified' });
    }),
    /** Of the last try, which nothing follows that could be put off. */
    tellMissed: ({ context }) => {
      tellMissed(context).catch(() => undefined);
    },
    leaveFace: assign(({ context }, leaving: Leaving) => leftBy(context, leaving)),
    leaveByAnswer: assign(({ context }) =>
      leftBy(
        context,
        ofLive(context, 'away', ({ answer }) => leavingOf(answer)),
      ),
    ),
    agree: assign(({ context }) => ({
      live: startLive(context.ports, null),
      ...withEnrolment(context, { consent: consentNow(context) }),
    })),
    noteComparison: assign(({ context, event }) => {
      assertEvent(event, 'staff-compared');
      return comparedByStaff(context, event);
    }),
    enrolProblem: assign(({ context }, problem: Enrolling['problem']) => withEnrolment(context, { problem })),
  },
  guards: {
    facesUsable: ({ context }) => facesUsable(context),
    factorTyped: ({ context, event }) => event.type === 'return-factor' && 'live' in returnByDigits(context, event),
    mayAskFace: ({ context }) => mayAskFace(context),
    canReturn: ({ context }) => canReturn(context),
    canReturnToClinic: ({ context }) => clinicToReturnTo(context) !== null,
    /** As opposed to being enrolled. */
    returning: ({ context }) => ofLive(context, false, ({ factor }) => factor !== null),
    ticketBeside: ({ context, event }) => event.type === 'scan-ticket' && isTicketBeside(context, event.key),
    besideCode: ({ context }) => ofLive(context, false, ({ factor }) => factor?.kind === 'patient'),
    canSwap: ({ context }) => ofLive(context, false, ({ check }) => canSwap(check)),
    faceTriesLeft: ({ context }) => ofLive(context, false, ({ check }) => check.triesLeft > 0),
    faceRecognised: ({ context }) => isAnswered(context, 'recognised'),
    faceEnrolled: ({ context }) => isAnswered(context, 'enrolled'),
    faceUnknown: ({ context }) => isAnswered(context, 'not-recognised'),
    faceDeclined: ({ context }) => ofLive(context, false, ({ leaving }) => leaving === 'declined'),
    byDigits: ({ context }) => ofLive(context, false, ({ factor }) => factor?.kind === 'digits'),
    mayEnrol: ({ context }) => mayEnrol(context),
    mayWithdraw: ({ context }) => mayWithdraw(context),
    foundSame: ({ event }) => event.type === 'staff-compared' && event.result === 'same-person',
    foundOther: ({ event }) => event.type === 'staff-compared' && event.result === 'other-person',
    deskByLevel: ({ context }) => levelReason(context) !== null,
  },
  delays: {
    gallery: ({ context }) => context.ports.delays.galleryMs,
    /** The seconds of a challenge are counted on the screen. */
    tick: 1_000,
  },
});
