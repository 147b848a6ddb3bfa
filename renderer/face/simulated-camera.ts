/** A camera for machines without one, in the browser host only: a stream drawn from the chosen specimen's picture. */
import { simulatedFace } from './simulated-face.ts';

const size = { width: 640, height: 480 };
/** Quicker than the worker looks, which would take the same picture twice for a stopped camera. */
const frameIntervalMs = 40;
const emptyRoom = '#8c8c88';
/** Nobody stands quite still: some pixels to and fro, in times that do not meet. */
const sway = { px: 3, xSeconds: 3.1, ySeconds: 2.3 };
const noise = { tilePx: 256, alpha: 10 };

/** Opens the stream; it follows the store until its track is stopped. */
export async function openSimulatedStream(): Promise<MediaStream> {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas.');
  const grains = context.createPattern(noiseTile(), 'repeat');
  if (!grains) throw new Error('This browser gives no canvas.');
  let shownUrl: string | null = null;
  let picture: ImageBitmap | null = null;
  const pictures = new Map<string, ImageBitmap>();

  const load = async (): Promise<void> => {
    const chosen = simulatedFace.get();
    const url = chosen.camera === 'simulated' ? chosen.url : null;
    if (url === shownUrl) return;
    shownUrl = url;
    const loaded = url === null ? null : await (pictures.get(url) ?? fetchPicture(url));
    // Somebody who moves again moves as quickly as a person does, not as a network.
    if (url !== null && loaded) pictures.set(url, loaded);
    if (shownUrl === url) picture = loaded;
  };
  const draw = (): void => {
    context.fillStyle = emptyRoom;
    context.fillRect(0, 0, size.width, size.height);
    if (picture) {
      const scale = Math.max(size.width / picture.width, size.height / picture.height);
      const [width, height] = [picture.width * scale, picture.height * scale];
      const seconds = performance.now() / 1_000;
      const x = (size.width - width) / 2 + sway.px * Math.sin((2 * Math.PI * seconds) / sway.xSeconds);
      const y = (size.height - height) / 2 + sway.px * Math.sin((2 * Math.PI * seconds) / sway.ySeconds);
      context.drawImage(picture, x, y, width, height);
    }
    grains.setTransform(new DOMMatrix().translate(Math.random() * noise.tilePx, Math.random() * noise.tilePx));
    context.fillStyle = grains;
    context.fillRect(0, 0, size.width, size.height);
  };

  const unsubscribe = simulatedFace.subscribe(() => void load());
  await load();
  draw();
  const stream = canvas.captureStream();
  // A canvas streams a frame when it is drawn on. A stopped track has no event, so the drawing itself looks for it.
  const timer = setInterval(() => {
    if (stream.active) {
      draw();
    } else {
      clearInterval(timer);
      unsubscribe();
    }
  }, frameIntervalMs);
  return stream;
}

/** Grey grains of all brightnesses, thin enough to leave the picture as it is. */
function noiseTile(): HTMLCanvasElement {
  const tile = Object.assign(document.createElement('canvas'), { width: noise.tilePx, height: noise.tilePx });
  const grains = new ImageData(tile.width, tile.height);
  for (let offset = 0; offset < grains.data.length; offset += 4) {
    grains.data.fill(Math.random() * 255, offset, offset + 3);
    grains.data[offset + 3] = noise.alpha;
  }
  tile.getContext('2d')?.putImageData(grains, 0, 0);
  return tile;
}

async function fetchPicture(url: string): Promise<ImageBitmap | null> {
  const response = await fetch(url).catch(() => null);
  return response?.ok ? createImageBitmap(await response.blob()).catch(() => null) : null;
}
