/** The face worker with its models loaded before anybody stands before the camera. It has seen no picture until it is taken. */
import type { FaceModels } from '../../electron/bridge/face-models.ts';
import type { FaceWorker } from './watch-face.ts';

export interface WarmWorkers {
  /** Has one loaded, unless it is there or on its way. */
  warm(models: FaceModels): void;
  /** The one that is ready, or one that begins to load now. It is the caller's to end. */
  take(models: FaceModels): FaceWorker;
  /** Ends the one that nobody took. */
  drop(): void;
}

export function createWarmWorkers(create: () => FaceWorker): WarmWorkers {
  let waiting: { worker: FaceWorker; key: string } | null = null;

  const load = (models: FaceModels): FaceWorker => {
    const worker = create();
    worker.postMessage({ type: 'load', models }, []);
    return worker;
  };
  const drop = (): void => {
    waiting?.worker.terminate();
    waiting = null;
  };
  return {
    warm: (models) => {
      const key = JSON.stringify(models);
      if (waiting?.key === key) return;
      drop();
      const worker = load(models);
      waiting = { worker, key };
      // Whoever needs one tries again, and says what is wrong.
      const failed = (): void => {
        if (waiting?.worker === worker) drop();
      };
      worker.onerror = failed;
      worker.onmessage = ({ data }) => {
        if (data.type === 'failed') failed();
      };
    },
    take: (models) => {
      if (waiting?.key !== JSON.stringify(models)) return load(models);
      const { worker } = waiting;
      waiting = null;
      worker.onerror = null;
      worker.onmessage = null;
      return worker;
    },
    drop,
  };
}

/** The page's own. */
export const pageFaceWorkers = createWarmWorkers(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'face' }),
);
