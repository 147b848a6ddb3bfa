/**
 * A development page: how long the face worker's own code takes for a camera frame, beside the bare models. It publishes
 * `faceBench` on the window. `?picture=` names the picture (an address of this host), `?frames=` their number.
 */
import type { FaceBenchOrder } from './face-bench-worker.ts';

const query = new URLSearchParams(window.location.search);
const order: FaceBenchOrder = {
  pictures: query.getAll('picture').map((address) => new URL(address, window.location.href).href),
  frames: Number(query.get('frames') ?? 60),
};
const worker = new Worker(new URL('./face-bench-worker.ts', import.meta.url), { type: 'module', name: 'face-bench' });
worker.onmessage = ({ data }: MessageEvent<NonNullable<Window['faceBench']>>) => {
  window.faceBench = data;
};
worker.onerror = ({ message }) => {
  window.faceBench = { error: message || 'The worker did not start.' };
};
worker.postMessage(order);
