/** Changes to genuine bytes that bring them close to the limits of their parsers. As data, so that a failure shrinks. */
import fc from 'fast-check';
import { concat, hex } from '../../fixtures/cards/tlv.ts';

export type Mutation =
  /** Turns bits over. */
  | { kind: 'turn'; at: number; bits: number }
  | { kind: 'set'; at: number; value: number }
  | { kind: 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'cut'; at: number; count: number }
  | { kind: 'repeat'; at: number; count: number; times: number }
  /** A stated length that is not the real one, at some element. */
  | { kind: 'length'; element: number; form: Uint8Array }
  /** An element inside so many others of this tag, with open lengths or right ones. */
  | { kind: 'nest'; element: number; tag: number; depth: number; open: boolean }
  /** One element in the place of another. */
  | { kind: 'move'; element: number; to: number };

/** Lengths that readers fall for: nothing, open, cut off, 4 GiB, 2 GiB, one byte, a sign bit. */
const LYING_LENGTHS = [
  '00',
  '80',
  '82',
  '84ffffffff',
  '847fffffff',
  '83ffffff',
  '82ffff',
  '81ff',
  '820001',
  '7f',
  'ff',
];
const TELLING_BYTES = [0x00, 0x01, 0x04, 0x05, 0x1f, 0x24, 0x30, 0x31, 0x7f, 0x80, 0x82, 0x84, 0xa0, 0xff];
const POSITION = 0x10_0000;
/** Longest input; what a card hands out is cut off at 128 KiB. */
const MAX_INPUT_BYTES = 256 * 1024;

const position = fc.nat(POSITION);
const tag = fc.constantFrom(0x30, 0x31, 0x24, 0xa0, 0x77, 0x7c);

type ByteMutation = Extract<Mutation, { at: number }>;

/** Changes to bytes of whatever meaning, at most `longest` of them gone or doubled at once. */
function byteMutation(
  telling: readonly number[],
  inserted: fc.Arbitrary<Uint8Array>,
  longest: number,
): fc.Arbitrary<ByteMutation> {
  const count = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: longest }));
  return fc.oneof(
    fc.record({ kind: fc.constant('turn' as const), at: position, bits: fc.integer({ min: 1, max: 0xff }) }),
    fc.record({ kind: fc.constant('set' as const), at: position, value: fc.constantFrom(...telling) }),
    fc.record({ kind: fc.constant('insert' as const), at: position, bytes: inserted }),
    fc.record({ kind: fc.constant('cut' as const), at: position, count }),
    fc.record({ kind: fc.constant('repeat' as const), at: position, count, times: fc.integer({ min: 1, max: 64 }) }),
  );
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: byteMutation(TELLING_BYTES, fc.uint8Array({ minLength: 1, maxLength: 9 }), 4096) },
    fc.record({
      kind: fc.constant('length' as const),
      element: position,
      form: fc.constantFrom(...LYING_LENGTHS).map(hex),
    }),
    fc.record({
      kind: fc.constant('nest' as const),
      element: position,
      tag,
      depth: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(5000)),
      open: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('move' as const), element: position, to: position }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** What stands in printed codes, or should not: separators, dashes, digits, NUL, line ends, halves of letters. */
const TELLING_TEXTS = ['|', '||', '$', '-', '0', '9', '/', ' ', 'A', 'n', 'ữ', '\u0323', '\u200b', '\0', '\r', '\x1d'];
const TELLING_LETTERS = [...Array.from('| $-/09An', (letter) => letter.charCodeAt(0)), 0x00, 0x1b, 0xe1, 0xff];

/** Of a code; often none. */
export const codeMutations: fc.Arbitrary<Mutation[]> = fc.oneof(
  fc.constant<Mutation[]>([]),
  fc.array(
    byteMutation(
      TELLING_LETTERS,
      fc.constantFrom(...TELLING_TEXTS).map((text) => new TextEncoder().encode(text)),
      80,
    ),
    { minLength: 1, maxLength: 3 },
  ),
);

export function mutate(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  let changed: Uint8Array = bytes;
  for (const change of changes) {
    changed = applied(changed, change);
    if (changed.length > MAX_INPUT_BYTES) changed = changed.subarray(0, MAX_INPUT_BYTES);
  }
  return changed;
}

function applied(bytes: Uint8Array, change: Mutation): Uint8Array {
  const spliced = (at: number, removed: number, ...inserted: Uint8Array[]): Uint8Array =>
    concat(bytes.subarray(0, at), ...inserted, bytes.subarray(at + removed));
  if ('at' in change) {
    const at = change.at % (bytes.length + 1);
    switch (change.kind) {
      case 'turn':
        return spliced(at, 1, Uint8Array.of((bytes[at] ?? 0) ^ change.bits));
      case 'set':
        return spliced(at, 1, Uint8Array.of(change.value));
      case 'insert':
        return spliced(at, 0, change.bytes);
      case 'cut':
        return spliced(at, change.count);
      case 'repeat': {
        const piece = bytes.subarray(at, at + change.count);
        return spliced(at, 0, ...Array.from({ length: change.times }, () => piece));
      }
    }
  }
  const elements = elementsOf(bytes);
  const element = elements[change.element % Math.max(1, elements.length)];
  if (!element) return bytes;
  const { start, value, end } = element;
  switch (change.kind) {
    case 'length':
      return spliced(element.length, value - element.length, change.form);
    case 'nest':
      return spliced(start, end - start, nested(bytes.subarray(start, end), change));
    case 'move': {
      const target = elements[change.to % elements.length];
      return target ? spliced(target.start, target.end - target.start, bytes.subarray(start, end)) : bytes;
    }
  }
}

function nested(inner: Uint8Array, { tag, depth, open }: Extract<Mutation, { kind: 'nest' }>): Uint8Array {
  const headers: Uint8Array[] = [];
  const levelBytes = open ? 4 : 5;
  for (let level = depth - 1; level >= 0; level--) {
    const sizeBytes = inner.length + level * levelBytes;
    headers.push(
      open ? Uint8Array.of(tag, 0x80) : Uint8Array.of(tag, 0x83, sizeBytes >> 16, sizeBytes >> 8, sizeBytes),
    );
  }
  return concat(...headers, inner, new Uint8Array(open ? depth * 2 : 0));
}

interface Element {
  start: number;
  /** Where its length stands, and where its value begins. */
  length: number;
  value: number;
  end: number;
}

/** More than the largest of our files has. */
const MAX_ELEMENTS = 400;

/** Every element of genuine BER-TLV with definite lengths, outer ones first. */
function elementsOf(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  const open: [number, number][] = [[0, bytes.length]];
  for (let range = open.pop(); range && found.length < MAX_ELEMENTS; range = open.pop()) {
    const [start, limit] = range;
    const first = bytes[start] ?? 0;
    let length = start + 1;
    if ((first & 0x1f) === 0x1f) while (((bytes[length++] ?? 0) & 0x80) !== 0);
    const initial = bytes[length] ?? 0;
    const digits = initial > 0x80 && initial <= 0x83 ? initial - 0x80 : 0;
    const value = length + 1 + digits;
    const sizeBytes = bytes.subarray(length + 1, value).reduce((size, byte) => size * 0x100 + byte, 0);
    const end = value + (digits > 0 ? sizeBytes : initial);
    if (start >= limit || end > limit) continue;
    found.push({ start, length, value, end });
    if (end < limit) open.push([end, limit]);
    if ((first & 0x20) !== 0) open.push([value, end]);
  }
  return found;
}
