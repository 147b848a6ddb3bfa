import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { defaultDelays } from '../visit/delays.ts';
import { defaultConfigurationText } from './configuration-default.ts';
import { configurationSchema } from './configuration-schema.ts';
import { problemsOf, read } from './configuration-testing.ts';
import {
  defaultConfiguration,
  describeConfiguration,
  loadConfiguration,
  writeDefaultConfiguration,
} from './configuration.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-configuration-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('a folder', () => {
  it('without a file has the defaults', () => {
    expect(loadConfiguration(temporaryFolder())).toEqual({
      ok: true,
      configuration: defaultConfiguration(),
      source: 'defaults',
    });
  });

  it('with a file has what the file says, and the defaults for the rest', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'kiosk.toml'), 'version = 1\nkiosk.id = "K7"\n');
    const result = loadConfiguration(folder);
    expect(result).toMatchObject({ ok: true, source: 'file', configuration: { kiosk: { id: 'K7', language: 'vi' } } });
  });

  it('whose file cannot be read says so', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'kiosk.toml'));
    expect(loadConfiguration(folder)).toEqual({
      ok: false,
      problems: [{ file: join(folder, 'kiosk.toml'), line: 1, key: '', message: 'cannot be read (EISDIR)' }],
    });
  });

  it('gets the documented file once, private to its owner, and keeps its own', () => {
    const folder = temporaryFolder();
    expect(writeDefaultConfiguration(folder)).toBe(true);
    expect(statSync(join(folder, 'kiosk.toml')).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'kiosk.toml'), 'version = 1\n');
    expect(writeDefaultConfiguration(folder)).toBe(false);
    expect(readFileSync(join(folder, 'kiosk.toml'), 'utf8')).toBe('version = 1\n');
    expect(() => writeDefaultConfiguration(join(folder, 'gone'))).toThrow('ENOENT');
  });
});

describe('defaults', () => {
  it('come with the version alone', () => {
    const configuration = read('version = 1');
    expect(configuration).toEqual(defaultConfiguration());
    expect(configuration).toMatchObject({
      hospital: { timeZone: 'Asia/Ho_Chi_Minh', afternoonFrom: '12:00' },
      kiosk: { id: 'K1', language: 'vi' },
      devices: { scanner: [{ kind: 'simulated' }], reader: { kind: 'simulated' }, camera: { kind: 'simulated' } },
      his: { kind: 'mock' },
      policies: {
        face: { tries: 3, returnTries: 2 },
        evidence: { typed: { selfService: true, spellsName: false, checkAtDoor: true } },
        card: { tries: 3 },
        consistentChip: 'accept',
        unprovenChip: 'accept',
      },
      delays: defaultDelays,
    });
    expect(configuration.clinics.map(({ id }) => id)).toEqual([
      'noi-tong-quat',
      'ngoai',
      'nhi',
      'mat',
      'tai-mui-hong',
      'da-lieu',
      'san',
    ]);
    expect(new RegExp(configuration.codes.patientCode).test('BN26001047')).toBe(true);
  });

  it('are those of the documented file', () => {
    expect(read(defaultConfigurationText)).toEqual(defaultConfiguration());
  });
});

describe('the documented file', () => {
  const lines = defaultConfigurationText.split('\n');

  const inlineTables = ['systems', 'normalisation', 'thresholds', 'beneficiaries'];

  /** Every key of the schema that holds a value, dotted; the lists of clinics and of systems once. */
  function keysOf(schema: z.core.JSONSchema.BaseSchema, path: string[] = []): string[] {
    const inner = schema.type === 'array' ? (schema.items as z.core.JSONSchema.BaseSchema) : schema;
    const variants = inner.anyOf ?? inner.oneOf;
    if (variants?.some(({ properties }) => properties && 'env' in properties)) return [path.join('.')];
    if (variants) return [...new Set(variants.flatMap((variant) => keysOf(variant, path)))];
    const { properties } = inner;
    const isInline = inlineTables.includes(path.at(-1) ?? '') || path.at(-2) === 'evidence';
    if (properties === undefined || isInline) return [path.join('.')];
    return Object.entries(properties).flatMap(([key, value]) =>
      keysOf(value as z.core.JSONSchema.BaseSchema, [...path, key]),
    );
  }

  it('has every key of the schema, each with a comment above it', () => {
    const schema = z.toJSONSchema(configurationSchema, { io: 'input', unrepresentable: 'any' });
    const keys = keysOf(schema);
    expect(keys).toContain('devices.scanner.path');
    expect(keys.length).toBeGreaterThan(40);
    const undocumented = keys.filter((key) => {
      const name = key.split('.').at(-1)!;
      const table = key.split('.').slice(0, -1).join('.');
      const from = lines.findIndex((line) => line === `[${table}]` || line === `[[${table}]]`);
      const rest = lines.slice(Math.max(0, from));
      const at = rest.findIndex((line) => new RegExp(`^(# )?${name} = `).test(line));
      // The clinic's name is an inline table, and room and floor share a comment.
      if (table === 'clinics.name') return !defaultConfigurationText.includes(`${name} = "`);
      if (name === 'systems') return !lines.includes('[his.systems]');
      if (name === 'provinces') return !lines.includes('[provinces]');
      return at < 1 || !(rest[at - 1]!.startsWith('# ') || rest[at - 2]!.startsWith('# '));
    });
    expect(undocumented).toEqual([]);
  });

  it.each([
    ['fhir', /^# (merchantId|secret) = /],
    ['rest', /^# (token = .*his-token|tokenUrl|clientId|clientSecret|scope|nationalId)/],
  ])('keeps its examples valid for a %s hospital', (kind, ofTheOther) => {
    const isExample = (line: string) => /^# [A-Za-z]+ = /.test(line) && !ofTheOther.test(line);
    const withExamples = lines.map((line) => (isExample(line) ? line.slice(2) : line)).join('\n');
    // One scanner has one of its examples: the path, or the ids.
    const examples = withExamples
      .replace('kind = "mock"', `kind = "${kind}"`)
      .replace('[devices.scanner]', '[devices.scanner]\nkind = "hid"')
      .replace('path = "/dev/ttyACM0"', '')
      .replaceAll('kind = "simulated"', '');
    expect(problemsOf(examples)).toEqual([]);
  });
});

describe('a secret', () => {
  it('written out is refused, said why, and not repeated', () => {
    const source = 'version = 1\n[his]\nkind = "fhir"\nurl = "https://his.example/fhir"\ntoken = "hunter2"';
    expect(problemsOf(source)).toEqual([
      'kiosk.toml:5: his.token: a secret never stands in this file itself: write { env = "NAME" } for an environment ' +
        'variable or { file = "secrets/name" } for a file that only its owner may read',
    ]);
  });

  it.each(['{ env = "HIS_TOKEN" }', '{ file = "secrets/his-token" }'])('as %s stays a reference', (reference) => {
    const configuration = read(`version = 1\n[his]\nkind = "fhir"\nurl = "https://his.example"\ntoken = ${reference}`);
    const described = parse(describeConfiguration(configuration)) as { his: { token: unknown } };
    expect(described.his.token).toEqual(parse(`token = ${reference}`)['token']);
  });
});

describe('the description', () => {
  it('is the effective configuration in the language of the file', () => {
    const sources = [
      'version = 1',
      'version = 1\n[his]\nkind = "fhir"\nurl = "https://his.example"\n[his.systems]\ncheckIn = "https://h.example/c"',
      'version = 1\ndevices.reader.kind = "pcsc"',
      'version = 1\ndevices.reader.kind = "hn212-socket"',
    ];
    for (const source of sources) {
      const configuration = read(source);
      expect(read(describeConfiguration(configuration))).toEqual(configuration);
    }
  });
});
