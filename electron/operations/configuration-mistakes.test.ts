import { describe, expect, it } from 'vitest';
import { problemsOf } from './configuration-testing.ts';
import { readConfiguration } from './configuration.ts';

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
