/** The real models on the specimen people: plumbing only, since renderings say nothing about accuracy. */
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFaceModels, usedModels } from '../../../electron/bridge/face-models.ts';
import { cosineSimilarity } from './embedding.ts';
import { createNodeFace, faceModelsProblem, type NodeFace } from './node-face.ts';
import { isComparable } from './quality.ts';

const weights = fileURLToPath(new URL('../weights', import.meta.url));
const missing = usedModels(shippedFaceModels).some(({ file }) => !existsSync(join(weights, file)));
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
    expect(live).toHaveLength(shippedFaceModels.embedding.dimension);
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
    expect(quality.isCut).toBe(false);
  });

  it('sees whether it is another picture, and asks the passive model when told', async () => {
    const { thumbnail } = await face.analysePicture(picture('p01', 'live1'));
    const options = { previous: thumbnail, asksLiveness: true };
    const same = (await face.analysePicture(picture('p01', 'live1'), options)).quality;
    expect(same.change).toBe(0);
    expect(same.liveness).not.toBeNull();
    expect((await face.analysePicture(picture('p01', 'live2'), options)).quality.change).toBeGreaterThan(0);
  });

  it('sees closed eyes', async () => {
    const open = (await face.analysePicture(picture('p01', 'live1'))).quality.eyeOpening;
    const closed = (await face.analysePicture(picture('p01', 'live-eyes-closed'))).quality.eyeOpening;
    expect(closed).toBeLessThan(0.5 * open);
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

describe('the folders of models', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiepdon-weights-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are refused with one sentence while a shipped model is missing or damaged', async () => {
    expect(await faceModelsProblem(shippedFaceModels, folder, folder)).toContain('fr_detect.onnx is missing');
    await expect(createNodeFace(folder)).rejects.toThrow('run the set-up again');
    await writeFile(join(folder, 'fr_detect.onnx'), 'half a model');
    expect(await faceModelsProblem(shippedFaceModels, folder, folder)).toContain('damaged');
  });

  it.skipIf(missing)('give a hospital’s own model from theirs, when it is what the entry says', async () => {
    const own = (entry: object) => ({
      ...shippedFaceModels,
      embedding: { ...shippedFaceModels.embedding, file: 'own.onnx', sha256: '0'.repeat(64), ...entry },
    });
    expect(await faceModelsProblem(own({}), weights, folder)).toBe(
      `The face model own.onnx is missing in ${folder}: copy it there.`,
    );
    await copyFile(join(weights, 'fr_feature.onnx'), join(folder, 'own.onnx'));
    expect(await faceModelsProblem(own({}), weights, folder)).toContain('is not the file with the SHA-256');
    const { sha256 } = shippedFaceModels.embedding;
    await expect(createNodeFace(weights, own({ sha256, dimension: 128 }), folder)).rejects.toThrow(
      'own.onnx gives 512 values, not 128.',
    );
    await expect(createNodeFace(weights, own({ sha256, input: 'data' }), folder)).rejects.toThrow(
      'own.onnx takes input instead of data.',
    );
    await expect(createNodeFace(weights, own({ sha256, output: 'vector' }), folder)).rejects.toThrow(
      'own.onnx answers output instead of vector.',
    );
    const face = await createNodeFace(weights, own({ sha256 }), folder);
    expect((await face.analysePicture(picture('p01', 'live1'))).best?.embedding).toHaveLength(512);
    await face.close();
  });
});
