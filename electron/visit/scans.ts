import { and } from 'xstate';

/** A code begins a visit, also while the last ticket is still on the screen; the same code again does not. */
export const scanStartsVisit = [
  { guard: 'sameCode' },
  {
    guard: and(['citizenCode', 'readerUsable', 'cardLaid']),
    target: '#visit.flow.visit.identify.reading',
    actions: 'identify',
  },
  { guard: and(['citizenCode', 'readerUsable']), target: '#visit.flow.visit.identify.awaiting', actions: 'identify' },
  { target: '#visit.flow.visit.route', actions: 'identify' },
] as const;

/** The code of a ticket shows where that stands. */
export const scanOpensTicket = {
  target: '#visit.flow.myTicket',
  reenter: true,
  actions: { type: 'openTicket', params: ({ event }: { event: { key: string } }) => event.key },
} as const;
