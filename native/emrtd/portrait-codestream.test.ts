import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex } from './bytes.ts';
import { codestreamSize, MAX_SEGMENTS } from './portrait-codestream.ts';

interface Siz {
  width?: number;
  height?: number;
  offset?: number;
  tile?: number;
  components?: number;
  /** Depth and sampling of each component. */
  component?: string;
  sizBytes?: number;
}

/** SOC and SIZ (T.800, A.5.1). */
function start(siz: Siz = {}): Uint8Array {
  const { width = 100, height = 100, offset = 0, tile = 4096, components = 3, component = '070101' } = siz;
  const fixed = new Uint8Array(42);
  const view = new DataView(fixed.buffer);
  view.setUint32(0, 0xff4fff51);
  view.setUint16(4, siz.sizBytes ?? 38 + components * 3);
  [width, height, offset, 0, tile, tile, 0, 0].forEach((value, index) => view.setUint32(8 + 4 * index, value));
  view.setUint16(40, components);
  return concat(fixed, fromHex(component.repeat(components)));
}

/** COD with five decompositions (A.6.1). */
const COD = fromHex('ff52 000c 00 00 0001 01 05 0404 00 01');
/** One whole tile part of two bytes of data, and the end. */
const TILE = fromHex('ff90 000a 0000 00000010 00 01 ff93 aabb');
const EOC = fromHex('ffd9');

/** COD that states its precincts, lowest resolution first. */
const codWithPrecincts = (sizes: string): Uint8Array =>
  concat(
    fromHex(`ff52 ${(12 + sizes.length / 2).toString(16).padStart(4, '0')} 01 00 0001 01 05 0404 00 01`),
    fromHex(sizes),
  );

const LARGE: Siz = { width: 1024, height: 1024 };

describe('a code stream', () => {
  it.each([
    ['of one tile part', concat(start(), COD, TILE, EOC)],
    ['without an end', concat(start(), COD, TILE)],
    ['of two tile parts', concat(start(), COD, TILE, TILE, EOC)],
    ['with an open tile part', concat(start(), COD, fromHex('ff90000a00000000000000 01 ff93 aabbcc'))],
    ['without a tile', concat(start(), COD, EOC, fromHex('0000'))],
    ['with other known segments', concat(start(), fromHex('ff64 0004 0001'), COD, fromHex('ff5c 0002'), TILE, EOC)],
    ['with precincts', concat(start(), codWithPrecincts('778888888888'), TILE, EOC)],
    ['with a style for one component', concat(start(), COD, fromHex('ff53 0009 01 00 05 0404 00 01'), TILE, EOC)],
    [
      'with a tile larger than the picture',
      concat(start({ tile: 0xffff_ffff }), codWithPrecincts('666666666666'), TILE),
    ],
    ['with padding behind it', concat(start(), COD, TILE, EOC, new Uint8Array(9))],
  ])('%s is accepted', (_, bytes) => {
    expect(codestreamSize(bytes)).toEqual({ ok: true, width: 100, height: 100, components: 3 });
  });

  it('of the specimen person is accepted', () => {
    const grey = readFileSync(new URL('../../fixtures/cards/portrait-grey.j2c', import.meta.url));
    expect(codestreamSize(grey)).toEqual({ ok: true, width: 137, height: 177, components: 1 });
  });

  it.each<[string, Siz]>([
    ['without width', { width: 0 }],
    ['too wide', { width: 4097, height: 1 }],
    ['too large', { width: 0xffff_ffff, height: 0xffff_ffff }],
    ['of too many pixels', { width: 2048, height: 1025 }],
    ['cut out of another', { offset: 1 }],
    ['of tiles without a size', { tile: 0 }],
    ['of too many tiles', { tile: 3 }],
    ['of two components', { components: 2 }],
    ['of 65,535 components', { components: 0xffff, component: '' }],
    ['of sixteen bits', { component: '0f0101' }],
    ['of signed samples', { component: '870101' }],
    ['sampled across', { component: '070201' }],
    ['sampled down', { component: '070102' }],
    ['with a size that lies', { sizBytes: 41 }],
  ])('%s is refused', (_, siz) => {
    expect(codestreamSize(concat(start(siz), COD, TILE, EOC))).toMatchObject({ ok: false });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['another beginning', concat(fromHex('ffd8'), start().subarray(2), COD, TILE, EOC)],
    ['another first segment', concat(fromHex('ff4fff52'), start().subarray(4), COD, TILE, EOC)],
    ['half a size', start().subarray(0, 47)],
    ['a size alone', start()],
    ['a segment cut off', concat(start(), COD.subarray(0, -1))],
    ['an unknown segment', concat(start(), fromHex('ff50 0002'), COD, TILE, EOC)],
    ['a second size', concat(start(), start().subarray(2), COD, TILE, EOC)],
    ['a tile part with a long header', concat(start(), COD, fromHex('ff90000c000000000010000100 00'), EOC)],
    ['a tile part inside its header', concat(start(), COD, fromHex('ff90000a00000000000c0001 ff93aabb'), EOC)],
    ['data without a tile part', concat(start(), COD, fromHex('ff93aabb'), EOC)],
    ['data twice', concat(start(), COD, TILE, fromHex('ff93aabb'), EOC)],
    ['no coding style in it', concat(start(), fromHex('ff52 0002'), TILE, EOC)],
    ['33 decompositions', concat(start(), COD.with(9, 33), TILE, EOC)],
    ['precincts for some', concat(start(), codWithPrecincts('7788888888'), TILE, EOC)],
    ['65 layers', concat(start(), COD.with(7, 65), TILE, EOC)],
    ['256 layers', concat(start(), COD.with(6, 1), TILE, EOC)],
    ['endless segments', concat(start(), ...Array.from({ length: MAX_SEGMENTS }, () => fromHex('ff640002')), EOC)],
  ])('with %s is refused', (_, bytes) => {
    expect(codestreamSize(bytes)).toMatchObject({ ok: false });
  });

  it.each([
    ['everywhere', concat(start(LARGE), codWithPrecincts('111111111111'), TILE, EOC)],
    ['for one component', concat(start(LARGE), COD, fromHex('ff53 000f 01 01 05 0404 00 01 111111111111'), TILE, EOC)],
    ['in a tile part', concat(start(LARGE), COD, TILE.subarray(0, 12), codWithPrecincts('111111111111'), TILE, EOC)],
    ['in many tiles', concat(start({ ...LARGE, tile: 32 }), codWithPrecincts('888822222222'), TILE, EOC)],
  ])('with tiny precincts %s is refused', (_, bytes) => {
    expect(codestreamSize(bytes)).toMatchObject({ ok: false, detail: 'code stream of too many precincts' });
  });

  it('of any bytes is judged without an exception', () => {
    const whole = concat(start(), COD, TILE, EOC);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void codestreamSize(concat(start(), bytes))));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (index, value) => {
        codestreamSize(whole.with(index, value));
        codestreamSize(whole.subarray(0, index));
      }),
    );
  });
});
