import { text } from './configuration-his.ts';

/** A regular expression that a code must match as a whole, and that answers soon whatever is shown to the scanner. */

/** A way costs a step for each character at most: some ten million steps, well below a second. */
const mostWays = 20_000;

/** `textCharacters`: of the longest text that it is held against. */
export const patternSchema = (textCharacters: number) =>
  text
    .refine(isPattern, { error: 'must be a regular expression', abort: true })
    .refine((pattern) => waysToMatch(pattern, textCharacters) <= mostWays, {
      error:
        'may take too long for some texts: give counts such as {1,8} in place of * and +, and repeat nothing that has ' +
        'repetitions or alternatives inside',
    });

function isPattern(value: string): boolean {
  try {
    return new RegExp(value, 'u').source !== '';
  } catch {
    return false;
  }
}

/** Escapes with something behind them, character classes, openings of groups, quantifiers; else a character. */
const tokens =
  /\\[pPu]\{[^}]*\}|\\k<[^>]*>|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|[a-z-]*:)|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu;

/** A group that is open: ways of its alternatives that are over, of the present one, and of the piece read last. */
interface Group {
  over: number;
  present: number;
  last: number;
}

/**
 * In how many ways a matcher can try to lay a pattern over a text, at most: alternatives add, what follows multiplies, and a
 * repetition has one way for each count, to the power of what is inside. It looks at no letter, so it refuses more than it
 * must. (The package safe-regex2 lets `(a|aa)+` pass and refuses `(-\d)?`.)
 */
export function waysToMatch(pattern: string, textCharacters: number): number {
  const open = (): Group => ({ over: 0, present: 1, last: 1 });
  const waysOf = ({ over, present, last }: Group): number => over + present * last;
  const outer: Group[] = [];
  let group = open();
  const follow = (ways: number): void => {
    group = { ...group, present: group.present * group.last, last: ways };
  };
  for (const [token] of pattern.matchAll(tokens)) {
    const counts = countsOf(token);
    if (counts !== null) {
      const most = Math.min(counts.most, textCharacters);
      let ways = 0;
      for (let count = Math.min(counts.least, most); count <= most; count += 1) ways += group.last ** count;
      group = { ...group, last: ways };
    } else if (token.startsWith('(')) {
      outer.push(group);
      group = open();
    } else if (token === ')') {
      const ways = waysOf(group);
      // A pattern that compiles closes no group that it has not opened.
      group = outer.pop()!;
      follow(ways);
    } else if (token === '|') {
      group = { ...open(), over: waysOf(group) };
    } else {
      follow(1);
    }
  }
  return waysOf(group);
}

interface Counts {
  least: number;
  most: number;
}

const signs: ReadonlyMap<string, Counts> = new Map([
  ['*', { least: 0, most: Infinity }],
  ['+', { least: 1, most: Infinity }],
  ['?', { least: 0, most: 1 }],
]);

/** What a quantifier says; null for any other token. */
function countsOf(token: string): Counts | null {
  const sign = signs.get(token.slice(0, 1));
  if (sign !== undefined) return sign;
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? [];
  if (least === undefined) return null;
  return { least: Number(least), most: comma === '' ? Number(least) : most === '' ? Infinity : Number(most) };
}
