import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { exitCodes } from './output.ts';
import { openLineSplitter, parseScans } from './scan-parse.ts';

const CARD = '001085012345|012345678|Nguyễn Văn An|15031985|Nam|Số 1 Phố Huế, Hà Nội|10052023';

function folderOfTest(configuration?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-scan-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  if (configuration !== undefined) writeFileSync(join(folder, 'kiosk.toml'), configuration);
  return folder;
}

async function parsed(
  chunks: readonly (string | Uint8Array)[],
  data = folderOfTest(),
): Promise<{ code: number; out: string; answers: unknown[] }> {
  let out = '';
  const output = new Writable({
    highWaterMark: 16,
    write: (chunk: Buffer, _encoding, done) => {
      out += chunk.toString('utf8');
      setImmediate(done);
    },
  });
  const input = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  const code = await parseScans({ json: false, data }, input, output);
  const lines = out.split('\n').slice(0, -1);
  return { code, out, answers: lines.map((line) => JSON.parse(line) as unknown) };
}

it('prints every key of a citizen card, its kind first', async () => {
  const { code, out } = await parsed([`${CARD}\n`]);
  expect(code).toBe(exitCodes.done);
  expect(out).toBe(
    '{"kind":"cccd","idNumber":"001085012345","oldIdNumber":"012345678","fullName":"Nguyễn Văn An",' +
      '"birthDate":"1985-03-15","sex":"male","residence":"Số 1 Phố Huế, Hà Nội","issueDate":"2023-05-10",' +
      '"expiryCandidates":["2045-03-15","2025-03-15"],"warnings":[]}\n',
  );
});

it('prints every key of an insurance card, and null for what its number does not say', async () => {
  const { out } = await parsed(['0123456789\n']);
  expect(out).toBe(
    '{"kind":"bhyt","cardNumber":"0123456789","insuranceCode":"0123456789","fullName":null,"birthDate":null,' +
      '"sex":null,"address":null,"facilityCode":null,"validFrom":null,"validTo":null,"fiveYearDate":null,' +
      '"parentName":null,"warnings":[]}\n',
  );
});

it('prints one value for every line that is not empty, in their order', async () => {
  const { code, answers } = await parsed([
    '\nBN26001047\r\n\r\nLH26001047\nhk26001047\nCT26001047\n',
    'TD1:0F9A3C1E77B24D059C415BE0A1D2F3C4\nVNEID:0123456789abcdef\n \nhttps://example.org\n',
    Uint8Array.of(0xff, 0x0a),
    'the last one has no end',
  ]);
  expect(code).toBe(exitCodes.done);
  expect(answers).toEqual([
    { kind: 'patient-code', patientCode: 'BN26001047' },
    { kind: 'appointment', slip: 'appointment', slipCode: 'LH26001047' },
    { kind: 'appointment', slip: 're-examination', slipCode: 'HK26001047' },
    { kind: 'appointment', slip: 'referral', slipCode: 'CT26001047' },
    { kind: 'ticket', key: '0f9a3c1e-77b2-4d05-9c41-5be0a1d2f3c4' },
    { kind: 'vneid', token: 'VNEID:0123456789abcdef' },
    { kind: 'unknown', reason: 'empty' },
    { kind: 'unknown', reason: 'web-address' },
    { kind: 'unknown', reason: 'not-text' },
    { kind: 'unknown', reason: 'no-known-format' },
  ]);
});

it('ends a line at the CR that a scanner ends its codes with', async () => {
  const { answers } = await parsed(['BN26001047\rLH26001047\r', '\nCT26001047\r\r']);
  expect(answers).toMatchObject([{ kind: 'patient-code' }, { slip: 'appointment' }, { slip: 'referral' }]);
});

it('joins what was cut inside a letter', async () => {
  const bytes = Buffer.from(`${CARD}\n`);
  const whole = await parsed([bytes]);
  const single = await parsed(Array.from(bytes, (byte) => Uint8Array.of(byte)));
  expect(single.out).toBe(whole.out);
});

it('prints nothing for nothing', async () => {
  expect(await parsed(['\n\r\n'])).toEqual({ code: exitCodes.done, out: '', answers: [] });
  expect(await parsed([])).toEqual({ code: exitCodes.done, out: '', answers: [] });
});

it('reads codes as the hospital prints them', async () => {
  const data = folderOfTest(`version = 1\n[codes]\npatientCode = '\\d{10}'\nappointment = 'APT-\\d+'\n`);
  const { answers } = await parsed(['0123456789\nAPT-7\nBN26001047\n'], data);
  expect(answers).toEqual([
    { kind: 'patient-code', patientCode: '0123456789' },
    { kind: 'appointment', slip: 'appointment', slipCode: 'APT-7' },
    { kind: 'unknown', reason: 'no-known-format' },
  ]);
});

it('knows the hospital’s day', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-21T17:30:00Z'), toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const issuedOn = (day: string): string => CARD.replace('10052023', day);
  const { answers } = await parsed([`${issuedOn('22112026')}\n${issuedOn('23112026')}\n`]);
  expect(answers).toMatchObject([{ warnings: [] }, { warnings: ['issue-date-in-future'] }]);
});

it('says what is wrong with a configuration instead', async () => {
  const complaint = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    complaint.mockRestore();
  });
  const { code, out } = await parsed(['BN26001047\n'], folderOfTest(`version = 1\n[codes]\npatientCode = '('\n`));
  expect({ code, out }).toEqual({ code: exitCodes.invalid, out: '' });
  expect(complaint).toHaveBeenCalledWith(expect.stringContaining('codes.patientCode'));
});

it('ends well when nobody reads on', async () => {
  const closed = new Writable({
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  const input = Readable.from([Buffer.from('BN26001047\n')]);
  expect(await parseScans({ json: false, data: folderOfTest() }, input, closed)).toBe(exitCodes.done);
});

it('does not hide what else went wrong', async () => {
  const input = new Readable({
    read() {
      this.destroy(Object.assign(new Error('read EIO'), { code: 'EIO' }));
    },
  });
  const output = new Writable();
  await expect(parseScans({ json: false, data: folderOfTest() }, input, output)).rejects.toThrow('EIO');
});

it('keeps little of a line without an end, and goes on behind it', async () => {
  const splitter = openLineSplitter();
  const chunk = new Uint8Array(65_536).fill(0x30);
  for (let read = 0; read < 100; read += 1) expect(splitter.push(chunk)).toEqual([]);
  const [long = new Uint8Array(), next] = splitter.push(Buffer.from('\nnext\n'));
  expect(long.length).toBeLessThan(2_000);
  expect(next).toEqual(Buffer.from('next'));
  const { answers } = await parsed(['0'.repeat(100_000), '\nBN26001047\n']);
  expect(answers).toMatchObject([{ reason: 'no-known-format' }, { kind: 'patient-code' }]);
});

it('finds the same lines however the bytes were cut', () => {
  const letters = fc.constantFrom('a', '\r', '\n', 'ễ');
  const pieces = fc.array(fc.string({ unit: letters, maxLength: 12 }).map((text) => Buffer.from(text)));
  fc.assert(
    fc.property(pieces, (chunks) => {
      const splitter = openLineSplitter();
      const lines = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
      const expected = Buffer.concat(chunks)
        .toString()
        .split(/[\r\n]/);
      expect(lines.map((line) => Buffer.from(line).toString())).toEqual(expected.filter((line) => line !== ''));
    }),
  );
});
