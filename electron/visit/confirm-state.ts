import { assign } from 'xstate';
import { rememberFace } from './face-enrolment.ts';
import { declare } from './questions.ts';
import { ticketSetup } from './ticket-setup.ts';
import { asksWhose } from './whose-state.ts';

/**
 * One last look, official numbers if they are to be had in time, then the commit and its tickets in one step. Whoever arrives for
 * what is booked has nothing left to look at, and begins at `taking`.
 */
export const confirmState = ticketSetup.createStateConfig({
  initial: 'asking',
  states: {
    asking: {
      on: {
        ...asksWhose,
        declare: { actions: assign(({ context, event }) => declare(context, event.what, event.isSo)) },
        confirm: 'taking',
        'choose-room': { guard: 'hasRooms', target: '#visit.flow.visit.choose.rooms', actions: 'openRooms' },
        back: [
          { guard: 'roomsOpen', target: '#visit.flow.visit.choose.rooms' },
          { target: '#visit.flow.visit.choose' },
        ],
      },
    },
    taking: { always: [{ guard: 'numbersLeft', target: 'committing' }, { target: 'leasing' }] },
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
