import { assign, or, raise } from 'xstate';
import { changeClinic } from './amend.ts';
import { clinicToReturnTo, returnByTicket } from './face-return.ts';
import { faceSetup } from './face-setup.ts';
import { newClinic, ticketAgain } from './my-ticket.ts';
import { nextVisitBegins } from './scans.ts';
import { behindScreen } from './vneid-state.ts';
import { nextCardLaid } from './whose-state.ts';

/** A ticket shown again: where it stands, another clinic, its cancellation; every failure of the queue ends at the desk. */
export const myTicketState = faceSetup.createStateConfig({
  initial: 'shown',
  invoke: {
    src: 'askHeldByTicket',
    input: ({ context }) => context,
    onDone: {
      actions: assign(({ context, event }) => ({
        myTicket: context.myTicket && { ...context.myTicket, isHeld: event.output === 'yes' },
      })),
    },
    onError: {},
  },
  on: {
    reader: nextCardLaid,
    emergency: '#visit.flow.emergency',
    finish: '#visit.flow.attract',
    'start-over': '#visit.flow.attract',
    'ask-for-staff': { target: '#visit.flow.desk', actions: { type: 'deskBecause', params: 'asked-for-staff' } },
    'queue-changed': { guard: 'ofMyTicket', actions: 'reopenTicket' },
  },
  states: {
    shown: {
      ...behindScreen,
      on: {
        'show-ticket': {
          guard: { type: 'mayBe', params: 'show' },
          target: '#visit.flow.ticket',
          actions: assign(({ context }) => ticketAgain(context)),
        },
        'change-clinic': { guard: { type: 'mayBe', params: 'change-clinic' }, target: 'choosing' },
        'cancel-ticket': { guard: { type: 'mayBe', params: 'cancel' }, target: 'askingToCancel' },
        'return-by-face': {
          guard: 'canReturn',
          target: '#visit.flow.recognise',
          actions: assign(({ context }) => returnByTicket(context, null)),
        },
        'return-to-clinic': {
          guard: 'canReturnToClinic',
          target: '#visit.flow.recognise',
          actions: assign(({ context }) => returnByTicket(context, clinicToReturnTo(context))),
        },
        ...nextVisitBegins,
      },
    },
    choosing: {
      on: {
        'choose-clinic': {
          guard: 'otherClinicOpen',
          target: 'confirming',
          actions: assign(({ context, event }) => ({ ...newClinic(context.myTicket, event.clinicId) })),
        },
        back: 'shown',
      },
    },
    confirming: {
      on: {
        confirm: [{ guard: 'numbersLeft', target: 'changing' }, { target: 'leasing' }],
        back: 'choosing',
      },
    },
    leasing: {
      invoke: { src: 'lease', input: ({ context }) => context, onDone: 'changing', onError: 'changing' },
      after: { lease: 'changing' },
    },
    changing: {
      entry: assign(({ context }) => changeClinic(context)),
      always: [
        { guard: 'ticketIssued', target: '#visit.flow.ticket' },
        { guard: or(['notPossible', 'isUnsettled']), target: 'shown' },
        { target: '#visit.flow.desk' },
      ],
    },
    askingToCancel: { on: { confirm: 'cancelling', back: 'shown' } },
    cancelling: {
      entry: 'cancelTicket',
      always: [
        { guard: 'cancelled', target: 'cancelled' },
        { guard: or(['notPossible', 'isUnsettled']), target: 'shown' },
        { target: '#visit.flow.desk' },
      ],
    },
    cancelled: {
      ...behindScreen,
      entry: raise({ type: 'begun' }),
      on: nextVisitBegins,
    },
  },
});
