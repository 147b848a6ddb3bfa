import { and, not, or } from 'xstate';
import { closed, nextVisitBegins, sameVneid, scanOpensTicket, scanStartsVisit, strayCodes } from './scans.ts';

/** Codes that are shown before the camera, or while it is asked whether a face may be kept. */

/** The hospital has said whose code began this: the camera's part is over, and it is asked whose visit this is. */
const asksWhoseBeside = {
  guard: 'besideCode',
  target: '#visit.flow.recognise.left',
  actions: [{ type: 'leaveFace', params: 'no-usable-picture' }, 'holdCode'],
} as const;

/** Where nobody is named yet, or a ticket is on the screen behind, a code begins a visit. */
export const codesBeforeCamera = {
  ...strayCodes,
  scan: [
    { guard: and(['besideCode', 'ofThisVisit']) },
    asksWhoseBeside,
    { guard: and(['isClosed', not('returning')]) },
    ...scanStartsVisit,
  ],
  'scan-ticket': [asksWhoseBeside, closed, { guard: 'ticketBeside' }, scanOpensTicket],
  'scan-vneid': [
    asksWhoseBeside,
    closed,
    ...sameVneid,
    { guard: 'returning', target: '#visit.flow.prompted.checking' },
    { target: '#visit.flow.ticket.checking' },
  ],
} as const;

const held = { guard: and(['returning', 'sameAsOther']) } as const;
const holds = { guard: 'returning', actions: 'holdCode' } as const;

/** Once somebody was recognised, whose visit it is. */
export const codesOnceRecognised = {
  scan: [{ guard: and(['returning', or(['sameCode', 'ofThisVisit'])]), actions: 'sayIsMine' }, held, holds],
  'scan-ticket': [{ guard: and(['returning', 'ownTicket']), actions: 'sayIsMine' }, held, holds],
  'scan-vneid': [held, holds],
} as const;

/** On a question about the ticket's person: the ticket takes them, and a VNeID code is exchanged behind it. */
export const codesOverTicket = {
  ...nextVisitBegins,
  'scan-vneid': [closed, ...sameVneid, { target: '#visit.flow.ticket.checking' }],
} as const;
