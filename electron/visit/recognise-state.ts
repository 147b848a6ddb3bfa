import { and, assign, raise } from 'xstate';
import { faceSetup } from './face-setup.ts';

/**
 * The camera of a return visit and of an enrolment: a face, the movements that are asked of it, then the gallery's word. Every way
 * out that recognised nobody leads through `left`.
 */
export const recogniseState = faceSetup.createStateConfig({
  initial: 'starting',
  entry: [assign(({ context }) => ({ comparison: context.comparison + 1 })), raise({ type: 'begun' })],
  exit: assign({ live: null }),
  on: {
    'skip-face': { target: '.left', actions: { type: 'leaveFace', params: 'declined' } },
    camera: {
      guard: ({ event }) => event.state !== 'ready',
      target: '.left',
      actions: { type: 'leaveFace', params: 'no-camera' },
    },
    'start-over': '#visit.flow.attract',
    'ask-for-staff': {
      guard: 'returning',
      target: '#visit.flow.desk',
      actions: { type: 'deskBecause', params: 'asked-for-staff' },
    },
  },
  states: {
    starting: {
      on: {
        'face-sample': 'watching',
        camera: { guard: ({ event }) => event.state === 'ready', target: 'watching' },
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
        'face-prompted': { target: 'watching', reenter: true },
        'face-moved': { target: 'watching', reenter: true, actions: raise({ type: 'begun' }) },
        'face-passed': 'checking',
        'face-failed': [
          { guard: 'faceTriesLeft', target: 'watching', reenter: true, actions: 'tryFaceAgain' },
          { target: 'left', actions: { type: 'leaveFace', params: 'not-recognised' } },
        ],
      },
      states: {
        ticking: { after: { tick: { target: 'ticking', reenter: true, actions: 'expireMovement' } } },
      },
      after: { faceSearch: { target: 'left', actions: { type: 'leaveFace', params: 'no-usable-picture' } } },
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
        {
          guard: and(['faceUnknown', 'faceTriesLeft']),
          target: 'watching',
          actions: 'tryFaceAgain',
        },
        { target: 'left', actions: 'leaveByAnswer' },
      ],
    },
    done: {
      // It stands, whatever camera and screen still say.
      on: { 'skip-face': {}, camera: {} },
      after: {
        matched: [{ guard: 'returning', target: '#visit.flow.visit.lookUp' }, { target: '#visit.flow.enrol.enrolled' }],
      },
    },
    left: {
      always: [
        { guard: 'besideCode', target: '#visit.flow.visit.lookUp' },
        { guard: 'returning', target: '#visit.flow.prompted' },
        { guard: 'faceDeclined', target: '#visit.flow.ticket' },
        { target: '#visit.flow.enrol.failed' },
      ],
    },
  },
});
