import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectionModel } from '../models.ts';
import { decodeFaces, letterboxOf, letterboxTensor, overlapOf, suppressOverlaps } from './detect.ts';
import { flat } from './test-pictures.ts';

const plane = 240 * 320;
const size = fc.integer({ min: 1, max: 2000 });

describe('letterbox', () => {
  it('fits any picture into the frame, centred and touching two sides', () => {
    fc.assert(
      fc.property(size, size, (width, height) => {
        const { scale, left, top } = letterboxOf({ width, height, data: new Uint8ClampedArray() }, 320, 240);
        expect(left).toBeGreaterThanOrEqual(-1e-9);
        expect(top).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.min(left, top)).toBeCloseTo(0);
        expect(width * scale + 2 * left).toBeCloseTo(320);
        expect(height * scale + 2 * top).toBeCloseTo(240);
      }),
    );
  });

  it('normalises the picture in three planes and leaves the margins at zero', () => {
    const image = flat(120, 240, 255);
    const tensor = letterboxTensor(image, letterboxOf(image, 320, 240), detectionModel);
    expect(tensor).toHaveLength(3 * plane);
    for (const channel of [0, 1, 2]) {
      const row = tensor.subarray(channel * plane + 100 * 320, channel * plane + 101 * 320);
      expect([...row.subarray(0, 100)].every((value) => value === 0)).toBe(true);
      expect([...row.subarray(100, 220)].every((value) => value === 1)).toBe(true);
      expect([...row.subarray(220)].every((value) => value === 0)).toBe(true);
    }
  });

  it('does not darken the border of a picture that is made larger', () => {
    const image = flat(32, 24, 255);
    const tensor = letterboxTensor(image, letterboxOf(image, 320, 240), detectionModel);
    expect(tensor.every((value) => value === 1)).toBe(true);
  });

  it('leaves bars above and below a wide picture', () => {
    const image = flat(320, 120, 255);
    const tensor = letterboxTensor(image, letterboxOf(image, 320, 240), detectionModel);
    expect(tensor[59 * 320]).toBe(0);
    expect(tensor[60 * 320]).toBe(1);
    expect(tensor[180 * 320]).toBe(0);
  });
});

describe('decoding', () => {
  /** One candidate a row: score, then the corners in parts of the frame. */
  const decode = (...rows: [number, number, number, number, number][]) =>
    decodeFaces(
      Float32Array.from(rows.flatMap(([score]) => [1 - score, score])),
      Float32Array.from(rows.flatMap(([, ...corners]) => corners)),
      letterboxOf({ width: 120, height: 480, data: new Uint8ClampedArray() }, 320, 240),
      detectionModel,
    );

  it('gives boxes in the pixels of the picture', () => {
    const [face] = decode([0.9, 0.5, 0.25, 0.55, 0.5]);
    expect(face?.score).toBeCloseTo(0.9);
    // Scale 1/2, 130 columns of margin: column 160 is pixel 60, row 60 is pixel 120.
    expect(face?.box.x).toBeCloseTo(60, 3);
    expect(face?.box.y).toBeCloseTo(120, 3);
    expect(face?.box.width).toBeCloseTo(32, 3);
    expect(face?.box.height).toBeCloseTo(120, 3);
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
