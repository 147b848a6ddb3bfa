import { describe, expect, it, vi } from 'vitest';
import { createEarlyCamera } from './early-camera.ts';

function fakeStream() {
  const track = { stop: vi.fn() };
  return { stream: { active: true, getTracks: () => [track] }, track };
}

const opening = (fake: ReturnType<typeof fakeStream>) => vi.fn(async () => fake.stream as unknown as MediaStream);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a camera that is opened early', () => {
  it('is handed over once, and is then its owner’s to stop', async () => {
    const [first, second] = [fakeStream(), fakeStream()];
    const [early, late] = [opening(first), opening(second)];
    const camera = createEarlyCamera();
    camera.open('a', early);
    camera.open('a', early);
    expect(early).toHaveBeenCalledOnce();
    expect(await camera.take('a', late)).toBe(first.stream);
    camera.close('a');
    await turn();
    expect(first.track.stop).not.toHaveBeenCalled();
    expect(await camera.take('a', late)).toBe(second.stream);
  });

  it('is stopped when nobody takes it, even if it opens only then', async () => {
    const fake = fakeStream();
    const slow = Promise.withResolvers<MediaStream>();
    const camera = createEarlyCamera();
    camera.open('a', () => slow.promise);
    camera.close('b');
    camera.close('a');
    slow.resolve(fake.stream as unknown as MediaStream);
    await turn();
    expect(fake.track.stop).toHaveBeenCalledOnce();
  });

  it('is not another camera', async () => {
    const [first, second] = [fakeStream(), fakeStream()];
    const camera = createEarlyCamera();
    camera.open('a', opening(first));
    expect(await camera.take('b', opening(second))).toBe(second.stream);
    camera.open('b', opening(second));
    await turn();
    expect(first.track.stop).toHaveBeenCalledOnce();
  });

  it('is opened again when it was pulled meanwhile, or could not be opened', async () => {
    const [first, second] = [fakeStream(), fakeStream()];
    const camera = createEarlyCamera();
    camera.open('a', opening(first));
    first.stream.active = false;
    expect(await camera.take('a', opening(second))).toBe(second.stream);
    camera.open('a', async () => Promise.reject(new DOMException('none', 'NotFoundError')));
    expect(await camera.take('a', opening(second))).toBe(second.stream);
  });
});
