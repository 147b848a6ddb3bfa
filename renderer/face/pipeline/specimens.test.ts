/** The real models on the specimen people: plumbing only, since renderings say nothing about accuracy. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddingModel, faceModels } from '../models.ts';
import { cosineSimilarity } from './embedding.ts';
import { createNodeFace, faceWeightsProblem, type NodeFace } from './node-face.ts';
import { isComparable } from './quality.ts';

const weights = fileURLToPath(new URL('../weights', import.meta.url));
const missing = faceModels.some(({ file }) => !existsSync(join(weights, file)));
const people = ['p01', 'p02', 'p06', 'p11', 'p13'];

const picture = (person: string, name: string): Uint8Array =>
  readFileSync(new URL(`../../../fixtures/people/${person}/${name}.jpg`, import.meta.url));

describe.skipIf(missing)(`specimen people${missing ? ' (skipped: no face models; run the set-up)' : ''}`, () => {
  let face: NodeFace;
  const embeddings = new Map<string, Float32Array>();
  const embeddingOf = (person: string, name: string): Float32Array => {
    const embedding = embeddings.get(`${person} ${name}`);
    if (!embedding) throw new Error(`no face was found in ${name} of ${person}`);
    return embedding;
  };

  beforeAll(async () => {
    face = await createNodeFace(weights);
    for (const person of people) {
      for (const name of ['portrait', 'live1']) {
        const { best } = await face.analysePicture(picture(person, name));
        if (best) embeddings.set(`${person} ${name}`, best.embedding);
      }
    }
  }, 60_000);
  afterAll(() => face.close());

  it.each(people)('%s resembles the own portrait and nobody else’s', (person) => {
    const live = embeddingOf(person, 'live1');
    expect(live).toHaveLength(embeddingModel.dimension);
    for (const other of people) {
      const similarity = cosineSimilarity(live, embeddingOf(other, 'portrait'));
      if (other === person) expect(similarity).toBeGreaterThanOrEqual(0.6);
      else expect(similarity).toBeLessThanOrEqual(0.5);
    }
  });

  it('measures a good camera shot as comparable', async () => {
    const { quality } = await face.analysePicture(picture('p01', 'live1'));
    expect(isComparable(quality)).toBe(true);
    expect(isComparable({ ...quality, faces: 2 })).toBe(false);
    expect(isComparable({ ...quality, widthPx: 63 })).toBe(false);
  });

  it('measures a dark picture as dark and a turned head as turned', async () => {
    expect((await face.analysePicture(picture('p13', 'live3'))).quality.luma).toBeLessThan(70);
    const left = (await face.analysePicture(picture('p01', 'live-turn-left'))).quality;
    const right = (await face.analysePicture(picture('p01', 'live-turn-right'))).quality;
    expect(Math.min(Math.abs(left.yawDegrees), Math.abs(right.yawDegrees))).toBeGreaterThan(15);
    // The person's own left is the right edge of the picture.
    expect(Math.sign(left.yawDegrees)).toBe(-1);
    expect(Math.sign(right.yawDegrees)).toBe(1);
  });
});

describe('the weights folder', () => {
  it('is refused with one sentence while a model is missing or damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiepdon-weights-'));
    try {
      expect(await faceWeightsProblem(folder)).toContain('fr_detect.onnx is missing');
      await expect(createNodeFace(folder)).rejects.toThrow('run the set-up again');
      await writeFile(join(folder, 'fr_detect.onnx'), 'half a model');
      expect(await faceWeightsProblem(folder)).toContain('damaged');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
