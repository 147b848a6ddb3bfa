import { assign, raise } from 'xstate';
import { chooseState, confirmState } from './choose-state.ts';
import { initialContext, type VisitContext } from './context.ts';
import { identifyState } from './identify-state.ts';
import { idleState } from './idle-state.ts';
import { withoutHospital } from './lookup.ts';
import { visitSetup } from './machine-setup.ts';
import { keyOnScreen } from './my-ticket.ts';
import { myTicketState } from './my-ticket-state.ts';
import { faceSkipped, withFace } from './rules.ts';
import { scanOpensTicket, scanStartsVisit } from './scans.ts';
import { verifyState } from './verify-state.ts';

/** What is done to a ticket on the screen goes on as if it had been scanned. */
const openTicketOnScreen = {
  type: 'openTicket',
  params: ({ context }: { context: VisitContext }) => keyOnScreen(context),
} as const;

/**
 * One visit, from the first code to the paper: attract, identify, verify, choose, confirm, ticket or desk ticket. Four
 * regions run side by side: what is always noticed, the flow, the question to the hospital, and the watch for somebody who
 * walked away. A handler of the root would rest whenever a region takes the same event, so there is none.
 */
export const visitMachine = visitSetup.createMachine({
  id: 'visit',
  context: ({ input }) => initialContext(input),
  type: 'parallel',
  states: {
    /** The first region, so that its actions have run when the flow enters a state. */
    noticed: {
      on: {
        reader: { actions: assign(({ event }) => ({ reader: event.status })) },
        'choose-language': { actions: assign(({ event }) => ({ language: event.language })) },
        camera: { actions: assign(({ event }) => ({ camera: event.state })) },
      },
    },
    flow: {
      initial: 'attract',
      on: { 'idle-expired': '.attract' },
      states: {
        attract: {
          entry: ['wipe', 'attractPrompt', raise({ type: 'ended' })],
          initial: 'quiet',
          always: [
            { guard: 'unshownVisit', target: 'ticket', actions: 'offerUnshown' },
            { guard: 'unshownDesk', target: 'desk', actions: 'offerUnshown' },
          ],
          on: {
            scan: [...scanStartsVisit],
            'scan-ticket': scanOpensTicket,
            'scan-unknown': { target: '.used', actions: assign({ prompt: 'unknown-code' }) },
            'scan-rejected': { target: '.used', actions: assign({ prompt: 'unreadable-code' }) },
            reader: {
              target: '.used',
              actions: assign(({ event }) => ({
                prompt: event.status.state === 'card' ? ('show-code' as const) : ('welcome' as const),
              })),
            },
            'choose-language': '.used',
            presence: '.used',
          },
          states: {
            quiet: {},
            /** Somebody tried something and may have left: the next one finds first words in the hospital's language. */
            used: { after: { prompt: { target: '#visit.flow.attract', reenter: true } } },
          },
        },
        visit: {
          initial: 'route',
          entry: raise({ type: 'begun' }),
          on: {
            'start-over': 'attract',
            'ask-for-staff': { target: 'desk', actions: { type: 'deskBecause', params: 'asked-for-staff' } },
          },
          states: {
            identify: identifyState,
            route: {
              always: [
                { guard: 'compareFace', target: 'verify' },
                {
                  target: 'choose',
                  actions: assign(({ context }) => {
                    const skipped = faceSkipped(context);
                    return skipped ? { identity: withFace(context.identity, skipped) } : {};
                  }),
                },
              ],
            },
            verify: verifyState,
            choose: chooseState,
            confirm: confirmState,
          },
        },
        ticket: {
          entry: ['refreshSync', raise({ type: 'begun' })],
          on: {
            'ticket-shown': { guard: 'ofThisTicket', actions: 'markShown' },
            'queue-changed': { guard: 'ofThisTicket', actions: 'refreshSync' },
            finish: 'attract',
            'change-clinic': {
              guard: { type: 'offered', params: 'change-clinic' },
              target: 'myTicket.choosing',
              actions: openTicketOnScreen,
            },
            'cancel-ticket': {
              guard: { type: 'offered', params: 'cancel' },
              target: 'myTicket.askingToCancel',
              actions: openTicketOnScreen,
            },
            scan: [...scanStartsVisit],
            'scan-ticket': scanOpensTicket,
          },
        },
        myTicket: myTicketState,
        desk: {
          entry: ['forgetPortrait', 'issueDeskTicket', 'refreshSync', raise({ type: 'begun' })],
          on: {
            'ticket-shown': { guard: 'ofThisTicket', actions: 'markShown' },
            'queue-changed': { guard: 'ofThisTicket', actions: 'refreshSync' },
            finish: 'attract',
            scan: [...scanStartsVisit],
            'scan-ticket': scanOpensTicket,
          },
        },
      },
    },
    hospital: {
      initial: 'off',
      on: { ended: '.off', identified: '.asking', 'ticket-opened': '.askingAboutTicket' },
      states: {
        off: {},
        asking: {
          invoke: {
            src: 'lookUp',
            input: ({ context }) => ({ ports: context.ports, identity: context.identity }),
            onDone: { target: 'off', actions: assign(({ event }) => ({ lookup: event.output })) },
            onError: { target: 'off', actions: assign(({ context }) => ({ lookup: withoutHospital(context) })) },
          },
          on: { 'lookup-abandoned': 'off' },
        },
        askingAboutTicket: {
          invoke: {
            src: 'askAboutTicket',
            input: ({ context }) => context,
            onDone: { target: 'off', actions: { type: 'hearOfTicket', params: ({ event }) => event.output } },
            onError: 'off',
          },
          after: { lookup: 'off' },
        },
      },
    },
    idle: idleState,
  },
});
