/**
 * Header of a JPEG 2000 code stream: ITU-T T.800, A.4 (tiles), A.5 (image size), A.6 (coding style). The limits keep a
 * hostile stream from taking a decoder seconds and gigabytes; no portrait comes near them.
 */
import { refuse, type Refusal, sizeProblem, viewOf } from './portrait-header.ts';

/** Portraits have one tile, or some of 128 or 256 pixels. */
export const MAX_TILES = 1024;
/** Of all tiles and resolutions. A decoder keeps more than a kilobyte for each; portraits have less than a hundred. */
export const MAX_PRECINCTS = 16_384;
/** Encoders write one layer, sometimes a dozen. */
export const MAX_LAYERS = 64;
/** T.800, table A.15. */
const MAX_DECOMPOSITIONS = 32;
/** Marker segments, those of tile parts included. */
export const MAX_SEGMENTS = 4096;

const SOC = 0xff4f;
const SIZ = 0xff51;
const COD = 0xff52;
const COC = 0xff53;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;
/** Also TLM, PLM, PLT, QCD, QCC, RGN, POC, PPM, PPT, CRG, COM. Decoders do not agree where an unknown one ends. */
const KNOWN_SEGMENTS: readonly number[] = [
  ...[COD, COC, SOT],
  ...[0xff55, 0xff57, 0xff58, 0xff5c, 0xff5d, 0xff5e, 0xff5f, 0xff60, 0xff61, 0xff63, 0xff64],
];

/** SIZ without its marker, up to the first component (A.5.1). */
const IMAGE_SIZE_BYTES = 38;
/** Depth and two sampling factors. */
const COMPONENT_BYTES = 3;
const EIGHT_BITS = 7;
/** SOT without its marker (A.4.2). */
const TILE_PART_BYTES = 10;

export interface ImageSize {
  width: number;
  height: number;
  components: 1 | 3;
}

interface Tiling extends ImageSize {
  tileWidth: number;
  tileHeight: number;
  tiles: number;
}

/** Grey or RGB of eight bits, and nothing in it that would cost too much to decode; else the reason. */
export function codestreamSize(bytes: Uint8Array): ({ ok: true } & ImageSize) | Refusal {
  const view = viewOf(bytes);
  const image = tilingOf(view);
  if (!image.ok) return image;
  const { width, height, components } = image;
  const accepted = { ok: true, width, height, components } as const;

  // A coding style stands in the main header, and again before tiles that differ.
  let tilePartEnd = 0;
  for (let offset = 4 + view.getUint16(4), count = 0; count < MAX_SEGMENTS; count++) {
    if (offset + 4 > bytes.length) return refuse('code stream cut off');
    const marker = view.getUint16(offset);
    if (marker === EOC) return accepted;
    if (marker === SOD) {
      // What is missing at the end is for the decoder to judge.
      if (tilePartEnd + 4 > bytes.length) return accepted;
      if (tilePartEnd <= offset) return refuse('code stream with a lying tile part');
      offset = tilePartEnd;
      continue;
    }
    const end = offset + 2 + view.getUint16(offset + 2);
    if (!KNOWN_SEGMENTS.includes(marker)) return refuse(`code stream with a segment ${marker.toString(16)}`);
    if (end > bytes.length) return refuse('code stream cut off');
    const problem = styleProblem(marker, bytes.subarray(offset + 4, end), image);
    if (problem !== null) return refuse(problem);
    if (marker === SOT) {
      if (end !== offset + 2 + TILE_PART_BYTES) return refuse('code stream with a lying tile part');
      const partBytes = view.getUint32(offset + 6);
      // Zero: to the end, for the last part.
      tilePartEnd = partBytes === 0 ? bytes.length : offset + partBytes;
    }
    offset = end;
  }
  return refuse('code stream of too many segments');
}

function tilingOf(view: DataView): ({ ok: true } & Tiling) | Refusal {
  if (view.byteLength < 4 + IMAGE_SIZE_BYTES || view.getUint16(0) !== SOC || view.getUint16(2) !== SIZ) {
    return refuse('no code stream');
  }
  const [width, height] = [view.getUint32(8), view.getUint32(12)];
  const problem = sizeProblem(width, height);
  if (problem !== null) return refuse(problem);
  const offsets = [16, 20, 32, 36].map((offset) => view.getUint32(offset));
  if (offsets.some((offset) => offset !== 0)) return refuse('code stream of a picture cut out of another');

  const [tileWidth, tileHeight] = [Math.min(width, view.getUint32(24)), Math.min(height, view.getUint32(28))];
  const tiles = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
  if (!(tiles <= MAX_TILES)) return refuse(`code stream of ${tiles} tiles`);

  const components = view.getUint16(40);
  if (components !== 1 && components !== 3) return refuse(`code stream of ${components} components`);
  const segmentBytes = IMAGE_SIZE_BYTES + components * COMPONENT_BYTES;
  if (view.getUint16(4) !== segmentBytes || view.byteLength < 4 + segmentBytes) return refuse('no code stream');
  for (let index = 0; index < components; index++) {
    const at = 4 + IMAGE_SIZE_BYTES + index * COMPONENT_BYTES;
    const [depth, across, down] = [view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2)];
    if (depth !== EIGHT_BITS || across !== 1 || down !== 1) return refuse('code stream not of eight bits a sample');
  }
  return { ok: true, width, height, components, tileWidth, tileHeight, tiles };
}

/** Judges COD and COC (A.6.1, A.6.2): both end with the decompositions and the precinct sizes. */
function styleProblem(marker: number, content: Uint8Array, image: Tiling): string | null {
  if (marker !== COD && marker !== COC) return null;
  const styleAt = marker === COD ? 0 : 1;
  const levelsAt = marker === COD ? 5 : 2;
  const precinctsAt = levelsAt + 5;
  const levels = content[levelsAt];
  const hasPrecincts = ((content[styleAt] ?? 0) & 1) === 1;
  if (levels === undefined || levels > MAX_DECOMPOSITIONS) return 'code stream without a coding style';
  if (marker === COD && (content[2] as number) * 0x100 + (content[3] as number) > MAX_LAYERS) {
    return 'code stream of too many layers';
  }

  let precincts = 0;
  for (let level = 0; level <= levels; level++) {
    // Powers of two, four bits each; the largest where none are stated.
    const sizes = hasPrecincts ? content[precinctsAt + level] : 0xff;
    if (sizes === undefined) return 'code stream without a coding style';
    const across = Math.ceil(image.tileWidth / 2 ** (levels - level)) / 2 ** (sizes & 0x0f);
    const down = Math.ceil(image.tileHeight / 2 ** (levels - level)) / 2 ** (sizes >> 4);
    precincts += Math.ceil(across) * Math.ceil(down) * image.tiles;
  }
  return precincts > MAX_PRECINCTS ? 'code stream of too many precincts' : null;
}
