import { assign, raise } from 'xstate';
import { startEnrolling, withdrawalProblem, withEnrolment } from './face-enrolment.ts';
import { faceSetup } from './face-setup.ts';
import { codesOverTicket } from './face-codes.ts';
import { nextVisitBegins } from './scans.ts';
import { behindScreen } from './vneid-state.ts';
import { nextCardLaid } from './whose-state.ts';

/** On a ticket: whether the face is kept for the next visit, or deleted. Every way back leads to the same ticket. */

const question = faceSetup.createStateConfig({
  entry: [assign(({ context }) => ({ enrolment: startEnrolling(context) })), raise({ type: 'begun' })],
  exit: { type: 'tellStray', params: 'none' },
});

/** The next visit may begin here as on the ticket itself. */
const end = faceSetup.createStateConfig({
  ...behindScreen,
  entry: [assign(({ context }) => withEnrolment(context, { isOver: true })), raise({ type: 'begun' })],
  on: {
    back: '#visit.flow.ticket',
    finish: '#visit.flow.attract',
    ...nextVisitBegins,
  },
});

export const enrolState = faceSetup.createStateConfig({
  initial: 'asking',
  on: {
    reader: nextCardLaid,
    'start-over': '#visit.flow.attract',
    emergency: { target: '#visit.flow.emergency', actions: 'keepUnseen' },
    // What the ticket behind it was to hear.
    'ticket-shown': { guard: 'ofThisTicket', actions: 'markShown' },
    'queue-changed': { guard: 'ofThisTicket', actions: 'refreshSync' },
  },
  states: {
    asking: {
      ...question,
      on: {
        ...codesOverTicket,
        confirm: { target: '#visit.flow.recognise', actions: 'agree' },
        back: '#visit.flow.ticket',
      },
    },
    withdrawing: { ...question, on: { ...codesOverTicket, confirm: 'working', back: '#visit.flow.ticket' } },
    working: {
      invoke: {
        src: 'withdrawFace',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => withdrawalProblem(event.output) === 'none',
            target: 'withdrawn',
            actions: assign({ faceHeld: 'withdrawn' }),
          },
          {
            target: 'failed',
            actions: { type: 'enrolProblem', params: ({ event }) => withdrawalProblem(event.output) },
          },
        ],
        onError: { target: 'failed', actions: { type: 'enrolProblem', params: 'not-saved' } },
      },
      after: { gallery: { target: 'failed', actions: { type: 'enrolProblem', params: 'gallery-away' } } },
    },
    enrolled: end,
    withdrawn: end,
    failed: end,
  },
});
