import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './configuration-testing.ts';

const tooLong = 'may take too long for some texts';
const row = (code: string): string => `{ code = "${code}", kind = "age-from", years = 80, source = "x" }`;

describe('a mistake about codes, priority or provinces', () => {
  it.each([
    ["codes.patientCode = ''", 'codes.patientCode: must not be empty'],
    ["codes.patientCode = '(a+)+'", `codes.patientCode: ${tooLong}`],
    ["codes.vneid = 'V[a-z]*[0-9]*'", `codes.vneid: ${tooLong}`],
    ["codes.referral = '['", 'codes.referral: must be a regular expression'],
    [
      'codes.verifier.url = "http://his.example/codes"',
      'codes.verifier.url: must begin with https://: the codes of people',
    ],
    [
      'trust.verifier = { url = "http://verify.example", token = { env = "T" } }',
      'trust.verifier.url: must begin with https://: the secret travels there',
    ],
    ['priority = []', 'priority: must have one row at least; leave the section out'],
    [`priority = [${row('a')}, ${row('b')}, ${row('a')}]`, 'priority: names one code twice'],
    [
      'priority = [{ code = "a", kind = "age", years = 80, source = "x" }]',
      'priority[0].kind: must be "age-under", "age-from", "insurance-object" or "declared"',
    ],
    [
      'priority = [{ code = "a", kind = "insurance-object", objects = [], source = "x" }]',
      'priority[0].objects: must name one at least',
    ],
    ['priority = ["age-under-6"]', 'priority[0]: Invalid input: expected object'],
    ['provinces = { 003 = "Nowhere" }', 'provinces.003: must be one of the 63 codes'],
    ['provinces = { 74 = "Bình Dương" }', 'provinces.74: must be one of the 63 codes'],
    ['provinces = { 074 = "" }', 'provinces.074: must not be empty'],
  ])('%s is told', (line, expected) => {
    expect(problemsOf(`version = 1\n${line}`)).toEqual([expect.stringContaining(`kiosk.toml:2: ${expected}`)]);
  });
});

it('two short pieces of any length are a patient code, and in a longer text only one is a VNeID code', () => {
  const source = "version = 1\n[codes]\npatientCode = '[A-Z]+-[0-9]+'\nvneid = '[!-~]*'\nreferral = '(?!)'";
  expect(read(source).codes).toMatchObject({ patientCode: '[A-Z]+-[0-9]+', vneid: '[!-~]*', referral: '(?!)' });
});

it('codes go to a service on this machine without TLS, and a service that gets no secret may be anywhere', () => {
  const { codes, trust } = read(
    'version = 1\ncodes.verifier.url = "http://127.0.0.1:8080/codes"\ntrust.verifier.url = "http://verify.example"',
  );
  expect([codes.verifier.url, trust.verifier.url]).toEqual(['http://127.0.0.1:8080/codes', 'http://verify.example']);
});

it('a hospital may have a row of priority of its own, and names of provinces', () => {
  const configuration = read(`version = 1\npriority = [${row('age-80-or-more')}]\nprovinces = { 074 = "Bình Dương" }`);
  expect(configuration.priority.map(({ code }) => code)).toEqual(['age-80-or-more']);
  expect(configuration.provinces).toEqual({ '074': 'Bình Dương' });
});
