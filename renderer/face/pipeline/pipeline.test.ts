import { describe, expect, it } from 'vitest';
import { faceQualitySchema } from '../../../electron/bridge/intent.ts';
import { shippedFaceModels, type FaceModels } from '../../../electron/bridge/face-models.ts';
import { arcFaceTemplate } from './align.ts';
import { faceInFront, openFacePipeline, type FacePipeline } from './pipeline.ts';
import { pixelSampler } from './sampler.ts';
import type { CreateFaceSession } from './session.ts';
import { tensorSize } from './tensor.ts';
import { flat } from './test-pictures.ts';

type Outputs = Record<string, Float32Array>;

/** A square picture fills the middle 192 pixels of the detector's frame; a box is given in parts of the picture. */
const detected = (...boxes: [x1: number, y1: number, x2: number, y2: number][]): Outputs => {
  const column = (x: number): number => (64 + x * 192) / 320;
  const row = (y: number): number => (24 + y * 192) / 240;
  return {
    // One candidate more that is no face, so that there is always an answer.
    scores: Float32Array.from([...boxes.flatMap(() => [0.1, 0.9]), 1, 0]),
    boxes: Float32Array.from([
      ...boxes.flatMap(([x1, y1, x2, y2]) => [column(x1), row(y1), column(x2), row(y2)]),
      ...[0, 0, 0, 0],
    ]),
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

type Stage = keyof FaceModels;
type Answer = (input: Float32Array) => Outputs | Promise<Outputs>;

/** The models answer as told; by default one frontal face of 112 pixels with open eyes, that lives. */
function sessionsWith(outputs: Partial<Record<Stage, Answer>>, models = shippedFaceModels) {
  const released: string[] = [];
  const ran: Stage[] = [];
  const answers: Record<Stage, Answer> = {
    detection: () => detected([0.25, 0.25, 0.75, 0.75]),
    landmarks: frontal,
    embedding: embedded,
    eye: () => ({ output: Float32Array.of(0, Math.log(3)) }),
    liveness: () => ({ output: Float32Array.of(Math.log(4), 0, 0) }),
    ...outputs,
  };
  const createSession: CreateFaceSession = async (model) => {
    const stage = (Object.keys(models) as Stage[]).find((each) => models[each] === model);
    if (!stage) throw new Error('a model of another configuration');
    return {
      ok: true,
      session: {
        run: async (input) => {
          expect(input).toHaveLength(tensorSize(model));
          ran.push(stage);
          return answers[stage](input);
        },
        release: async () => void released.push(stage),
      },
    };
  };
  return { createSession, released, ran, models };
}

async function pipelineWith(
  outputs: Partial<Record<Stage, Answer>>,
  models = shippedFaceModels,
): Promise<FacePipeline & { ran: Stage[]; released: string[] }> {
  const sessions = sessionsWith(outputs, models);
  const opened = await openFacePipeline(sessions);
  if (!opened.ok) throw new Error(opened.detail);
  // Each model was tried once.
  sessions.ran.length = 0;
  return { ...opened.pipeline, ran: sessions.ran, released: sessions.released };
}

const picture = pixelSampler(flat(224, 224, 100));
const asking = { previous: null, asksLiveness: true };

describe('face pipeline', () => {
  it('measures the face and gives its embedding at length one', async () => {
    const pipeline = await pipelineWith({});
    const { quality, best, thumbnail } = await pipeline.analyse(picture);
    expect(faceQualitySchema.parse(quality)).toEqual(quality);
    expect(quality).toMatchObject({ faces: 1, isCut: false, change: null, liveness: null });
    expect(quality.widthPx).toBeCloseTo(112, 3);
    expect(quality.luma).toBeCloseTo(100, 0);
    expect(quality.backgroundLuma).toBeCloseTo(100, 0);
    expect(quality.sharpness).toBeCloseTo(0, 3);
    expect(Math.abs(quality.yawDegrees)).toBeLessThan(2);
    expect(best?.quality).toBe(quality);
    expect(best?.place.x).toBeCloseTo(0.25);
    expect(best?.place.width).toBeCloseTo(0.5);
    expect(Math.hypot(...(best?.embedding ?? []))).toBeCloseTo(1, 5);
    expect(thumbnail.length).toBeGreaterThan(100);
  });

  it('finds nobody in an empty picture and says how light it is', async () => {
    const pipeline = await pipelineWith({ detection: () => detected() });
    const analysis = await pipeline.analyse(pixelSampler(flat(64, 48, 30)), asking);
    expect(analysis).toMatchObject({ best: null, quality: { faces: 0, widthPx: 0, sharpness: 0, liveness: null } });
    expect(faceQualitySchema.parse(analysis.quality)).toEqual(analysis.quality);
    expect(analysis.quality.luma).toBeCloseTo(30, 3);
    expect(pipeline.ran).toEqual(['detection']);
  });

  it.each([
    ['landmarks on one spot', { landmarks: () => ({ output: new Float32Array(136) }) }],
    ['landmarks that are no numbers', { landmarks: () => ({ output: new Float32Array(136).fill(NaN) }) }],
    ['an embedding without direction', { embedding: () => ({ output: new Float32Array(512) }) }],
  ])('counts %s as nobody', async (_, outputs) => {
    const analysis = await (await pipelineWith(outputs)).analyse(picture);
    expect(analysis).toMatchObject({ quality: { faces: 0 }, best: null });
  });

  it('takes the largest face and counts another only when it is half as large', async () => {
    const near: [number, number, number, number] = [0.1, 0.1, 0.5, 0.5];
    const queueing = await pipelineWith({ detection: () => detected([0.7, 0.1, 0.95, 0.35], near) });
    const beside = await pipelineWith({ detection: () => detected([0.6, 0.1, 0.9, 0.45], near) });
    expect((await queueing.analyse(picture)).quality).toMatchObject({ faces: 1 });
    const two = await beside.analyse(picture, asking);
    expect(two.quality.faces).toBe(2);
    expect(two.quality.widthPx).toBeCloseTo(0.4 * 224, 3);
    // Nobody's eyes and life are judged where it is not clear whose they are.
    expect(beside.ran).toEqual(['detection', 'landmarks', 'embedding']);
  });

  it('says when the face leaves the picture', async () => {
    for (const box of [
      [-0.05, 0.2, 0.4, 0.6],
      [0.2, -0.05, 0.6, 0.4],
      [0.6, 0.2, 1.05, 0.6],
      [0.2, 0.6, 0.6, 1.05],
    ] as [number, number, number, number][]) {
      const pipeline = await pipelineWith({ detection: () => detected(box) });
      expect((await pipeline.analyse(picture)).quality.isCut).toBe(true);
    }
  });

  it('holds each picture against the one before', async () => {
    const pipeline = await pipelineWith({});
    const { thumbnail } = await pipeline.analyse(picture);
    const same = await pipeline.analyse(picture, { previous: thumbnail, asksLiveness: false });
    expect(same.quality.change).toBe(0);
    const lighter = await pipeline.analyse(pixelSampler(flat(224, 224, 110)), {
      previous: thumbnail,
      asksLiveness: false,
    });
    expect(lighter.quality.change).toBeCloseTo(10, 3);
  });

  it('asks the passive model only when told, and about a face near enough', async () => {
    const pipeline = await pipelineWith({});
    expect((await pipeline.analyse(picture, asking)).quality.liveness).toBeCloseTo(2 / 3);
    expect(pipeline.ran).toEqual(['detection', 'landmarks', 'embedding', 'eye', 'eye', 'liveness']);
    expect((await pipeline.analyse(picture)).quality.liveness).toBeNull();
    const far = await pipelineWith({ detection: () => detected([0.4, 0.4, 0.6, 0.6]) });
    expect((await far.analyse(picture, asking)).quality.liveness).toBeNull();
  });

  it('lets the eye model have a say in how far the eyes are open', async () => {
    const marks = frontal();
    // Eyes .1 wide, their lids .03 apart.
    const [left, right] = [arcFaceTemplate.leftEye, arcFaceTemplate.rightEye].map(({ x, y }) => [x / 112, y / 112]);
    for (const [first, [x = 0, y = 0] = []] of [[36, left] as const, [42, right] as const]) {
      [
        [-0.05, 0],
        [-0.02, -0.015],
        [0.02, -0.015],
        [0.05, 0],
        [0.02, 0.015],
        [-0.02, 0.015],
      ].forEach(([dx = 0, dy = 0], index) => marks['output']?.set([x + dx, y + dy], 2 * (first + index)));
    }
    const opening = async (outputs: Partial<Record<Stage, Answer>>, models = shippedFaceModels): Promise<number> =>
      (await (await pipelineWith({ landmarks: () => marks, ...outputs }, models)).analyse(picture)).quality.eyeOpening;
    const without = { ...shippedFaceModels, eye: { ...shippedFaceModels.eye, use: false } };
    expect(await opening({}, without)).toBeCloseTo(0.3, 2);
    expect(await opening({ eye: () => ({ output: Float32Array.of(-9, 9) }) })).toBeCloseTo(0.3, 2);
    expect(await opening({ eye: () => ({ output: Float32Array.of(9, -9) }) })).toBeCloseTo(0, 2);
  });

  it('lets pictures take turns, goes on after a failed one, and releases its models after the last', async () => {
    const seen: string[] = [];
    const first = Promise.withResolvers<Outputs>();
    let calls = -1;
    const pipeline = await pipelineWith({
      detection: () => {
        calls += 1;
        if (calls > 0) seen.push(`detect ${calls}`);
        return calls === 1 ? first.promise : detected();
      },
    });
    const failing = pipeline.analyse(picture).catch((error: unknown) => void seen.push(String(error)));
    const following = pipeline.analyse(picture).then(() => void seen.push('second done'));
    const closing = pipeline.close();
    first.reject(new Error('out of memory'));
    await Promise.all([failing, following, closing]);
    expect(seen).toEqual(['detect 1', 'Error: out of memory', 'detect 2', 'second done']);
    expect(pipeline.released).toHaveLength(5);
  });
});

describe('models that are not what their entry says', () => {
  it.each<[string, Stage, Answer]>([
    ['answers 2 scores and 2', 'detection', () => ({ scores: new Float32Array(2), boxes: new Float32Array(2) })],
    ['answers 0 scores', 'detection', () => ({})],
    ['gives 10 numbers, not 68 points', 'landmarks', () => ({ output: new Float32Array(10) })],
    ['gives 128 values, not 512', 'embedding', () => ({ output: new Float32Array(128) })],
    ['gives 0 scores, none of them number 0', 'eye', () => ({ output: new Float32Array(0) })],
    ['gives 0 values, not 512', 'embedding', () => ({ other: new Float32Array(512) })],
    [
      'does not run (wrong shape)',
      'liveness',
      () => {
        throw new Error('wrong shape');
      },
    ],
  ])('are refused: %s', async (detail, stage, answer) => {
    const sessions = sessionsWith({ [stage]: answer });
    const opened = await openFacePipeline(sessions);
    expect(opened).toMatchObject({ ok: false, reason: 'model-damaged', model: shippedFaceModels[stage] });
    expect(opened.ok ? '' : opened.detail).toContain(detail);
    expect(sessions.released.toSorted()).toEqual(['detection', 'embedding', 'eye', 'landmarks', 'liveness']);
  });

  it('are not opened where the configuration does without', async () => {
    const models = {
      ...shippedFaceModels,
      eye: { ...shippedFaceModels.eye, use: false },
      liveness: { ...shippedFaceModels.liveness, use: false },
    };
    const pipeline = await pipelineWith({}, models);
    const { quality } = await pipeline.analyse(picture, asking);
    expect(quality.liveness).toBeNull();
    expect(pipeline.ran).toEqual(['detection', 'landmarks', 'embedding']);
  });

  it('take the aligned face at the size of their entry', async () => {
    const shape: [1, 3, number, number] = [1, 3, 128, 128];
    const models = { ...shippedFaceModels, embedding: { ...shippedFaceModels.embedding, shape } };
    expect((await (await pipelineWith({}, models)).analyse(picture)).best?.embedding).toHaveLength(512);
  });
});

describe('the face in front', () => {
  it('is nobody when nobody was found', () => {
    expect(faceInFront([])).toEqual({ face: null, faces: 0 });
  });
});
