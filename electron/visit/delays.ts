/**
 * Every duration of a visit, in one place. A hospital may change each in `[delays]` of its configuration; tests run them
 * on a simulated clock.
 */
export const defaultDelays = {
  /** A card that is laid during a visit has this long to show that it is the visit's own. */
  ownCardMs: 3_000,
  /** The greeting stays this long where no face is compared, so that a name can be read; taking the card back ends it at once. */
  greetMs: 2_500,
  /** Longest read of a chip, shorter than the idle warning: a reader that hangs costs a try, not the visit. */
  readMs: 20_000,
  /** A camera that has not answered by then is treated as absent: the visit goes on without a face. */
  cameraStartMs: 8_000,
  /** No usable picture in this time: the visit goes on, marked "face not compared". */
  faceSearchMs: 25_000,
  /** Each movement of a challenge is awaited this long (6 s for two was measured; old people get more). */
  movementMs: 6_000,
  /** The gallery's answer is worth this wait; after it, card or desk. */
  galleryMs: 3_000,
  /** "Thank you" after a match, before the next question: long enough to be seen; whoever is thanked has nothing to read. */
  matchedMs: 300,
  /** The hospital's answers are worth this wait, a VNeID service's too; after it the visit goes on as offline. */
  lookupMs: 3_000,
  /** Wait for an official number (his-and-sync: at most 1.5 s), then the kiosk's own number is printed. */
  leaseMs: 1_500,
  /** Nobody touched anything since the machine was last waited for: ask "are you still there?"; before a visit, return to the first words and language. */
  idleWarningMs: 30_000,
  /** Countdown of that question; then the visit is wiped. */
  idleGraceMs: 15_000,
  /** A ticket or desk ticket stays this long before its countdown. */
  endWarningMs: 12_000,
  /** Countdown on a ticket: with endWarningMs the kiosk is free within 20 seconds. */
  endGraceMs: 8_000,
} as const;

/**
 * Before its countdown the last screen waits so long for papers that are still being printed: eight long ones come out in that time,
 * and a printer that has stopped has said so.
 */
export const paperWaitMs = 30_000;

/**
 * A payment code that no paper carries stays so much longer on the last screen, for a phone to be found and a photo to be taken. Any
 * touch begins that anew.
 */
export const unprintedCodeMs = 60_000;

export type VisitDelays = { [Name in keyof typeof defaultDelays]: number };
