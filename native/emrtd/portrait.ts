/**
 * Portraits as pixels and as pictures that a browser shows: browsers know JPEG, but no JPEG 2000 (ICAO 9303-10, 4.7.2
 * allows both).
 */
import { encode } from 'fast-png';
import type { Codec } from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import type { Portrait } from './chip.ts';
import { codestreamSize, type ImageSize } from './portrait-codestream.ts';
import { codestreamOf, jpegSize, refuse, type Refusal } from './portrait-header.ts';

export interface Pixels {
  width: number;
  height: number;
  /** RGBA. */
  pixels: Uint8Array;
}

export interface DisplayablePortrait {
  mediaType: 'image/jpeg' | 'image/png';
  bytes: Uint8Array;
}

interface Samples extends ImageSize {
  samples: Uint8Array;
}

/** 20 ms for 413 x 531; the usual level 6 takes 36 for a tenth fewer bytes, and nobody stores them. */
const FAST = { zlib: { level: 1 } } as const;

/** Pixels of a JPEG 2000 portrait. A JPEG is left to the browser, which decodes it better. */
export async function decodePortrait(portrait: Portrait): Promise<({ ok: true } & Pixels) | Refusal> {
  const decoded = await decode(portrait);
  if (!decoded.ok) return decoded;
  const { width, height, components, samples } = decoded;
  const pixels = new Uint8Array(width * height * 4).fill(0xff);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      pixels[pixel * 4 + colour] = samples[pixel * components + (colour % components)] as number;
    }
  }
  return { ok: true, width, height, pixels };
}

/** The portrait as a browser takes it, without loss: a JPEG as it is, JPEG 2000 as PNG. Null when it is no picture. */
export async function displayable(portrait: Portrait): Promise<DisplayablePortrait | null> {
  if (portrait.mediaType === 'image/jpeg') {
    return jpegSize(portrait.bytes).ok ? { mediaType: 'image/jpeg', bytes: portrait.bytes } : null;
  }
  const decoded = await decode(portrait);
  if (!decoded.ok) return null;
  const { width, height, components, samples } = decoded;
  return { mediaType: 'image/png', bytes: encode({ width, height, channels: components, data: samples }, FAST) };
}

/** Only the code stream gets to the decoder, so that it decodes what was looked at before. */
async function decode({ mediaType, bytes }: Portrait): Promise<({ ok: true } & Samples) | Refusal> {
  if (mediaType === 'image/jpeg') return refuse('a JPEG is not decoded here');
  const found = mediaType === 'image/jp2' ? codestreamOf(bytes) : ({ ok: true, codestream: bytes } as const);
  if (!found.ok) return found;
  const size = codestreamSize(found.codestream);
  if (!size.ok) return size;
  const { width, height, components } = size;

  codec ??= loadCodec();
  const samples = samplesOf(await codec, found.codestream);
  if (samples?.length !== width * height * components) {
    // A decoder that ran aground may have left its memory in disorder: the next portrait gets a new one.
    codec = null;
    return refuse('JPEG 2000 that cannot be decoded');
  }
  return { ok: true, width, height, components, samples };
}

let codec: Promise<Codec> | null = null;

async function loadCodec(): Promise<Codec> {
  const { default: load } = await import('@cornerstonejs/codec-openjpeg/decodewasmjs');
  const silent = (): void => undefined;
  return load({ print: silent, printErr: silent });
}

function samplesOf({ J2KDecoder }: Codec, codestream: Uint8Array): Uint8Array | null {
  try {
    const decoder = new J2KDecoder();
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const samples = new Uint8Array(decoder.getDecodedBuffer());
    decoder.delete();
    return samples;
  } catch {
    // A trap in WebAssembly, or no more memory for it.
    return null;
  }
}
