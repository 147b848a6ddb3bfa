import { assign } from 'xstate';
import { rememberFace } from './face-enrolment.ts';
import { visitSetup } from './machine-setup.ts';
import { declare } from './questions.ts';

/** One last look, official numbers if they are to be had in time, then the commit and its tickets in one step. */
export const confirmState = visitSetup.createStateConfig({
  initial: 'asking',
  states: {
    asking: {
      on: {
        declare: { actions: assign(({ context, event }) => declare(context, event.what, event.isSo)) },
        confirm: [{ guard: 'numbersLeft', target: 'committing' }, { target: 'leasing' }],
        back: [
          { guard: 'choseAppointments', target: '#visit.flow.visit.appointments' },
          { guard: 'roomsOpen', target: '#visit.flow.visit.choose.rooms' },
          { target: '#visit.flow.visit.choose' },
        ],
      },
    },
    leasing: {
      invoke: { src: 'lease', input: ({ context }) => context, onDone: 'committing', onError: 'committing' },
      after: { lease: 'committing' },
    },
    committing: {
      entry: 'issueTickets',
      always: [
        {
          guard: 'ticketIssued',
          target: '#visit.flow.ticket',
          actions: ({ context }) => {
            rememberFace(context);
          },
        },
        { target: '#visit.flow.desk' },
      ],
    },
  },
});
