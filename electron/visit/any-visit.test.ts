import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualDisplay } from '../bridge/display-snapshot.ts';
import { goOn, loseEverything, openAnyKiosk } from './any-act-testing.ts';
import { anyStory } from './any-visit-testing.ts';
import { defaultDelays } from './delays.ts';
import { settle } from './visit-testing.ts';
import type { GalleryKiosk } from './visit-testing-gallery.ts';
import { hanh, khoa, minh, slipCode, tracesOf } from './visit-testing-people.ts';

/** Whatever happens in whatever order: no exception, always a screen, paper in time, and at the end nobody is left in memory. */

/** From the moment the kiosk can do no more to paper in hand. */
const paperWithinMs = 20_000;
/** Not of a visit that is going on. */
const quietSteps: readonly string[] = ['attract', 'emergency', 'my-ticket'];
const papers: readonly string[] = ['ticket', 'desk'];

const { idleWarningMs, idleGraceMs, endWarningMs, endGraceMs } = defaultDelays;
const { readMs, cameraStartMs, faceSearchMs, lookupMs, galleryMs, leaseMs, greetMs, matchedMs, ownCardMs } =
  defaultDelays;

/** What the machine may take one after the other while somebody waits: the chip, the camera in two tries, gallery and hospital. */
const longestWaitMs = readMs + cameraStartMs + 2 * (faceSearchMs + galleryMs) + lookupMs + galleryMs;

/** States that end by themselves, and when at the latest. */
const ownStates: Record<string, number> = {
  'flow.prompted.checking': lookupMs,
  'flow.visit.identify.reading': readMs,
  'flow.visit.identify.greeting': greetMs,
  'flow.visit.verify.starting': cameraStartMs,
  'flow.visit.verify.comparing': faceSearchMs,
  'flow.visit.verify.matched': matchedMs,
  'flow.visit.lookUp.asking': lookupMs,
  'flow.visit.lookUp.holding': galleryMs,
  'flow.visit.companion.checking': lookupMs,
  'flow.visit.insurance.asking': lookupMs,
  'flow.visit.confirm.leasing': leaseMs,
  'flow.recognise.starting': cameraStartMs,
  'flow.recognise.watching': faceSearchMs,
  'flow.recognise.missed': galleryMs,
  'flow.recognise.checking': galleryMs,
  'flow.recognise.done': matchedMs,
  'whose.trying': ownCardMs,
  'whose.exchanging': lookupMs,
};

/** The states in which the machine is: `flow.visit.choose.clinics`, and each that it is part of. */
const pathsOf = (value: unknown, path = ''): string[] =>
  typeof value === 'string'
    ? [`${path}${value}`]
    : Object.entries(value as Record<string, unknown>).flatMap(([state, inner]) => [
        `${path}${state}`,
        ...pathsOf(inner, `${path}${state}.`),
      ]);

async function askForStaff(kiosk: GalleryKiosk): Promise<void> {
  await kiosk.send('go-on-visit');
  await kiosk.send('ask-for-staff');
}

const ownWaits = (value: unknown): { state: string; mostMs: number }[] =>
  pathsOf(value).flatMap((state) => {
    const mostMs = ownStates[state];
    return mostMs === undefined ? [] : [{ state, mostMs }];
  });

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
        await kiosk.advance(longestWaitMs + idleWarningMs + idleGraceMs);
        // A look-up or a face that ends in the silence may still have brought a paper onto the screen.
        if (kiosk.shown().step !== 'attract') {
          expect(['ticket', 'desk']).toContain(kiosk.shown().step);
          await kiosk.advance(endWarningMs + endGraceMs);
        }
        // Words about a face that was waited for in the silence stand there as long as others.
        const silent = kiosk.at('attract');
        if (silent.prompt.startsWith('face-')) await kiosk.advance(idleWarningMs);
        expect(kiosk.shown().step).toBe('attract');
        expect(kiosk.state()).toMatchObject({ status: 'active', children: {} });
        const traces = [...[hanh, khoa, minh].flatMap(tracesOf), slipCode.slipCode, 'VNEID:'];
        expect(traces.filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
        expect(kiosk.visit.view()).toMatchObject({
          language: 'vi',
          display: usualDisplay,
          speechOn: false,
          idleSecondsLeft: null,
        });
        kiosk.visit.stop();
      }),
      { numRuns: 200 },
    );
    expect([...seen].sort()).toEqual([
      'appointments',
      'attract',
      'choose',
      'companion',
      'confirm',
      'desk',
      'details',
      'emergency',
      'enrol',
      'identify',
      'insurance',
      'my-ticket',
      'recognise',
      'returning',
      'ticket',
      'typed',
      'verify',
      'whose',
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
          if (snapshot.step === 'ticket') for (const { number } of snapshot.others) shown += ` ${number} `;
        });
        for (const run of story) await run(kiosk);
        for (const { ticket } of kiosk.queue.rows.values()) expect(shown).toContain(` ${ticket.number} `);
        for (const { kind, evidence } of kiosk.queue.drafts) {
          const word = evidence.find((each) => each.method === 'staff-compared');
          if (word) expect(kiosk.queue.comparisons).toContainEqual({ result: word.result, by: word.by });
          expect(kind === 'visit' && word?.result === 'other-person').toBe(false);
        }
        kiosk.visit.stop();
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('ends with paper within 20 seconds once the kiosk can do no more', async () => {
    const ended = new Set<string>();
    const waitedFor = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyStory, fc.boolean(), async (story, isWilling) => {
        const kiosk = openAnyKiosk();
        for (const run of story) await run(kiosk);
        await loseEverything(kiosk);
        const { identity, ticket } = kiosk.state().context;
        if (identity && !ticket && !quietSteps.includes(kiosk.shown().step)) {
          const from = kiosk.shown().step;
          const since = new Map<string, number>();
          const overdue = new Set<string>();
          for (let passedMs = 0; passedMs < paperWithinMs && !papers.includes(kiosk.shown().step); passedMs += 500) {
            const waits = ownWaits(kiosk.state().value);
            // Where it waits for nobody, whoever stands there can do nothing but stand there.
            await kiosk.send('presence');
            if (waits.length === 0) await (isWilling ? goOn(kiosk) : askForStaff(kiosk));
            for (const { state, mostMs } of waits) {
              since.set(state, since.get(state) ?? passedMs);
              waitedFor.add(state);
              if (passedMs - (since.get(state) ?? passedMs) > mostMs) overdue.add(state);
            }
            await kiosk.advance(500);
          }
          expect([...overdue]).toEqual([]);
          const end = kiosk.shown();
          // A slip that names nobody is asked about again; it is all that was captured.
          const isNobodys = identity.code.kind === 'appointment' && end.step === 'attract';
          if (!isNobodys) expect(papers).toContain(end.step);
          if (end.step === 'desk' && kiosk.queue.state === 'working') expect(end.number).not.toBe('');
          ended.add(`${from} ${end.step}`);
        }
        kiosk.visit.stop();
      }),
      { numRuns: 200 },
    );
    expect([...ended].some((way) => way.endsWith('desk'))).toBe(true);
    // Or all of this would have tried nothing.
    for (const step of ['flow.visit.lookUp', 'flow.visit.confirm']) {
      expect([...waitedFor].some((state) => state.startsWith(step))).toBe(true);
    }
  }, 60_000);
});
