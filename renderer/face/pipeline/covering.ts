/**
 * What covers a face: hints for the patient, never a reason to refuse. By colour and evenness, without a model.
 *
 * At the limits proposed for the hints, measured on 64 pictures of the 16 specimen people painted with each, false alarms on
 * their 112 pictures and on 400 of ORL, which are grey:
 * - mask .8: 190 of 192 blue, white and black ones seen; no false alarm
 * - cap .8: all 192 navy, black and red ones, about half of white and khaki ones; one false alarm among each
 * - glare .02: all 64; no false alarm
 *
 * About .05 ms in Node; with the other measures beside the models (light, motion, sharpness) .4 ms, a fiftieth of an embedding.
 */
import { chipSize } from './align.ts';
import { luma601, type Box, type RgbaImage } from './image.ts';

export interface Covering {
  /** How sure it is, 0..1, that something covers mouth and nose, */
  mask: number;
  /** or the forehead. */
  cap: number;
  /** Share of the eyes' band that is burnt out by a mirrored lamp, 0..1. */
  glare: number;
}

/** Regions of the 112 x 112 chip: eyes stand at (38, 52) and (74, 52), the mouth's corners at (42, 92) and (71, 92). */
const betweenEyes: Box = { x: 48, y: 44, width: 16, height: 20 };
const mouthAndNose: Box = { x: 36, y: 72, width: 40, height: 36 };
const forehead: Box = { x: 32, y: 2, width: 48, height: 20 };
const eyeBand: Box = { x: 20, y: 42, width: 72, height: 20 };
const wholeChip: Box = { x: 0, y: 0, width: chipSize, height: chipSize };

/** Of the aligned face, 112 x 112 (align.ts). */
export function covering(chip: RgbaImage): Covering {
  const skin = medianTile(tilesOf(chip, betweenEyes));
  return { mask: maskShare(chip, skin), cap: capShare(chip, skin), glare: glareShare(chip) };
}

/**
 * The mean of 4 x 4 pixels, which quiets a dark picture's noise. Colour is the distance of red and blue from green by the sum
 * of the three, so that it stays the same in another light.
 */
interface Tile {
  luma: number;
  red: number;
  blue: number;
}

const tilePx = 4;

/** Added to the sum of the colours: near black their noise would pass for colour. */
const nearBlack = 15;

/** A tile of another colour than the skin: the 16 specimen people's own shades, lips and shadows mostly lie within. */
const colourDistance = 0.045;

/**
 * The part of mouth, nose and chin that has not the colour between the eyes: at most .6 of a bare face, .9 and more under a blue,
 * white or pink mask, .78 under a black one in little light. 0 in a grey picture.
 */
function maskShare(chip: RgbaImage, skin: Tile): number {
  const tiles = tilesOf(chip, mouthAndNose);
  return tiles.filter((tile) => distance(tile, skin) > colourDistance).length / tiles.length;
}

/** Luma by that of the skin: hair and dark cloth below, white cloth above. */
const [darkCloth, brightCloth] = [0.55, 1.6];
/** Standard deviation of the forehead's luma by the skin's: from here on less even than cloth, and here no longer cloth. */
const [evenCloth, hair] = [0.08, 0.12];

/** The part of the upper forehead that is not skin, as far as it is even: a fringe shines, a cap does not. */
function capShare(chip: RgbaImage, skin: Tile): number {
  const tiles = tilesOf(chip, forehead);
  const light = Math.max(skin.luma, 1);
  const covered = tiles.filter(
    (tile) => distance(tile, skin) > colourDistance || tile.luma < darkCloth * light || tile.luma > brightCloth * light,
  );
  const mean = tiles.reduce((sum, { luma }) => sum + luma, 0) / tiles.length;
  const variance = tiles.reduce((sum, { luma }) => sum + (luma - mean) ** 2, 0) / tiles.length;
  const evenness = (hair - Math.sqrt(variance) / light) / (hair - evenCloth);
  return (covered.length / tiles.length) * Math.min(Math.max(evenness, 0), 1);
}

/** Full scale is 255; JPEG pulls a burnt-out edge a little below. */
const burntOut = 245;

/** Burnt-out pixels round the eyes beyond those of the face as a whole, which has too much light instead. */
function glareShare(chip: RgbaImage): number {
  return Math.max(burntShare(chip, eyeBand) - burntShare(chip, wholeChip), 0);
}

function burntShare({ width, data }: RgbaImage, box: Box): number {
  let burnt = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const offset = (y * width + x) * 4;
      const darkest = Math.min(data[offset] ?? 0, data[offset + 1] ?? 0, data[offset + 2] ?? 0);
      if (darkest >= burntOut) burnt += 1;
    }
  }
  return burnt / (box.width * box.height);
}

const distance = (one: Tile, other: Tile): number => Math.hypot(one.red - other.red, one.blue - other.blue);

function tilesOf({ width, data }: RgbaImage, box: Box): Tile[] {
  const tiles: Tile[] = [];
  for (let top = box.y; top < box.y + box.height; top += tilePx) {
    for (let left = box.x; left < box.x + box.width; left += tilePx) {
      let [red, green, blue] = [0, 0, 0];
      for (let y = top; y < top + tilePx; y += 1) {
        for (let x = left; x < left + tilePx; x += 1) {
          const offset = (y * width + x) * 4;
          red += data[offset] ?? 0;
          green += data[offset + 1] ?? 0;
          blue += data[offset + 2] ?? 0;
        }
      }
      const pixels = tilePx * tilePx;
      const sum = red + green + blue + nearBlack * pixels;
      tiles.push({ luma: luma601(red, green, blue) / pixels, red: (red - green) / sum, blue: (blue - green) / sum });
    }
  }
  return tiles;
}

function medianTile(tiles: readonly Tile[]): Tile {
  const median = (values: number[]): number => values.sort((one, other) => one - other)[values.length >> 1] ?? 0;
  return {
    luma: median(tiles.map(({ luma }) => luma)),
    red: median(tiles.map(({ red }) => red)),
    blue: median(tiles.map(({ blue }) => blue)),
  };
}
