import { expect, it, vi } from 'vitest';
import { loginAnswerSchema, pinChangeAnswerSchema, sessionSchema } from '../electron/bridge/staff-login.ts';
import { overviewSchema } from '../electron/bridge/staff-overview.ts';
import {
  arrivalsSchema,
  assistedAnswerSchema,
  callsSchema,
  personAnswerSchema,
  reprintAnswerSchema,
  resultSchema,
  staffRefusalSchema,
  taskSchema,
  tasksSchema,
} from '../electron/bridge/staff-page.ts';
import { type Choice, choicesOf, missingOf, type NotDrawn } from './gallery-choices-testing.ts';
import { session } from './gallery-staff-answers.ts';
import { staffSamples, usualAnswer } from './gallery-staff-samples.ts';

/** Whatever the kiosk may answer to the page for staff stands in a sample of its gallery, where it is looked at. */

// Only a browser can draw one.
vi.mock('./gallery-portrait.ts', () => ({ drawPortrait: () => 'AAAA' }));

const samples = Object.values(staffSamples);
/** Samples name the answers that are not the usual ones. */
const usual = ['/api/overview', '/api/arrivals/again', '/api/tasks/1/person'].map((path): [string, unknown] => [
  path,
  usualAnswer(path, 'GET'),
]);
const answers = [...usual, ...samples.flatMap((sample) => Object.entries(sample.answers ?? {}))];
const answersAt = (path: RegExp): unknown[] => answers.filter(([at]) => path.test(at)).map(([, answer]) => answer);
/** A refusal, and what came of an act, stand where any other answer would. */
const everyAnswer = answersAt(/^/);

const choices: readonly Choice[] = [
  ...choicesOf(
    sessionSchema,
    samples.map((sample) => sample.session ?? session),
    'session',
  ),
  ...choicesOf(
    callsSchema,
    samples.map(({ calls = [] }) => ({ calls })),
  ),
  ...choicesOf(staffRefusalSchema, everyAnswer, 'refusal'),
  ...choicesOf(resultSchema, everyAnswer, 'act'),
  ...choicesOf(loginAnswerSchema, answersAt(/^\/api\/login$/), 'login'),
  ...choicesOf(pinChangeAnswerSchema, answersAt(/^\/api\/pin$/), 'pin'),
  ...choicesOf(overviewSchema, answersAt(/^\/api\/overview$/), 'overview'),
  ...choicesOf(tasksSchema, answersAt(/^\/api\/tasks$/)),
  ...choicesOf(personAnswerSchema, answersAt(/\/person$/), 'person'),
  ...choicesOf(assistedAnswerSchema, answersAt(/^\/api\/visit$/)),
  ...choicesOf(arrivalsSchema, answersAt(/^(POST \/api\/arrivals|\/api\/arrivals\/again)$/), 'arrivals'),
  ...choicesOf(reprintAnswerSchema, answersAt(/^\/api\/print\/ticket$/), 'reprint'),
];

/** Drawn by the same part of the page. */
const alike: readonly RegExp[] = [/^(act|reprint)\.result$/, /\bstream$/];

const notDrawn: NotDrawn = [
  [
    /^refusal\.error: (login-needed|locked|pin-change-needed)$/,
    'the page for logging in, or for a PIN of one’s own, comes instead',
  ],
  [/^calls\[\]\.isReceived: false$/, 'the page says by itself that it has it'],
  [/^overview\.opening\(\w+\)\.nearest: /, 'the kiosk’s own screen names it'],
  [/^login\.kind: in$/, 'the page behind it comes instead'],
  [/^pin\.result: done$/, 'the page behind it comes instead, and says so as it does of every act'],
  [/^tasks\[\]\.state: done$/, 'it is on the list no more'],
];

it('has a sample of everything that the kiosk may answer to staff', () => {
  expect(choices.length).toBeGreaterThan(120);
  expect(missingOf(choices, alike, notDrawn)).toEqual([]);
});

it('has each amendment of a task that was refused, and of one that is held: both have words of their own', () => {
  const { options } = taskSchema.shape.amendment.unwrap();
  const tasks = answersAt(/^\/api\/tasks$/).flatMap((answer) => tasksSchema.parse(answer).tasks);
  for (const kind of ['refused', 'held']) {
    const shown = tasks.filter((task) => task.kind === kind).map(({ amendment }) => amendment);
    expect(new Set(shown), kind).toEqual(new Set([null, ...options]));
  }
});
