import { and, assign, not, raise } from 'xstate';
import { codesBeforeCamera, codesOnceRecognised } from './face-codes.ts';
import { faceSetup } from './face-setup.ts';
import { foundOther } from './staff-compared.ts';
import { cardNeedsCode, nextCardLaid } from './whose-state.ts';

/** After a try that failed. */
const again = {
  target: '#visit.flow.recognise.watching',
  reenter: true,
  actions: ['tryFaceAgain', 'tellKeptWaiting'],
} as const;

/**
 * The camera of a return visit and of an enrolment: a face, the movements that are asked of it, then the gallery's word. Every way
 * out that recognised nobody leads through `left`.
 */
export const recogniseState = faceSetup.createStateConfig({
  initial: 'asking',
  entry: [assign(({ context }) => ({ comparison: context.comparison + 1 })), raise({ type: 'begun' })],
  exit: [assign({ live: null }), { type: 'tellStray', params: 'none' }],
  on: {
    ...codesBeforeCamera,
    'skip-face': { target: '.left', actions: { type: 'leaveFace', params: 'declined' } },
    camera: {
      guard: ({ event }) => event.state !== 'ready',
      target: '.left',
      actions: { type: 'leaveFace', params: 'no-camera' },
    },
    'start-over': '#visit.flow.attract',
    emergency: { guard: 'returning', target: '#visit.flow.emergency' },
    reader: [
      // The hospital has said whose code it is: the camera's part is over, and it is asked whose visit this is.
      {
        guard: and(['newCard', 'besideCode']),
        target: '.left',
        actions: [{ type: 'leaveFace', params: 'no-usable-picture' }, 'tellOtherCard'],
      },
      { ...cardNeedsCode, guard: and(['newCard', 'returning']) },
      nextCardLaid,
    ],
    // What the ticket behind an enrolment was to hear.
    'ticket-shown': { guard: 'ofThisTicket', actions: 'markShown' },
    'queue-changed': { guard: 'ofThisTicket', actions: 'refreshSync' },
    // What the camera had found stays said: it is forgotten with this state.
    'staff-compared': [
      { ...foundOther, target: '.left' },
      { target: '.left', actions: 'noteComparison' },
    ],
    'ask-for-staff': {
      guard: 'returning',
      target: '#visit.flow.desk',
      actions: { type: 'deskBecause', params: 'asked-for-staff' },
    },
  },
  states: {
    /**
     * Whoever typed digits or pressed the button of a ticket has asked for the camera. Whoever showed a code has not: it stays
     * off until they say yes.
     */
    asking: {
      always: { guard: not('besideCode'), target: 'starting' },
      on: { confirm: 'starting' },
    },
    starting: {
      on: {
        'face-sample': { target: 'watching', actions: 'tellKeptWaiting' },
        camera: { guard: ({ event }) => event.state === 'ready', target: 'watching', actions: 'tellKeptWaiting' },
      },
      after: { cameraStart: { target: 'left', actions: { type: 'leaveFace', params: 'no-camera' } } },
    },
    /** Until the next movement is done, no longer than it takes to find a face. */
    watching: {
      initial: 'ticking',
      on: {
        'face-sample': { actions: 'takeLiveFrame' },
        'swap-movement': { guard: 'canSwap', actions: 'swapMovement' },
        // What a face does on demand is a person's doing.
        'face-prompted': { target: 'watching', reenter: true, actions: raise({ type: 'begun' }) },
        'face-moved': { target: 'watching', reenter: true, actions: raise({ type: 'begun' }) },
        'face-passed': 'checking',
        'face-failed': [
          { guard: and(['faceTriesLeft', 'returning']), target: 'missed' },
          { guard: 'faceTriesLeft', ...again },
          { target: 'left', actions: ['tellMissed', { type: 'leaveFace', params: 'not-recognised' }] },
        ],
      },
      states: {
        ticking: { after: { tick: { target: 'ticking', reenter: true, actions: 'expireMovement' } } },
      },
      after: { faceSearch: { target: 'left', actions: { type: 'leaveFace', params: 'no-usable-picture' } } },
    },
    /** What nobody passes must not be tried without end: the gallery counts it like a face that it does not know. */
    missed: {
      invoke: {
        src: 'tellMissed',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output === 'limited',
            target: 'left',
            actions: { type: 'leaveFace', params: 'limited' },
          },
          again,
        ],
        onError: again,
      },
      after: { gallery: again },
    },
    checking: {
      invoke: {
        src: 'submitFace',
        input: ({ context }) => context,
        onDone: { target: 'answered', actions: { type: 'hearOfFace', params: ({ event }) => event.output } },
        onError: { target: 'answered', actions: { type: 'hearOfFace', params: { kind: 'away' } } },
      },
      after: { gallery: { target: 'answered', actions: { type: 'hearOfFace', params: { kind: 'away' } } } },
    },
    answered: {
      always: [
        { guard: 'faceRecognised', target: 'done', actions: 'identifyByFace' },
        { guard: 'faceEnrolled', target: 'done', actions: assign({ faceHeld: 'yes' }) },
        { guard: and(['faceUnknown', 'faceTriesLeft']), ...again },
        { target: 'left', actions: 'leaveByAnswer' },
      ],
    },
    done: {
      // It stands, whatever camera and screen still say.
      on: {
        ...codesOnceRecognised,
        'skip-face': {},
        camera: {},
        reader: [{ guard: and(['newCard', 'returning']), actions: 'tellOtherCard' }, nextCardLaid],
        'staff-compared': { guard: 'foundSame', actions: 'noteComparison' },
      },
      after: {
        matched: [{ guard: 'returning', target: '#visit.flow.visit.lookUp' }, { target: '#visit.flow.enrol.enrolled' }],
      },
    },
    left: {
      always: [
        { guard: ({ context }) => context.identity?.staff?.result === 'other-person', target: '#visit.flow.desk' },
        { guard: 'besideCode', target: '#visit.flow.visit.lookUp' },
        // Whoever would rather not goes back to where they came from.
        { guard: and(['faceDeclined', 'byDigits']), target: '#visit.flow.visit.returning' },
        {
          guard: and(['faceDeclined', 'returning']),
          target: '#visit.flow.myTicket',
          actions: raise({ type: 'ticket-opened' }),
        },
        { guard: 'returning', target: '#visit.flow.prompted' },
        { guard: 'faceDeclined', target: '#visit.flow.ticket' },
        { target: '#visit.flow.enrol.failed' },
      ],
    },
  },
});
