import { parse } from 'smol-toml';

/**
 * Where in a TOML text a key stands. The parser gives lines for its own errors only, and "wrong value" without a line sends
 * people searching. The text must have been parsed before: this reader relies on it and checks nothing.
 */

export type KeyPath = readonly (string | number)[];

/** Finds the line (from 1) of a key, of its nearest parent when the key itself is not there, of the first line otherwise. */
export type LineOf = (path: KeyPath) => number;

const trivia = /(?:\s|#[^\n]*)*/y;
const keyText = /(?:"(?:\\.|[^"\\])*"|'[^']*'|[^"'=\]])+/y;
const textValue = /"""(?:\\[\s\S]|[^\\])*?"{3}(?!")|'''[\s\S]*?'{3}(?!')|"(?:\\.|[^"\\])*"|'[^']*'/y;
const plainValue = /[^,\]}#\n]+/y;

export function locateToml(source: string): LineOf {
  const lines = new Map<string, number>();
  /** Length so far of each array of tables; `[clinics.name]` means the name of the last clinic. */
  const tableCounts = new Map<string, number>();
  let at = 0;
  let table: KeyPath = [];

  const id = (path: KeyPath) => JSON.stringify(path);
  const lineHere = () => source.slice(0, at).split('\n').length;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0] ?? '';
    at += text.length;
    return text;
  }

  /** Every step of the path, so that a parent that is only implied has a line as well. The first mention counts. */
  function note(path: KeyPath, line: number): void {
    for (let length = 1; length <= path.length; length += 1) {
      const part = id(path.slice(0, length));
      if (!lines.has(part)) lines.set(part, line);
    }
  }

  function takeKeys(): string[] {
    return splitKey(take(keyText));
  }

  /** The path a table header means, with the current element of each array of tables on the way. */
  function resolve(keys: readonly string[]): KeyPath {
    let path: KeyPath = [];
    for (const key of keys) {
      path = [...path, key];
      const count = tableCounts.get(id(path));
      if (count !== undefined) path = [...path, count - 1];
    }
    return path;
  }

  function takeHeader(): void {
    const line = lineHere();
    const isArray = source.startsWith('[[', at);
    at += isArray ? 2 : 1;
    const keys = takeKeys();
    at += isArray ? 2 : 1;
    if (isArray) {
      const array = [...resolve(keys.slice(0, -1)), ...keys.slice(-1)];
      tableCounts.set(id(array), (tableCounts.get(id(array)) ?? 0) + 1);
    }
    table = resolve(keys);
    note(table, line);
  }

  function takeAssignment(base: KeyPath): void {
    const line = lineHere();
    const path = [...base, ...takeKeys()];
    note(path, line);
    at += 1;
    take(trivia);
    takeValue(path);
  }

  function takeValue(path: KeyPath): void {
    if (source[at] === '{') return takeList('}', () => takeAssignment(path));
    if (source[at] === '[') {
      let index = 0;
      return takeList(']', () => {
        note([...path, index], lineHere());
        takeValue([...path, index]);
        index += 1;
      });
    }
    if (take(textValue) === '') take(plainValue);
  }

  function takeList(end: string, takeItem: () => void): void {
    at += 1;
    take(trivia);
    while (source[at] !== end) {
      takeItem();
      take(trivia);
      if (source[at] === ',') at += 1;
      take(trivia);
    }
    at += 1;
  }

  for (take(trivia); at < source.length; take(trivia)) {
    if (source[at] === '[') takeHeader();
    else takeAssignment(table);
  }

  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines.get(id(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  };
}

/** `a."b c".d` as its parts; the parser itself knows quotes and escapes best. */
function splitKey(text: string): string[] {
  const keys: string[] = [];
  let level: unknown = parse(`${text} = 0`);
  while (typeof level === 'object') {
    const [[key, inner]] = Object.entries(level as object) as [[string, unknown]];
    keys.push(key);
    level = inner;
  }
  return keys;
}
