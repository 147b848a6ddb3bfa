import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { clinics } from '../../fixtures/his/clinics.ts';
import { type SpecimenPerson, specimenPeople } from '../../fixtures/people/person.ts';
import { factorIntent } from '../../fixtures/simulators/patient-answers.ts';
import { linkVariable } from '../../fixtures/simulators/simulated-card.ts';
import { vi } from '../../renderer/language/vi.ts';
import { launchBrowser } from '../harness/browser.ts';
import { enrolFace } from '../harness/faces.ts';
import { anyHour, openHospital } from '../harness/hospital.ts';
import { type HouseKiosk, startHouseKiosk } from '../harness/kiosk.ts';
import { person } from '../harness/people.ts';
import { openScreen, type Screen } from '../harness/screen.ts';
import type { StationHand } from '../harness/station-client.ts';
import { takeTicketByCard, type TicketView } from '../harness/visits.ts';
import { type BenchGroup, type Measurement, measurement, median } from './measurement.ts';
import { choiceMs, type PatientTime, toTicket, typeDigits } from './patient-hand.ts';

/**
 * A patient before the screen in Chromium, from the first sign to the number that can be read on it: every button pressed there, a
 * second for each choice (patient-hand.ts), the card's answers as late as at 424 kbit/s, a simulated face that moves as late as a
 * person's (react-to-prompts.ts), a hospital on loopback. The person's part is what the stopwatch calls so, without what
 * the page takes to draw the question; all the rest of the time is the machine's. The whole with its paper is told as well.
 */

/** One patient has left, the next steps up: a page begins anew after 5 s (begin-anew.ts) and makes its camera's part ready. */
const betweenPatientsMs = 12_000;
const wholeGoalMs = 10_000;
const machineGoalMs = 2_000;

interface Way {
  name: string;
  wholeGoalMs?: number;
  machineGoalMs?: number;
  /** How many kiosks it is measured at. */
  kiosks: number;
  /** Who stands before the camera. */
  personId: string;
  /** Where they go, a visit each; null: where they are booked, or to the clinic of their ticket. */
  clinicNames?: readonly (string | null)[];
  /** Of theirs today, beside what specimen people have. */
  appointment?: NonNullable<SpecimenPerson['appointment']>;
  /** A further line of kiosk.toml. */
  setting?: string;
  run(stand: Stand): Promise<PatientTime[]>;
}

/** A kiosk of its own, and who stands before it. */
interface Stand {
  kiosk: HouseKiosk;
  hand: StationHand;
  screen: Screen;
  personId: string;
  clinicNames: readonly (string | null)[];
  /** By their way alone. */
  isBooked: boolean;
}

const atFirst = async (hand: StationHand): Promise<void> => {
  hand.intent({ type: 'finish' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  await pause(betweenPatientsMs);
};

/** Here the hospital knows them, and they are insured. */
const trusted = 'p13';
const known = {
  patientCode: 'BN26002139',
  records: { count: 1 },
  insurance: { number: 'GD4757513048628', validFrom: '2023-01-01', validTo: null, gatewayCode: '000' },
} satisfies Partial<SpecimenPerson>;
/**
 * The passive model takes them for living, as it should a person: a rendered face lies about its threshold, and is asked for a movement
 * more in every other visit.
 */
const believed = 'face.models.liveness.thresholds.real = 0.2';
/** Of whom a movement more is asked. */
const doubted = 'p14';
/** Booked for this morning, known to the hospital and insured. */
const booked = 'p01';
const atTwo = { clinicId: 'ngoai', time: '14:00' };
function clinicNameOf(clinicId: string): string {
  const clinic = clinics.find(({ id }) => id === clinicId);
  if (!clinic) throw new Error(`There is no clinic ${clinicId}.`);
  return clinic.name.vi;
}

/** Another one each time, since a second ticket for the same is the first. */
const threeClinics = ['ngoai', 'tai-mui-hong', 'da-lieu'].map(clinicNameOf);

/** The code of the hospital's own paper. */
const byPaper = returning(async ({ hand, personId }) => {
  const text = personId === trusted ? known.patientCode : person(personId).patientCode;
  hand.simulate({ type: 'scan', text: text ?? '' });
  await hand.at('recognise');
});

/** The ticket of an earlier half-day, of the visit in which the face was kept. */
const byTicket = returning(async ({ hand }, { code }) => {
  hand.simulate({ type: 'scan', text: code });
  await hand.at('my-ticket');
}, intoAfternoon);

const byDigits = returning(async ({ hand, screen, personId }) => {
  const factor = factorIntent(person(personId));
  if (factor?.type !== 'return-factor') throw new Error('There is no number to type.');
  await screen.page.locator('main button[data-does="return-by-face"]').click();
  await typeDigits(screen, factor.lastFour, vi.typed.next);
  await typeDigits(screen, factor.birthDate, vi.returning.camera);
  await hand.at('recognise');
});

async function byCard({ hand, screen }: Stand): Promise<PatientTime[]> {
  await atFirst(hand);
  const visit = toTicket(hand, screen, null, async (see) => {
    hand.simulate({ type: 'scan-person', personId: booked, code: 'cccd' });
    await hand.at('identify');
    await see(screen.step('identify'));
    await pause(choiceMs);
    hand.simulate({ type: 'insert-card', personId: booked });
  });
  await hand.at('verify');
  hand.simulate({ type: 'remove-card' });
  return [await visit];
}

/** A kiosk whose morning lasts all day, until it is told that its afternoon began at midnight. */
const afternoonFrom = { never: 'hospital.afternoonFrom = "23:59"', always: 'hospital.afternoonFrom = "00:00"' };

/** What was registered so far is of an earlier half-day from now on. */
async function intoAfternoon({ kiosk, hand }: Stand): Promise<StationHand> {
  const { configurationFile } = kiosk.folder;
  const settings = await readFile(configurationFile, 'utf8');
  await writeFile(configurationFile, settings.replace(afternoonFrom.never, afternoonFrom.always));
  hand.close();
  await kiosk.killStation('SIGTERM');
  return kiosk.join();
}

/** Visits of somebody whose face is kept; `before` them something else may happen to the kiosk. */
function returning(
  begin: (stand: Stand, enrolled: TicketView) => Promise<void>,
  before: (stand: Stand) => Promise<StationHand> = ({ hand }) => Promise.resolve(hand),
): Way['run'] {
  return async (stand) => {
    const { screen, clinicNames } = stand;
    const enrolled = await walkIn(stand);
    await enrolFace(stand.hand);
    await stand.hand.at('enrol', ({ state }) => state === 'enrolled');
    await atFirst(stand.hand);
    const hand = await before(stand);
    const times: PatientTime[] = [];
    for (const clinicName of clinicNames) {
      await atFirst(hand);
      times.push(await toTicket(hand, screen, clinicName, () => begin({ ...stand, hand }, enrolled)));
    }
    return times;
  };
}

/** Not for what they are booked for, which is for later. */
async function walkIn({ hand, personId, isBooked }: Stand): Promise<TicketView> {
  const clinicId = 'noi-tong-quat';
  const taken = takeTicketByCard(hand, personId, clinicId);
  if (isBooked) {
    await hand.at('appointments');
    hand.intent({ type: 'walk-in' });
  }
  return taken;
}

const byFace = { personId: trusted, setting: believed } as const;
const atThree = { kiosks: 1, clinicNames: threeClinics } as const;

const ways: readonly Way[] = [
  { name: 'card-appointment', wholeGoalMs, machineGoalMs, kiosks: 3, personId: booked, run: byCard },
  { name: 'ticket-face', ...byFace, wholeGoalMs, kiosks: 6, run: byTicket },
  { name: 'ticket-face-appointment', ...byFace, appointment: atTwo, wholeGoalMs, kiosks: 3, run: byTicket },
  { name: 'ticket-face-elsewhere', ...byFace, ...atThree, wholeGoalMs, kiosks: 2, run: byTicket },
  { name: 'ticket-face-doubted', kiosks: 3, personId: doubted, run: byTicket },
  { name: 'paper-face', ...byFace, ...atThree, run: byPaper },
  { name: 'digits-face', ...byFace, ...atThree, run: byDigits },
];

/** At a kiosk of its own on a day of its own. */
async function measure(way: Way, browser: Browser): Promise<PatientTime[]> {
  const { appointment = null, clinicNames = [null] } = way;
  const people = specimenPeople().map((each) =>
    each.id === trusted ? { ...each, ...known, ...(appointment && { appointment }) } : each,
  );
  const hospital = await openHospital(people);
  const kiosk = await startHouseKiosk({
    hospital,
    settings: [anyHour, afternoonFrom.never, ...(way.setting === undefined ? [] : [way.setting])],
  });
  try {
    const hand = await kiosk.join();
    const face = { camera: 'simulated', url: `/people/${way.personId}/live1.jpg` } as const;
    const screen = await openScreen(browser, kiosk.url, { face });
    await screen.step('attract').waitFor();
    const times = await way.run({
      ...{ kiosk, hand, screen, clinicNames },
      ...{ personId: way.personId, isBooked: appointment !== null },
    });
    await screen.close();
    return times;
  } finally {
    await kiosk.stop();
    await hospital.close();
  }
}

type Part = 'machineMs' | 'personMs';

/** Until the number is on the screen. */
const personMs = ({ station: { steps }, drawnMs }: PatientTime): number =>
  steps.filter(({ step }) => step !== 'ticket').reduce((sum, each) => sum + each.personMs, 0) - drawnMs;

function figuresOf({ name, ...goals }: Way, times: readonly PatientTime[]): Measurement[] {
  const of = (part: (time: PatientTime) => number): number => median(times.map(part));
  const steps = [...new Set(times.flatMap(({ station }) => station.steps.map(({ step }) => step)))].filter(
    (step) => step !== 'ticket',
  );
  const figure = (what: string, ms: number, goal?: number): Measurement =>
    measurement(`visit.patient.${name}.${what}`, ms, 'ms', goal === undefined ? {} : { goal });
  const atStep = (step: string, part: Part): number =>
    of(({ station }) => station.steps.find((each) => each.step === step)?.[part] ?? 0);
  return [
    ...steps.flatMap((step) => [
      figure(`${step}.machine`, atStep(step, 'machineMs')),
      figure(`${step}.person`, atStep(step, 'personMs')),
    ]),
    // Of the person's parts above; the machine's below.
    figure(
      'drawn',
      of(({ drawnMs }) => drawnMs),
    ),
    figure('person', of(personMs)),
    figure(
      'machine',
      of((time) => time.numberMs - personMs(time)),
      goals.machineGoalMs,
    ),
    figure(
      'whole',
      of(({ numberMs }) => numberMs),
      goals.wholeGoalMs,
    ),
    figure(
      'with-paper',
      of(({ paperMs }) => paperMs),
      goals.wholeGoalMs,
    ),
  ];
}

/** A way that could not be walked is a figure, too: the others are measured all the same. */
async function figuresAt(way: Way, browser: Browser): Promise<Measurement[]> {
  const times: PatientTime[] = [];
  try {
    for (let count = 0; count < way.kiosks; count += 1) times.push(...(await measure(way, browser)));
  } catch (error) {
    console.error(`${way.name} could not be measured:`, error);
    return [measurement(`visit.patient.${way.name}.failed`, 1, 'count', { goal: 0 })];
  }
  return figuresOf(way, times);
}

/** `visit.patient.ticket-face.` asks for one way, without the last point for all that begin so. */
const isAsked = (name: string, only: string): boolean => {
  const named = `visit.patient.${name}.`;
  return named.startsWith(only) || only.startsWith(named);
};

export const patientBench: BenchGroup = {
  prefix: 'visit.patient',
  isLong: true,
  looksAtFaces: true,
  run: async (only) => {
    process.env[linkVariable] = '424';
    const browser = await launchBrowser();
    try {
      const figures: Measurement[] = [];
      for (const way of ways.filter(({ name }) => isAsked(name, only))) {
        figures.push(...(await figuresAt(way, browser)));
      }
      return figures;
    } finally {
      await browser.close();
      delete process.env[linkVariable];
    }
  },
};
