import { and, assign, not, raise, stateIn } from 'xstate';
import { hasEnded } from './context.ts';
import type { VisitEvent } from './events.ts';
import { visitSetup } from './machine-setup.ts';

type PersonEvent = Exclude<
  VisitEvent,
  {
    type:
      | ('scan' | 'scan-ticket' | 'scan-vneid' | 'scan-unknown' | 'scan-rejected')
      | ('face-sample' | 'face-portrait' | 'camera' | 'ticket-shown' | 'queue-changed' | 'payment');
  }
>;

/** Signs that somebody is there, but for codes. A face alone is none: people stand in the queue behind. */
const presence: readonly PersonEvent['type'][] = [
  'chip-progress',
  'presence',
  'choose-language',
  'choose-display',
  'choose-speech',
  'go-on-visit',
  'start-for-other',
  'continue-without-card',
  'try-card-again',
  'skip-face',
  'return-by-face',
  'return-to-clinic',
  'return-factor',
  'swap-movement',
  'enrol-face',
  'withdraw-face',
  'type-number',
  'typed',
  'bring-somebody',
  'no-number',
  'next-person',
  'go-on-paying',
  'insurance-counter',
  'arrive',
  'walk-in',
  'appointment-desk',
  'answer',
  'skip-answer',
  'choose-specialty',
  'choose-clinic',
  'choose-doctor',
  'choose-any',
  'choose-later',
  'choose-last',
  'choose-room',
  'choose-screening',
  'declare',
  'emergency',
  'show-ticket',
  'print-again',
  // No sign of anybody; but there is something new to read.
  'not-printed',
  'staff-compared',
  'ticket-choices',
  'change-clinic',
  'cancel-ticket',
  'confirm',
  'back',
  'start-over',
  'ask-for-staff',
  'call-staff',
];

const restart = { target: 'watching', reenter: true } as const;

/** What is left under a scanner is nobody, and neither is a scanner that sends noise (codes-seen.ts). */
const byNewCode = { ...restart, guard: 'isNewCode', actions: 'noteCode' } as const;

const presenceRestartsWatch = {
  ...(Object.fromEntries(presence.map((type) => [type, restart])) as Record<PersonEvent['type'], typeof restart>),
  scan: byNewCode,
  'scan-vneid': byNewCode,
  'scan-ticket': byNewCode,
  // Over the end of a visit it is of whoever comes next, for whom nobody keeps that open.
  'scan-unknown': { ...byNewCode, guard: and(['isNewCode', stateIn({ flow: 'visit' })]) },
  // Laying and taking a card is a person's doing, a cable that comes loose is not.
  reader: { ...restart, guard: not('readerGone') },
  // No sign of anybody; but the machine's own time is not counted against them.
  'kept-waiting': restart,
};

/**
 * Asks "are you still there?" and wipes the visit of somebody who walked away, identified or not: a number that nobody takes would
 * hold up a queue, and paper that nobody takes is the next one's to read.
 */
export const idleState = visitSetup.createStateConfig({
  initial: 'off',
  on: { ended: '.off', begun: '.watching' },
  states: {
    off: { entry: assign({ idleEndsAt: null }), on: { 'ticket-opened': 'watching' } },
    watching: {
      entry: assign({ idleEndsAt: null }),
      on: presenceRestartsWatch,
      after: {
        idleWarning: [
          { guard: 'paperComes', target: 'printing' },
          { guard: 'codeUnprinted', target: 'onlyCode' },
          { target: 'warned' },
        ],
      },
    },
    /** The paper may still fail, and nobody would be there to be told. */
    printing: {
      entry: assign({ idleEndsAt: null }),
      on: { ...presenceRestartsWatch, 'paper-ends': 'warned' },
      after: { paperWait: 'warned' },
    },
    /** What is to be paid for stands nowhere but on this screen. */
    onlyCode: {
      entry: assign({ idleEndsAt: null }),
      on: { ...presenceRestartsWatch, payment: { guard: not('codeStays'), target: 'warned' } },
      after: { unprintedCode: 'warned' },
    },
    warned: {
      entry: assign(({ context }) => ({
        idleEndsAt:
          context.ports.now().getTime() +
          (hasEnded(context) ? context.ports.delays.endGraceMs : context.ports.delays.idleGraceMs),
      })),
      on: {
        ...presenceRestartsWatch,
        'paper-begins': { guard: 'hasEnded', target: 'printing' },
        payment: { guard: 'codeComes', target: 'onlyCode' },
      },
      after: { idleGrace: { target: 'off', actions: raise({ type: 'idle-expired' }) } },
    },
  },
});
