import { and, assign, raise } from 'xstate';
import { learnPatient, withoutHospital } from './lookup.ts';
import { visitSetup } from './machine-setup.ts';
import { lookupReason, recordConflicts, slipPrompt } from './rules.ts';

/** The hospital's answer, awaited and judged. */
export const lookUpState = visitSetup.createStateConfig({
  initial: 'asking',
  entry: 'forgetPortrait',
  states: {
    asking: {
      always: {
        guard: 'lookedUp',
        target: 'judged',
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
        {
          target: '#visit.flow.visit.insurance',
          actions: ({ context }) => {
            learnPatient(context);
          },
        },
      ],
    },
  },
});
