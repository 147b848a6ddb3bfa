import { assign, enqueueActions, raise } from 'xstate';
import { attractState, emergencyState, promptedState } from './attract-state.ts';
import { companionState } from './companion-state.ts';
import { confirmState } from './confirm-state.ts';
import { initialContext, type VisitContext } from './context.ts';
import { enrolState } from './enrol-state.ts';
import { identifyState } from './identify-state.ts';
import { idleState } from './idle-state.ts';
import { cardStillThere, stillLeft } from './laid-card.ts';
import { lookUpState } from './look-up-state.ts';
import { withoutHospital } from './lookup.ts';
import { faceSetup } from './face-setup.ts';
import { keyOnScreen } from './my-ticket.ts';
import { myTicketState } from './my-ticket-state.ts';
import { appointmentsState, chooseState, detailsState, insuranceState } from './question-states.ts';
import { recogniseState } from './recognise-state.ts';
import { returningState } from './returning-state.ts';
import { faceSkipped, withFace } from './rules.ts';
import { backToWays, codesWhileTyping, forgetStray, nextVisitBegins } from './scans.ts';
import { foundOther } from './staff-compared.ts';
import { verifyState } from './verify-state.ts';
import { behindScreen } from './vneid-state.ts';
import { nextCardLaid, startForOther, whoseState } from './whose-state.ts';

/** What is done to a ticket on the screen goes on as if it had been scanned. */
const openTicketOnScreen = {
  type: 'openTicket',
  params: ({ context }: { context: VisitContext }) => keyOnScreen(context),
} as const;

/**
 * One visit, from the first code to the paper: attract, identify, verify, look-up, the questions that have something to ask
 * (insurance, appointments, details), choose, confirm, ticket or desk ticket; or by an enrolled face in place of a card. Six regions
 * run side by side: what is always noticed, the flow, whose visit it is, the question to the hospital, a slip that waits for its
 * card, and the watch for somebody who walked away.
 * A handler of the root would rest whenever a region takes the same event, so there is none.
 */
export const visitMachine = faceSetup.createMachine({
  id: 'visit',
  context: ({ input }) => initialContext(input),
  type: 'parallel',
  states: {
    /** The first region, so that its actions have run when the flow enters a state. */
    noticed: {
      on: {
        reader: {
          actions: assign(({ context, event }) => ({
            reader: event.status,
            leftCard: stillLeft(context, event.status),
          })),
        },
        'choose-language': { actions: assign(({ event }) => ({ language: event.language })) },
        'choose-display': { actions: assign(({ event }) => ({ display: event.display })) },
        'choose-speech': { actions: assign(({ event }) => ({ speechOn: event.isOn })) },
        'paper-begins': { actions: assign({ isPrinting: true, isUnprinted: false }) },
        'not-printed': { actions: assign({ isUnprinted: true }) },
        'paper-ends': { actions: assign({ isPrinting: false }) },
        payment: { actions: assign(({ event }) => ({ payment: event.word })) },
        camera: {
          actions: assign(({ context, event }) => ({
            camera: event.state,
            cameraSaidAtMs: context.ports.monotonicMs(),
          })),
        },
      },
    },
    flow: {
      initial: 'attract',
      on: { 'idle-expired': '.attract' },
      states: {
        attract: attractState,
        prompted: promptedState,
        emergency: emergencyState,
        visit: {
          initial: 'route',
          // A camera that saw nobody do anything is no sign that somebody is still there.
          entry: enqueueActions(({ context, enqueue }) => {
            if (!context.faceAsked) enqueue.raise({ type: 'begun' });
          }),
          on: {
            'start-over': 'attract',
            'start-for-other': startForOther,
            'own-card': { target: '.identify.reading', actions: 'readAfterAll' },
            emergency: { guard: 'otherCame', target: 'emergency' },
            'ask-for-staff': { target: 'desk', actions: { type: 'deskBecause', params: 'asked-for-staff' } },
            'staff-compared': [foundOther, { actions: ['noteComparison', 'forgetPortrait'] }],
          },
          states: {
            /** Number and birth date by hand, then on as with a code. */
            typed: {
              exit: forgetStray,
              on: {
                ...codesWhileTyping,
                typed: { actions: 'takeTyped' },
                back: backToWays,
                emergency: '#visit.flow.emergency',
              },
            },
            returning: returningState,
            identify: identifyState,
            route: {
              always: [
                { guard: 'compareFace', target: 'verify' },
                {
                  target: 'lookUp',
                  actions: assign(({ context }) => {
                    const skipped = faceSkipped(context);
                    return skipped ? { identity: withFace(context.identity, skipped) } : {};
                  }),
                },
              ],
            },
            verify: verifyState,
            lookUp: lookUpState,
            companion: companionState,
            insurance: insuranceState,
            appointments: appointmentsState,
            details: detailsState,
            choose: chooseState,
            confirm: confirmState,
          },
        },
        /** The camera, for who comes back by face and for who has agreed to. */
        recognise: recogniseState,
        enrol: enrolState,
        ticket: {
          ...behindScreen,
          entry: ['forgetPortrait', 'refreshSync', 'leaveCard', assign({ enrolment: null }), raise({ type: 'begun' })],
          invoke: {
            src: 'askHeldOnTicket',
            input: ({ context }) => context,
            onDone: { actions: assign(({ event }) => ({ faceHeld: event.output })) },
            onError: { actions: assign({ faceHeld: 'away' }) },
          },
          on: {
            'enrol-face': { guard: 'mayEnrol', target: 'enrol.asking' },
            'withdraw-face': { guard: 'mayWithdraw', target: 'enrol.withdrawing' },
            'ticket-shown': { guard: 'ofThisTicket', actions: 'markShown' },
            'queue-changed': { guard: 'ofThisTicket', actions: 'refreshSync' },
            payment: { actions: 'refreshSync' },
            reader: nextCardLaid,
            finish: 'attract',
            'next-person': [
              {
                guard: 'hasCarer',
                target: 'visit.companion',
                actions: { type: 'askCarerAgain', params: 'none' },
              },
              {
                guard: 'mayGoOn',
                target: 'prompted',
                actions: {
                  type: 'prompt',
                  params: ({ context }) => (cardStillThere(context) ? 'card-forgotten' : 'next-person'),
                },
              },
            ],
            'ticket-choices': {
              guard: { type: 'offered', params: 'cancel' },
              target: 'myTicket',
              actions: openTicketOnScreen,
            },
            emergency: { target: 'emergency', actions: 'keepUnseen' },
            ...nextVisitBegins,
          },
        },
        myTicket: myTicketState,
        desk: {
          ...behindScreen,
          entry: [
            'forgetPortrait',
            assign({ chipFace: null }),
            'issueDeskTicket',
            'refreshSync',
            'leaveCard',
            raise({ type: 'begun' }),
          ],
          on: {
            'ticket-shown': { guard: 'ofThisTicket', actions: 'markShown' },
            'queue-changed': { guard: 'ofThisTicket', actions: 'refreshSync' },
            reader: nextCardLaid,
            finish: 'attract',
            emergency: { target: 'emergency', actions: 'keepUnseen' },
            ...nextVisitBegins,
          },
        },
      },
    },
    whose: whoseState,
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
    /** A slip that waits for a card waits no longer than its bringer, whatever is touched meanwhile. */
    slip: {
      initial: 'none',
      on: { 'slip-held': '.held' },
      states: {
        none: {},
        held: {
          after: {
            heldSlip: { target: 'none', actions: [assign({ heldSlip: null }), raise({ type: 'slip-dropped' })] },
          },
        },
      },
    },
    idle: idleState,
  },
});
