import type { LoginAnswer, StaffSession } from '../electron/bridge/staff-login.ts';
import type { Overview } from '../electron/bridge/staff-overview.ts';
import type { AssistedVisit } from '../electron/bridge/staff-page.ts';
import {
  amendedTask,
  arrivalList,
  arrivals,
  compared,
  deskTask,
  emergencyCall,
  figures,
  helpCall,
  overview,
  part,
  parts,
  person,
  plannedList,
  printerCall,
  refusedTask,
  session,
  takenTask,
  today,
} from './gallery-staff-answers.ts';
import { type StaffSample, technician } from './gallery-staff-sample.ts';
import { openFirst, openPerson, taskSamples, withTasks } from './gallery-staff-task-samples.ts';
import { choosingPin, troubleSamples } from './gallery-staff-trouble-samples.ts';

/** The states of the page for staff: what the kiosk answers, and what somebody does at the page until it looks so. */

const nobody: StaffSession = { ...session, state: 'none', account: null };

const loggingIn = (answer: LoginAnswer): StaffSample => ({
  session: nobody,
  answers: { '/api/login': answer },
  steps: [
    { type: 'input[autocomplete="username"]', text: 'lan' },
    { type: 'input[type="password"]', text: '739150' },
    { press: 'form button[type="submit"]' },
    { see: '.staff-line' },
  ],
});

const withOverview = (changes: Partial<Overview>): StaffSample => ({
  answers: { '/api/overview': { ...overview, ...changes } },
});

const away: Partial<Overview> = {
  limits: ['BACKEND'],
  components: parts(part('hospital', 'UNAVAILABLE', 'NOT_REACHABLE')),
  queue: { pending: 23, inFlight: 0, confirmed: 191, dead: 0, held: 1, oldestPendingMinutes: 47 },
  clockOffsetMs: null,
};

const listOpened: StaffSample = {
  view: 'arrivals',
  answers: { '/api/overview': { ...overview, ...away } },
  steps: [{ press: '.clinics .staff-button' }, { see: '.arrival-list table' }],
};

const assisting = (visit: AssistedVisit, more: StaffSample = {}): StaffSample => ({
  view: 'assist',
  isOnGlass: true,
  ...more,
  answers: { '/api/visit': { visit, shown: visit.state === 'comparable' ? 'a'.repeat(64) : null } },
});

export const staffSamples: Readonly<Record<string, StaffSample>> = {
  'staff-login': { session: nobody },
  'staff-login-wrong': loggingIn({ kind: 'wrong' }),
  'staff-login-lapsed': loggingIn({ kind: 'card-lapsed' }),
  'staff-login-wait': loggingIn({ kind: 'wait', seconds: 65 }),
  'staff-login-busy': loggingIn({ kind: 'busy' }),
  'staff-login-card': {
    session: nobody,
    answers: { '/api/login': { kind: 'pin-needed' } satisfies LoginAnswer },
    steps: [{ type: 'window', text: `TDNV-${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'}` }, { see: '.staff-line-good' }],
  },
  'staff-pin-first': { session: { ...session, mustChangePin: true } },
  'staff-pin-differ': choosingPin('846208', null),
  'staff-locked': { session: { ...session, state: 'locked' } },
  'staff-locked-call': { session: { ...session, state: 'locked' }, calls: [emergencyCall] },
  'staff-printer-call': { calls: [printerCall] },
  'staff-countdown': { steps: [{ see: '.state' }], passMs: 48_000 },
  'staff-away': { steps: [{ see: '.state' }], endsAway: true },
  'staff-overview': {},
  'staff-overview-it': { session: technician },
  'staff-overview-paper': withOverview({
    state: 'UNAVAILABLE',
    limits: ['CONSUMABLES'],
    components: parts(part('printer', 'UNAVAILABLE', 'MEDIA_EMPTY')),
  }),
  'staff-overview-cover': withOverview({
    state: 'UNAVAILABLE',
    limits: ['HARDWARE'],
    components: parts(part('printer', 'UNAVAILABLE', 'COVER_OPEN')),
  }),
  'staff-overview-low': withOverview({
    state: 'ACTIVE',
    components: parts(part('printer', 'READY', 'MEDIA_LOW'), part('reader', 'BUSY'), part('camera', 'NOT_CONFIGURED')),
  }),
  'staff-overview-broken': withOverview({
    state: 'UNAVAILABLE',
    limits: ['HARDWARE', 'CONSUMABLES', 'INTERNAL', 'BACKEND'],
    components: [
      part('scanner', 'UNAVAILABLE', 'NOT_REACHABLE'),
      part('reader', 'UNAVAILABLE', 'NOT_RESPONDING'),
      part('camera', 'UNAVAILABLE', 'HARDWARE_ERROR'),
      part('printer', 'UNAVAILABLE', 'MEDIA_JAMMED'),
      part('headphones', 'NOT_CONFIGURED'),
      part('lamp', 'UNAVAILABLE', 'NOT_REACHABLE'),
      part('gallery', 'UNAVAILABLE'),
      part('disk', 'UNAVAILABLE', 'THRESHOLD_ERROR'),
      part('hospital', 'UNAVAILABLE', 'NOT_RESPONDING'),
    ],
    clockOffsetMs: -73_000,
  }),
  'staff-overview-hospital-away': withOverview(away),
  'staff-overview-dead-letters': withOverview({
    openTasks: 12,
    queue: { pending: 2, inFlight: 0, confirmed: 1_388, dead: 12, held: 3, oldestPendingMinutes: 1 },
  }),
  'staff-overview-closing': { steps: [{ press: '.state-actions .staff-button' }, { see: '.act-asking' }] },
  'staff-overview-closed': withOverview({
    state: 'DISABLED',
    opening: { state: 'closed', by: 'staff', opens: null, nearest: null },
  }),
  'staff-overview-hours': withOverview({
    state: 'STOPPED',
    limits: ['HOURS'],
    opening: { state: 'closed', by: 'hours', opens: { day: '2026-03-03', time: '06:30' }, nearest: null },
  }),
  'staff-overview-not-printed': {
    answers: { '/api/print/test': { result: 'not-printed' } },
    steps: [{ press: '.state-actions > :last-child .staff-button' }, { see: '.said .staff-line' }],
  },
  'staff-overview-reprint': {
    answers: {
      '/api/print/ticket': {
        result: 'several',
        choices: [
          { key: amendedTask.id, number: 'A012', clinicId: 'mat', stream: 'insured', day: today, session: 'morning' },
          {
            key: refusedTask.id,
            number: 'A012',
            clinicId: 'noi',
            stream: 'paying',
            day: '2026-03-03',
            session: 'afternoon',
          },
          { key: deskTask.id, number: 'A012', clinicId: null, stream: null, day: today, session: 'morning' },
        ],
      },
    },
    steps: [
      { type: '.reprint input', text: 'A012' },
      { press: '.reprint button[type="submit"]' },
      { see: '.reprint-which' },
    ],
  },
  ...taskSamples,
  ...troubleSamples,
  'staff-figures': { view: 'figures' },
  'staff-figures-table': { view: 'figures', steps: [{ press: 'summary' }] },
  'staff-figures-one': { view: 'figures', answers: { '/api/figures': figures.one } },
  'staff-figures-empty': { view: 'figures', answers: { '/api/figures': figures.empty } },
  'staff-arrivals': { view: 'arrivals' },
  'staff-arrivals-away': { view: 'arrivals', answers: { '/api/overview': { ...overview, ...away } } },
  'staff-arrivals-none': { view: 'arrivals', answers: { '/api/arrivals': arrivals.none } },
  'staff-arrivals-it': { view: 'arrivals', session: technician },
  'staff-arrivals-list': listOpened,
  'staff-arrivals-planned': { view: 'arrivals', answers: { '/api/arrivals': arrivals.planned } },
  'staff-arrivals-list-planned': {
    view: 'arrivals',
    answers: { 'POST /api/arrivals': plannedList, '/api/arrivals': arrivals.planned },
    steps: [{ press: '.clinics .staff-button' }, { see: '.arrival-list .planned' }],
  },
  'staff-arrivals-list-old': {
    ...listOpened,
    answers: { ...listOpened.answers, '/api/arrivals/again': { error: 'failed' } },
    steps: [...(listOpened.steps ?? []), { hear: 'changed' }, { see: '.arrival-list .staff-line' }],
  },
  'staff-glass-login': { isOnGlass: true, session: nobody },
  'staff-glass-locked': { isOnGlass: true, session: { ...session, state: 'locked' } },
  'staff-glass-nobody': assisting({ state: 'none' }),
  'staff-glass-nobody-known': assisting({ state: 'not-comparable', why: 'nobody-known' }),
  'staff-glass-too-late': assisting({ state: 'not-comparable', why: 'too-late' }),
  'staff-glass-not-matched': assisting(compared({})),
  'staff-glass-typed': assisting(compared({ document: 'typed', portrait: null, face: 'not-compared' })),
  'staff-glass-matched': assisting(compared({ document: 'vneid', face: 'matched' })),
  'staff-glass-code': assisting(compared({ document: 'code', portrait: null, face: 'not-compared' })),
  // All that is known of whom another code of the hospital named.
  'staff-glass-number-alone': assisting(
    compared({
      ...{ document: 'code', portrait: null, face: 'not-compared' },
      person: { fullName: null, birthDate: null, patientId: 'BN-004711' },
    }),
  ),
  'staff-glass-name-alone': assisting(
    compared({
      ...{ document: 'code', portrait: null, face: 'not-compared' },
      person: { ...person, patientId: null },
    }),
  ),
  'staff-glass-other-asked': assisting(compared({}), {
    steps: [{ press: '.assist-verdict > :last-child .staff-button' }, { see: '.act-asking' }],
  }),
  'staff-glass-same': assisting(compared({ found: 'same-person' })),
  'staff-glass-other': assisting(compared({ found: 'other-person', face: 'not-recognised', document: 'returning' })),
  'staff-glass-it': assisting(compared({}), { session: technician }),
  'staff-glass-call': assisting(compared({}), { calls: [helpCall] }),
  'staff-glass-overview': { isOnGlass: true, view: 'overview' },
  'staff-glass-tasks': { ...withTasks([refusedTask, deskTask, takenTask]), isOnGlass: true },
  'staff-glass-note': {
    ...withTasks([deskTask], {
      steps: [openFirst, openPerson, { see: '.person' }, { focus: 'textarea' }, { see: '.glass-keys' }],
    }),
    isOnGlass: true,
  },
  'staff-glass-figures': { isOnGlass: true, view: 'figures' },
  'staff-glass-arrivals': { isOnGlass: true, view: 'arrivals' },
};

/** A morning without trouble. */
export function usualAnswer(path: string, method: string): unknown {
  switch (path) {
    case '/api/overview':
      return overview;
    case '/api/tasks':
      return { tasks: [] };
    case '/api/figures':
      return figures.full;
    case '/api/arrivals/again':
      return arrivalList;
    case '/api/arrivals':
      return method === 'POST' ? arrivalList : arrivals.some;
  }
  return path.endsWith('/person') ? { person, note: '' } : { result: 'done' };
}
