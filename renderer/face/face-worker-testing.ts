import type { FaceWorker } from './watch-face.ts';
import type { FromFaceWorker, ToFaceWorker } from './worker-messages.ts';

/** A worker that hears what it is told, and says what a test lets it say. */
export class FakeWorker implements FaceWorker {
  readonly heard: ToFaceWorker[] = [];
  terminated = false;
  onmessage: FaceWorker['onmessage'] = null;
  onerror: FaceWorker['onerror'] = null;
  postMessage(message: ToFaceWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: FromFaceWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromFaceWorker>);
  }
  get frames(): number {
    return this.heard.filter(({ type }) => type === 'frame').length;
  }
}
