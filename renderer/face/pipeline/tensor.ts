/** Pixels as the numbers a model takes: one plane for each colour, normalised as its entry says. */
import type { FaceModel } from '../../../electron/bridge/face-models.ts';
import { luma601, type RgbaImage } from './image.ts';

export type TensorLayout = Pick<FaceModel, 'shape' | 'colour' | 'normalisation'>;

export const tensorSize = ({ shape }: Pick<FaceModel, 'shape'>): number =>
  shape.reduce((product: number, length) => product * length, 1);

/** Fills the tensor with the picture, its upper left corner at (left, top); zero beside it, which is after normalisation. */
export function writeTensor(
  image: RgbaImage,
  { shape: [, channels, height, width], colour, normalisation: { mean, scale } }: TensorLayout,
  tensor: Float32Array,
  left = 0,
  top = 0,
): void {
  const { data } = image;
  const plane = width * height;
  const [first, last] = colour === 'bgr' ? [2, 0] : [0, 2];
  if (image.width !== width || image.height !== height) tensor.fill(0);
  for (let row = 0; row < image.height; row += 1) {
    let index = (row + top) * width + left;
    let offset = row * image.width * 4;
    for (let column = 0; column < image.width; column += 1, index += 1, offset += 4) {
      const red = data[offset] ?? 0;
      const green = data[offset + 1] ?? 0;
      const blue = data[offset + 2] ?? 0;
      if (colour === 'grey') {
        const value = (luma601(red, green, blue) - mean) / scale;
        for (let channel = 0; channel < channels; channel += 1) tensor[channel * plane + index] = value;
      } else {
        tensor[first * plane + index] = (red - mean) / scale;
        tensor[plane + index] = (green - mean) / scale;
        tensor[last * plane + index] = (blue - mean) / scale;
      }
    }
  }
}
