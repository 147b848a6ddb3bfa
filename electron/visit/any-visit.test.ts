import { NO_COST } from '../../native/emrtd/chip.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChipReadResult } from '../../native/emrtd/chip.ts';
import type { VisitIntent } from '../bridge/intent.ts';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, type HospitalMethod, openFullKiosk, settle } from './visit-testing.ts';
import {
  chipOf,
  closedClinic,
  codeOf,
  earClinic,
  embedding,
  eyeClinic,
  hanh,
  khoa,
  patientCode,
  sample,
  tracesOf,
} from './visit-testing-people.ts';

/** Whatever happens in whatever order: no exception, always a screen, and at the end nobody is left in memory. */

type Act = (kiosk: FullKiosk) => unknown;

/** Named, so that a counterexample reads as a story. */
const act = (name: string, run: Act): Act =>
  Object.assign(run, { [fc.toStringMethod]: () => name, toString: () => name });

const keys = ['key-1', 'key-2', 'key-3'];
const intents: VisitIntent[] = [
  { type: 'choose-language', language: 'en' },
  { type: 'continue-without-card' },
  { type: 'try-card-again' },
  { type: 'camera', state: 'ready' },
  { type: 'camera', state: 'not-reachable' },
  { type: 'camera', state: 'not-responding' },
  { type: 'face-portrait', comparison: 1, embedding: null },
  { type: 'face-portrait', comparison: 1, embedding: embedding(1) },
  sample(0.9),
  sample(0.3),
  sample(0.1),
  sample(0.9, { faces: 0 }),
  { type: 'skip-face' },
  { type: 'choose-clinic', clinicId: 'eye' },
  { type: 'choose-clinic', clinicId: 'ear' },
  { type: 'choose-clinic', clinicId: 'skin' },
  { type: 'show-ticket' },
  { type: 'change-clinic' },
  { type: 'cancel-ticket' },
  { type: 'confirm' },
  { type: 'back' },
  { type: 'start-over' },
  { type: 'ask-for-staff' },
  { type: 'call-staff' },
  { type: 'presence' },
  { type: 'ticket-shown', key: 'key-1' },
  { type: 'finish' },
];

const cost = NO_COST;
const readResults: ChipReadResult[] = [
  chipOf(hanh),
  chipOf(hanh, { portrait: null, verdict: 'consistent' }),
  chipOf(khoa),
  { ok: false, failure: { kind: 'wrong-key', tried: 1, ask: 'mrz' }, cost },
  { ok: false, failure: { kind: 'cancelled' }, cost },
];

const devices: Act[] = [
  act('show hanh', ({ scanner }) => scanner.show(codeOf(hanh))),
  act('show khoa', ({ scanner }) => scanner.show(codeOf(khoa))),
  act('show a paper code', ({ scanner }) => scanner.show(patientCode)),
  act('show a ticket', ({ scanner }) => scanner.show({ kind: 'ticket', key: 'key-1' })),
  act('show a strange ticket', ({ scanner }) => scanner.show({ kind: 'ticket', key: 'key-404' })),
  act('show an unknown code', ({ scanner }) => scanner.show({ kind: 'unknown', reason: 'empty' })),
  act('garble', ({ scanner }) => scanner.garble()),
  act('lay', ({ reader }) => reader.layCard()),
  act('lay mute', ({ reader }) => reader.layUnreadable('mute')),
  act('lay several', ({ reader }) => reader.layUnreadable('several')),
  act('repeat', ({ reader }) => reader.tellCard()),
  act('take', ({ reader }) => reader.takeCard()),
  act('unplug', ({ reader }) => reader.unplug()),
  ...readResults.map((result, index) => act(`read ${index}`, ({ reader }) => reader.reads.at(-1)?.answer(result))),
  act('an old read', ({ reader }) => reader.reads.at(-2)?.answer(chipOf(khoa))),
  act('crash', ({ reader }) => reader.reads.at(-1)?.crash()),
  act('bytes', ({ reader }) => reader.reads.at(-1)?.options.onProgress?.({ bytes: 1, total: 9 })),
  act('names', ({ reader }) =>
    reader.reads.at(-1)?.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null }),
  ),
  act('old names', ({ reader }) =>
    reader.reads.at(-2)?.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null }),
  ),
];

const methods: HospitalMethod[] = ['findPatient', 'eligibility', 'appointments', 'clinics', 'leaseNumbers', 'ticket'];
const world: Act[] = [
  ...methods.flatMap((method) => [
    act(`hold ${method}`, ({ hospital }) => hospital.held.add(method)),
    act(`answer ${method}`, ({ hospital }) => hospital.callsOf(method).at(-1)?.answer()),
    act(`crash ${method}`, ({ hospital }) => hospital.callsOf(method).at(-1)?.crash()),
  ]),
  ...(['full', 'throwing', 'working'] as const).map((state) =>
    act(`queue ${state}`, ({ queue }) => (queue.state = state)),
  ),
  ...keys.map((key) => act(`confirmed ${key}`, ({ queue }) => queue.rows.has(key) && queue.become(key, 'confirmed'))),
  act('nobody is known', ({ hospital }) => (hospital.answers.findPatient = { ok: true, value: { kind: 'none' } })),
];

const openAnyKiosk = (): FullKiosk => {
  const clinics = [eyeClinic, earClinic, closedClinic];
  const kiosk = openFullKiosk({ knownClinics: () => clinics });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  return kiosk;
};

const anyAct = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...intents.map((intent) => act(JSON.stringify(intent).slice(0, 60), ({ visit }) => visit.intent(intent))),
    ),
  },
  { weight: 6, arbitrary: fc.constantFrom(...devices) },
  { weight: 2, arbitrary: fc.constantFrom(...world) },
  { weight: 3, arbitrary: fc.constant(act('settle', settle)) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(100, 700, 1_500, 2_500, 8_000, 25_000, 30_000)
      .map((ms) => act(`advance ${ms}`, (kiosk) => kiosk.advance(ms))),
  },
);

/** The usual way, so that random acts also fall on its later steps. */
const begin: Act[] = [
  act('show hanh', ({ scanner }) => scanner.show(codeOf(hanh))),
  act('lay', ({ reader }) => reader.layCard()),
  act('read', ({ reader }) => reader.reads.at(-1)?.answer(chipOf(hanh))),
  act('settle', settle),
  act('take', ({ reader }) => reader.takeCard()),
  act('skip face', (kiosk) => kiosk.send('skip-face')),
  act('choose', (kiosk) => kiosk.send({ type: 'choose-clinic', clinicId: 'eye' })),
  act('confirm', (kiosk) => kiosk.send('confirm')),
];
/** Of a patient who comes back with the paper. */
const comeBack: Act[] = [
  act('finish', (kiosk) => kiosk.send('finish')),
  act('show the ticket', ({ scanner }) => scanner.show({ kind: 'ticket', key: 'key-1' })),
  act('settle', settle),
  act('another clinic', (kiosk) => kiosk.send('change-clinic')),
  act('choose', (kiosk) => kiosk.send({ type: 'choose-clinic', clinicId: 'ear' })),
];
const usualStory = [...begin, ...comeBack];
const anyStory = fc
  .tuple(fc.nat({ max: usualStory.length }), fc.array(anyAct, { maxLength: 40 }))
  .map(([done, acts]) => [...usualStory.slice(0, done), ...acts]);

const { idleWarningMs, idleGraceMs, endWarningMs, endGraceMs } = defaultDelays;

describe('any sequence of events', () => {
  it('always has a screen, and leaves nobody in memory after silence', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyStory, async (story) => {
        const kiosk = openAnyKiosk();
        for (const run of story) {
          await run(kiosk);
          seen.add(kiosk.shown().step);
        }
        await settle();
        await kiosk.advance(idleWarningMs + idleGraceMs);
        // A look-up or a face that ends in the silence may still have brought a paper onto the screen.
        if (kiosk.shown().step !== 'attract') {
          expect(['ticket', 'desk']).toContain(kiosk.shown().step);
          await kiosk.advance(endWarningMs + endGraceMs);
        }
        expect(kiosk.shown().step).toBe('attract');
        expect(kiosk.state()).toMatchObject({ status: 'active', children: {} });
        expect([...tracesOf(hanh), ...tracesOf(khoa)].filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
        expect(kiosk.visit.view()).toMatchObject({ language: 'vi', idleSecondsLeft: null });
        kiosk.visit.stop();
      }),
      { numRuns: 200 },
    );
    expect([...seen].sort()).toEqual([
      'attract',
      'choose',
      'confirm',
      'desk',
      'identify',
      'my-ticket',
      'ticket',
      'verify',
    ]);
  }, 60_000);

  it('commits a visit only for a ticket on the screen', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (story) => {
        const kiosk = openAnyKiosk();
        let shown = '';
        kiosk.visit.subscribe(() => {
          const snapshot = kiosk.shown();
          if (snapshot.step === 'ticket' || snapshot.step === 'desk') shown += ` ${snapshot.number} `;
        });
        for (const run of story) await run(kiosk);
        for (const { ticket } of kiosk.queue.rows.values()) expect(shown).toContain(` ${ticket.number} `);
        kiosk.visit.stop();
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
