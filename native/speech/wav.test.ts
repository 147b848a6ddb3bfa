import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpWav } from './testing.ts';
import { wholeWav } from './wav.ts';

const sizeAt = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer).getUint32(at, true);

describe('a WAV', () => {
  it('gets its true lengths where a pipe did not know them', () => {
    const wav = madeUpWav({ soundBytes: 1_000, saysBytes: 0x7fff_f000 });
    const whole = wholeWav(wav);
    expect(whole).toHaveLength(wav.length);
    expect(sizeAt(whole!, 4)).toBe(wav.length - 8);
    expect(sizeAt(whole!, 40)).toBe(1_000);
  });

  it('loses what comes after its sound', () => {
    const wav = new Uint8Array([...madeUpWav({ soundBytes: 10 }), 1, 2, 3]);
    expect(wholeWav(wav)).toEqual(madeUpWav({ soundBytes: 10 }));
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('espeak-ng: no such voice')],
    ['a header alone', madeUpWav({ soundBytes: 0 })],
    ['a chunk longer than the file', madeUpWav({ soundBytes: 8 }).map((byte, at) => (at === 17 ? 0xff : byte))],
  ])('is not %s', (_, bytes) => {
    expect(wholeWav(bytes)).toBeNull();
  });

  it('of any bytes is refused or has its own length', () => {
    const cut = fc.tuple(fc.nat(60), fc.uint8Array({ maxLength: 60 })).map(([at, tail]) => {
      return new Uint8Array([...madeUpWav({ soundBytes: 8 }).subarray(0, at), ...tail]);
    });
    fc.assert(
      fc.property(cut, (bytes) => {
        const whole = wholeWav(bytes);
        if (whole) expect(sizeAt(whole, 4)).toBe(whole.length - 8);
      }),
    );
  });
});
