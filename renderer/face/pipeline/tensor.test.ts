import { describe, expect, it } from 'vitest';
import { shippedFaceModels } from '../../../electron/bridge/face-models.ts';
import { paint } from './test-pictures.ts';
import { tensorSize, writeTensor, type TensorLayout } from './tensor.ts';

const layout = (colour: TensorLayout['colour'], channels: 1 | 3): TensorLayout => ({
  shape: [1, channels, 1, 2],
  colour,
  normalisation: { mean: 127, scale: 128 },
});
const picture = paint(2, 1, (x) => [255, 127, x === 0 ? 0 : 255]);

function filled(model: TensorLayout, image = picture, left = 0, top = 0): number[] {
  // What an earlier picture left there must not shine through.
  const tensor = new Float32Array(tensorSize(model)).fill(9);
  writeTensor(image, model, tensor, left, top);
  return [...tensor];
}

describe('a model’s input', () => {
  it('is planes of normalised colours in the order of the entry', () => {
    expect(filled(layout('rgb', 3))).toEqual([1, 1, 0, 0, -127 / 128, 1]);
    expect(filled(layout('bgr', 3))).toEqual([-127 / 128, 1, 0, 0, 1, 1]);
  });

  it('is luma where the entry wants grey, in every channel it has', () => {
    const grey = filled({ ...layout('grey', 1), normalisation: { mean: 0, scale: 256 } });
    expect(grey[0]).toBeCloseTo((0.299 * 255 + 0.587 * 127) / 256);
    expect(filled(layout('grey', 3)).slice(4)).toEqual(filled(layout('grey', 1)));
  });

  it('is zero beside a smaller picture, which lies where it is put', () => {
    const model = { ...layout('rgb', 3), shape: [1, 3, 3, 4] as [1, 3, number, number] };
    const tensor = filled(model, picture, 1, 2);
    expect(tensor.slice(0, 12)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0]);
    expect(tensor.slice(24)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, -127 / 128, 1, 0]);
  });

  it('is as large as the entry’s shape', () => {
    expect(tensorSize(shippedFaceModels.detection)).toBe(3 * 240 * 320);
  });
});
