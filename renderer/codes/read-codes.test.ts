import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule } from 'zxing-wasm/reader';
import { citizenCodeText, specimenPeople } from '../../fixtures/people/person.ts';
import { codeFrame, type CodeLook } from '../../fixtures/simulators/code-picture.ts';
import { readCodes } from './read-codes.ts';

beforeAll(async () => {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  await prepareZXingModule({ overrides: { wasmBinary: wasm.buffer }, fireImmediately: true });
});

/** As the worker gets it from a canvas. */
function frameWith(text: string, look: Partial<CodeLook>): ImageData {
  const { width, height, grey } = codeFrame(text, look);
  const data = new Uint8ClampedArray(grey.length * 4).fill(255);
  for (const [index, value] of grey.entries()) data.fill(value, index * 4, index * 4 + 3);
  return { data, width, height, colorSpace: 'srgb' };
}

const khai = specimenPeople().find(({ id }) => id === 'p01')!;
const text = citizenCodeText(khai)!;

describe('a code on a frame', () => {
  it.each<[string, Partial<CodeLook>]>([
    ['straight', {}],
    ['turned a little', { turnedDegrees: 17 }],
    ['upside down', { turnedDegrees: 180 }],
    ['grey on a dim phone', { dark: 70, light: 150 }],
    ['light on dark', { dark: 230, light: 20 }],
  ])('is read byte for byte: %s', async (_name, look) => {
    const codes = await readCodes(frameWith(text, look));
    expect(codes.map((bytes) => new TextDecoder().decode(bytes))).toEqual([text]);
  });

  it('is none on an empty wall', async () => {
    const wall = { data: new Uint8ClampedArray(640 * 480 * 4).fill(140), width: 640, height: 480 } as ImageData;
    expect(await readCodes(wall)).toEqual([]);
  });
});
