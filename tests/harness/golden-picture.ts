import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertIndexedToRgb, decode, encode } from 'fast-png';
import pixelmatch from 'pixelmatch';

/** Pictures as they are kept and compared: PNG, sRGB, eight bits a channel. */

interface Pixels {
  width: number;
  height: number;
  rgba: Uint8Array;
}

function pixelsOf(png: Uint8Array): Pixels {
  const picture = decode(png);
  const { width, height } = picture;
  const data = picture.palette ? convertIndexedToRgb(picture) : picture.data;
  const channels = data.length / (width * height);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < channels; channel += 1)
      rgba[pixel * 4 + channel] = data[pixel * channels + channel] ?? 0;
  }
  return { width, height, rgba };
}

const paletteSize = 256;
type Colour = [red: number, green: number, blue: number];

/** A third of the size: the commonest colours stay as they are, those of smoothed edges become the nearest of them. */
export function withPalette(png: Uint8Array): Uint8Array {
  const { width, height, rgba } = pixelsOf(png);
  const colours = Array.from({ length: width * height }, (_, pixel): Colour => {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(pixel * 4, pixel * 4 + 3);
    return [red, green, blue];
  });
  const alike = Map.groupBy(colours, String);
  const palette = [...alike.values()]
    .sort((one, other) => other.length - one.length)
    .slice(0, paletteSize)
    .flatMap(([colour]) => (colour ? [colour] : []));
  const away = ([red, green, blue]: Colour, other: Colour) =>
    (red - other[0]) ** 2 + (green - other[1]) ** 2 + (blue - other[2]) ** 2;
  const nearest = (colour: Colour): number => {
    const distances = palette.map((one) => away(colour, one));
    return distances.indexOf(Math.min(...distances));
  };
  const places = new Map([...alike].map(([name, [colour]]) => [name, colour ? nearest(colour) : 0]));
  const data = Uint8Array.from(colours, (colour) => places.get(String(colour)) ?? 0);
  return encode({ width, height, data, channels: 1, palette }, { zlib: { level: 9 } });
}

/**
 * How far two colours may lie apart, 0 to 1, weighted as the eye weighs them (pixelmatch: distance in YIQ). A grey may be 13
 * of 255 lighter: the palette changes no more than a few dots beyond that, a colour of another meaning lies far beyond. What
 * only smooths an edge otherwise is found by pixelmatch and does not count.
 */
const colourThreshold = 0.05;

interface Difference {
  /** Dots that somebody could see to differ. */
  dots: number;
  share: number;
  /** Of the dots of the part in which most differ. */
  worstShare: number;
  /** The picture, what differs in red, as a PNG; null for pictures of different sizes. */
  drawn: Uint8Array | null;
}

function differenceOf(golden: Uint8Array, actual: Uint8Array): Difference {
  const [one, other] = [pixelsOf(golden), pixelsOf(actual)];
  const { width, height } = one;
  if (other.width !== width || other.height !== height)
    return { dots: width * height, share: 1, worstShare: 1, drawn: null };
  const data = new Uint8Array(width * height * 4);
  const dots = pixelmatch(one.rgba, other.rgba, data, width, height, { threshold: colourThreshold });
  const drawn = encode({ width, height, data, channels: 4 });
  return { dots, share: dots / (width * height), worstShare: worstShareOf(data, width, height), drawn };
}

/** Sides of the parts that are looked at one by one: of a number of several digits one fills it. */
const partDots = 48;

/** `drawn`: what differs is red there. */
function worstShareOf(drawn: Uint8Array, width: number, height: number): number {
  const columns = Math.ceil(width / partDots);
  const counts = new Map<number, number>();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (drawn[at] !== 255 || drawn[at + 1] !== 0 || drawn[at + 2] !== 0) continue;
      const part = Math.floor(y / partDots) * columns + Math.floor(x / partDots);
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
  }
  return Math.max(0, ...counts.values()) / partDots ** 2;
}

/**
 * Of all dots, what may differ. The same Chromium on the same machine draws the same picture, and the palette of the kept one
 * costs up to 0.025 %; another machine's hinting of the letters moved 0.3 %. A change of accent or of type that nobody
 * meant is 1 to 4 %.
 */
const mostDifferent = 0.004;
/**
 * Of one part. The palette costs a drawn face 3 %, letters without subpixel positions up to 8 % where all of the picture is within its
 * limit; another digit of the number that is called is 12 to 27 % where that is large.
 */
const mostDifferentPart = 0.1;

export interface Compared {
  /** Of the kept picture, with its ending. */
  name: string;
  golden: Uint8Array;
  actual: Uint8Array;
  /** Of the Chromium that the kept picture was made with, and of the present one. */
  majors: { made: number; present: number };
  /** Where the actual picture and the difference are put, if it is too large. */
  folder: string;
}

/** `reported`: another Chromium draws letters otherwise, so the difference is only told. */
export type Verdict = { result: 'alike' } | { result: 'differs' | 'reported'; told: string };

/** Whether a screen looks as it did, as far as the present Chromium can say so. */
export function judge({ name, golden, actual, majors, folder }: Compared): Verdict {
  const { dots, share, worstShare, drawn } = differenceOf(golden, actual);
  if (share <= mostDifferent && worstShare <= mostDifferentPart) return { result: 'alike' };
  mkdirSync(folder, { recursive: true });
  const file = (what: string) => join(folder, name.replace(/\.png$/, `-${what}.png`));
  writeFileSync(file('actual'), actual);
  if (drawn) writeFileSync(file('difference'), drawn);
  const [percent, worst] = [share, worstShare].map((each) => (each * 100).toFixed(2));
  const told = `${name}: ${String(dots)} dots (${percent ?? ''} %, of one part ${worst ?? ''} %) differ: ${file('actual')}`;
  const { made, present } = majors;
  if (made === present) return { result: 'differs', told };
  return { result: 'reported', told: `${told}; made by Chromium ${String(made)}, this is ${String(present)}` };
}
