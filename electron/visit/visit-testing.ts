import { isDeepStrictEqual } from 'node:util';
import { type InspectionEvent, SimulatedClock } from 'xstate';
import type { ScannedCode } from '../../native/citizen-id/code.ts';
import type { ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import { type VisitAt, type VisitSnapshot, type VisitStep, visitSnapshotSchema } from '../bridge/visit-snapshot.ts';
import { clinicView } from './clinic-choice.ts';
import type { VisitContext } from './context.ts';
import { defaultDelays } from './delays.ts';
import { defaultEvidenceRights } from './evidence-level.ts';
import type { VisitPolicies, VisitPorts } from './ports.ts';
import { startVisit } from './visit.ts';
import { fakeDocuments, FakeHospital, FakeReader, FakeScanner } from './visit-testing-fakes.ts';
import { FakeQueue } from './visit-testing-queue.ts';
import { asText, chipOf, codeOf, embedding, eyeClinic, hanh, type Person, sample } from './visit-testing-people.ts';

export * from './visit-testing-fakes.ts';
export * from './visit-testing-queue.ts';

/** A clinic as the screen of a kiosk in the only building shows it. */
export const shownClinic = (clinic: ClinicInfo) => clinicView({ building: null }, clinic);

/** A kiosk of fakes around the real visit: devices, hospital, queue and clock are driven by the test. */

/** Lets every promise that can go on go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const testPolicies: VisitPolicies = {
  face: {
    ...{ accept: 0.5, retry: 0.2, continuity: 0.6, tries: 2, minimumAge: 14 },
    ...{ model: 'a'.repeat(64), dimension: 512, real: null },
  },
  faces: { minimumAge: 18, keptDays: 365, tries: 2 },
  liveness: { enrolment: true, returning: true, movements: 2, kinds: ['blink', 'turn'] },
  evidence: defaultEvidenceRights,
  card: { tries: 3 },
  appointments: { earlyMinutes: 60, lateMinutes: 30, daysAround: 7 },
  details: { askAtMost: 2 },
  consistentChip: 'accept',
  unprovenChip: 'accept',
};

const hospitalOffsetMs = 7 * 3_600_000;
const localIso = (instant: string): string => new Date(Date.parse(instant) + hospitalOffsetMs).toISOString();
const openingTime = Date.parse('2026-03-02T08:00:00+07:00');

/** Smaller than every delay and a divisor of each, so that timers fire at their own instant. */
const clockStepMs = 100;

export interface KioskOptions {
  reader?: FakeReader | null;
  scanner?: FakeScanner | null;
  cameraConfigured?: boolean;
  queue?: FakeQueue;
  hospital?: FakeHospital;
  policies?: Partial<VisitPolicies>;
  knownClinics?: VisitPorts['knownClinics'];
  readModel?: VisitPorts['readModel'];
  knownSince?: VisitPorts['knownSince'];
  learnPatient?: VisitPorts['learnPatient'];
  knownPatient?: VisitPorts['knownPatient'];
  requiredFields?: VisitPorts['requiredFields'];
  requiredFieldsNow?: VisitPorts['requiredFieldsNow'];
  addressUnits?: VisitPorts['addressUnits'];
  verifyCode?: VisitPorts['verifyCode'];
  isOpen?: VisitPorts['isOpen'];
  asksForPayment?: boolean;
  headphonesPlugged?: VisitPorts['headphonesPlugged'];
  building?: VisitPorts['building'];
  day?: VisitPorts['day'];
  faces?: VisitPorts['faces'];
  documents?: Partial<VisitPorts['documents']>;
}

/** Ports over the fakes, for the pure functions too. */
export function fakePorts(options: KioskOptions = {}, nowMs: () => number = () => 0): VisitPorts {
  return {
    now: () => new Date(openingTime + nowMs()),
    monotonicMs: nowMs,
    localIso: () => `${localIso(new Date(openingTime + nowMs()).toISOString()).slice(0, 19)}+07:00`,
    random: () => 0.4,
    newId: () => '0b8ee9a4-52a4-4d3c-9c1b-6a1f0f6a2c55',
    day: options.day ?? (() => ({ serviceDate: '2026-03-02', session: 'morning' })),
    localTime: (instant) => localIso(instant).slice(11, 16),
    dayOf: (instant) => localIso(instant).slice(0, 10),
    kioskId: 'kiosk-1',
    isOpen: options.isOpen ?? (() => true),
    asksForPayment: options.asksForPayment ?? false,
    headphonesPlugged: options.headphonesPlugged ?? (() => false),
    building: options.building ?? null,
    verifyCode: options.verifyCode ?? null,
    knownClinics: options.knownClinics ?? (() => [eyeClinic]),
    readModel: options.readModel ?? (() => ({ days: [], fetchedAt: null })),
    knownSince: options.knownSince ?? (() => null),
    learnPatient: options.learnPatient ?? (() => undefined),
    knownPatient: options.knownPatient ?? (() => null),
    requiredFields: options.requiredFields ?? (() => []),
    requiredFieldsNow: options.requiredFieldsNow ?? (async () => []),
    addressUnits: options.addressUnits ?? (() => []),
    advice: (code) => (code === '000' ? 'covered' : code === '060' ? 'name' : 'other'),
    ticketCode: (key) => `TD1:${key}`,
    leaseSize: 5,
    streams: ['insured', 'paying', 'priority'],
    hospital: options.hospital ?? new FakeHospital(),
    queue: options.queue ?? new FakeQueue(),
    noteComparison: (found) => options.queue?.noteComparison(found) ?? true,
    faces: options.faces ?? null,
    documents: { ...fakeDocuments, ...options.documents },
    policies: { ...testPolicies, ...options.policies },
    delays: defaultDelays,
  };
}

export function openKiosk(options: KioskOptions = {}) {
  const clock = new SimulatedClock();
  const reader = options.reader === undefined ? new FakeReader() : options.reader;
  const scanner = options.scanner === undefined ? new FakeScanner() : options.scanner;
  const queue = options.queue ?? new FakeQueue();
  const hospital = options.hospital ?? new FakeHospital();
  const ports = fakePorts({ ...options, queue, hospital }, () => clock.now());
  let root: InspectionEvent['actorRef'] | undefined;
  const visit = startVisit({
    ports,
    queue,
    devices: {
      scanner,
      reader,
      parseCode: (bytes) => JSON.parse(asText(bytes)) as ScannedCode,
      cameraConfigured: options.cameraConfigured ?? true,
    },
    language: 'vi',
    clock,
    inspect: (event) => {
      if (event.rootId === event.actorRef.sessionId) root = event.actorRef;
    },
  });

  /** The screen's part; every snapshot that a test looks at is what the bridge's schema lets through, no field more. */
  const shown = (): VisitSnapshot => {
    const sent = visit.view().visit;
    const arrived = visitSnapshotSchema.parse(sent);
    if (!isDeepStrictEqual(sent, arrived)) throw new Error(`the snapshot of ${sent.step} has more than its schema`);
    return arrived;
  };
  const at = <Step extends VisitStep>(step: Step): VisitAt<Step> => {
    const snapshot = shown();
    if (snapshot.step !== step) throw new Error(`at ${snapshot.step}, not at ${step}`);
    return snapshot as VisitAt<Step>;
  };
  const state = () =>
    root?.getSnapshot() as { context: VisitContext; children: Record<string, unknown>; status: string; value: unknown };
  /** All that the machine remembers, bytes as text, without the ports (they are the world, not the memory). */
  const memory = (): string => {
    const { context, children, value } = state();
    return JSON.stringify({ ...context, ports: null, children: Object.keys(children), value }, (_, item: unknown) =>
      item instanceof Uint8Array ? asText(item) : item instanceof Map ? [...item] : item,
    );
  };
  const send = async (intent: PatientIntent | Exclude<PatientIntent['type'], IntentWithContent>): Promise<void> => {
    const message = typeof intent === 'string' ? ({ type: intent } as PatientIntent) : intent;
    const present = visit.view().visit;
    // A worker measures for the comparison on its screen.
    const comparison = 'comparison' in present ? present.comparison : null;
    visit.intent('comparison' in message && comparison !== null ? { ...message, comparison } : message);
    await settle();
  };
  const advance = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += clockStepMs) clock.increment(Math.min(clockStepMs, ms - passed));
    await settle();
  };
  return { visit, reader, scanner, queue, hospital, ports, clock, shown, at, state, memory, send, advance };
}

type IntentWithContent = Extract<
  PatientIntent,
  | { language: unknown }
  | { display: unknown }
  | { isOn: unknown }
  | { state: unknown }
  | { embedding: unknown }
  | { clinicId: unknown }
  | { key: unknown }
  | { idNumber: unknown }
  | { base64: unknown }
  | { appointmentIds: unknown }
  | { value: unknown }
  | { code: unknown }
  | { what: unknown }
  | { lastFour: unknown }
>['type'];

/** A kiosk whose reader and scanner work, as most tests want it. */
export function openFullKiosk(options: Omit<KioskOptions, 'reader' | 'scanner'> = {}) {
  const reader = new FakeReader();
  const scanner = new FakeScanner();
  return { ...openKiosk({ ...options, reader, scanner }), reader, scanner };
}
export type FullKiosk = ReturnType<typeof openFullKiosk>;

/** The steps of the usual visit by card, each going on from the one before. */
export const usualVisit = {
  awaiting: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    kiosk.scanner.show(codeOf(person));
    await settle();
  },
  reading: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.awaiting(kiosk, person);
    kiosk.reader.layCard();
    await settle();
  },
  /** Before the camera, or greeted where there is none. */
  chipRead: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.reading(kiosk, person);
    kiosk.reader.read.answer(chipOf(person));
    await settle();
  },
  verify: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.chipRead(kiosk, person);
    kiosk.reader.takeCard();
    await kiosk.send({ type: 'face-portrait', comparison: 1, embedding: embedding(1) });
  },
  appointments: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.verify(kiosk, person);
    // The first frame says that the camera runs, the second counts.
    await kiosk.send(sample(0.9));
    await kiosk.send(sample(0.9));
    await kiosk.advance(defaultDelays.matchedMs);
  },
  choose: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.appointments(kiosk, person);
    await kiosk.send('walk-in');
  },
  confirm: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.choose(kiosk, person);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  },
  ticket: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.confirm(kiosk, person);
    await kiosk.send('confirm');
  },
  desk: async (kiosk: FullKiosk, person: Person = hanh): Promise<void> => {
    await usualVisit.choose(kiosk, person);
    await kiosk.send('ask-for-staff');
  },
} as const;

/** By code alone to the first question that the hospital's answer leaves. */
export async function byCode(kiosk: FullKiosk, person: Person = hanh): Promise<void> {
  await usualVisit.awaiting(kiosk, person);
  await kiosk.send('continue-without-card');
}
