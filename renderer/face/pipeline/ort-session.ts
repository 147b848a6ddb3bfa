/** A session of ONNX Runtime's WebAssembly build, which is the same in the browser and in Node. */
import { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { FaceSession } from './session.ts';

/** Loads a model from its bytes. */
export async function createOrtSession(model: Uint8Array): Promise<FaceSession> {
  const session = await InferenceSession.create(model, { executionProviders: ['wasm'] });
  return {
    run: async (input, shape) => {
      const outputs = await session.run({ input: new Tensor('float32', input, [...shape]) });
      return Object.fromEntries(
        Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array] as const),
      );
    },
    release: () => session.release(),
  };
}
