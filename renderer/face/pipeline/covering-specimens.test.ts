/** Masks, caps and lamps painted onto specimen people, seen by the real models: a covered face is found and aligned elsewhere. */
import jpeg from 'jpeg-js';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFaceModels, usedModels } from '../../../electron/bridge/face-models.ts';
import type { FaceQuality } from '../../../electron/bridge/intent.ts';
import { createNodeFace, type NodeFace } from './node-face.ts';
import type { FaceAnalysis } from './pipeline.ts';

const weights = join(import.meta.dirname, '..', 'weights');
const missing = usedModels(shippedFaceModels).some(({ file }) => !existsSync(join(weights, file)));
const skipped = missing ? ' (skipped: no face models; run the set-up)' : '';
const slowMs = 60_000;

type Colour = readonly [red: number, green: number, blue: number];
/** By the place in the face's box: 0..1 from its left to its right and from its top to its bottom. */
type IsCovered = (across: number, down: number) => boolean;

const mask: IsCovered = (across, down) => down > 0.52 && Math.hypot((across - 0.5) / 0.5, (down - 0.55) / 0.48) < 1;
const cap: IsCovered = (across, down) => down > -0.4 && down < 0.3 && across > -0.15 && across < 1.15;
const lamps: IsCovered = (across, down) =>
  [0.3, 0.7].some((eye) => Math.hypot((across - eye) / 0.09, (down - 0.43) / 0.04) < 1);

describe.skipIf(missing)(`a specimen person${skipped}`, () => {
  let face: NodeFace;
  beforeAll(async () => {
    face = await createNodeFace(weights);
  }, slowMs);
  afterAll(() => face.close());

  const measured = (bytes: Uint8Array): Promise<FaceAnalysis> =>
    face.analysePicture(bytes, { previous: null, asksLiveness: true });
  const pictureOf = (person: string, name: string): Uint8Array =>
    readFileSync(join(import.meta.dirname, '..', '..', '..', 'fixtures', 'people', person, `${name}.jpg`));

  async function painted(person: string, isCovered: IsCovered, colour: Colour): Promise<FaceQuality> {
    const bytes = pictureOf(person, 'live1');
    const { best } = await measured(bytes);
    if (!best) return expect.unreachable();
    const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true });
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const across = (x / width - best.place.x) / best.place.width;
        const down = (y / height - best.place.y) / best.place.height;
        if (isCovered(across, down)) data.set(colour, (y * width + x) * 4);
      }
    }
    return (await measured(jpeg.encode({ width, height, data: Buffer.from(data) }, 90).data)).quality;
  }

  const people = ['p01', 'p06', 'p12'];
  it.each(people)(
    '%s wears nothing in the bare pictures, and has the eyes open but in one',
    async (person) => {
      const openings: number[] = [];
      for (const name of ['portrait', 'live1', 'live2', 'live-eyes-closed']) {
        const { quality } = await measured(pictureOf(person, name));
        expect(quality.mask).toBeLessThan(0.8);
        expect(quality.cap).toBeLessThan(0.8);
        expect(quality.glare).toBeLessThan(0.02);
        openings.push(quality.eyeOpening);
      }
      const [, open = 0, openToo = 0, closed = 1] = openings;
      expect(closed).toBeLessThanOrEqual(0.75 * Math.min(open, openToo));
    },
    slowMs,
  );

  it.each(people)(
    '%s is seen to wear a mask, a cap, and glasses that mirror a lamp',
    async (person) => {
      expect((await painted(person, mask, [120, 165, 205])).mask).toBeGreaterThanOrEqual(0.8);
      expect((await painted(person, mask, [225, 225, 225])).mask).toBeGreaterThanOrEqual(0.8);
      expect((await painted(person, mask, [35, 35, 38])).mask).toBeGreaterThanOrEqual(0.8);
      expect((await painted(person, cap, [30, 35, 60])).cap).toBeGreaterThanOrEqual(0.8);
      expect((await painted(person, lamps, [255, 255, 255])).glare).toBeGreaterThanOrEqual(0.02);
    },
    slowMs,
  );
});
