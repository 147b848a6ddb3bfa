import { assign, not } from 'xstate';
import { visitSetup } from './machine-setup.ts';
import { skipAnswer, takeAnswer } from './questions.ts';

/** What is asked once the patient is known, each only when it has something to ask: insurance, appointments, details. */

const bringSomebody = {
  guard: 'cameAlone',
  target: '#visit.flow.visit.companion',
  actions: 'bringSomebody',
} as const;

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
    scan: [
      { guard: 'sameCode' },
      { guard: 'sameInsuranceCard', target: '.deciding' },
      { guard: 'insuranceCard', target: '.asking', reenter: true, actions: 'showInsuranceCard' },
      { target: '.notACard' },
    ],
    'scan-ticket': '.notACard',
    'scan-vneid': [{ guard: 'sameCode' }, { target: '.notACard' }],
    'scan-unknown': '.notACard',
    'scan-rejected': '.notACard',
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
    /** The same card may be shown again, to ask again. */
    notAnswered: { entry: assign({ insuranceSha256: null }) },
  },
});

/** What is booked: to arrive for it, to be seen without it, or the desk. */
export const appointmentsState = visitSetup.createStateConfig({
  always: { guard: 'nothingBooked', target: 'details' },
  on: {
    arrive: { guard: 'mayBeHad', target: 'confirm', actions: 'choose' },
    'walk-in': 'details',
    'appointment-desk': { target: '#visit.flow.desk', actions: { type: 'deskBecause', params: 'appointment' } },
    'bring-somebody': bringSomebody,
  },
});

/** What the hospital wants to know of a new patient, one question after the other. */
export const detailsState = visitSetup.createStateConfig({
  always: { guard: 'nothingAsked', target: 'choose' },
  on: {
    answer: { actions: assign(({ context, event }) => takeAnswer(context, event.value)) },
    'skip-answer': { actions: assign(({ context }) => skipAnswer(context)) },
    'bring-somebody': bringSomebody,
  },
});

const registered = { guard: 'mayBeHad', target: '#visit.flow.visit.confirm', actions: 'choose' } as const;
const roomsFirst = { guard: 'hasRooms', target: '#visit.flow.visit.choose.rooms', actions: 'openRooms' } as const;

/** Clinics, and rooms or doctors of one of them. */
export const chooseState = visitSetup.createStateConfig({
  initial: 'clinics',
  on: { 'bring-somebody': bringSomebody },
  states: {
    clinics: {
      entry: assign({ open: null }),
      on: {
        'choose-specialty': roomsFirst,
        'choose-clinic': [roomsFirst, registered],
        'choose-last': registered,
        'choose-screening': [
          registered,
          { target: '#visit.flow.desk', actions: { type: 'deskBecause', params: 'asked-for-staff' } },
        ],
        back: { guard: not('nothingBooked'), target: '#visit.flow.visit.appointments' },
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
