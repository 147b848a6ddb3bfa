import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { VisitSnapshot } from '../../electron/bridge/snapshot.ts';
import { paymentSettings } from '../harness/hospital.ts';
import type { StationHand } from '../harness/station-client.ts';
import { show } from '../harness/visits.ts';

/** Visits of a long day, one after the other: most by the code of a card, and now and then one of every other kind. */

/**
 * For a kiosk without a camera, at a hospital that asks for money, whose patients neither wait nor walk away for long. The hospital
 * answers at once, however busy the machine is: of whom the insurer was not asked in time nothing is due.
 */
export const soakSettings = [
  'devices.camera.kind = "none"',
  'delays.leaseMs = 400',
  'delays.idleWarningMs = 4000',
  'delays.idleGraceMs = 1000',
  'delays.endWarningMs = 1000',
  'delays.endGraceMs = 500',
  ...paymentSettings,
];

/** In this order first, one each. */
const kinds = [
  'code',
  'chip',
  'typed',
  'spoken',
  'desk',
  'no-paper',
  'gone',
  'left-ticket',
  'paying',
  'own-ticket',
] as const;
type Kind = (typeof kinds)[number];

/** After so many visits whatever is opened once for life is open. */
export const firstVisits = kinds.length;

/** Of fifty visits one after the other. */
const round = 50;
const special: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  ...[2, 12, 22, 32, 42].map((place) => [place, 'chip'] as const),
  ...[5, 15, 25, 35, 45].map((place) => [place, 'typed'] as const),
  ...[7, 27].map((place) => [place, 'spoken'] as const),
  ...[9, 19, 29, 39].map((place) => [place, 'desk'] as const),
  [10, 'no-paper'],
  [14, 'gone'],
  [18, 'left-ticket'],
  ...[20, 40].map((place) => [place, 'paying'] as const),
  ...[24, 44].map((place) => [place, 'own-ticket'] as const),
]);

/** What somebody answers who wants to be seen today and nothing else, at another clinic each time. */
function answerAt(visit: VisitSnapshot, ordinal: number): VisitIntent {
  switch (visit.step) {
    case 'identify':
      return { type: 'continue-without-card' };
    case 'insurance':
      return { type: 'go-on-paying' };
    case 'appointments':
      return { type: 'walk-in' };
    case 'details':
      return { type: 'skip-answer' };
    case 'choose': {
      const open = visit.tiles.filter((tile) => tile.kind === 'clinic').filter(({ intake }) => intake === 'open');
      const clinicId = open[ordinal % open.length]?.clinic.id;
      if (clinicId === undefined) throw new Error('No clinic takes patients.');
      return { type: 'choose-clinic', clinicId };
    }
    default:
      return { type: 'confirm' };
  }
}

/** Women born in Hanoi in 1980 with running numbers: nobody. */
const birth = '17051980';
const idNumberOf = (ordinal: number): string => `001180${String(ordinal).padStart(6, '0')}`;
const codeOf = (ordinal: number): string =>
  `${idNumberOf(ordinal)}||Nguyễn Thị Thử|${birth}|Nữ|Số 1 phố Thử, Hà Nội|20062022`;

/** Whose chips are read in turn, at another clinic in each turn; the code of the card opens it. */
const holders = ['p01', 'p02', 'p03', 'p06', 'p08', 'p12', 'p13', 'p14', 'p15'];

/** What is asked, as far as it makes a difference to the answer. */
const askedIn = (visit: VisitSnapshot): string => `${visit.step} ${'state' in visit ? visit.state : ''}`;
const isEnd = ({ step }: VisitSnapshot): boolean => step === 'ticket' || step === 'desk';
const isWaited = (visit: VisitSnapshot): boolean =>
  visit.step === 'attract' || ('state' in visit && ['looking-up', 'committing'].includes(visit.state));

/** Answers what is asked until the ticket, or until `stop` says so. */
async function answer(
  hand: StationHand,
  ordinal: number,
  stop: (visit: VisitSnapshot) => boolean = isEnd,
): Promise<void> {
  let answered = '';
  for (;;) {
    const { visit } = await hand.snapshotWith(
      `what comes after ${answered}`,
      ({ visit: next }) => askedIn(next) !== answered && !isWaited(next),
    );
    if (stop(visit) || isEnd(visit)) return;
    answered = askedIn(visit);
    hand.intent(answerAt(visit, ordinal));
  }
}

const showCode = (hand: StationHand, ordinal: number): Promise<void> =>
  show(hand, { type: 'scan', text: codeOf(ordinal) }, ({ step }) => step !== 'attract');

const isAtClinics = (visit: VisitSnapshot): boolean => visit.step === 'choose' && visit.state === 'clinics';

let chipsRead = 0;

async function readChip(hand: StationHand): Promise<void> {
  const personId = holders[chipsRead % holders.length] ?? 'p02';
  chipsRead += 1;
  await show(hand, { type: 'scan-person', personId, code: 'cccd' }, ({ step }) => step !== 'attract');
  hand.simulate({ type: 'insert-card', personId });
  await hand.snapshotWith(
    'the chip to be read',
    ({ visit }) => visit.step !== 'identify' || ['read', 'problem', 'expired'].includes(visit.card.state),
  );
  hand.simulate({ type: 'remove-card' });
  await hand.snapshotWith('what comes after the card', ({ visit }) => visit.step !== 'identify');
}

async function typeNumber(hand: StationHand, ordinal: number): Promise<void> {
  hand.intent({ type: 'type-number' });
  await hand.at('typed');
  hand.intent({ type: 'typed', idNumber: idNumberOf(ordinal), birthDate: birth, expiryDate: '' });
  await hand.snapshotWith('the number to be taken', ({ visit }) => visit.step !== 'typed');
}

/** Sound that is the same for everybody is kept up to a bound: from the first of these visits on it is full. */
async function fillKeptSound(hand: StationHand): Promise<void> {
  for (let count = 1; count <= keptSentences; count += 1) {
    const text = `${String(count)} ${'xin quý khách vui lòng chờ trong giây lát '.repeat(7)}`.trim();
    const sound = hand.connection.next('speech-audio', 20_000);
    hand.connection.send({ kind: 'speak', id: count, language: 'vi', text, isPrivate: false });
    if (!(await sound)) throw new Error('Nothing was said.');
  }
}

/** Of 19 s and 800 KiB each, for 32 MiB (native/speech/kept-sentences.ts). */
const keptSentences = 50;

/** The page reads its screens as well; of these words the station is known to have made sound. */
async function haveSaid(hand: StationHand, ordinal: number): Promise<void> {
  hand.simulate({ type: 'headphones', plugged: true });
  hand.intent({ type: 'choose-speech', isOn: true });
  const sound = hand.connection.next('speech-audio', 20_000);
  const text = `Xin chào, người thứ ${String(ordinal)}.`;
  hand.connection.send({ kind: 'speak', id: ordinal, language: 'vi', text, isPrivate: true });
  if (!(await sound)) throw new Error('Nothing was said.');
}

async function finish(hand: StationHand): Promise<void> {
  hand.intent({ type: 'finish' });
  await hand.at('attract');
}

/** Who was everywhere this half-day has a paper already. */
async function takePaper(hand: StationHand): Promise<void> {
  const { origin } = await hand.at('ticket');
  if (origin === 'new') await hand.snapshotWith('the paper', ({ paper }) => paper === 'printed');
}

/** Nobody touches anything any more. */
const leave = async (hand: StationHand): Promise<void> => {
  await hand.at('attract');
};

const printerIs = (hand: StationHand, state: 'ready' | 'unavailable') =>
  hand.snapshotWith(`a printer that is ${state}`, ({ devices }) => devices.printer.state === state);

const visits: Record<Kind, (hand: StationHand, ordinal: number) => Promise<void>> = {
  code: async (hand, ordinal) => {
    await showCode(hand, ordinal);
    await answer(hand, ordinal);
    await finish(hand);
  },
  chip: async (hand, ordinal) => {
    await readChip(hand);
    await answer(hand, ordinal);
    await takePaper(hand);
    await finish(hand);
  },
  typed: async (hand, ordinal) => {
    await typeNumber(hand, ordinal);
    await answer(hand, ordinal);
    await takePaper(hand);
    await finish(hand);
  },
  spoken: async (hand, ordinal) => {
    await showCode(hand, ordinal);
    if (ordinal <= firstVisits) await fillKeptSound(hand);
    await haveSaid(hand, ordinal);
    await answer(hand, ordinal);
    await finish(hand);
    hand.simulate({ type: 'headphones', plugged: false });
  },
  desk: async (hand, ordinal) => {
    await showCode(hand, ordinal);
    await answer(hand, ordinal, isAtClinics);
    hand.intent({ type: 'ask-for-staff' });
    await hand.at('desk');
    await finish(hand);
  },
  gone: async (hand, ordinal) => {
    await showCode(hand, ordinal);
    await answer(hand, ordinal, isAtClinics);
    await leave(hand);
  },
  'left-ticket': async (hand, ordinal) => {
    await showCode(hand, ordinal);
    await answer(hand, ordinal);
    await leave(hand);
  },
  paying: async (hand, ordinal) => {
    await showCode(hand, ordinal);
    await answer(hand, ordinal);
    await hand.snapshotWith('what is due', ({ payment }) => payment.state === 'due');
    await finish(hand);
  },
  'own-ticket': async (hand, ordinal) => {
    await showCode(hand, ordinal);
    await answer(hand, ordinal);
    const { code } = await hand.at('ticket');
    await finish(hand);
    await show(hand, { type: 'scan', text: code }, ({ step }) => step === 'my-ticket');
    await finish(hand);
  },
  'no-paper': async (hand, ordinal) => {
    hand.simulate({ type: 'printer', state: 'empty' });
    await printerIs(hand, 'unavailable');
    await showCode(hand, ordinal);
    await answer(hand, ordinal);
    await finish(hand);
    hand.simulate({ type: 'printer', state: 'good' });
    await printerIs(hand, 'ready');
  },
};

/** A whole visit, from the first screen back to it; which kind it is, its ordinal says. */
export const soakVisit = (hand: StationHand, ordinal: number): Promise<void> =>
  visits[kinds[ordinal - 1] ?? special.get(ordinal % round) ?? 'code'](hand, ordinal);
