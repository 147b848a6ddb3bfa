import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import type { Portrait } from './chip.ts';
import type * as Original from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import { decodePortrait, displayable } from './portrait.ts';

const decoders = vi.hoisted(() => ({ loaded: 0 }));

/** A decoder that traps, as WebAssembly does on an access out of bounds; loaded again, it works. */
vi.mock('@cornerstonejs/codec-openjpeg/decodewasmjs', async (importOriginal) => {
  const original = await importOriginal<typeof Original>();
  const trap = (): never => {
    throw new RangeError('memory access out of bounds');
  };
  return {
    default: (options: Parameters<typeof original.default>[0]) => {
      decoders.loaded += 1;
      return decoders.loaded === 1 ? Promise.resolve({ J2KDecoder: trap }) : original.default(options);
    },
  };
});

it('A decoder that traps is a portrait without pixels, and the next portrait gets another decoder', async () => {
  const bytes = new Uint8Array(readFileSync(new URL('../../fixtures/cards/portrait-grey.j2c', import.meta.url)));
  const portrait: Portrait = { mediaType: 'image/j2c', bytes };
  expect(await decodePortrait(portrait)).toMatchObject({ ok: false });
  expect(await decodePortrait(portrait)).toMatchObject({ ok: true });
  expect(await displayable(portrait)).toMatchObject({ mediaType: 'image/png' });
  expect(decoders.loaded).toBe(2);
});
