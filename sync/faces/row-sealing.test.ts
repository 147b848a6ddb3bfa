import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testKeyHex } from '../queue/test-queue.ts';
import { enrolled, enrolment } from './gallery-testing.ts';
import { openSealing } from './row-sealing.ts';

const sealing = openSealing(testKeyHex);
const name = { id: '5d3c8a58-0f2b-4c86-9d39-0c8f5a4f1c11', model: 'a1'.repeat(32) };
const floats = fc.float32Array({ minLength: 0, maxLength: 40 });
const content = fc
  .record({ fullName: fc.string({ unit: 'grapheme' }), tickets: fc.array(fc.string(), { maxLength: 8 }) })
  .map(({ fullName, tickets }) => ({ person: enrolled(1, { fullName }), consent: enrolment(1).consent, tickets }));

it('what was sealed is what is opened', () => {
  fc.assert(
    fc.property(content, floats, (sealed, template) => {
      expect(sealing.open(sealing.seal(name, sealed, template))).toEqual({ content: sealed, template });
    }),
  );
});

it('a template that is part of a larger buffer is sealed by itself', () => {
  const [first] = fc.sample(content, 1);
  const template = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
  const opened = sealing.open(sealing.seal(name, first!, template));
  expect([...(opened?.template ?? [])]).toEqual([1, 2]);
});

it('a row of which anything was changed does not open', () => {
  fc.assert(
    fc.property(content, floats, fc.nat(), fc.nat(7), (wanted, template, place, bit) => {
      const row = sealing.seal(name, wanted, template);
      const flipped = (bytes: Buffer) => {
        const changed = Buffer.from(bytes);
        const at = place % changed.length;
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        return changed;
      };
      expect(sealing.open({ ...row, sealed: flipped(row.sealed) })).toBeNull();
      expect(sealing.open({ ...row, salt: flipped(row.salt) })).toBeNull();
      expect(sealing.open({ ...row, sealed: row.sealed.subarray(0, place % row.sealed.length) })).toBeNull();
      expect(sealing.open({ ...row, id: `${row.id}0` })).toBeNull();
      expect(sealing.open({ ...row, model: 'b2'.repeat(32) })).toBeNull();
      expect(openSealing('b6'.repeat(32)).open(row)).toBeNull();
    }),
    { numRuns: 30 },
  );
});

it('what is brought is hashed apart from what else has the same text, and in each gallery differently', () => {
  const kinds = ['id-number', 'caller', 'enrolment', 'digits', 'patient', 'ticket'] as const;
  const hashes = [
    ...kinds.map((kind) => sealing.hashOf(kind, '1')),
    openSealing('b6'.repeat(32)).hashOf('ticket', '1'),
  ];
  expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(hashes.length);
});

it('other text is sealed under its row’s name, too', () => {
  const row = sealing.sealText('one', 'Nguyễn Thị Thử');
  expect(sealing.openText('one', row)).toBe('Nguyễn Thị Thử');
  expect(sealing.openText('two', row)).toBeNull();
  expect(row.salt.equals(sealing.sealText('one', 'Nguyễn Thị Thử').salt)).toBe(false);
});
