import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedFaceModels } from '../../../electron/bridge/face-models.ts';
import { decodeFaces, letterboxOf, overlapOf, suppressOverlaps } from './detect.ts';

const size = fc.integer({ min: 1, max: 2000 });
const frame = { width: 320, height: 240 };

describe('letterbox', () => {
  it('fits any picture into the frame, centred, in whole pixels, with a fifth of air', () => {
    fc.assert(
      fc.property(size, size, (width, height) => {
        const box = letterboxOf({ width, height }, frame);
        expect([box.width, box.height, box.left, box.top].every(Number.isInteger)).toBe(true);
        expect(Math.abs(2 * box.left + box.width - 320)).toBeLessThanOrEqual(1);
        expect(Math.abs(2 * box.top + box.height - 240)).toBeLessThanOrEqual(1);
        expect(Math.max(box.width / 320, box.height / 240)).toBeCloseTo(0.8, 2);
        expect(width * box.scaleX).toBeCloseTo(box.width);
        expect(height * box.scaleY).toBeCloseTo(box.height);
      }),
    );
  });
});

describe('decoding', () => {
  /** One candidate a row: score, then the corners in parts of the frame. */
  const decode = (...rows: [number, number, number, number, number][]) =>
    decodeFaces(
      Float32Array.from(rows.flatMap(([score]) => [1 - score, score])),
      Float32Array.from(rows.flatMap(([, ...corners]) => corners)),
      letterboxOf({ width: 120, height: 480 }, frame),
      shippedFaceModels.detection,
    );

  it('gives boxes in the pixels of the picture', () => {
    const [face] = decode([0.9, 0.5, 0.25, 0.55, 0.5]);
    expect(face?.score).toBeCloseTo(0.9);
    // Scale .4, 136 columns and 24 rows of margin: column 160 is pixel 60, row 60 is pixel 90.
    expect(face?.box.x).toBeCloseTo(60, 3);
    expect(face?.box.y).toBeCloseTo(90, 3);
    expect(face?.box.width).toBeCloseTo(40, 3);
    expect(face?.box.height).toBeCloseTo(150, 3);
  });

  it('keeps what scores enough and spans an area, best first', () => {
    const faces = decode(
      [0.49, 0, 0, 0.2, 0.2],
      [0.6, 0.4, 0.4, 0.5, 0.5],
      [0.8, 0.7, 0.7, 0.9, 0.9],
      [0.9, 0.5, 0.5, 0.5, 0.9],
      [0.9, 0.5, 0.9, 0.6, 0.5],
      [NaN, 0.1, 0.1, 0.3, 0.3],
    );
    expect(faces.map(({ score }) => Math.round(score * 10))).toEqual([8, 6]);
  });
});

describe('non-maximum suppression', () => {
  const box = fc.record({
    x: fc.integer({ min: 0, max: 50 }),
    y: fc.integer({ min: 0, max: 50 }),
    width: fc.integer({ min: 1, max: 50 }),
    height: fc.integer({ min: 1, max: 50 }),
  });
  const faces = fc.array(fc.record({ box, score: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 30 });

  it('measures overlap between 0 and 1, the same from both sides, 1 only with itself', () => {
    fc.assert(
      fc.property(box, box, (one, other) => {
        const overlap = overlapOf(one, other);
        expect(overlap).toBe(overlapOf(other, one));
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1);
        expect(overlapOf(one, one)).toBe(1);
      }),
    );
    expect(overlapOf({ x: 0, y: 0, width: 2, height: 2 }, { x: 1, y: 0, width: 2, height: 2 })).toBeCloseTo(1 / 3);
  });

  it('keeps faces that do not overlap; what it drops overlaps a better one it kept', () => {
    fc.assert(
      fc.property(faces, (found) => {
        const kept = suppressOverlaps(found, 0.3);
        for (const face of found) {
          const rivals = kept.filter((other) => other !== face && overlapOf(other.box, face.box) > 0.3);
          if (kept.includes(face)) expect(rivals).toEqual([]);
          else expect(rivals.some(({ score }) => score >= face.score)).toBe(true);
        }
      }),
    );
  });
});
