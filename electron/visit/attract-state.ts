import { and, assign, not, raise } from 'xstate';
import type { ReaderStatus } from '../../native/readers/port.ts';
import type { Prompt, VisitContext } from './context.ts';
import { faceSetup } from './face-setup.ts';
import { cardThere, isLeft } from './laid-card.ts';
import { exchange } from './vneid-state.ts';
import { closed, strayCodes, visitBegins } from './scans.ts';

/** The first screen: its words alone, or words for somebody who tried something, and the ways into a visit. */

const sayInVain = (prompt: Prompt) =>
  ({
    target: '#visit.flow.prompted',
    reenter: true,
    actions: ['countInVain', { type: 'prompt', params: prompt }],
  }) as const;

/** A card that is lifted answers what was said of it, and nothing else. */
function withoutCard({ prompt, heldSlip }: VisitContext): Prompt {
  if (prompt !== 'show-code' && prompt !== 'card-forgotten') return prompt;
  return heldSlip?.said ?? 'welcome';
}

const stay = { target: '#visit.flow.prompted', reenter: true } as const;

const firstScreen = {
  ...visitBegins,
  'scan-unknown': sayInVain('unknown-code'),
  'scan-rejected': sayInVain('unreadable-code'),
  reader: {
    ...stay,
    actions: {
      type: 'prompt',
      params: ({ context, event }: { context: VisitContext; event: { status: ReaderStatus } }): Prompt => {
        if (!cardThere({ reader: event.status })) return withoutCard(context);
        // Its code comes first, also where it cannot be read as it lies. On a kiosk that is closed it is of no use to anybody.
        return isLeft(context, event.status) || !context.ports.isOpen() ? 'card-forgotten' : 'show-code';
      },
    },
  },
  'choose-language': stay,
  'choose-display': stay,
  'choose-speech': stay,
  presence: stay,
  'type-number': [closed, { target: '#visit.flow.visit.typed' }],
  'return-by-face': [closed, { guard: 'facesUsable', target: '#visit.flow.visit.returning' }],
  // Whoever has tried in vain, or finds the kiosk held by a card that was left, leaves with a number for staff, too.
  'ask-for-staff': [
    closed,
    { target: '#visit.flow.desk', actions: { type: 'deskBecause', params: 'asked-for-staff' } },
  ],
  emergency: '#visit.flow.emergency',
} as const;

export const attractState = faceSetup.createStateConfig({
  entry: ['leaveCard', 'wipe', 'attractPrompt', raise({ type: 'ended' })],
  always: [
    { guard: 'unshownVisit', target: 'ticket', actions: 'offerUnshown' },
    { guard: 'unshownDesk', target: 'desk', actions: 'offerUnshown' },
    {
      guard: and([not('isClosed'), 'cardComes']),
      target: 'prompted',
      actions: { type: 'prompt', params: 'show-code' },
    },
  ],
  on: firstScreen,
});

/** Somebody tried something and may have left: the next one finds first words in the hospital's language. */
export const promptedState = faceSetup.createStateConfig({
  initial: 'shown',
  entry: ['wipeBehindPrompt', raise({ type: 'ended' })],
  on: {
    ...firstScreen,
    'code-refused': { ...stay, actions: ['countInVain', { type: 'prompt', params: ({ event }) => event.prompt }] },
  },
  states: {
    shown: {
      after: { prompt: '#visit.flow.attract' },
      on: {
        // Whoever held it is given up with it.
        'slip-dropped': {
          guard: 'promptsForSlip',
          target: '#visit.flow.attract',
          actions: assign(({ context }) => ({ visitor: context.visitor + 1 })),
        },
      },
    },
    /** What is done to the kiosk meanwhile does not call the question off; another code does. */
    checking: {
      ...exchange,
      on: { reader: {}, 'choose-language': {}, 'choose-display': {}, 'choose-speech': {}, presence: {} },
    },
  },
});

/** Somebody pressed "emergency": the station calls staff, and nothing is asked. */
export const emergencyState = faceSetup.createStateConfig({
  entry: ['wipeBehindPrompt', raise({ type: 'begun' })],
  // Whoever comes next finds the screen as it usually is.
  exit: ['usualSettings', { type: 'tellStray', params: 'none' }],
  on: { ...visitBegins, ...strayCodes, finish: '#visit.flow.attract', 'start-over': '#visit.flow.attract' },
});
