import { and } from 'xstate';
import type { Beginning } from './whose-visit.ts';

/**
 * Where a code leads that begins a visit: to the chip that it opens, which is read at once when it lies there, else on as a
 * claim. Whoever is brought by somebody lays a card of their own: what lies there may be the other's.
 */
function visitBy(how: Beginning) {
  const actions = { type: 'identify', params: how } as const;
  return [
    ...(how === 'brought'
      ? []
      : [
          {
            guard: and(['opensChip', 'readerUsable', 'cardLaid']),
            target: '#visit.flow.visit.identify.reading',
            actions,
          } as const,
        ]),
    {
      guard: and(['opensChip', 'readerUsable']),
      target: '#visit.flow.visit.identify.awaiting',
      actions,
    } as const,
    { target: '#visit.flow.visit.route', actions } as const,
  ];
}

/** A code begins a visit, also while the last ticket is still on the screen; the same code again does not. */
export const scanStartsVisit = [{ guard: 'sameCode' }, ...visitBy('anew')] as const;

/** What is typed for a card that does not open stands for its code. */
export const scanReplacesCode = visitBy('instead');

/** A code of somebody whom the identified person brings. */
export const scanNamesPatient = visitBy('brought');

/** The code of a ticket shows where that stands. */
export const scanOpensTicket = {
  target: '#visit.flow.myTicket',
  reenter: true,
  actions: ['countTicket', { type: 'openTicket', params: ({ event }: { event: { key: string } }) => event.key }],
} as const;

/** A VNeID code that is held there still, or that began this visit, is nothing new. */
export const sameVneid = [{ guard: 'beingExchanged' }, { guard: 'sameCode' }] as const;

/** To the first screen, by whoever chose a way there and wants another one: the screen stays as they set it. */
export const backToWays = { target: '#visit.flow.prompted', actions: ['leaveCard', 'attractPrompt'] } as const;

/** No visit begins while the kiosk is closed; one that runs is finished. */
export const closed = { guard: 'isClosed' } as const;

/** What a screen takes on which a visit may begin; a VNeID code is exchanged for a person while the first screen says so. */
export const visitBegins = {
  scan: [closed, ...scanStartsVisit],
  'scan-ticket': [closed, scanOpensTicket],
  'scan-vneid': [closed, ...sameVneid, { target: '#visit.flow.prompted.checking', reenter: true }],
} as const;

/**
 * A code of no use over a screen that somebody may still need, and that its owner may have shown themselves: what to show instead
 * is said beside it, and nothing of it is lost.
 */
export const strayCodes = {
  'scan-unknown': [closed, { actions: ['countInVain', { type: 'tellStray', params: 'unknown-code' }] }],
  'scan-rejected': [closed, { actions: ['countInVain', { type: 'tellStray', params: 'unreadable-code' }] }],
} as const;

/** Where a number or digits are typed and nobody is named yet: whoever would rather show something does. */
export const codesWhileTyping = {
  ...strayCodes,
  scan: [...scanStartsVisit],
  'scan-ticket': scanOpensTicket,
  'scan-vneid': [...sameVneid, { target: '#visit.flow.prompted.checking' }],
} as const;

/** What was said of a code counts for that page. */
export const forgetStray = { type: 'tellStray', params: 'none' } as const;

/** As on the first screen, where somebody may still need what is shown: it is left once somebody has come (`behindScreen`). */
export const nextVisitBegins = {
  ...visitBegins,
  ...strayCodes,
  'scan-vneid': [closed, ...sameVneid, '.checking'],
} as const;
