import { describe, expect, it } from 'vitest';
import { patternSchema, waysToMatch } from './configuration-pattern.ts';

const characters = 128;
const isAccepted = (pattern: string): boolean => patternSchema(characters).safeParse(pattern).success;

describe('a pattern', () => {
  it.each([
    '^BN\\d{8}$',
    '^(?:BN|bn)?\\d{8}(-\\d{2})?$',
    '(?<year>\\d{4})-(\\d{2}-){3}[A-Z]{1,4}',
    '\\p{Lu}{2}\\u{41}?[^\\]{}()|*+]*',
    '(\\d{2}-)+\\d+',
    '(?!)',
    '(?i:bn)(?=\\d)(?<!x)\\d+?',
    '(a|b)\\1(?<n>x)\\k<n>',
    '[]|[^]',
    '(?:AB|CD){3}',
  ])('%s answers soon', (pattern) => {
    expect(isAccepted(pattern)).toBe(true);
  });

  it.each([
    '(a+)+',
    '^(\\d+-?)*$',
    '(a|a)*x',
    '(a|aa)+x',
    '(?:a?){64}x',
    '\\d*\\d*\\d*x',
    '(\\p{L}{1,9}){9}',
    '(?=(a*)*b)a',
    '([ab]*|c){2,}',
  ])('%s may take for ever', (pattern) => {
    expect(isAccepted(pattern)).toBe(false);
  });

  it.each(['(', 'a**', '\\p{Nothing}', '', 'x'.repeat(201)])('%s is none', (pattern) => {
    expect(isAccepted(pattern)).toBe(false);
  });
});

describe('the ways to match', () => {
  it.each([
    ['abc', 1],
    ['a|b|c', 3],
    ['(a|b)(c|d)', 4],
    ['a?', 2],
    ['a{3}', 1],
    ['a{2,5}?', 4],
    ['a{9,}', 2],
    ['a*', 11],
    ['a+', 10],
    ['(a|b){3}', 8],
    ['(a|b)?c', 3],
    ['[a|b(c)*]\\)\\|\\*', 1],
    ['a{99}', 1],
  ])('of %s in ten characters: %i', (pattern, ways) => {
    expect(waysToMatch(pattern, 10)).toBe(ways);
  });
});
