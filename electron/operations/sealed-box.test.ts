import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { assert, describe, expect, it } from 'vitest';
import { testRecoveryKey } from './key-testing.ts';
import { recoveryPublicKey } from './recovery-key.ts';
import { openSealed, seal } from './sealed-box.ts';

// Made here, where a slow machine meets no time limit.
const pair = testRecoveryKey();
const other = testRecoveryKey();
const half = recoveryPublicKey(pair.publicPem);
assert(half.ok);
const recovery = half.value;
const open = (sealed: Uint8Array) => openSealed(sealed, pair.privatePem, null);

describe('a sealed export', () => {
  it('opens with the recovery key, whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const opened = open(seal(bytes, recovery));
        expect(opened).toEqual({ ok: true, value: Buffer.from(bytes) });
      }),
      { numRuns: 30 },
    );
  });

  it('shows nothing of what it holds, and never looks the same twice', () => {
    const bytes = Buffer.from('Nguyễn Thị Thử '.repeat(10));
    const [one, two] = [seal(bytes, recovery), seal(bytes, recovery)];
    expect(one.includes('Nguyễn')).toBe(false);
    expect(one.equals(two)).toBe(false);
  });

  it('with any bit changed does not open', () => {
    const sealed = seal(randomBytes(50), recovery);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(open(changed).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['cut short', (sealed: Buffer) => sealed.subarray(0, -1), 'The sealed export is damaged.'],
    [
      'without its bytes',
      (sealed: Buffer) => sealed.subarray(0, sealed.indexOf('\n') + 1),
      'The sealed export is damaged.',
    ],
    ['that is none', () => Buffer.from('PK\x03\x04'), 'This is no sealed export of a kiosk.'],
    ['with a line of something else', () => Buffer.from('{"format":"zip"}\n'), 'This is no sealed export of a kiosk.'],
    ['that is empty', () => Buffer.alloc(0), 'This is no sealed export of a kiosk.'],
  ])('%s is told', (_, change, message) => {
    expect(open(change(seal(Buffer.from('rows'), recovery)))).toEqual({ ok: false, message });
  });

  it('for another hospital names the key it wants', () => {
    const opened = openSealed(seal(Buffer.from('rows'), recovery), other.privatePem, null);
    expect(opened).toEqual({
      ok: false,
      message: `It was sealed for another recovery key, ${recovery.fingerprint.slice(0, 16)}….`,
    });
  });

  it('says when the key itself does not open', () => {
    expect(openSealed(seal(Buffer.from('rows'), recovery), 'no key', null)).toMatchObject({ ok: false });
  });
});
