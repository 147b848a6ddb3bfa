import { assign } from 'xstate';
import { returnByDigits } from './face-return.ts';
import { faceSetup } from './face-setup.ts';
import { backToWays, codesWhileTyping, forgetStray } from './scans.ts';
import { cardNeedsCode } from './whose-state.ts';

/** "I have been here before": the digits that the face is looked for beside, then the camera, whoever they may be of. */
export const returningState = faceSetup.createStateConfig({
  exit: forgetStray,
  on: {
    'return-factor': [
      {
        guard: 'factorTyped',
        target: '#visit.flow.recognise',
        actions: assign(({ context, event }) => returnByDigits(context, event)),
      },
      { actions: assign(({ context, event }) => returnByDigits(context, event)) },
    ],
    ...codesWhileTyping,
    // Nobody is named yet: whoever lays a card goes on by card.
    reader: cardNeedsCode,
    back: backToWays,
    emergency: '#visit.flow.emergency',
  },
});
