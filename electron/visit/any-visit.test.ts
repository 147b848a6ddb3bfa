import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyStory, openAnyKiosk } from './any-visit-testing.ts';
import { defaultDelays } from './delays.ts';
import { settle } from './visit-testing.ts';
import { hanh, khoa, minh, slipCode, tracesOf } from './visit-testing-people.ts';

/** Whatever happens in whatever order: no exception, always a screen, and at the end nobody is left in memory. */

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
        expect(kiosk.visit.view()).toMatchObject({ language: 'vi', idleSecondsLeft: null });
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
        kiosk.visit.stop();
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
