import { expect, it } from 'vitest';
import type { VisitSnapshot } from './bridge/snapshot.ts';
import { awaitedIn, isAfterEnd, isAtRest, isKnown, isTrouble } from './stopwatch-rules.ts';

const of = (state: object) => state as VisitSnapshot;
const attract = (prompt: string) => of({ step: 'attract', prompt });

it.each([
  ['while a code is checked', { step: 'attract', prompt: 'checking-code' }],
  ['while the chip is read', { step: 'identify', card: { state: 'reading' } }],
  ['while it greets', { step: 'identify', card: { state: 'read' } }],
  ['while it measures a good face', { step: 'verify', face: { state: 'looking', instruction: 'hold-still' } }],
  ['while it gives thanks for a face', { step: 'verify', face: { state: 'matched', instruction: 'no-face' } }],
  ['while it measures again', { step: 'recognise', state: 'retry', instruction: 'look-here' }],
  ['while the gallery is asked', { step: 'recognise', state: 'checking', instruction: 'look-here' }],
  ['while the code of who is brought is checked', { step: 'companion', isChecking: true }],
  ['while insurance is looked up', { step: 'insurance', state: 'asking' }],
  ['while the hospital is asked', { step: 'choose', state: 'looking-up' }],
  ['while it writes', { step: 'confirm', state: 'committing' }],
  ['while a ticket is moved', { step: 'my-ticket', now: { state: 'changing' } }],
  ['while the hospital is asked about a ticket', { step: 'my-ticket', now: { state: 'asking' } }],
  ['while it looks whose card was laid', { step: 'whose', about: 'being-checked' }],
  ['while it prints', { step: 'desk' }],
])('the machine is awaited %s', (_, state) => {
  expect(awaitedIn(of(state))).toBe('machineMs');
});

it.each([
  ['to show a code', { step: 'attract', prompt: 'unknown-code' }],
  ['to lay the card', { step: 'identify', card: { state: 'awaited' } }],
  ['to lay it again', { step: 'identify', card: { state: 'problem' } }],
  ['to come closer', { step: 'verify', face: { state: 'retry', instruction: 'come-closer' } }],
  ['to say yes to the camera', { step: 'recognise', state: 'asking', instruction: 'look-here' }],
  ['to blink', { step: 'recognise', state: 'moving', instruction: 'look-here' }],
  ['to take off a mask', { step: 'recognise', state: 'looking', instruction: 'take-off-mask' }],
  ['to decide', { step: 'insurance', state: 'deciding' }],
  ['to choose', { step: 'choose', state: 'rooms' }],
  ['to confirm', { step: 'confirm', state: 'asking' }],
  ['to read', { step: 'my-ticket', now: { state: 'shown' } }],
  ['to type', { step: 'typed', problem: 'none' }],
  ['to say whose card was laid', { step: 'whose', about: 'card' }],
])('the person is awaited %s', (_, state) => {
  expect(awaitedIn(of(state))).toBe('personMs');
});

it('nobody is there while the first screen has its first words, a forgotten card or the next of a family', () => {
  expect(['welcome', 'card-forgotten', 'next-person'].map((prompt) => isAtRest(attract(prompt)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(isAtRest(attract('unknown-code'))).toBe(false);
  expect(isAtRest(of({ step: 'typed' }))).toBe(false);
});

it('somebody is known where the chip or a question is theirs, and nowhere before', () => {
  expect(['identify', 'details', 'ticket'].map((step) => isKnown(of({ step })))).toEqual([true, true, true]);
  expect(
    ['attract', 'typed', 'recognise', 'companion', 'whose', 'desk', 'emergency'].filter((step) =>
      isKnown(of({ step })),
    ),
  ).toEqual([]);
});

it('a face that is kept belongs to the ticket, a face that is looked for to the next visit', () => {
  expect(isAfterEnd(of({ step: 'recognise', purpose: 'enrol' }))).toBe(true);
  expect(isAfterEnd(of({ step: 'recognise', purpose: 'return' }))).toBe(false);
  expect(isAfterEnd(of({ step: 'my-ticket' }))).toBe(true);
  expect(isAfterEnd(of({ step: 'companion' }))).toBe(false);
});

it.each([
  ['a code that is none', { step: 'attract', prompt: 'unknown-code' }],
  ['a card that was pulled', { step: 'identify', card: { state: 'problem' }, notice: 'none' }],
  ['another code in between', { step: 'identify', card: { state: 'awaited' }, notice: 'not-this-code' }],
  ['a second look', { step: 'verify', face: { state: 'retry' } }],
  ['a movement that was too slow', { step: 'recognise', failed: 'too-slow' }],
  ['an insurance card that is none', { step: 'insurance', state: 'not-a-card' }],
  ['an insurance card that is creased', { step: 'insurance', state: 'unreadable-code' }],
  ['an insurance card about which nobody answers', { step: 'insurance', state: 'not-answered' }],
  ['a wrong number', { step: 'typed', problem: 'number' }],
  ['a wrong date', { step: 'returning', problem: 'birth-date' }],
])('%s has to be done twice', (_, state) => {
  expect(isTrouble(of(state))).toBe(true);
});

it.each([
  ['a card before its code', { step: 'attract', prompt: 'show-code' }],
  ['a card', { step: 'identify', card: { state: 'read' }, notice: 'none' }],
  ['a decision', { step: 'insurance', state: 'deciding' }],
  ['a list', { step: 'choose', state: 'clinics' }],
])('%s has not', (_, state) => {
  expect(isTrouble(of(state))).toBe(false);
});
