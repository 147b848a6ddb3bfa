import { and, not } from 'xstate';
import type { VisitAt } from '../bridge/snapshot.ts';
import { visitSetup } from './machine-setup.ts';
import { forgetStray, scanNamesPatient, strayCodes } from './scans.ts';
import { exchange } from './vneid-state.ts';
import { asksWhose, ticketWhileAsked, vneidWhileAsked, whileAsked } from './whose-state.ts';

const inVain = (problem: VisitAt<'companion'>['problem']) =>
  ({
    target: '#visit.flow.visit.companion.awaiting',
    actions: ['countInVain', { type: 'companionProblem', params: problem }],
  }) as const;

const ofNoUse = { actions: ['countInVain', { type: 'tellStray', params: 'unknown-code' }] } as const;

const typesNumber = {
  'type-number': { target: '#visit.flow.visit.companion.typing', actions: 'forgetTyped' },
} as const;

/** The identified person comes with somebody else, who is the patient: whose code, number or name is wanted now. */
export const companionState = visitSetup.createStateConfig({
  initial: 'awaiting',
  on: {
    reader: asksWhose.reader,
    // They are known as the one who brings somebody: that their card can be read now changes nothing.
    'own-card': {},
    scan: [...whileAsked, { guard: 'samePerson', ...inVain('same-person') }, ...scanNamesPatient],
    'scan-ticket': [...ticketWhileAsked, inVain('unknown-code')],
    'scan-vneid': [...vneidWhileAsked, { guard: 'beingExchanged' }, '.checking'],
    'scan-unknown': inVain('unknown-code'),
    'scan-rejected': inVain('unreadable-code'),
    'no-number': {
      target: '#visit.flow.desk',
      actions: ['nobodyYet', 'forgetRefused', { type: 'deskBecause', params: 'no-document' }],
    },
    'ask-for-staff': {
      target: '#visit.flow.desk',
      actions: ['nobodyYet', { type: 'deskBecause', params: 'asked-for-staff' }],
    },
    // The identified person is the patient after all.
    back: { target: 'insurance', actions: 'forgetRefused' },
  },
  states: {
    awaiting: { on: typesNumber },
    /** What is typed is copied from a card or a paper, which scanner and reader may well see: it stays. */
    typing: {
      exit: forgetStray,
      on: {
        ...strayCodes,
        reader: {},
        scan: [
          ...whileAsked,
          { guard: and(['samePerson', not('isTyped')]), ...ofNoUse },
          { guard: 'samePerson', ...inVain('same-person') },
          ...scanNamesPatient,
        ],
        'scan-ticket': [...ticketWhileAsked, ofNoUse],
        typed: { actions: 'takeTyped' },
        back: { target: 'awaiting', actions: ['forgetRefused', { type: 'companionProblem', params: 'none' }] },
      },
    },
    checking: {
      ...exchange,
      on: {
        ...typesNumber,
        'code-refused': {
          target: 'awaiting',
          actions: ['countInVain', { type: 'companionProblem', params: ({ event }) => event.prompt }],
        },
      },
    },
  },
});
