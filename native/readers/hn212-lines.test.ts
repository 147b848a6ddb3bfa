import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BLOCK_CHARS } from './delivered-card.ts';
import { createHn212Lines, type Hn212Event } from './hn212-lines.ts';

function eventsOf(...texts: string[]): Hn212Event[] {
  const events: Hn212Event[] = [];
  const lines = createHn212Lines((event) => events.push(event));
  for (const text of texts) lines.push(new TextEncoder().encode(text));
  return events;
}

describe('words', () => {
  it.each([
    ['NFC_DETECTED', 'card-laid'],
    ['CARD_DETECTED', 'card-laid'],
    ['CARD_REMOVED', 'card-taken'],
    ['SUCCESS', 'succeeded'],
    ['SCAN_DONE', 'succeeded'],
    ['FAIL', 'failed'],
    ['SCAN_FAIL', 'failed'],
  ])('%s', (word, kind) => {
    expect(eventsOf(`${word}\r\n`)).toEqual([{ kind }]);
    expect(eventsOf(` ${word} \n`)).toEqual([{ kind }]);
  });

  it.each(['PONG', '[OK] ready', 'ACK_MRZ', '{"Full Name": "SUCCESS"}', 'toString', '', '\0\xff'])(
    '%j is passed over',
    (line) => {
      expect(eventsOf(`${line}\n`)).toEqual([]);
    },
  );

  it('count when their line has ended', () => {
    expect(eventsOf('CARD_REM', 'OVED')).toEqual([]);
  });
});

describe('blocks', () => {
  it.each([
    ['over several lines', '[DG1_RAW_START]\r\nYWJj\r\nZGVm\r\n[DG1_RAW_END]\r\n', 'DG1'],
    ['on one line', '[DG13_RAW_START]YWJjZGVm[DG13_RAW_END]\n', 'DG13'],
    ['a picture', '[DG2_PHOTO_START_JPEG]\nYWJjZGVm\n[DG2_PHOTO_END]\n', 'DG2'],
    ['a JPEG 2000 picture', '[DG2_PHOTO_START_JP2]\nYWJjZGVm\n[DG2_PHOTO_END]\n', 'DG2'],
    ['the SOD', '[SOD_RAW_START]\nYWJjZGVm\n[SOD_RAW_END]\n', 'SOD'],
  ])('%s', (_name, text, name) => {
    expect(eventsOf(text)).toEqual([
      { kind: 'block-begun', name },
      { kind: 'block', name, text: 'YWJjZGVm' },
    ]);
  });

  it.each([
    ['the card going', '[DG1_RAW_START]\nYWJj\nCARD_REMOVED\n', ['block-begun', 'broken', 'card-taken']],
    ['another block', '[DG1_RAW_START]\nYWJj\n[SOD_RAW_START]\n', ['block-begun', 'broken', 'block-begun']],
    ['another block’s end', '[DG1_RAW_START]\nYWJj\n[SOD_RAW_END]\n', ['block-begun', 'broken']],
  ])('are cut off by %s', (_name, text, kinds) => {
    expect(eventsOf(text).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('do not begin at their end', () => {
    expect(eventsOf('[DG1_RAW_END]\n')).toEqual([{ kind: 'broken', detail: 'DG1 has no beginning' }]);
  });

  it('end at the size of the largest file, over many lines or on one', () => {
    const line = `${'A'.repeat(1000)}\n`;
    const many = eventsOf('[DG2_RAW_START]\n', line.repeat(MAX_BLOCK_CHARS / 1000 + 1), '[DG2_RAW_END]\n');
    expect(many.map(({ kind }) => kind)).toEqual(['block-begun', 'broken', 'broken']);
    const one = eventsOf('[DG2_RAW_START]\n', 'A'.repeat(3 * MAX_BLOCK_CHARS), '\n[DG2_RAW_END]\n');
    expect(one.at(-1)).toMatchObject({ kind: 'block' });
    expect(one.at(-1)).toSatisfy((event: Hn212Event) => event.kind === 'block' && event.text.length < MAX_BLOCK_CHARS);
  });
});

describe('any stream', () => {
  const line = fc.constantFrom(
    '[DG1_RAW_START]',
    '[DG1_RAW_END]',
    '[SOD_RAW_START]',
    '[SOD_RAW_END]',
    'YWJj',
    'CARD_DETECTED',
    'CARD_REMOVED',
    'SUCCESS',
    'FAIL',
    '{"a": 1}',
    '[]',
  );

  it('says the same however it is cut', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (lines, sizes) => {
        const text = lines.map((each) => `${each}\n`).join('');
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        expect(eventsOf(...pieces)).toEqual(eventsOf(text));
      }),
    );
  });

  it('of any bytes gives no block without a beginning', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), line)), (parts) => {
        const events = eventsOf(...parts.map((part) => `${part}\n`));
        const count = (kind: string): number => events.filter((event) => event.kind === kind).length;
        expect(count('block')).toBeLessThanOrEqual(count('block-begun'));
      }),
    );
  });
});
