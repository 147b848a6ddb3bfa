import { assign, not } from 'xstate';
import { visitSetup } from './machine-setup.ts';
import { declare, skipAnswer, takeAnswer } from './questions.ts';
import { asksWhose, ticketWhileAsked, vneidWhileAsked, whileAsked } from './whose-state.ts';

/** What is asked once the patient is known, each only when it has something to ask: insurance, appointments, details. */

const bringSomebody = {
  guard: 'mayBring',
  target: '#visit.flow.visit.companion',
  actions: 'bringSomebody',
} as const;

/** Back to the question before, of those that were asked; what it had for an answer is taken back. */
const toInsurance = {
  guard: 'isPaying',
  target: '#visit.flow.visit.insurance',
  actions: 'payNoLonger',
} as const;
const toAppointments = { guard: 'hasBooked', target: '#visit.flow.visit.appointments' } as const;
const toDetails = {
  guard: 'hasAnswered',
  target: '#visit.flow.visit.details',
  actions: 'askDetailAgain',
} as const;

const notACard = { target: '.notACard', actions: 'countInVain' } as const;

/** Insurance that is not settled: another card, the counter, or going on as paying. */
export const insuranceState = visitSetup.createStateConfig({
  initial: 'deciding',
  on: {
    'go-on-paying': { target: 'appointments', actions: assign({ isPaying: true }) },
    'insurance-counter': {
      target: '#visit.flow.desk',
      actions: { type: 'deskBecause', params: 'insurance-at-counter' },
    },
    'bring-somebody': bringSomebody,
    reader: asksWhose.reader,
    scan: [
      ...whileAsked,
      { guard: 'sameCode' },
      { guard: 'otherCitizen', actions: 'holdCode' },
      { guard: 'sameInsuranceCard', target: '.deciding' },
      { guard: 'insuranceCard', target: '.asking', reenter: true, actions: 'showInsuranceCard' },
      notACard,
    ],
    'scan-ticket': [...ticketWhileAsked, notACard],
    'scan-vneid': [...vneidWhileAsked, { guard: 'sameCode' }, notACard],
    'scan-unknown': { ...notACard, guard: not('otherCame') },
    'scan-rejected': { guard: not('otherCame'), target: '.unreadableCode', actions: 'countInVain' },
  },
  states: {
    deciding: { always: { guard: 'insuranceDecided', target: '#visit.flow.visit.appointments' } },
    asking: {
      invoke: {
        src: 'askAboutCard',
        input: ({ context }) => context,
        onDone: [
          { guard: ({ event }) => event.output === null, target: 'notAnswered' },
          { target: 'deciding', actions: { type: 'hearOfCard', params: ({ event }) => event.output } },
        ],
        onError: 'notAnswered',
      },
      on: { scan: { guard: 'sameInsuranceCard' } },
      after: { lookup: 'notAnswered' },
    },
    notACard: {},
    unreadableCode: {},
    /** The same card may be shown again, to ask again. */
    notAnswered: { entry: assign({ insuranceSha256: null }) },
  },
});

/** What is booked: to arrive for it, to be seen without it, or the desk. */
export const appointmentsState = visitSetup.createStateConfig({
  always: { guard: 'nothingBooked', target: 'details' },
  on: {
    ...asksWhose,
    // One touch: what was booked was chosen then, and a ticket can be changed.
    arrive: { guard: 'mayBeHad', target: 'confirm.taking', actions: 'choose' },
    declare: { actions: assign(({ context, event }) => declare(context, event.what, event.isSo)) },
    back: toInsurance,
    'walk-in': 'details',
    'appointment-desk': { target: '#visit.flow.desk', actions: { type: 'deskBecause', params: 'appointment' } },
    'bring-somebody': bringSomebody,
  },
});

/** What the hospital wants to know of a new patient, one question after the other. */
export const detailsState = visitSetup.createStateConfig({
  always: { guard: 'nothingAsked', target: 'choose' },
  on: {
    ...asksWhose,
    back: [toDetails, toAppointments, toInsurance],
    answer: { actions: assign(({ context, event }) => takeAnswer(context, event.value)) },
    'skip-answer': { actions: assign(({ context }) => skipAnswer(context)) },
    'bring-somebody': bringSomebody,
  },
});

const registered = { guard: 'mayBeHad', target: '#visit.flow.visit.confirm', actions: 'choose' } as const;
/** A place that takes nobody now, but for later. */
const laterOnly = { guard: 'hasRooms', target: '#visit.flow.visit.choose.rooms', actions: 'openRooms' } as const;

/** Clinics, and rooms or doctors of one of them. */
export const chooseState = visitSetup.createStateConfig({
  initial: 'asked',
  on: { ...asksWhose, 'bring-somebody': bringSomebody },
  states: {
    /** Who came for the clinic of their ticket has chosen. */
    asked: {
      always: [
        { guard: 'askedMayBeHad', target: '#visit.flow.visit.confirm', actions: 'chooseAsked' },
        { target: 'clinics', actions: 'chooseAsked' },
      ],
    },
    clinics: {
      entry: assign({ open: null }),
      on: {
        // Where it is shortest; who wants another room, doctor or session says so at the last look.
        'choose-specialty': [registered, laterOnly],
        'choose-clinic': [registered, laterOnly],
        'choose-last': registered,
        'choose-screening': [
          registered,
          { target: '#visit.flow.desk', actions: { type: 'deskBecause', params: 'asked-for-staff' } },
        ],
        back: [toDetails, toAppointments, toInsurance],
      },
    },
    rooms: {
      on: {
        'choose-clinic': registered,
        'choose-doctor': registered,
        'choose-any': registered,
        'choose-later': registered,
        back: 'clinics',
      },
    },
  },
});
