import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaceQuality, faceQualitySchema } from '../bridge/intent.ts';
import { faceInstructionSchema } from '../bridge/face-snapshot.ts';
import {
  frameProblem,
  type Hints,
  hintFor,
  instructionInMovement,
  nextHints,
  nextInstruction,
  startGuidance,
} from './face-guidance.ts';
import { adviceLimits, frameLimits } from './face-limits.ts';
import { clearFace } from './liveness-testing.ts';

const measure = fc.double({ min: 0, max: 255, noNaN: true });
const angle = fc.double({ min: -90, max: 90, noNaN: true });
const part = fc.double({ min: 0, max: 1, noNaN: true });
const anyQuality: fc.Arbitrary<FaceQuality> = fc.record({
  faces: fc.nat(3),
  widthPx: fc.double({ min: 0, max: 640, noNaN: true }),
  isCut: fc.boolean(),
  luma: measure,
  backgroundLuma: measure,
  sharpness: fc.double({ min: 0, max: 2_000, noNaN: true }),
  yawDegrees: angle,
  pitchDegrees: angle,
  rollDegrees: angle,
  eyeOpening: part,
  mask: part,
  cap: part,
  glare: part,
  change: fc.option(measure),
  liveness: fc.option(part),
});

describe('a frame', () => {
  it.each([
    [{ faces: 0 }, 'no-face'],
    [{ faces: 2 }, 'several-faces'],
    [{ widthPx: frameLimits.minimumWidthPx - 1 }, 'come-closer'],
    [{ widthPx: frameLimits.maximumWidthPx + 1 }, 'step-back'],
    [{ isCut: true }, 'move-to-middle'],
    [{ widthPx: frameLimits.maximumWidthPx + 1, isCut: true }, 'step-back'],
    [{ luma: frameLimits.minimumLuma - 1, backgroundLuma: 60 }, 'more-light'],
    [{ luma: frameLimits.minimumLuma - 1, backgroundLuma: 160 }, 'backlit'],
    [{ luma: frameLimits.maximumLuma + 1 }, 'less-light'],
    [{ yawDegrees: -frameLimits.maximumTurnDegrees - 1 }, 'look-straight'],
    [{ pitchDegrees: frameLimits.maximumTurnDegrees + 1 }, 'look-straight'],
    [{ rollDegrees: frameLimits.maximumRollDegrees + 1 }, 'look-straight'],
    [{ sharpness: frameLimits.minimumSharpness - 1 }, 'hold-still'],
    [{ mask: 1, cap: 1, glare: 1, eyeOpening: 0 }, null],
    [{}, null],
  ] as const)('with %o is told %s', (quality, problem) => {
    expect(frameProblem({ ...clearFace, ...quality })).toBe(problem);
  });

  it('at the limits counts', () => {
    const { minimumWidthPx, maximumLuma, maximumTurnDegrees, maximumRollDegrees, minimumSharpness } = frameLimits;
    const edge = {
      ...clearFace,
      widthPx: minimumWidthPx,
      luma: maximumLuma,
      yawDegrees: maximumTurnDegrees,
      pitchDegrees: -maximumTurnDegrees,
      rollDegrees: -maximumRollDegrees,
      sharpness: minimumSharpness,
    };
    expect(frameProblem(edge)).toBeNull();
  });

  it('of any kind is judged', () => {
    fc.assert(
      fc.property(anyQuality, (quality) => {
        expect(faceQualitySchema.safeParse(quality).success).toBe(true);
        for (const said of [frameProblem(quality), hintFor(quality)]) {
          expect(said === null || faceInstructionSchema.safeParse(said).success).toBe(true);
        }
      }),
    );
  });
});

describe('the hint after a failure', () => {
  it.each([
    [{ mask: adviceLimits.mask, eyeOpening: 0 }, 'take-off-mask'],
    [{ eyeOpening: adviceLimits.eyeOpening - 0.01 }, 'open-eyes'],
    [{ cap: adviceLimits.cap }, 'take-off-cap'],
    [{ glare: adviceLimits.glare }, 'glare'],
    [{ widthPx: adviceLimits.widthPx - 1 }, 'come-closer'],
    [{ luma: adviceLimits.minimumLuma - 1, backgroundLuma: 100 }, 'more-light'],
    [{ luma: adviceLimits.minimumLuma - 1, backgroundLuma: 200 }, 'backlit'],
    [{ luma: adviceLimits.maximumLuma + 1 }, 'less-light'],
    [{ pitchDegrees: -adviceLimits.turnDegrees - 1 }, 'look-straight'],
    [{ rollDegrees: -adviceLimits.rollDegrees - 1 }, 'look-straight'],
    [{ widthPx: frameLimits.maximumWidthPx + 1, isCut: true }, 'step-back'],
    [{ isCut: true, luma: 0 }, 'move-to-middle'],
    [{ sharpness: frameLimits.minimumSharpness - 1 }, 'hold-still'],
    [{}, null],
  ] as const)('by %o is %s', (quality, hint) => {
    expect(hintFor({ ...clearFace, ...quality })).toBe(hint);
  });
});

describe('hints', () => {
  const none: Hints = { hint: null, likely: null };
  const glaring = { ...clearFace, glare: 1 };
  const capped = { ...clearFace, cap: 1 };
  const dark = { ...clearFace, luma: 0, backgroundLuma: 0 };
  const after = (...frames: FaceQuality[]) => frames.reduce(nextHints, none).hint;

  it('come of two frames running with one face, and go with a good frame that lacks them', () => {
    expect(after(glaring)).toBeNull();
    expect(after(glaring, clearFace, glaring)).toBeNull();
    expect(after(glaring, glaring)).toBe('glare');
    expect(after(glaring, { ...glaring, faces: 2 }, { ...glaring, faces: 0 }, glaring)).toBe('glare');
    expect(after(glaring, glaring, clearFace)).toBeNull();
    expect(after(glaring, glaring, dark)).toBe('glare');
    expect(after(glaring, glaring, dark, dark)).toBe('more-light');
    expect(after(glaring, glaring, capped)).toBeNull();
    expect(after(glaring, glaring, capped, capped)).toBe('take-off-cap');
  });
});

describe('what is said', () => {
  const dark = { ...clearFace, luma: 0, backgroundLuma: 0 };
  const far = { ...clearFace, widthPx: 10 };
  const said = (...frames: FaceQuality[]): string =>
    frames.reduce(nextInstruction, startGuidance('take-off-cap')).instruction;

  it('changes when two frames running ask for it, and goes back to the advice', () => {
    expect(said(dark)).toBe('take-off-cap');
    expect(said(dark, dark)).toBe('more-light');
    expect(said(dark, dark, clearFace)).toBe('more-light');
    expect(said(dark, dark, clearFace, clearFace)).toBe('take-off-cap');
  });

  it('does not flicker between two problems', () => {
    expect(said(dark, far, dark, far, dark)).toBe('take-off-cap');
    expect(said(dark, clearFace, dark)).toBe('take-off-cap');
    expect(said(dark, dark, far, dark, far, far)).toBe('come-closer');
  });

  it('stays current during a movement, which is never called a problem', () => {
    const turned = { ...clearFace, yawDegrees: 40 };
    const blurred = { ...clearFace, sharpness: 0 };
    const moving = (...frames: FaceQuality[]): string =>
      frames.reduce((before, quality) => instructionInMovement(before, quality), startGuidance('take-off-cap'))
        .instruction;
    expect(moving(turned, turned, blurred, blurred)).toBe('take-off-cap');
    expect(moving(far, far)).toBe('come-closer');
    expect(moving(far, far, turned, blurred)).toBe('take-off-cap');
  });
});
