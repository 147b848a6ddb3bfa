import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { locateToml } from './toml-lines.ts';
import type { KeyPath } from './toml-lines.ts';

const source = `# a comment with [brackets] = and "quotes"
version = 1
hospital.name.vi = "Bệnh viện # no comment"

[kiosk] # the kiosk
id = 'K1'
"quoted key" = true
text = """
[not-a-table]
fake = 1
\\"""still inside"""
literal = '''
also = "inside" '''
at = 2026-03-02 07:30:00

[devices.reader]
kind = "pcsc"

[[clinics]]
id = "mat"
name = { vi = "Mắt", en = "Eyes" }
[[clinics]]
id = "nhi"
[clinics.name]
vi = "Nhi"
[[clinics.rooms]]
number = 1
[[clinics.rooms]]
number = 2

[his]
list = [
  1, # one
  { a = 1,
    b = [] },
  [ "x", "]" ],
]
empty = {}
last = 5`;

describe('the line of a key', () => {
  const lineOf = locateToml(source);

  it('is tested on a text that is TOML', () => {
    expect(() => parse(source)).not.toThrow();
  });

  it.each<[KeyPath, string]>([
    [['version'], 'version = 1'],
    [['hospital'], 'hospital.name.vi'],
    [['hospital', 'name', 'vi'], 'hospital.name.vi'],
    [['kiosk'], '[kiosk]'],
    [['kiosk', 'id'], "id = 'K1'"],
    [['kiosk', 'quoted key'], '"quoted key"'],
    [['kiosk', 'text'], 'text = """'],
    [['kiosk', 'literal'], "literal = '''"],
    [['kiosk', 'at'], 'at = 2026'],
    [['devices'], '[devices.reader]'],
    [['devices', 'reader', 'kind'], 'kind = "pcsc"'],
    [['clinics', 0], '[[clinics]]'],
    [['clinics', 0, 'id'], 'id = "mat"'],
    [['clinics', 0, 'name', 'en'], 'name = { vi'],
    [['clinics', 1, 'id'], 'id = "nhi"'],
    [['clinics', 1, 'name'], '[clinics.name]'],
    [['clinics', 1, 'name', 'vi'], 'vi = "Nhi"'],
    [['clinics', 1, 'rooms', 1, 'number'], 'number = 2'],
    [['his', 'list', 0], '1, # one'],
    [['his', 'list', 1, 'b'], 'b = []'],
    [['his', 'list', 2, 1], '[ "x"'],
    [['his', 'empty'], 'empty = {}'],
    [['his', 'last'], 'last = 5'],
  ])('%j is where it stands', (path, start) => {
    const line = source.split('\n')[lineOf(path) - 1];
    expect(line?.trim()).toSatisfy((text: string) => text.startsWith(start));
  });

  it('that is not there is that of its nearest parent, or the first', () => {
    expect(lineOf(['kiosk', 'missing', 'deep'])).toBe(lineOf(['kiosk']));
    expect(lineOf(['nowhere'])).toBe(1);
    expect(lineOf([])).toBe(1);
  });

  it('of an empty text is the first', () => {
    expect(locateToml('')(['version'])).toBe(1);
  });
});

it('finds every key of any table the library writes', () => {
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  const leaf = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));
  const { table } = fc.letrec<{ table: Record<string, unknown>; value: unknown }>((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, leaf, tie('table'), fc.array(tie('table'), { minLength: 1, maxLength: 3 })),
    table: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(table, (value) => {
      const text = stringify(value);
      const lines = text.split('\n');
      const lineOf = locateToml(text);
      const seen = new Set<number>();
      for (const [path, name] of leaves(value)) {
        const line = lineOf(path);
        expect(lines[line - 1]?.startsWith(`${name} = `)).toBe(true);
        expect(seen.has(line)).toBe(false);
        seen.add(line);
      }
    }),
  );
});

/** Paths of the keys that stand on a line of their own. */
function* leaves(value: object, path: KeyPath = []): Generator<[KeyPath, string]> {
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    const here = [...path, name];
    if (Array.isArray(inner) && inner.some((item) => typeof item === 'object')) {
      for (const [index, item] of inner.entries()) yield* leaves(item as object, [...here, index]);
    } else if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) yield* leaves(inner, here);
    else yield [here, name];
  }
}
