/** A session of ONNX Runtime's WebAssembly build, which is the same in the browser and in Node. */
import { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { FaceModel } from '../../../electron/bridge/face-models.ts';
import { outputNamesOf, type FaceSession, type ModelProblem } from './session.ts';

/** Opens a model from its bytes; its input and outputs must have the names of its entry. */
export async function createOrtSession(
  bytes: Uint8Array,
  model: FaceModel,
): Promise<{ ok: true; session: FaceSession } | ModelProblem> {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  } catch (error) {
    return {
      ok: false,
      model,
      reason: 'runtime',
      detail: `cannot be opened (${error instanceof Error ? error.message : String(error)})`,
    };
  }
  const { inputNames, outputNames } = session;
  const wrong =
    inputNames.length !== 1 || inputNames[0] !== model.input
      ? `takes ${inputNames.join(', ')} instead of ${model.input}`
      : outputNamesOf(model).some((name) => !outputNames.includes(name))
        ? `answers ${outputNames.join(', ')} instead of ${outputNamesOf(model).join(', ')}`
        : null;
  if (wrong !== null) {
    await session.release();
    return { ok: false, model, reason: 'model-damaged', detail: wrong };
  }
  return {
    ok: true,
    session: {
      run: async (input) => {
        const outputs = await session.run({ [model.input]: new Tensor('float32', input, [...model.shape]) });
        return Object.fromEntries(
          Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array] as const),
        );
      },
      release: () => session.release(),
    },
  };
}
