/** The models as the stages of the pipeline, each tried once before a picture comes. */
import type {
  DetectionModel,
  EmbeddingModel,
  EyeModel,
  FaceModel,
  FaceModels,
  LandmarkModel,
  LivenessModel,
} from '../../../electron/bridge/face-models.ts';
import type { RgbaImage } from './image.ts';
import { landmarkCount } from './landmarks.ts';
import { outputNamesOf, type CreateFaceSession, type FaceSession, type ModelProblem } from './session.ts';
import { tensorSize, writeTensor } from './tensor.ts';

export interface FaceStage<Model extends FaceModel> {
  readonly model: Model;
  /** The picture in the upper left corner of the model's input, or at (left, top). Answers the outputs by their names. */
  run(picture: RgbaImage, left?: number, top?: number): Promise<(output: string) => Float32Array>;
  release(): Promise<void>;
}

export interface FaceStages {
  readonly detection: FaceStage<DetectionModel>;
  readonly landmarks: FaceStage<LandmarkModel>;
  readonly embedding: FaceStage<EmbeddingModel>;
  /** null where the configuration does without, as the next. */
  readonly eye: FaceStage<EyeModel> | null;
  readonly liveness: FaceStage<LivenessModel> | null;
}

/** Opens what the configuration uses; of several problems the first. */
export async function openModels(
  { detection, landmarks, embedding, eye, liveness }: FaceModels,
  createSession: CreateFaceSession,
): Promise<{ ok: true; stages: FaceStages } | ModelProblem> {
  const detect = await openStage(detection, createSession);
  const mark = await openStage(landmarks, createSession);
  const embed = await openStage(embedding, createSession);
  const lids = eye.use ? await openStage(eye, createSession) : unused;
  const judge = liveness.use ? await openStage(liveness, createSession) : unused;
  if (detect.ok && mark.ok && embed.ok && lids.ok && judge.ok) {
    return {
      ok: true,
      stages: {
        detection: detect.stage,
        landmarks: mark.stage,
        embedding: embed.stage,
        eye: lids.stage,
        liveness: judge.stage,
      },
    };
  }
  const opened = [detect, mark, embed, lids, judge];
  for (const each of opened) if (each.ok) await each.stage?.release();
  const problem = opened.find((each) => !each.ok);
  if (!problem) throw new Error('Some model was opened and was not.');
  return problem;
}

const unused = { ok: true, stage: null } as const;

async function openStage<Model extends FaceModel>(
  model: Model,
  createSession: CreateFaceSession,
): Promise<{ ok: true; stage: FaceStage<Model> } | ModelProblem> {
  const opened = await createSession(model);
  if (!opened.ok) return opened;
  const detail = await wrongAnswer(opened.session, model);
  if (detail === null) return { ok: true, stage: stageOf(opened.session, model) };
  await opened.session.release();
  return { ok: false, model, reason: 'model-damaged', detail };
}

function stageOf<Model extends FaceModel>(session: FaceSession, model: Model): FaceStage<Model> {
  const tensor = new Float32Array(tensorSize(model));
  return {
    model,
    run: async (picture, left = 0, top = 0) => {
      writeTensor(picture, model, tensor, left, top);
      const outputs = await session.run(tensor);
      // A face that was looked at leaves no pixels behind.
      tensor.fill(0);
      return (name) => {
        const values = outputs[name];
        if (!values) throw new Error(`The face model ${model.file} was opened without an output ${name}.`);
        return values;
      };
    },
    release: () => session.release(),
  };
}

/** What is wrong with a model's answer to an empty picture; null when it is laid out as its entry says. */
async function wrongAnswer(session: FaceSession, model: FaceModel): Promise<string | null> {
  let outputs: Readonly<Record<string, Float32Array>>;
  try {
    outputs = await session.run(new Float32Array(tensorSize(model)));
  } catch (error) {
    return `does not run (${error instanceof Error ? error.message : String(error)})`;
  }
  const lengths = outputNamesOf(model).map((name) => outputs[name]?.length ?? 0);
  const [length = 0, second = 0] = lengths;
  if ('scores' in model) {
    return length > 0 && 2 * length === second ? null : `answers ${length} scores and ${second} numbers of boxes`;
  }
  if ('dimension' in model) return length === model.dimension ? null : `gives ${length} values, not ${model.dimension}`;
  const index = 'realIndex' in model ? model.realIndex : 'closedIndex' in model ? model.closedIndex : null;
  if (index !== null) return index < length ? null : `gives ${length} scores, none of them number ${index}`;
  return length === 2 * landmarkCount ? null : `gives ${length} numbers, not ${landmarkCount} points`;
}
