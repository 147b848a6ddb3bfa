import { assign, raise } from 'xstate';
import { learnPatient, withoutHospital } from './lookup.ts';
import { visitSetup } from './machine-setup.ts';
import { clinicChoice, lookupReason, recordConflicts } from './rules.ts';

/** The hospital's answer, judged, then the list of clinics. */
export const chooseState = visitSetup.createStateConfig({
  initial: 'lookingUp',
  entry: 'forgetPortrait',
  states: {
    lookingUp: {
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
          guard: 'deskByLookup',
          target: '#visit.flow.desk',
          actions: { type: 'deskBecause', params: ({ context }) => lookupReason(context) },
        },
        {
          target: 'ready',
          actions: ({ context }) => {
            learnPatient(context);
          },
        },
      ],
    },
    ready: {
      on: {
        'choose-clinic': {
          guard: 'clinicOpen',
          target: '#visit.flow.visit.confirm',
          actions: assign(({ context, event }) => ({ ...clinicChoice(context, event.clinicId) })),
        },
      },
    },
  },
});

/** One last look, an official number if one is to be had in time, then the commit and its ticket in one step. */
export const confirmState = visitSetup.createStateConfig({
  initial: 'asking',
  states: {
    asking: {
      on: {
        confirm: [{ guard: 'numbersLeft', target: 'committing' }, { target: 'leasing' }],
        back: '#visit.flow.visit.choose.ready',
      },
    },
    leasing: {
      invoke: { src: 'lease', input: ({ context }) => context, onDone: 'committing', onError: 'committing' },
      after: { lease: 'committing' },
    },
    committing: {
      entry: 'issueTicket',
      always: [{ guard: 'ticketIssued', target: '#visit.flow.ticket' }, { target: '#visit.flow.desk' }],
    },
  },
});
