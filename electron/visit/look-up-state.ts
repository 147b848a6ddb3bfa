import { and, assign, not, raise } from 'xstate';
import { returnByCode } from './face-return.ts';
import { learnPatient, withoutHospital } from './lookup.ts';
import { faceSetup } from './face-setup.ts';
import { asksWhose } from './whose-state.ts';
import { levelReason, lookupReason, recordConflicts, slipPrompt } from './rules.ts';

const nobodyElse = not('otherCame');

/** The hospital's answer, awaited and judged. */
export const lookUpState = faceSetup.createStateConfig({
  initial: 'asking',
  // Whoever stood before the camera was asked to stand still.
  entry: ['endComparison', 'tellKeptWaiting'],
  on: asksWhose,
  states: {
    asking: {
      always: {
        guard: 'lookedUp',
        target: 'answered',
        actions: assign(({ context }) => ({ conflicts: recordConflicts(context) })),
      },
      after: {
        lookup: {
          actions: [
            assign(({ context }) => ({ lookup: withoutHospital(context) })),
            raise({ type: 'lookup-abandoned' }),
          ],
        },
      },
    },
    /** No paper comes while it is asked whose visit this is. */
    answered: { always: { guard: nobodyElse, target: 'judged' } },
    judged: {
      always: [
        {
          guard: 'carerAgain',
          target: '#visit.flow.visit.companion',
          actions: { type: 'askCarerAgain', params: 'same-person' },
        },
        {
          guard: and(['slipNeedsCard', 'hasCarer']),
          target: '#visit.flow.visit.companion',
          actions: ['holdSlip', { type: 'askCarerAgain', params: 'unknown-code' }],
        },
        {
          guard: 'slipNeedsCard',
          target: '#visit.flow.prompted',
          actions: ['holdSlip', { type: 'prompt', params: ({ context }) => slipPrompt(context) }],
        },
        {
          guard: and(['birthDateDiffers', 'hasCarer']),
          target: '#visit.flow.visit.companion.typing',
          actions: 'askBirthDate',
        },
        { guard: 'birthDateDiffers', target: '#visit.flow.visit.typed', actions: 'askBirthDate' },
        {
          guard: 'deskByLookup',
          target: '#visit.flow.desk',
          actions: { type: 'deskBecause', params: ({ context }) => lookupReason(context) },
        },
        { guard: 'mayAskFace', target: 'holding' },
        { target: 'settled' },
      ],
    },
    /** Is the patient of a paper enrolled? Then the camera looks whether it is they who brought it. */
    holding: {
      invoke: {
        src: 'askHeldByCode',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output === 'yes',
            target: 'held',
          },
          { target: 'notHeld' },
        ],
        onError: 'notHeld',
      },
      // Whoever staff have looked at need not be looked for.
      on: { 'staff-compared': { guard: 'foundSame', target: 'notHeld', actions: 'noteComparison' } },
      after: { gallery: 'notHeld' },
    },
    held: {
      always: {
        guard: nobodyElse,
        target: '#visit.flow.recognise',
        actions: assign(({ context }) => returnByCode(context)),
      },
    },
    notHeld: { always: { guard: nobodyElse, target: 'settled' } },
    settled: {
      always: [
        {
          guard: 'deskByLevel',
          target: '#visit.flow.desk',
          actions: { type: 'deskBecause', params: ({ context }) => levelReason(context) },
        },
        {
          target: '#visit.flow.visit.insurance',
          actions: [
            ({ context }) => {
              learnPatient(context);
            },
            'tellKeptWaiting',
          ],
        },
      ],
    },
  },
});
