/** The pipeline in the page's worker: models from the page's own origin, each the file that its entry means. */
import { env } from 'onnxruntime-web/wasm';
import loaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { isShipped, modelsPath, type FaceModel, type FaceModels } from '../../electron/bridge/face-models.ts';
import { createOrtSession } from './pipeline/ort-session.ts';
import { openFacePipeline } from './pipeline/pipeline.ts';
import type { CreateFaceSession } from './pipeline/session.ts';

/** Literal addresses, so that the build finds the files. */
const shippedUrls: Readonly<Record<string, URL>> = {
  'fr_detect.onnx': new URL('./weights/fr_detect.onnx', import.meta.url),
  'fr_landmark.onnx': new URL('./weights/fr_landmark.onnx', import.meta.url),
  'fr_feature.onnx': new URL('./weights/fr_feature.onnx', import.meta.url),
  'fr_eye.onnx': new URL('./weights/fr_eye.onnx', import.meta.url),
  'fr_liveness.onnx': new URL('./weights/fr_liveness.onnx', import.meta.url),
};

/** More threads than two gain nothing on models this small, and the screen paints on the same processor. */
const maxThreads = 2;

env.wasm.numThreads = self.crossOriginIsolated ? Math.min(maxThreads, navigator.hardwareConcurrency) : 1;
// The loader as a file of its own: what is bundled into a worker starts its threads by that worker's whole script.
env.wasm.wasmPaths = {
  mjs: new URL(loaderUrl, self.location.href).href,
  wasm: new URL(runtimeUrl, self.location.href).href,
};

/** Loads the models of the configuration. */
export const openPagePipeline = (models: FaceModels): ReturnType<typeof openFacePipeline> =>
  openFacePipeline({ models, createSession: pageSession });

/** Opens one of them. */
export const pageSession: CreateFaceSession = async (model) => {
  const url = urlOf(model);
  const response = url && (await fetch(url).catch(() => null));
  if (!response?.ok) return { ok: false, model, reason: 'model-missing', detail: 'is missing' };
  const bytes = await response.arrayBuffer();
  if ((await sha256Of(bytes)) !== model.sha256) {
    return { ok: false, model, reason: 'model-damaged', detail: 'is not the file that the configuration names' };
  }
  return createOrtSession(new Uint8Array(bytes), model);
};

const urlOf = (model: FaceModel): URL | undefined =>
  isShipped(model) ? shippedUrls[model.file] : new URL(modelsPath + model.file, self.location.href);

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
