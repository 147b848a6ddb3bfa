/** The worker of the camera's codes: the only place where its pictures are looked at. */
import { prepareZXingModule } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { readCodes } from './read-codes.ts';
import type { FromCodeWorker, ToCodeWorker } from './worker-messages.ts';

// Left alone, the library fetches its WebAssembly from a public server; a kiosk has it on its own disk.
prepareZXingModule({ overrides: { locateFile: () => new URL(wasmUrl, self.location.href).href } });

const answer = (message: FromCodeWorker): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ToCodeWorker>): void => {
  read(data.frame).then(
    (codes) => answer({ type: 'codes', codes }),
    () => answer({ type: 'failed' }),
  );
};

async function read(frame: ImageBitmap): Promise<Uint8Array[]> {
  const { width, height } = frame;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(frame, 0, 0);
  frame.close();
  return context ? readCodes(context.getImageData(0, 0, width, height)) : [];
}
