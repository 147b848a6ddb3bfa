/** The pipeline's pictures in the page: the canvas scales and cuts, and only small views are read back. */
import { invertAffine } from './pipeline/geometry.ts';
import type { Sampler } from './pipeline/sampler.ts';

export interface CanvasSampler {
  /** The picture is copied, and can be closed; the sampler lasts until the next one or `forget`. */
  see(picture: ImageBitmap | VideoFrame): Sampler;
  /** Leaves no pixel behind. */
  forget(): void;
}

/** Canvases are kept from picture to picture: one of the picture, one of each size that a model takes. */
export function createCanvasSampler(): CanvasSampler {
  const whole = canvasOf(1, 1);
  const views = new Map<string, Context>();

  const viewOf = (width: number, height: number): Context => {
    const key = `${width} ${height}`;
    const view = views.get(key) ?? canvasOf(width, height);
    views.set(key, view);
    return view;
  };

  return {
    see: (picture) => {
      const width = 'displayWidth' in picture ? picture.displayWidth : picture.width;
      const height = 'displayHeight' in picture ? picture.displayHeight : picture.height;
      if (whole.canvas.width !== width || whole.canvas.height !== height) {
        Object.assign(whole.canvas, { width, height });
        // Letterboxes have the shape of the picture.
        views.clear();
      }
      whole.drawImage(picture, 0, 0, width, height);
      return {
        width,
        height,
        view: (toPicture, viewWidth, viewHeight) => {
          const view = viewOf(viewWidth, viewHeight);
          wipe(view);
          const toView = invertAffine(toPicture);
          if (toView) {
            const { a, b, c, d, tx, ty } = toView;
            // Bilinear without smaller copies of the picture, as the models were measured.
            view.imageSmoothingQuality = 'low';
            view.setTransform(a, b, c, d, tx, ty);
            view.drawImage(whole.canvas, 0, 0);
          }
          return view.getImageData(0, 0, viewWidth, viewHeight);
        },
      };
    },
    forget: () => {
      for (const context of [whole, ...views.values()]) wipe(context);
    },
  };
}

type Context = OffscreenCanvasRenderingContext2D;

function canvasOf(width: number, height: number): Context {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('This browser gives workers no canvas.');
  return context;
}

function wipe(context: Context): void {
  context.resetTransform();
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}
