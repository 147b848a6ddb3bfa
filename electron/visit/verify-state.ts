import { assign, not } from 'xstate';
import { isUsable, roundedTo2, startComparison, takeFrame } from './face-decision.ts';
import { faceSetup } from './face-setup.ts';
import { withFace } from './rules.ts';
import { asksWhose } from './whose-state.ts';

/**
 * The live face against the portrait of the chip. Every way out goes on: a face alone never ends a visit, what it is worth
 * stands in the table of evidence.
 */
export const verifyState = faceSetup.createStateConfig({
  initial: 'starting',
  entry: assign(({ context }) => ({
    comparison: context.comparison + 1,
    face: startComparison(context.ports.policies.face.tries),
  })),
  on: {
    ...asksWhose,
    'other-card': '.held',
    'other-code': '.held',
    'other-vneid': '.held',
    'face-portrait': [
      {
        guard: ({ context, event }) => !isUsable(event.embedding, context.ports.policies.face.dimension),
        target: 'lookUp',
        actions: { type: 'setFace', params: { method: 'face-not-compared', reason: 'no-portrait' } },
      },
      {
        actions: assign(({ context, event }) => ({ face: { ...context.face, portrait: event.embedding } })),
      },
    ],
    'skip-face': {
      target: 'lookUp',
      actions: { type: 'leaveComparison', params: 'declined' },
    },
    'staff-compared': { guard: 'foundSame', target: 'lookUp', actions: 'noteComparison' },
    camera: {
      guard: ({ event }) => event.state !== 'ready',
      target: 'lookUp',
      actions: { type: 'leaveComparison', params: 'no-camera' },
    },
  },
  states: {
    starting: {
      on: {
        'face-sample': 'comparing',
        // It answered; what still takes its time is the loading of the face models.
        camera: { guard: ({ event }) => event.state === 'ready', target: 'comparing' },
      },
      after: {
        cameraStart: {
          target: '#visit.flow.visit.lookUp',
          actions: { type: 'leaveComparison', params: 'no-camera' },
        },
      },
    },
    /** Asked whose visit this is, the screen shows no camera: the comparison waits. */
    held: { always: { guard: not('otherCame'), target: 'starting' } },
    comparing: {
      // Until now the camera took its time.
      entry: 'tellKeptWaiting',
      always: [
        { guard: 'faceMatched', target: 'matched' },
        { guard: 'faceNotMatched', target: '#visit.flow.visit.lookUp' },
      ],
      on: {
        'face-sample': {
          actions: assign(({ context, event }) => {
            const step = takeFrame(context.face, event, context.ports.policies.face);
            if (step.kind === 'go-on') return { face: step.comparison };
            const similarity = roundedTo2(step.similarity);
            return step.kind === 'matched'
              ? {
                  face: step.comparison,
                  chipFace: context.ports.faces && context.face.portrait,
                  identity: withFace(context.identity, { method: 'face-matches-chip', similarity }),
                }
              : { identity: withFace(context.identity, { method: 'face-not-matched', similarity }) };
          }),
        },
      },
      after: {
        faceSearch: {
          target: '#visit.flow.visit.lookUp',
          actions: { type: 'leaveComparison', params: 'no-usable-picture' },
        },
      },
    },
    matched: {
      // The match stands, whatever camera and screen still say.
      on: {
        'face-portrait': {},
        'skip-face': {},
        camera: {},
        'other-card': {},
        'other-code': {},
        'other-vneid': {},
        'staff-compared': { guard: 'foundSame', actions: 'noteComparison' },
      },
      after: { matched: '#visit.flow.visit.lookUp' },
    },
  },
});
