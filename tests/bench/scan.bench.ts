import fc from 'fast-check';
import { MAX_CODE_BYTES } from '../../native/citizen-id/code-text.ts';
import { parseCode } from '../../native/citizen-id/parse-code.ts';
import { citizenCards, FORMATS, insuranceCards, utf8 } from '../../native/citizen-id/parse-code-testing.ts';
import { scans } from '../fuzz/scans.ts';
import { type BenchGroup, type Measurement, measurement, median } from './measurement.ts';

/** What it costs to say what a code is, against no more than decoding the same bytes and splitting them into fields. */

const CODES = 4000;
const ROUNDS = 9;
/** The same codes every time. */
const SEED = 20261122;

const cards = fc.oneof(citizenCards, insuranceCards).map(({ text }) => utf8(text));

/** The longest codes that are looked at, of what costs most: fields, padding, marks to put in order, bytes of a code page. */
const LONGEST: readonly Uint8Array[] = [
  `001085012345${'|'.repeat(MAX_CODE_BYTES)}`,
  `GD4010123456789${'|4e'.repeat(MAX_CODE_BYTES)}`,
  `a${' \0'.repeat(MAX_CODE_BYTES)}`,
  `a${'\u0323\u0302'.repeat(MAX_CODE_BYTES)}`,
  `VNEID:${'x'.repeat(MAX_CODE_BYTES)}`,
  `001085012345|\x81${'$'.repeat(MAX_CODE_BYTES)}`,
].map((text) => utf8(text).slice(0, MAX_CODE_BYTES));

function split(bytes: Uint8Array): string[] {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('|');
  } catch {
    return [];
  }
}

/** A second, in the middle of the rounds. */
function rates(codes: readonly Uint8Array[]): { parsed: number; split: number } {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    parsed: rate(codes, (bytes) => parseCode(bytes, FORMATS)),
    split: rate(codes, split),
  }));
  return { parsed: median(rounds.map(({ parsed }) => parsed)), split: median(rounds.map((round) => round.split)) };
}

function rate(codes: readonly Uint8Array[], work: (bytes: Uint8Array) => unknown): number {
  const startedMs = performance.now();
  for (const bytes of codes) work(bytes);
  return (codes.length * 1000) / (performance.now() - startedMs);
}

function against(name: string, codes: readonly Uint8Array[]): Measurement {
  const { parsed, split: reference } = rates(codes);
  return measurement(name, parsed, '1/s', { reference });
}

export const scanBench: BenchGroup = {
  prefix: 'scan.',
  run: async () => {
    const sample = (arbitrary: fc.Arbitrary<Uint8Array>): Uint8Array[] =>
      fc.sample(arbitrary, { numRuns: CODES, seed: SEED });
    const longest = Array.from({ length: CODES }, (_, index) => LONGEST[index % LONGEST.length] ?? new Uint8Array());
    return [
      against('scan.cards', sample(cards)),
      against('scan.changed', sample(scans)),
      against('scan.longest', longest),
    ];
  },
};
