import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualDisplay } from '../bridge/display-snapshot.ts';
import { loseEverything, openAnyKiosk } from './any-act-testing.ts';
import { anyStory } from './any-visit-testing.ts';
import { defaultDelays } from './delays.ts';
import { settle } from './visit-testing.ts';
import { hanh, khoa, minh, slipCode, tracesOf } from './visit-testing-people.ts';

/** Whatever happens in whatever order: no exception, always a screen, paper in time, and at the end nobody is left in memory. */

/** From the moment the kiosk can do no more to paper in hand. */
const paperWithinMs = 20_000;
/** Not of a visit that is going on. */
const quietSteps: readonly string[] = ['attract', 'emergency', 'my-ticket'];
const papers: readonly string[] = ['ticket', 'desk'];

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
    await fc.assert(
      fc.asyncProperty(anyStory, async (story) => {
        const kiosk = openAnyKiosk();
        for (const run of story) await run(kiosk);
        await loseEverything(kiosk);
        const { identity, ticket } = kiosk.state().context;
        if (identity && !ticket && !quietSteps.includes(kiosk.shown().step)) {
          const from = kiosk.shown().step;
          for (let passedMs = 0; passedMs < paperWithinMs && !papers.includes(kiosk.shown().step); passedMs += 1_000) {
            await kiosk.send('presence');
            await kiosk.send(passedMs < paperWithinMs - 1_000 ? 'go-on-visit' : 'ask-for-staff');
            await kiosk.advance(1_000);
          }
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
  }, 60_000);
});
