import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kioskSnapshotSchema, type KioskSnapshot } from '../electron/bridge/snapshot.ts';
import { mostSerious } from './components/most-serious.ts';
import { choicesOf, missingOf, type NotDrawn } from './gallery-choices-testing.ts';
import { gallerySamples } from './gallery-samples.ts';
import { partsAway } from './screens/out-of-service.ts';

/**
 * Pictures, rulers, axe, the voice and the pseudo-language see what the gallery shows, and no more: whatever the station may tell the
 * screen stands in one of its samples.
 */

const named = gallerySamples('');
const samples = Object.values(named);

/** What of a snapshot is on the screen: of several notes to staff one, and none after the first screen. */
function drawnOf(snapshot: KioskSnapshot): KioskSnapshot {
  const first = snapshot.visit.step === 'attract' ? mostSerious(snapshot.staffNotes) : null;
  return { ...snapshot, staffNotes: first ? [first] : [] };
}

/** Each group has one part of the screen that draws it, whatever the step. */
const alike: readonly RegExp[] = [
  /\bidentity$/,
  /\binsurance\.(advice|outcome|route)$/,
  /\binstruction$/,
  /\bsetback$/,
  /\bintake$/,
  /\bsession$/,
  /\bstream$/,
  /\bdeclared\[\]$/,
  /\brefusal\.reason$/,
  /\bholder\.(maskedIdNumber|birthYear|sex)$/,
  /\binsurance\.(maskedNumber|maskedReplacedNumber|validTo|registeredFacility|benefitPercent|patientSharePercent|openStayAt)$/,
  /\binsurance\.referral\.(facility|validTo|isOver)$/,
  /\b(clinic|sendTo)\.building$/,
  /\bclinic\.specialty$/,
  /\bportrait\.mediaType$/,
  /^devices\.(scanner|reader|camera)$/,
];

const notDrawn: NotDrawn = [
  [/^display\./, 'tests draw every sample in each of them (tests/harness/gallery-server.ts)'],
  [/^speech\.headphones: absent$/, 'the screen is as with headphones that are unplugged'],
  [/^panel\..*: there$/, 'panels are of renderer/panel-layout.test.ts'],
  [/^speech\.hasKeypad: false$/, 'the voice alone says otherwise'],
  [/^devices\.keyboardScanner: true$/, 'keys are taken otherwise, and nothing is drawn'],
  [/^opening\(open\)\.nearest: null$/, 'it is as left out'],
  [/\.cameraSoon: false$/, 'what the camera makes ready is not seen'],
  [/(appointments|list)\[\]\.clinic\.waiting: null$/, 'how many wait for a doctor is said, or nothing'],
  [/^visit\(my-ticket\).*\.waiting: null$/, 'how many are in front is said, and of a newcomer nothing'],
  [/\bsendTo\.(waiting|specialty): /, 'the place alone stands there'],
  [/^visit\(ticket\).*priorityReason: there$/, 'the paper says why'],
  [/^visit\(my-ticket\)\.ticket\.(official|documents\.\w+): /, 'the paper says it'],
  [/^camera\.kind: /, 'the gallery has a drawing for a camera'],
  [/holder\.sex: male$/, 'the screen says nobody’s sex'],
  [/identity: compared$/, 'whom staff have compared stands there as whoever was recognised'],
  [/^visit\(ticket\)\.offers\[\]: show$/, 'it is shown already'],
  [/\(reception\)\.sync: confirmed$/, 'of a visit that the hospital has, the line of its ticket says so'],
  [/^visit\(my-ticket\).*\(choosing\)\.tiles\[\]\.kind: specialty$/, 'a ticket is changed to a clinic'],
  [/^visit\(desk\)\.origin: /, 'the number of reception stands there as a new one does'],
  [/^visit\(desk\)\.advice: /, 'the others have the words of the reason'],
];

it('has a sample of everything that the station may tell the screen', () => {
  const choices = choicesOf(kioskSnapshotSchema, samples.map(drawnOf));
  expect(choices.length).toBeGreaterThan(400);
  expect(missingOf(choices, alike, notDrawn)).toEqual([]);
});

describe('a call for staff', () => {
  const inEmergency = (name: string) => named[name]?.visit.step === 'emergency';
  const isBroken = (name: string) => name.startsWith('broken');

  it.each<[string, (name: string) => boolean]>([
    ['in a visit or before it', (name) => !inEmergency(name) && !isBroken(name)],
    ['in an emergency', inEmergency],
    ['on a screen that broke', isBroken],
  ])('has a sample of all that may become of it %s', (_, isThere) => {
    const there = Object.keys(named).filter(isThere);
    const calls = there.map((name) => named[name]?.staffCall);
    expect(missingOf(choicesOf(kioskSnapshotSchema.shape.staffCall, calls), [], [])).toEqual([]);
  });
});

describe('what goes together', () => {
  it('are parts that are away, as the first screen names them', () => {
    const firstScreens = samples.filter(({ visit }) => visit.step === 'attract');
    const away = new Set(firstScreens.map((each) => partsAway(each).join(' ')));
    const together = ['', 'scanner'].flatMap((scanner) =>
      ['', 'reader', 'camera'].flatMap((forCards) => ['', 'hospital'].map((hospital) => [scanner, forCards, hospital])),
    );
    const names = together.map((parts) => parts.filter((part) => part !== '').join(' '));
    expect(names.filter((each) => !away.has(each))).toEqual([]);
  });

  it('are the states of appointments and what is offered of them, and whether one has a new time', () => {
    const appointments = samples.flatMap(({ visit }) => (visit.step === 'appointments' ? visit.appointments : []));
    const shown = appointments.map(({ state, movedTo, offers }) =>
      [state, ...offers, ...(movedTo ? ['to'] : [])].join(' '),
    );
    expect([...new Set(shown)].sort()).toEqual([
      'arrived arrive desk',
      'arrived desk',
      'arrived walk-in desk',
      'cancelled walk-in desk',
      'clinic-closed walk-in desk',
      'clinic-full walk-in desk',
      'doctor-absent arrive walk-in desk',
      'doctor-absent walk-in desk',
      'early walk-in desk',
      'late walk-in desk',
      'moved walk-in desk',
      'moved walk-in desk to',
      'other-day walk-in desk',
      'ready arrive',
    ]);
  });
});

describe('choicesOf', () => {
  const schema = z.object({
    look: z.enum(['calm', 'loud']).optional(),
    rows: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('text'), size: z.enum(['small', 'large']).nullable() }),
        z.object({ kind: z.literal('rule'), tone: z.enum(['grey']) }),
      ]),
    ),
  });
  const missing = (...of: z.infer<typeof schema>[]) => missingOf(choicesOf(schema, of), [], []);

  it('names the place of each value that no sample has, within lists and kinds, and nothing below a kind of which there is none', () => {
    expect(missing()).toEqual(['look: calm', 'look: loud', 'rows[].kind: text', 'rows[].kind: rule']);
    expect(missing({ look: 'loud', rows: [{ kind: 'text', size: 'small' }] }, { rows: [] })).toEqual([
      'look: calm',
      'rows[](text).size: null',
      'rows[](text).size: large',
      'rows[].kind: rule',
    ]);
    expect(
      missing(
        {
          look: 'loud',
          rows: [
            { kind: 'text', size: 'small' },
            { kind: 'rule', tone: 'grey' },
          ],
        },
        {
          look: 'calm',
          rows: [
            { kind: 'text', size: 'large' },
            { kind: 'text', size: null },
          ],
        },
      ),
    ).toEqual([]);
  });

  it('takes a value that one place of several alike shows, and an excuse as long as it excuses something', () => {
    const choices = choicesOf(schema, [{ look: 'loud', rows: [{ kind: 'text', size: 'small' }] }]);
    const because = (what: RegExp): NotDrawn => [[what, 'nobody sees it']];
    expect(missingOf(choices, [/^/], because(/calm|rule|null/))).toEqual(['rows[](text).size: large']);
    expect(missingOf(choices, [], because(/loud/))).toEqual([
      'look: calm',
      'rows[](text).size: null',
      'rows[](text).size: large',
      'rows[].kind: rule',
      'shown by now: /loud/',
    ]);
  });
});
