import { describe, expect, it } from 'vitest';
import { shippedFaceModels } from '../../electron/bridge/face-models.ts';
import { FakeWorker } from './face-worker-testing.ts';
import { createWarmWorkers } from './warm-worker.ts';

const models = shippedFaceModels;
const others = { ...models, embedding: { ...models.embedding, file: 'other.onnx' } };
const load = { type: 'load', models };

function setUp() {
  const made: FakeWorker[] = [];
  const workers = createWarmWorkers(() => {
    const worker = new FakeWorker();
    made.push(worker);
    return worker;
  });
  return { made, workers };
}

describe('a face worker that is loaded before it is wanted', () => {
  it('is the one that is taken; the next one loads anew', () => {
    const { made, workers } = setUp();
    workers.warm(models);
    workers.warm({ ...models });
    expect(workers.take({ ...models })).toBe(made[0]);
    expect(made[0]?.heard).toEqual([load]);
    expect(workers.take(models)).toBe(made[1]);
    expect(made[1]?.heard).toEqual([load]);
  });

  it('belongs to whoever took it', () => {
    const { made, workers } = setUp();
    workers.warm(models);
    workers.take(models);
    workers.drop();
    made[0]?.say({ type: 'failed', reason: 'model-missing' });
    expect(made[0]?.terminated).toBe(false);
    expect([made[0]?.onmessage, made[0]?.onerror]).toEqual([null, null]);
  });

  it('gives way to other models', () => {
    const { made, workers } = setUp();
    workers.warm(models);
    workers.warm(others);
    expect(made[0]?.terminated).toBe(true);
    expect(workers.take(others)).toBe(made[1]);
  });

  it('is not used for other models', () => {
    const { made, workers } = setUp();
    workers.warm(models);
    expect(workers.take(others)).toBe(made[1]);
    workers.drop();
    expect(made.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it.each([
    [
      'whose models are missing',
      (worker: FakeWorker | undefined) => worker?.say({ type: 'failed', reason: 'model-missing' }),
    ],
    ['that does not start', (worker: FakeWorker | undefined) => worker?.onerror?.({} as ErrorEvent)],
  ])('%s is put away: whoever wants one hears it from their own', (_, fail) => {
    const { made, workers } = setUp();
    workers.warm(models);
    fail(made[0]);
    expect(made[0]?.terminated).toBe(true);
    expect(workers.take(models)).toBe(made[1]);
  });
});
