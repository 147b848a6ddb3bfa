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
  readConfiguration,
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

const restHospital =
  'version = 1\nhis.kind = "rest"\nhis.url = "https://a.example"\nhis.signing = { merchantId = "k", secret = { env = "S" } }';

describe('a mistake', () => {
  it.each([
    [
      'a REST hospital without a signature',
      'version = 1\n[his]\nkind = "rest"\nurl = "https://his.example"',
      'kiosk.toml:2: his.signing: must be given for kind = "rest"',
    ],
    [
      'a bearer token for a REST hospital',
      `${restHospital}\nhis.token = { env = "T" }`,
      'kiosk.toml:5: his.token: does not belong to kind = "rest"',
    ],
    [
      'a token service for a REST hospital',
      `${restHospital}\n[his.oauth]\ntokenUrl = "https://l.example"\nclientId = "k"\nclientSecret = { env = "T" }`,
      'kiosk.toml:5: his.oauth: does not belong to kind = "rest"',
    ],
    [
      'identifier systems for a REST hospital',
      `${restHospital}\n[his.systems]\nnationalId = "http://a.example"`,
      'kiosk.toml:5: his.systems: does not belong to kind = "rest"',
    ],
    [
      'a signature for a FHIR hospital',
      'version = 1\n[his]\nkind = "fhir"\nurl = "https://a.example"\n[his.signing]\nmerchantId = "k"\nsecret = { env = "S" }',
      'kiosk.toml:5: his.signing: does not belong to kind = "fhir"',
    ],
    [
      'half a signature',
      'version = 1\n[his.signing]\nmerchantId = "kiosk"',
      'kiosk.toml:2: his.signing: merchantId and secret are given together',
    ],
    [
      'a client of no token service',
      'version = 1\n[his.oauth]\nclientId = "kiosk"',
      'kiosk.toml:3: his.oauth.clientId: needs tokenUrl',
    ],
    [
      'credentials of no proxy',
      'version = 1\n[his.proxy]\ncredentials = { env = "PROXY" }',
      'kiosk.toml:3: his.proxy.credentials: needs url',
    ],
    [
      'streams that are none',
      'version = 1\nnumbers.streams = []',
      'kiosk.toml:2: numbers.streams: must name one at least',
    ],
    [
      'a stream twice',
      'version = 1\nnumbers.streams = ["paying", "paying"]',
      'kiosk.toml:2: numbers.streams: names one twice',
    ],
    [
      'a certificate without its key',
      'version = 1\n[his.tls]\ncertificate = "kiosk.pem"',
      'kiosk.toml:3: his.tls.certificate: certificate and key are given together',
    ],
    [
      'a token service that secrets reach in plain sight',
      'version = 1\n[his.oauth]\ntokenUrl = "http://login.example/token"',
      'kiosk.toml:3: his.oauth.tokenUrl: must begin with https://: the secret travels there',
    ],
    [
      'a kiosk whose numbers look like those of a desk',
      'version = 1\nkiosk.id = "D-K1"',
      'kiosk.toml:2: kiosk.id: must not begin with D-, which numbers for the desk begin with',
    ],
    [
      'a token service without a client',
      'version = 1\n[his.oauth]\ntokenUrl = "https://login.example/token"',
      'kiosk.toml:3: his.oauth.tokenUrl: needs clientId and clientSecret',
    ],
    [
      'an unknown key',
      'version = 1\n\n[kiosk]\nid = "K1"\nlocaton = "here"',
      'kiosk.toml:5: kiosk.locaton: unknown key',
    ],
    ['an unknown table', 'version = 1\n[kisok]\nid = "K1"', 'kiosk.toml:2: kisok: unknown key'],
    [
      'an unknown key in a list',
      'version = 1\n[[clinics]]\nid = "mat"\nroom = ""\nfloor = ""\nname = { vi = "Mắt", en = "Eyes", fr = "Yeux" }',
      'kiosk.toml:6: clinics[0].name.fr: unknown key',
    ],
    [
      'a missing key',
      'version = 1\n[[clinics]]\nid = "mat"\nroom = ""\nname = { vi = "Mắt", en = "Eyes" }',
      'kiosk.toml:2: clinics[0].floor: is missing',
    ],
    [
      'a wrong type',
      'version = 1\nnumbers.leaseSize = "ten"',
      'kiosk.toml:2: numbers.leaseSize: Invalid input: expected number, received string',
    ],
    [
      'a wrong choice',
      'version = 1\n[devices.reader]\nkind = "pcscd"',
      'kiosk.toml:3: devices.reader.kind: Invalid option: expected one of "simulated"|"pcsc"|"hn212-socket"|"hn212-serial"|"none"',
    ],
    [
      'a scanner without its path',
      'version = 1\n[devices.scanner]\nkind = "serial"',
      'kiosk.toml:2: devices.scanner.path: must be given for kind = "serial", e.g. "/dev/ttyACM0"',
    ],
    [
      'a serial reader without its path',
      'version = 1\n[devices.reader]\nkind = "hn212-serial"',
      'kiosk.toml:2: devices.reader.path: must be given for kind = "hn212-serial", e.g. "/dev/ttyACM1"',
    ],
    [
      'a hospital without its address',
      'version = 1\n[his]\nkind = "fhir"',
      'kiosk.toml:2: his.url: must be given for kind = "fhir"',
    ],
    [
      'an address with a password',
      'version = 1\nhis.url = "https://user:hunter2@his.example"',
      'kiosk.toml:2: his.url: must be an http(s) URL without user name or password',
    ],
    ['an address that is none', 'version = 1\nhis.url = "his"', 'kiosk.toml:2: his.url: must be an http(s) URL'],
    ['another version', 'version = 2', 'kiosk.toml:1: version: must be 1, the version this program reads'],
    ['no version', '# nothing', 'kiosk.toml:1: version: must be 1, the version this program reads'],
    [
      'an unknown time zone',
      'version = 1\nhospital.timeZone = "Asia/Saigon2"',
      'kiosk.toml:2: hospital.timeZone: must be an IANA time zone such as Asia/Ho_Chi_Minh',
    ],
    [
      'a time that is none',
      'version = 1\nhospital.afternoonFrom = "24:00"',
      'kiosk.toml:2: hospital.afternoonFrom: must be a time of day, HH:MM',
    ],
    [
      'a pattern that is none',
      'version = 1\ncodes.patientCode = "BN("',
      'kiosk.toml:2: codes.patientCode: must be a regular expression',
    ],
    [
      'limits the wrong way round',
      'version = 1\n[face.models.embedding.thresholds]\naccept = 0.3\nretry = 0.6',
      'kiosk.toml:4: face.models.embedding.thresholds.retry: must not be above accept',
    ],
    [
      'one clinic twice',
      'version = 1\nclinics = [\n{ id = "a", room = "", floor = "", name = { vi = "A", en = "A" } },\n' +
        '{ id = "a", room = "", floor = "", name = { vi = "B", en = "B" } } ]',
      'kiosk.toml:2: clinics: names one id twice',
    ],
    [
      'an unknown identifier system',
      'version = 1\n[his.systems]\nnational = "http://a.example"',
      'kiosk.toml:3: his.systems.national: unknown key',
    ],
    ['a text that is not TOML', 'version = 1\nkiosk = = 2', 'kiosk.toml:2: Invalid TOML document'],
  ])('%s is told with its line and key', (_name, source, expected) => {
    const [problem, ...others] = problemsOf(source);
    expect(problem).toContain(expected);
    expect(others).toEqual([]);
  });

  it('does not hide another, and they come in the order of the file', () => {
    expect(problemsOf('version = 1\na = 1\n[kiosk]\nid = "K 1"\nb = 2\nlanguage = "fr"')).toEqual([
      'kiosk.toml:2: a: unknown key',
      'kiosk.toml:4: kiosk.id: must be 1 to 32 letters, digits, - or _, without blanks',
      'kiosk.toml:5: kiosk.b: unknown key',
      'kiosk.toml:6: kiosk.language: Invalid option: expected one of "vi"|"en"',
    ]);
  });

  it('of the syntax is told without an excerpt of the file', () => {
    const result = readConfiguration('version = 1\ntoken = "hunter2', 'kiosk.toml');
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(result).toMatchObject({ ok: false, problems: [{ line: 2 }] });
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
