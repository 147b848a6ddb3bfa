import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { handMadePerson, pictureOf } from '../../fixtures/cards/hand-made-person.ts';
import { personalise } from '../../fixtures/cards/personalise.ts';
import { hn212Files } from '../../fixtures/simulators/hn212.ts';
import { concludeAuthenticity, judgeSignature } from '../emrtd/authenticity.ts';
import { MAX_FILE_BYTES } from '../emrtd/files.ts';
import { loadTrust, NO_TRUST } from '../emrtd/trust-store.ts';
import {
  type AssembleDelivered,
  decodeBlock,
  type DeliveredCard,
  isBarePicture,
  isOfHolder,
  judgeDelivered,
  MAX_BLOCK_CHARS,
} from './delivered-card.ts';
import { assembleWith } from './testing.ts';

const image = personalise(handMadePerson(), { portrait: pictureOf(600) });
const keys = [image.accessKey];
const trust = loadTrust([{ name: 'csca.cer', bytes: specimenCsca() }]);

function delivered(): { sod: Uint8Array; dataGroups: Map<number, Uint8Array> } {
  const files = [...hn212Files(image)].map(
    ([name, text]) => [name, new Uint8Array(Buffer.from(text, 'base64'))] as const,
  );
  const sod = files.find(([name]) => name === 'SOD')?.[1] ?? new Uint8Array();
  const groups = files.filter(([name]) => name !== 'SOD');
  return { sod, dataGroups: new Map(groups.map(([name, bytes]) => [Number(name.slice(2)), bytes])) };
}
const without = (...groups: number[]): DeliveredCard => {
  const { sod, dataGroups } = delivered();
  return { sod, dataGroups: new Map([...dataGroups].filter(([group]) => !groups.includes(group))) };
};

describe('a block', () => {
  const file = Uint8Array.of(0x61, 0x03, 1, 2, 3);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

  it('is the file, however its lines break, without the padding behind it', () => {
    expect(decodeBlock('DG1', base64(file))).toEqual({ ok: true, bytes: file });
    expect(decodeBlock('DG1', base64(file).replaceAll(/(...)/g, '$1\r\n'))).toEqual({ ok: true, bytes: file });
    expect(decodeBlock('DG1', base64(Uint8Array.of(...file, 0, 0, 0)))).toEqual({ ok: true, bytes: file });
  });

  it.each([
    ['half of its file', base64(file.subarray(0, 4)), 'DG1 did not arrive whole'],
    ['less than a header', base64(file.subarray(0, 1)), 'DG1 did not arrive whole'],
    ['nothing', '', 'DG1 did not arrive whole'],
    ['what is no Base64', 'YQ?=', 'DG1 is garbled'],
    ['more than any file', 'A'.repeat(MAX_BLOCK_CHARS + 1), 'DG1 is too long'],
  ])('with %s is unreadable', (_name, text, detail) => {
    expect(decodeBlock('DG1', text)).toEqual({ ok: false, detail });
  });

  it('that is no file at all is left to the hashes', () => {
    expect(decodeBlock('DG1', base64(Uint8Array.of(0, 1, 2)))).toEqual({ ok: true, bytes: Uint8Array.of(0, 1, 2) });
  });

  it('of the greatest size fits', () => {
    const large = new Uint8Array(MAX_FILE_BYTES);
    const content = MAX_FILE_BYTES - 5;
    large.set([0x75, 0x83, content >> 16, (content >> 8) & 0xff, content & 0xff]);
    const lines = base64(large).replaceAll(/(.{64})/g, '$1\n');
    expect(decodeBlock('DG2', lines)).toMatchObject({ ok: true });
  });

  it('of any text does no harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        const block = decodeBlock('SOD', text);
        if (block.ok) expect(block.bytes.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    ['ffd8ffe0', true],
    ['ff4fff51', true],
    ['0000000c6a5020200d0a', true],
    ['75820100', false],
    ['', false],
  ])('%s is a bare picture: %s', (bytes, is) => {
    expect(isBarePicture(` ${Buffer.from(bytes, 'hex').toString('base64')}`)).toBe(is);
  });
});

describe('whose card it is', () => {
  const other = { ...image.accessKey, documentNumber: '085099999' };

  it('is seen in DG1', () => {
    expect(isOfHolder(delivered(), [other, image.accessKey])).toBe(true);
    expect(isOfHolder(delivered(), [other])).toBe(false);
    expect(isOfHolder(delivered(), [{ ...image.accessKey, birthDate: '850316' }])).toBe(false);
    // The device has opened the chip with the expiry it knows; ours may be derived.
    expect(isOfHolder(delivered(), [{ ...image.accessKey, expiryDate: '991231' }])).toBe(true);
    expect(isOfHolder({ dataGroups: new Map([[1, Uint8Array.of(0x61, 0)]]) }, keys)).toBe(false);
  });

  it('is seen in DG13 where DG1 was not delivered', () => {
    expect(isOfHolder(without(1), keys)).toBe(true);
    expect(isOfHolder(without(1), [other])).toBe(false);
    expect(isOfHolder({ dataGroups: new Map([[13, Uint8Array.of(0x6d, 0)]]) }, keys)).toBe(false);
    expect(isOfHolder(without(1, 13), keys)).toBe(false);
  });

  it('is not asked where no key says it', () => {
    expect(isOfHolder(without(1, 13), [{ can: '123456' }])).toBe(true);
  });
});

describe('a delivery', () => {
  it('is judged like any other card', () => {
    const card = delivered();
    expect(judgeDelivered(card, keys, assembleWith(trust))).toMatchObject({
      ok: true,
      chip: { authenticity: { verdict: 'anchored' }, access: null, proof: { result: 'not-tried' } },
    });
    const consistent = judgeDelivered(card, keys, assembleWith());
    const sizes = [...card.dataGroups.values(), card.sod].reduce((sum, { length }) => sum + length, 0);
    expect(consistent).toMatchObject({
      chip: { authenticity: { verdict: 'consistent' }, cost: { bytesReceived: sizes, apdus: 0 } },
    });
  });

  it('says which of the groups of a check-in it lacks', () => {
    const assemble = vi.fn<AssembleDelivered>(() => ({ ok: false, detail: 'no DG1' }));
    expect(judgeDelivered(without(1, 2), keys, assemble)).toMatchObject({
      failure: { kind: 'protocol', detail: 'no DG1' },
    });
    expect(assemble.mock.calls[0]?.[0].findings).toEqual([
      { id: 'group-not-delivered', detail: 'the device delivered no DG1' },
      { id: 'group-not-delivered', detail: 'the device delivered no DG2' },
    ]);
  });

  it('without a SOD is unreadable, not unsigned', () => {
    const card = { ...delivered(), sod: null };
    expect(judgeDelivered(card, keys, assembleWith())).toMatchObject({ failure: { kind: 'protocol' } });
  });

  it('of another card than the one whose code was shown is a wrong key', () => {
    const other = { documentNumber: '085099999', birthDate: '850315', expiryDate: '450315' };
    expect(judgeDelivered(delivered(), [other], assembleWith())).toMatchObject({
      ok: false,
      failure: { kind: 'wrong-key', tried: 1, ask: 'mrz' },
    });
  });

  it.each([1, 2, 13])('with any byte of DG%i another one is invalid or unreadable', (group) => {
    const { sod, dataGroups } = delivered();
    const judgement = judgeSignature(sod, NO_TRUST);
    const original = dataGroups.get(group) ?? new Uint8Array();
    const assemble: AssembleDelivered = (document) => {
      expect(concludeAuthenticity(judgement, document.dataGroups).verdict).toBe('invalid');
      return { ok: false, detail: 'invalid' };
    };
    expect(original.length).toBeGreaterThan(50);
    for (let at = 0; at < original.length; at += 1) {
      const bytes = original.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      const block = decodeBlock('DG', Buffer.from(bytes).toString('base64'));
      if (block.ok) {
        const card = { sod, dataGroups: new Map([...dataGroups, [group, block.bytes] as const]) };
        expect(judgeDelivered(card, keys, assemble).ok).toBe(false);
      }
    }
  });
});
