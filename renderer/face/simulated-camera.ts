/** A camera for machines without one, in the browser host only: a stream drawn from the chosen specimen's picture. */
import { simulatedFace } from './simulated-face.ts';

const size = { width: 640, height: 480 };
const frameIntervalMs = 100;
const emptyRoom = '#8c8c88';

/** Opens the stream; it follows the store until its track is stopped. */
export async function openSimulatedStream(): Promise<MediaStream> {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas.');
  let shownUrl: string | null = null;
  let picture: ImageBitmap | null = null;

  const load = async (): Promise<void> => {
    const chosen = simulatedFace.get();
    const url = chosen.camera === 'simulated' ? chosen.url : null;
    if (url === shownUrl) return;
    shownUrl = url;
    const loaded = url === null ? null : await fetchPicture(url);
    if (shownUrl === url) picture = loaded;
  };
  const draw = (): void => {
    context.fillStyle = emptyRoom;
    context.fillRect(0, 0, size.width, size.height);
    if (!picture) return;
    const scale = Math.max(size.width / picture.width, size.height / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    context.drawImage(picture, (size.width - width) / 2, (size.height - height) / 2, width, height);
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

async function fetchPicture(url: string): Promise<ImageBitmap | null> {
  const response = await fetch(url).catch(() => null);
  return response?.ok ? createImageBitmap(await response.blob()).catch(() => null) : null;
}
