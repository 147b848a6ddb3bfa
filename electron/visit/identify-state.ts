import { and, assign, not } from 'xstate';
import type { VisitEvent } from './events.ts';
import { visitSetup } from './machine-setup.ts';
import { afterRead, triedInVain } from './read-chip.ts';
import { chipVerdictReason } from './rules.ts';
import { forgetStray, scanReplacesCode, strayCodes } from './scans.ts';
import { asksWhose } from './whose-state.ts';

/** Codes that say nothing of the card that is awaited. */
const otherCode = { actions: 'sayOtherCode' } as const;
const otherCodes = {
  'scan-ticket': otherCode,
  'scan-vneid': [{ guard: 'sameCode' }, otherCode],
  'scan-unknown': otherCode,
} as const;

/** The reader went away: the first question says so, and that the card may be taken. */
const onWithoutReader = { target: '#visit.flow.visit.route', actions: 'loseReader' } as const;

/**
 * The card: awaited, read, judged, greeted by name; or a claim by code when it stays closed. Where the face is compared next, the
 * greeting stands on that screen and costs no time of its own.
 */
export const identifyState = visitSetup.createStateConfig({
  initial: 'awaiting',
  states: {
    awaiting: {
      // Nothing was tried yet, so it costs no try.
      always: { guard: and(['cardComes', 'cardUnreadable']), target: 'problem', actions: 'nameLaidProblem' },
      on: {
        reader: [
          { guard: 'cardLaidNow', target: 'reading' },
          { guard: 'readerGone', ...onWithoutReader },
        ],
        scan: [
          { guard: 'sameCode' },
          { guard: 'opensChip', actions: { type: 'identify', params: 'instead' } },
          otherCode,
        ],
        ...otherCodes,
        'continue-without-card': {
          target: '#visit.flow.visit.route',
          actions: { type: 'skipChip', params: 'no-card' },
        },
      },
    },
    reading: {
      entry: assign({ progress: { bytes: 0, total: 0 }, chipName: null, cardProblem: null, identifyNotice: 'none' }),
      invoke: {
        src: 'readChip',
        input: ({ context, self }) => ({
          ports: context.ports,
          reader: context.reader,
          identity: context.identity,
          report: (event: VisitEvent) => {
            self.send(event);
          },
        }),
        onDone: { target: 'judged', actions: assign(({ context, event }) => afterRead(context, event.output)) },
        onError: {
          target: 'problem',
          actions: assign(({ context }) => ({ ...triedInVain(context), cardProblem: 'unreadable' as const })),
        },
      },
      on: {
        // The read of a card that is gone is given up at once: leaving this state drops its answer.
        reader: [
          { guard: 'otherCardLaid', target: 'reading', reenter: true },
          { guard: 'readerGone', ...onWithoutReader },
          {
            guard: 'cardFellSilent',
            target: 'problem',
            actions: [assign(({ context }) => triedInVain(context)), 'nameLaidProblem'],
          },
          {
            guard: 'cardTaken',
            target: 'problem',
            actions: assign(({ context }) => ({ ...triedInVain(context), cardProblem: 'pulled' as const })),
          },
        ],
        'chip-progress': { actions: assign(({ event }) => ({ progress: event.progress })) },
        'chip-names': { actions: assign(({ event }) => ({ chipName: event.fullName })) },
        scan: [{ guard: 'ofThisVisit' }, otherCode],
        ...otherCodes,
      },
      after: {
        read: {
          target: 'problem',
          actions: [
            assign(({ context }) => ({ ...triedInVain(context), cardProblem: 'unreadable' as const })),
            'tellKeptWaiting',
          ],
        },
      },
    },
    problem: {
      always: [
        {
          guard: not('triesLeft'),
          target: '#visit.flow.visit.route',
          actions: { type: 'skipChip', params: 'not-opened' },
        },
        // Also while a number was typed instead.
        { guard: not('readerUsable'), ...onWithoutReader },
      ],
      on: {
        reader: [
          { guard: 'cardLaidNow', target: 'reading' },
          { guard: 'cardFellSilent', actions: 'nameLaidProblem' },
          { guard: 'severalTaken', target: 'awaiting' },
        ],
        'try-card-again': [{ guard: 'cardLaid', target: 'reading' }, { target: 'awaiting' }],
        scan: [
          { guard: 'sameCode' },
          {
            guard: and(['opensChip', 'cardLaid']),
            target: 'reading',
            actions: { type: 'identify', params: 'instead' },
          },
          { guard: 'opensChip', target: 'awaiting', actions: { type: 'identify', params: 'instead' } },
          otherCode,
        ],
        ...otherCodes,
        // A card that the code does not open may open by what is printed on it.
        'type-number': 'typing',
        'continue-without-card': {
          target: '#visit.flow.visit.route',
          actions: { type: 'skipChip', params: 'not-opened' },
        },
      },
    },
    typing: {
      entry: 'forgetTyped',
      exit: forgetStray,
      on: {
        ...strayCodes,
        typed: { actions: 'takeTyped' },
        // Whose number is read off a card may hold it before the scanner.
        scan: [{ guard: 'sameCode' }, ...scanReplacesCode],
        back: 'problem',
        emergency: '#visit.flow.emergency',
      },
    },
    judged: {
      always: [
        { guard: not('cardRead'), target: 'problem' },
        {
          guard: 'deskByChip',
          target: '#visit.flow.desk',
          actions: { type: 'deskBecause', params: ({ context }) => chipVerdictReason(context) },
        },
        { guard: 'cardExpired', target: 'expired', actions: 'askAgain' },
        { guard: 'compareFace', target: '#visit.flow.visit.verify', actions: 'askAgain' },
        { target: 'greeting', actions: 'askAgain' },
      ],
    },
    /** It still says who this is; that it has run out must be read, however long that takes. */
    expired: { on: { ...asksWhose, confirm: '#visit.flow.visit.route' } },
    greeting: {
      on: {
        ...asksWhose,
        reader: [asksWhose.reader, { guard: 'cardTaken', target: '#visit.flow.visit.route' }],
      },
      after: { greet: '#visit.flow.visit.route' },
    },
  },
});
