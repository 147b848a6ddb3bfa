import { visitSetup } from './machine-setup.ts';
import { scanNamesPatient } from './scans.ts';
import { exchange } from './vneid-state.ts';
import { asksWhose, vneidWhileAsked, whileAsked } from './whose-state.ts';

/** The identified person comes with somebody else, who is the patient: whose code, number or name is wanted now. */
export const companionState = visitSetup.createStateConfig({
  initial: 'awaiting',
  on: {
    reader: asksWhose.reader,
    // They are known as the one who brings somebody: that their card can be read now changes nothing.
    'own-card': {},
    scan: [
      ...whileAsked,
      {
        guard: 'samePerson',
        target: '.awaiting',
        actions: ['countInVain', { type: 'companionProblem', params: 'same-person' }],
      },
      ...scanNamesPatient,
    ],
    'scan-vneid': [...vneidWhileAsked, { guard: 'beingExchanged' }, '.checking'],
    'scan-unknown': {
      target: '.awaiting',
      actions: ['countInVain', { type: 'companionProblem', params: 'unknown-code' }],
    },
    'scan-rejected': {
      target: '.awaiting',
      actions: ['countInVain', { type: 'companionProblem', params: 'unreadable-code' }],
    },
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
    awaiting: { on: { 'type-number': { target: 'typing', actions: 'forgetTyped' } } },
    typing: {
      on: {
        typed: { actions: 'takeTyped' },
        back: { target: 'awaiting', actions: ['forgetRefused', { type: 'companionProblem', params: 'none' }] },
      },
    },
    checking: {
      ...exchange,
      on: {
        'code-refused': {
          target: 'awaiting',
          actions: ['countInVain', { type: 'companionProblem', params: 'unknown-code' }],
        },
      },
    },
  },
});
