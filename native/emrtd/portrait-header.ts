/**
 * What the first bytes of a picture say: JPEG frame header (ITU-T T.81, B.2.2), JP2 boxes (ITU-T T.800, annex I). A
 * picture that would cost too much is refused here, before any decoder sees it.
 */
import type { Portrait } from './chip.ts';

/** Widest and highest. A portrait of 35 x 45 mm at 600 dpi has 827 x 1063. */
export const MAX_SIDE_PIXELS = 4096;
/** Twice that portrait and more. A decoder needs some 60 bytes for each pixel. */
export const MAX_PIXELS = 2 * 1024 * 1024;
/** Marker segments of a JPEG before its frame header. Cameras write a dozen. */
export const MAX_SEGMENTS = 256;
/** Boxes of a JP2 file, and those in its header. Both have about four. */
export const MAX_BOXES = 64;

const JPEG = [0xff, 0xd8, 0xff];
const JP2_BOX = [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50];
const JPEG2000_CODESTREAM = [0xff, 0x4f, 0xff, 0x51];

export interface Refusal {
  ok: false;
  detail: string;
}
export const refuse = (detail: string): Refusal => ({ ok: false, detail });

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The picture with its kind, told by its first bytes; null for another kind. */
export function pictureOf(bytes: Uint8Array): Portrait | null {
  const startsWith = (prefix: readonly number[]): boolean => prefix.every((byte, index) => bytes[index] === byte);
  if (startsWith(JPEG)) return { mediaType: 'image/jpeg', bytes };
  if (startsWith(JP2_BOX)) return { mediaType: 'image/jp2', bytes };
  if (startsWith(JPEG2000_CODESTREAM)) return { mediaType: 'image/j2c', bytes };
  return null;
}

/** Why a picture of this size is not for us; null when it is. */
export function sizeProblem(width: number, height: number): string | null {
  const fits = Math.max(width, height) <= MAX_SIDE_PIXELS && width * height <= MAX_PIXELS && width * height > 0;
  return fits ? null : `picture of ${width} x ${height}`;
}

/** Width and height of a JPEG. */
export function jpegSize(bytes: Uint8Array): { ok: true; width: number; height: number } | Refusal {
  const view = viewOf(bytes);
  for (let offset = 2, count = 0; count < MAX_SEGMENTS && offset + 9 <= bytes.length; count++) {
    const marker = view.getUint16(offset);
    if (marker < 0xff01 || marker === 0xffff) break;
    if (isFrameHeader(marker)) {
      const [height, width] = [view.getUint16(offset + 5), view.getUint16(offset + 7)];
      const problem = sizeProblem(width, height);
      return problem === null ? { ok: true, width, height } : refuse(problem);
    }
    offset += 2 + view.getUint16(offset + 2);
  }
  return refuse('JPEG without a frame header');
}

/** SOF0 to SOF15, among which DHT, JPG and DAC stand (T.81, table B.1). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
}

/**
 * The code stream in a JP2 file. Colours must be sRGB, grey, or those of an ICC profile, which nobody applies: such
 * pixels can be shown as they are.
 */
export function codestreamOf(jp2: Uint8Array): { ok: true; codestream: Uint8Array } | Refusal {
  const boxes = boxesOf(jp2);
  const problem = colourProblem(boxesOf(boxes.get('jp2h') ?? new Uint8Array()));
  if (problem !== null) return refuse(`JP2 ${problem}`);
  const codestream = boxes.get('jp2c');
  return codestream ? { ok: true, codestream } : refuse('JP2 without a code stream');
}

/** T.800, table I.10: sRGB and grey. */
const SHOWABLE_COLOURS: readonly number[] = [16, 17];
/** Method, precedence, approximation, then the number of the colour space (T.800, I.5.3.3). */
const ENUMERATED_COLOUR_BYTES = 7;

function colourProblem(header: ReadonlyMap<string, Uint8Array>): string | null {
  if (header.has('pclr')) return 'with a palette';
  const colour = header.get('colr');
  if (!colour || colour.length < ENUMERATED_COLOUR_BYTES || colour[0] !== 1) return null;
  const space = viewOf(colour).getUint32(3);
  return SHOWABLE_COLOURS.includes(space) ? null : `in colour space ${space}`;
}

/** The first box of each type up to one that is not whole (T.800, I.4). Length 0 reaches to the end. */
function boxesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const boxes = new Map<string, Uint8Array>();
  const view = viewOf(bytes);
  for (let offset = 0; boxes.size < MAX_BOXES && offset + 8 <= bytes.length;) {
    const stated = view.getUint32(offset);
    const end = stated === 0 ? bytes.length : offset + stated;
    // A length of 1 announces one of eight bytes, for boxes beyond 4 GiB.
    if (end < offset + 8 || end > bytes.length) break;
    const type = Buffer.from(bytes.subarray(offset + 4, offset + 8)).toString('latin1');
    if (!boxes.has(type)) boxes.set(type, bytes.subarray(offset + 8, end));
    offset = end;
  }
  return boxes;
}
