import { describe, expect, it } from 'vitest';
import { lobbyDay, type LobbyOptions, type Path, percentile } from './bench/lobby.ts';

/** The lobby of `npm run bench -- --only visit.lobby`: what it prints is only worth something if it keeps these. */

const paths: Path[] = [
  { name: 'ticket', share: 0.85, machineMs: [5_000, 8_000], personMs: 20_000, endsAtDesk: false },
  { name: 'desk', share: 0.15, machineMs: [4_000], personMs: 20_000, endsAtDesk: true },
];
const morning: LobbyOptions = { arrivals: 2_000, openMs: 7_200_000, kiosks: 10, clerks: 8, clerkMs: 120_000, seed: 1 };

describe('the lobby', () => {
  it('serves everybody who comes, and some 15 in 100 twice', () => {
    const day = lobbyDay(paths, morning);
    expect(day.kioskWaitsMs).toHaveLength(2_000);
    expect(day.wholeMs).toHaveLength(2_000);
    expect(day.clerkWaitsMs.length / 2_000).toBeCloseTo(0.15, 1);
    expect(day.kioskWaitsMs[0]).toBe(0);
  });

  it('is the same for the same seed and another for another', () => {
    expect(lobbyDay(paths, morning)).toEqual(lobbyDay(paths, morning));
    expect(lobbyDay(paths, { ...morning, seed: 2 })).not.toEqual(lobbyDay(paths, morning));
  });

  it('keeps nobody longer for one more kiosk, and nobody at all with a kiosk for each', () => {
    const waits = [8, 9, 10, 12, 16].map((kiosks) =>
      percentile(lobbyDay(paths, { ...morning, kiosks }).kioskWaitsMs, 0.95),
    );
    expect(waits).toEqual(waits.toSorted((one, other) => other - one));
    expect(waits[0]).toBeGreaterThan(waits.at(-1)!);
    expect(percentile(lobbyDay(paths, { ...morning, kiosks: 2_000 }).kioskWaitsMs, 1)).toBe(0);
  });

  it('makes one kiosk work without a pause while a line stands before it', () => {
    const alone = { ...morning, arrivals: 50, openMs: 1, kiosks: 1, clerks: 1 };
    const tickets: Path[] = [{ name: 'same', share: 1, machineMs: [10_000], personMs: 0, endsAtDesk: false }];
    const { kioskWaitsMs, wholeMs } = lobbyDay(tickets, alone);
    expect(percentile(kioskWaitsMs, 0.5)).toBeCloseTo(25 * 10_000, -3);
    expect(wholeMs.at(-1)).toBeCloseTo(50 * 10_000, -3);
  });
});
