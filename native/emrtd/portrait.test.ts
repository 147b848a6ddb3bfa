import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { decode as decodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { dg2 } from '../../fixtures/cards/data-groups.ts';
import { codestream, jp2, type Samples, specimenSamples } from '../../fixtures/cards/jpeg2000.ts';
import type { Portrait } from './chip.ts';
import { parseDg2 } from './dg2.ts';
import { decodePortrait, displayable } from './portrait.ts';

const file = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
const JPEG: Portrait = { mediaType: 'image/jpeg', bytes: file('people/p01/portrait.jpg') };
const JP2: Portrait = { mediaType: 'image/jp2', bytes: file('cards/portrait.jp2') };
const GREY: Portrait = { mediaType: 'image/j2c', bytes: file('cards/portrait-grey.j2c') };

/** The samples as RGBA. */
function rgba({ components, samples }: Samples): number[] {
  return Array.from({ length: samples.length / components }, (_, pixel) =>
    [0, 1, 2].map((colour) => samples[pixel * components + (components === 3 ? colour : 0)] as number).concat(0xff),
  ).flat();
}

const meanDifference = (some: ArrayLike<number>, others: ArrayLike<number>): number =>
  Array.from(some).reduce((sum, value, index) => sum + Math.abs(value - (others[index] as number)), 0) / some.length;

describe('pixels of a portrait', () => {
  it.each([
    ['in RGB, in a JP2 file', JP2, 3],
    ['in grey, as a bare code stream', GREY, 1],
  ] as const)('%s, look like the person', async (_, portrait, components) => {
    const original = specimenSamples(components, 3);
    const decoded = await decodePortrait(portrait);
    expect(decoded).toMatchObject({ ok: true, width: original.width, height: original.height });
    expect(meanDifference(decoded.ok ? decoded.pixels : [], rgba(original))).toBeLessThan(2);
  });

  it.each([1, 3] as const)('come back exactly from a lossless stream of %i components', async (components) => {
    const original = specimenSamples(components, 6);
    const stream = await codestream(original, { isLossless: true });
    for (const portrait of [
      { mediaType: 'image/j2c', bytes: stream },
      { mediaType: 'image/jp2', bytes: jp2(stream, original) },
    ] as const) {
      const decoded = await decodePortrait(portrait);
      expect(decoded.ok && Array.from(decoded.pixels)).toEqual(rgba(original));
    }
  });

  it.each([JP2, GREY])('stand in DG2, of which nothing else gets in', async (portrait) => {
    const face = parseDg2(dg2(portrait.bytes));
    expect(face).toEqual({ ok: true, portrait });
    expect(face.ok && (await decodePortrait(face.portrait))).toMatchObject({ ok: true, width: 137, height: 177 });
  });

  it('of a JPEG are the browser’s affair', async () => {
    expect(await decodePortrait(JPEG)).toMatchObject({ ok: false });
  });
});

describe('a portrait to display', () => {
  it('is a JPEG as it is, of the size that its header states', async () => {
    expect(await displayable(JPEG)).toEqual(JPEG);
    expect(jpeg.decode(JPEG.bytes)).toMatchObject({ width: 413, height: 531 });
  });

  it.each([JP2, GREY])('is a PNG of the same pixels', async (portrait) => {
    const shown = await displayable(portrait);
    const decoded = await decodePortrait(portrait);
    expect(shown?.mediaType).toBe('image/png');
    const { width, height, channels, data } = decodePng(shown?.bytes ?? new Uint8Array());
    const samples = { width, height, components: channels as 1 | 3, samples: Uint8Array.from(data) };
    expect(decoded).toMatchObject({ ok: true, width, height });
    expect(decoded.ok && Array.from(decoded.pixels)).toEqual(rgba(samples));
  });
});

describe('a portrait that is none', () => {
  const nothing = new Uint8Array();
  it.each<[string, Portrait]>([
    ['JPEG', { mediaType: 'image/jpeg', bytes: nothing }],
    ['JP2', { mediaType: 'image/jp2', bytes: nothing }],
    ['code stream', { mediaType: 'image/j2c', bytes: nothing }],
    ['JP2 cut off', { mediaType: 'image/jp2', bytes: JP2.bytes.subarray(0, 5000) }],
    ['code stream cut off', { mediaType: 'image/j2c', bytes: GREY.bytes.subarray(0, 3000) }],
    ['code stream under another name', { mediaType: 'image/jp2', bytes: GREY.bytes }],
  ])('is neither decoded nor shown: %s', async (_, portrait) => {
    expect(await decodePortrait(portrait)).toMatchObject({ ok: false });
    expect(await displayable(portrait)).toBeNull();
  });

  it('does the next one no harm', async () => {
    expect(await decodePortrait({ ...GREY, bytes: GREY.bytes.subarray(0, 3000) })).toMatchObject({ ok: false });
    expect(await decodePortrait(GREY)).toMatchObject({ ok: true });
  });

  it('gets no exception out of us, wherever it is damaged', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(JP2, GREY), damage, async ({ mediaType, bytes }, places) => {
        const damaged = Uint8Array.from(bytes);
        for (const [index, value] of places) damaged[index % (index % 2 === 0 ? 200 : bytes.length)] = value;
        const decoded = await decodePortrait({ mediaType, bytes: damaged });
        expect(!decoded.ok || decoded.pixels.length === decoded.width * decoded.height * 4).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
