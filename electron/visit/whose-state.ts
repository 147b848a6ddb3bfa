import { and, assertEvent, not, or, raise } from 'xstate';
import { visitSetup } from './machine-setup.ts';
import { isSamePerson } from './whose-visit.ts';

/** The question whose visit this is. It lies over the visit, which stays where it is until somebody has said so. */

const isOwn = { guard: or(['sameCode', 'ofThisVisit']), actions: 'sayIsMine' } as const;
const isOwnTicket = { guard: 'ownTicket', actions: 'sayIsMine' } as const;
/** A code that is held there still is asked about already. */
const held = { guard: 'sameAsOther' } as const;

/** What a step of an identified person notices of somebody else. */
export const asksWhose = {
  reader: { guard: 'newCard', actions: 'tellOtherCard' },
  scan: [isOwn, held, { actions: 'holdCode' }],
  'scan-vneid': [{ guard: 'sameCode', actions: 'sayIsMine' }, held, { actions: 'holdCode' }],
  'scan-ticket': [isOwnTicket, held, { actions: 'holdCode' }],
} as const;

/** The same on a screen that wants a code: while it is asked, what is shown says nothing of this visit. */
const codeWhileAsked = [held, { guard: 'otherCame', actions: 'holdCode' }] as const;
export const whileAsked = [{ ...isOwn, guard: and(['otherCame', isOwn.guard]) }, ...codeWhileAsked] as const;
export const ticketWhileAsked = [isOwnTicket, ...codeWhileAsked] as const;
export const vneidWhileAsked = [
  { guard: and(['otherCame', 'sameCode']), actions: 'sayIsMine' },
  ...codeWhileAsked,
] as const;

/** Where nobody is named yet, whoever lays a card goes on by card, which needs its code first. */
export const cardNeedsCode = {
  guard: 'newCard',
  target: '#visit.flow.prompted',
  actions: { type: 'prompt', params: 'show-code' },
} as const;

/** On the last screen of a visit a card is of whoever comes next: not one to be taken back. */
export const nextCardLaid = { guard: 'newCard', actions: 'noteNextCard' } as const;

const mayStart = and(['otherCame', not('isClosed')]);

/** Goes on with what the other one has: their code as if it had been shown now; a card needs its code first. */
export const startForOther = {
  guard: mayStart,
  target: '#visit.flow.prompted',
  actions: 'startForOther',
} as const;

/** Nothing changes on the screen for what shows at once; then the visit behind it is nobody's to see. */
const soonSeen = {
  initial: 'unseen',
  states: { unseen: { after: { ownCardUnseen: 'seen' } }, seen: {} },
} as const;

const somebodyElses = { 'other-code': 'asked', 'other-vneid': { target: 'exchanging', reenter: true } } as const;

export const whoseState = visitSetup.createStateConfig({
  initial: 'clear',
  // Whatever begins a step that is not the visit's, or ends it, has answered.
  on: { begun: '.clear', ended: '.clear' },
  states: {
    clear: { entry: 'forgetOther', on: { 'other-card': 'trying', ...somebodyElses } },
    /** Most lay their own card once more, or whoever came with them does, of which nobody need be asked. */
    trying: {
      ...soonSeen,
      entry: 'holdCard',
      invoke: {
        src: 'tryOwnCard',
        input: ({ context }) => context,
        onDone: [
          { guard: ({ event }) => event.output === 'other', target: 'asked' },
          { guard: ({ event }) => event.output === 'carer', target: 'clear' },
          { guard: 'chipUnread', target: 'clear', actions: raise({ type: 'own-card' }) },
          { target: 'clear' },
        ],
        onError: 'asked',
      },
      on: { reader: { guard: 'cardGone', target: 'clear' }, ...somebodyElses },
      after: { ownCard: 'asked' },
    },
    /** Whoever began with a VNeID code may show a fresh one, which does not say whose it is. */
    exchanging: {
      ...soonSeen,
      invoke: {
        src: 'exchangeCode',
        input: ({ context, event }) => {
          assertEvent(event, 'other-vneid');
          return { ...event, ports: context.ports };
        },
        onDone: [
          {
            guard: ({ context, event }) => event.output.type === 'scan' && isSamePerson(context, event.output),
            target: 'clear',
          },
          { target: 'asked', actions: { type: 'holdExchanged', params: ({ event }) => event.output } },
        ],
        onError: 'asked',
      },
      on: somebodyElses,
      after: { lookup: 'asked' },
    },
    asked: {
      on: {
        'go-on-visit': 'clear',
        'start-for-other': { guard: mayStart, target: 'clear' },
        // Whoever takes the card away again has said it, too.
        reader: { guard: 'otherCardGone', target: 'clear' },
        ...somebodyElses,
      },
    },
  },
});
