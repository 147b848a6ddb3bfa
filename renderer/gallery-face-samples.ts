import { faceInstructionSchema, movementSchema } from '../electron/bridge/face-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { sampleBase as base, samplePeople } from './gallery-base-samples.ts';

/** Sample snapshots of who stands before the camera, comes back by face, or is asked about it. */

const { holder } = samplePeople;

const recognise = (change: Partial<VisitAt<'recognise'>> = {}): KioskSnapshot => ({
  ...base,
  visit: {
    step: 'recognise',
    purpose: 'return',
    comparison: 1,
    state: 'looking',
    instruction: 'look-here',
    challenge: null,
    failed: null,
    triesLeft: 3,
    canSwap: true,
    holder: null,
    cardStillThere: false,
    ...change,
  },
});
const retry = (failed: VisitAt<'recognise'>['failed'], change: Partial<VisitAt<'recognise'>> = {}): KioskSnapshot =>
  recognise({ state: 'retry', failed, triesLeft: 2, ...change });
const enrol = (state: VisitAt<'enrol'>['state'], change: Partial<VisitAt<'enrol'>> = {}): KioskSnapshot => ({
  ...base,
  visit: { step: 'enrol', state, problem: 'none', keptDays: 365, keptAt: 'kiosk', cardStillThere: false, ...change },
});

const returning = (problem: VisitAt<'returning'>['problem']): KioskSnapshot => ({
  ...base,
  visit: { step: 'returning', problem, cardStillThere: false },
});

/** `verify`: a comparison with the chip, to be varied. */
export function faceSamples(verify: VisitAt<'verify'>): Record<string, KioskSnapshot> {
  return {
    ...Object.fromEntries(
      faceInstructionSchema.options.map((instruction): [string, KioskSnapshot] => [
        `verify-${instruction}`,
        { ...base, visit: { ...verify, face: { ...verify.face, instruction } } },
      ]),
    ),
    'verify-retry-mask': {
      ...base,
      visit: { ...verify, cardStillThere: true, face: { state: 'retry', instruction: 'take-off-mask', triesLeft: 1 } },
    },
    returning: returning('none'),
    'returning-birth-date': returning('none'),
    'returning-wrong-birth-date': returning('birth-date'),
    'returning-too-young': returning('too-young'),
    'recognise-asking': recognise({ state: 'asking' }),
    'recognise-looking': recognise(),
    'recognise-pause': recognise({ state: 'pause' }),
    'recognise-backlit': recognise({ instruction: 'backlit' }),
    ...Object.fromEntries(
      movementSchema.options.flatMap((movement) =>
        (['go', 'back'] as const).map((phase): [string, KioskSnapshot] => [
          `recognise-${movement}-${phase}`,
          recognise({
            state: 'moving',
            challenge: { movement, phase, left: movement === 'blink' ? 1 : 2, secondsLeft: 5 },
          }),
        ]),
      ),
    ),
    'recognise-moving-come-closer': recognise({
      state: 'moving',
      instruction: 'come-closer',
      challenge: { movement: 'turn-left', phase: 'go', left: 2, secondsLeft: 4 },
    }),
    'recognise-enrol-moving': recognise({
      purpose: 'enrol',
      state: 'moving',
      challenge: { movement: 'turn-left', phase: 'go', left: 2, secondsLeft: 6 },
    }),
    'recognise-no-swap': recognise({
      state: 'moving',
      canSwap: false,
      challenge: { movement: 'blink', phase: 'go', left: 1, secondsLeft: 3 },
    }),
    'recognise-checking': recognise({ state: 'checking' }),
    'recognise-too-slow': retry('too-slow'),
    'recognise-face-changed': retry('face-changed', { instruction: 'several-faces' }),
    'recognise-picture-still': retry('picture-still'),
    'recognise-no-match': retry('no-match', { instruction: 'take-off-mask', triesLeft: 1 }),
    'recognise-enrol-no-match': retry('no-match', { purpose: 'enrol', triesLeft: 1 }),
    'recognise-done': recognise({ state: 'done', holder }),
    'recognise-enrol-done': recognise({ purpose: 'enrol', state: 'done' }),
    'enrol-asking': enrol('asking'),
    'enrol-asking-hospital': enrol('asking', { keptDays: 730, keptAt: 'hospital', cardStillThere: true }),
    'enrol-withdrawing': enrol('withdrawing'),
    'enrol-working': enrol('working'),
    'enrol-enrolled': enrol('enrolled'),
    'enrol-withdrawn': enrol('withdrawn'),
    ...Object.fromEntries(
      (['none', 'not-live', 'no-camera', 'not-like-card', 'gallery-away', 'not-saved'] as const).map(
        (problem): [string, KioskSnapshot] => [`enrol-failed-${problem}`, enrol('failed', { problem })],
      ),
    ),
  };
}
