import { describe, expect, it } from 'vitest';
import { detectionModel, embeddingModel, landmarkModel } from '../models.ts';
import { arcFaceTemplate } from './align.ts';
import { createFacePipeline, faceInFront } from './pipeline.ts';
import type { FaceSession } from './session.ts';
import { flat } from './test-pictures.ts';

type Outputs = Record<string, Float32Array>;

/** A square picture fills the middle 240 columns of the detector's frame; a box is given in parts of the picture. */
const detected = (...boxes: [x1: number, y1: number, x2: number, y2: number][]): Outputs => {
  const column = (x: number): number => (40 + x * 240) / 320;
  return {
    scores: Float32Array.from(boxes.flatMap(() => [0.1, 0.9])),
    boxes: Float32Array.from(boxes.flatMap(([x1, y1, x2, y2]) => [column(x1), y1, column(x2), y2])),
  };
};

/** Landmarks that put the five points onto the template, as if the square were the chip. */
const frontal = (): Outputs => {
  const output = new Float32Array(136);
  const put = ({ x, y }: { x: number; y: number }, ...indices: number[]): void => {
    for (const index of indices) output.set([x / 112, y / 112], 2 * index);
  };
  put(arcFaceTemplate.leftEye, 37, 38, 40, 41);
  put(arcFaceTemplate.rightEye, 43, 44, 46, 47);
  put(arcFaceTemplate.nose, 30);
  put(arcFaceTemplate.leftMouth, 48, 60);
  put(arcFaceTemplate.rightMouth, 54, 64);
  return { output };
};

const embedded = (): Outputs => ({ output: new Float32Array(512).fill(3) });

function pipelineWith(
  outputs: Partial<Record<'detect' | 'landmarks' | 'embed', (input: Float32Array) => Outputs | Promise<Outputs>>>,
) {
  const released: string[] = [];
  const answers: Record<string, (input: Float32Array) => Outputs | Promise<Outputs>> = {
    [detectionModel.file]: outputs.detect ?? (() => detected([0.25, 0.25, 0.75, 0.75])),
    [landmarkModel.file]: outputs.landmarks ?? frontal,
    [embeddingModel.file]: outputs.embed ?? embedded,
  };
  const createSession = async (file: string): Promise<FaceSession> => ({
    run: async (input, shape) => {
      expect(input).toHaveLength(shape.reduce((product, length) => product * length, 1));
      return (await answers[file]?.(input)) ?? {};
    },
    release: async () => void released.push(file),
  });
  return { pipeline: createFacePipeline({ createSession }), released };
}

const picture = flat(224, 224, 100);

describe('face pipeline', () => {
  it('measures the face and gives its embedding at length one', async () => {
    const { faces, quality, best } = await (await pipelineWith({}).pipeline).analyse(picture);
    expect(faces).toBe(1);
    expect(quality.faces).toBe(1);
    expect(quality.widthPx).toBeCloseTo(112, 3);
    expect(quality.luma).toBeCloseTo(100, 0);
    expect(quality.sharpness).toBeCloseTo(0, 3);
    expect(Math.abs(quality.yawDegrees)).toBeLessThan(2);
    expect(best?.quality).toBe(quality);
    expect(Math.hypot(...(best?.embedding ?? []))).toBeCloseTo(1, 5);
  });

  it('finds nobody in an empty picture and says how light it is', async () => {
    const { pipeline } = pipelineWith({ detect: () => detected() });
    const analysis = await (await pipeline).analyse(flat(64, 48, 30));
    expect(analysis).toMatchObject({ faces: 0, best: null, quality: { faces: 0, widthPx: 0, sharpness: 0 } });
    expect(analysis.quality.luma).toBeCloseTo(30, 3);
  });

  it.each([
    ['landmarks on one spot', { landmarks: () => ({ output: new Float32Array(136) }) }],
    ['landmarks that are no numbers', { landmarks: () => ({ output: new Float32Array(136).fill(NaN) }) }],
    ['an embedding without direction', { embed: () => ({ output: new Float32Array(512) }) }],
  ])('counts %s as nobody', async (_, outputs) => {
    const analysis = await (await pipelineWith(outputs).pipeline).analyse(picture);
    expect(analysis).toMatchObject({ faces: 0, best: null });
  });

  it('takes the largest face and counts another only when it is half as large', async () => {
    const near: [number, number, number, number] = [0.1, 0.1, 0.5, 0.5];
    const queueing = pipelineWith({ detect: () => detected([0.7, 0.1, 0.95, 0.35], near) });
    const beside = pipelineWith({ detect: () => detected([0.6, 0.1, 0.9, 0.45], near) });
    expect((await (await queueing.pipeline).analyse(picture)).quality).toMatchObject({ faces: 1 });
    const two = await (await beside.pipeline).analyse(picture);
    expect(two.faces).toBe(2);
    expect(two.quality.widthPx).toBeCloseTo(0.4 * 224, 3);
  });

  it('refuses a model with other outputs', async () => {
    const { pipeline } = pipelineWith({ embed: () => ({ embedding: new Float32Array(512) }) });
    await expect((await pipeline).analyse(picture)).rejects.toThrow('no output named output');
  });

  it('lets pictures take turns, goes on after a failed one, and releases its models after the last', async () => {
    const seen: string[] = [];
    const first = Promise.withResolvers<Outputs>();
    let calls = 0;
    const { pipeline, released } = pipelineWith({
      detect: () => {
        calls += 1;
        seen.push(`detect ${calls}`);
        return calls === 1 ? first.promise : detected();
      },
    });
    const ready = await pipeline;
    const failing = ready.analyse(picture).catch((error: unknown) => void seen.push(String(error)));
    const following = ready.analyse(picture).then(() => void seen.push('second done'));
    const closing = ready.close();
    first.reject(new Error('out of memory'));
    await Promise.all([failing, following, closing]);
    expect(seen).toEqual(['detect 1', 'Error: out of memory', 'detect 2', 'second done']);
    expect(released).toHaveLength(3);
  });
});

describe('the face in front', () => {
  it('is nobody when nobody was found', () => {
    expect(faceInFront([])).toEqual({ face: null, faces: 0 });
  });
});
