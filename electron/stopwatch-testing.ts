import { expect } from 'vitest';
import type { VisitTime } from '../sync/queue/visit-times.ts';
import type { Paper } from './bridge/paper-snapshot.ts';
import type { VisitSnapshot } from './bridge/snapshot.ts';
import { createStopwatch } from './stopwatch.ts';

/** States as far as the stopwatch reads them, and what it records of them. */

/** As much of a state as the stopwatch reads, for how many milliseconds it is shown, and to the how-manieth person. */
type Shown = readonly [visit: object, lastsMs: number, paper?: Paper, visitor?: number];

/** The first screen with its own words, before somebody who chose a way there and came back. */
export const cameBack = { step: 'attract', prompt: 'welcome', isPrompted: true };

export const welcome = { step: 'attract', prompt: 'welcome' };
export const awaitedCard = { step: 'identify', card: { state: 'awaited' }, notice: 'none' };
export const readingCard = { step: 'identify', card: { state: 'reading' }, notice: 'none' };
export const cardRead = { step: 'identify', card: { state: 'read' }, notice: 'none' };
export const cardTrouble = { step: 'identify', card: { state: 'problem' }, notice: 'none' };
export const face = (state: string, instruction = 'look-here') => ({ step: 'verify', face: { state, instruction } });
export const lookingUp = { step: 'choose', state: 'looking-up' };
export const clinics = { step: 'choose', state: 'clinics' };
export const asking = { step: 'confirm', state: 'asking' };
export const committing = { step: 'confirm', state: 'committing' };
export const ticket = { step: 'ticket', number: 'A1' };
export const desk = { step: 'desk', number: 'K1' };
export const recognise = (state: string, changes: object = {}) => ({
  step: 'recognise',
  purpose: 'return',
  state,
  instruction: 'look-here',
  failed: null,
  ...changes,
});
export const myTicket = { step: 'my-ticket', now: { state: 'shown' } };

/** What is recorded of states that are shown one after the other. */
export function timesOf(...states: readonly Shown[]): VisitTime[] {
  const recorded: VisitTime[] = [];
  let nowMs = 5_000;
  const stopwatch = createStopwatch({ nowMs: () => nowMs, record: (time) => void recorded.push(time) });
  let last = 0;
  const see = (visit: object, paper: Paper, visitor: number): void =>
    stopwatch.see({ visit: visit as VisitSnapshot, visitor, isPrompted: visit === cameBack }, paper);
  for (const [visit, lastsMs, paper = 'none', visitor = last] of states) {
    last = visitor;
    see(visit, paper, visitor);
    nowMs += lastsMs;
  }
  see(welcome, 'none', last + 1);
  return recorded;
}

export const oneOf = (...states: readonly Shown[]): VisitTime => {
  const [time, ...others] = timesOf(...states);
  expect(others).toEqual([]);
  return time!;
};
