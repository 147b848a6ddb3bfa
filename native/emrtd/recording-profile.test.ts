import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { readChip } from './reader.ts';
import { profileText } from './recording-profile.ts';
import { outcomeOf, ReadRecorder, RECORDING_VERSION, type RecordedEvent, type Session } from './recording.ts';
import { FakeChip } from './testing.ts';
import { document, SAMPLE_KEY, type TestDocument } from './testing-documents.ts';

const HEAD = { kind: 'session', version: RECORDING_VERSION, atr: '3b80', keys: [SAMPLE_KEY], groups: [1] } as const;

const linesOf = (session: Partial<Session>): Record<string, unknown>[] =>
  profileText({ head: HEAD, events: [], outcome: { outcome: 'cancelled' }, ...session })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const lineOf = (event: RecordedEvent): Record<string, unknown> | undefined => linesOf({ events: [event] })[1];

const exchange = (command: string, response = '9000'): RecordedEvent => ({ command, response, durationMs: 1 });

describe('forms of a command (ISO/IEC 7816-4, 5.1)', () => {
  it.each([
    ['no data, no answer', '00a40000', 'short', 0, 0],
    ['short Le', '0084000008', 'short', 0, 8],
    ['short Le of zero', '00b09d0000', 'short', 0, 256],
    ['short Lc', '00a4020c02011c', 'short', 2, 0],
    ['short Lc and Le', '00a4020002011c00', 'short', 2, 256],
    ['extended Le', '00b09d00000000', 'extended', 0, 65536],
    ['extended Le of 4096', '00b09d00001000', 'extended', 0, 4096],
    ['extended Lc', `00860000000100${'11'.repeat(256)}`, 'extended', 256, 0],
    ['extended Lc and Le', `00860000000100${'11'.repeat(256)}0000`, 'extended', 256, 65536],
    ['Lc that lies', '00a4020c09011c', 'malformed', 3, 0],
    ['too much behind the data', '00a4020c0101020304', 'malformed', 5, 0],
  ])('%s', (_name, command, form, dataBytes, expectedBytes) => {
    expect(lineOf(exchange(command))).toMatchObject({ form, dataBytes, expectedBytes, status: '9000' });
  });

  it('keeps class, instruction and parameters: they hold offsets and short identifiers', () => {
    expect(lineOf(exchange('00b09d00e7', '0102036282'))).toEqual({
      cla: '00',
      ins: 'b0',
      p1: '9d',
      p2: '00',
      form: 'short',
      dataBytes: 0,
      expectedBytes: 231,
      responseBytes: 3,
      status: '6282',
      durationMs: 1,
    });
  });

  it('a command without a whole header', () => {
    expect(lineOf(exchange(''))).toMatchObject({ cla: '00', form: 'short' });
  });
});

describe('what is selected in the clear', () => {
  it.each([
    ['00a4040c07a0000002471001', 'a0000002471001'],
    ['00a4000c023f00', '3f00'],
    ['00a4020c02011c', '011c'],
  ])('%s is said when every document has it', (command, selects) => {
    expect(lineOf(exchange(command))).toMatchObject({ selects });
  });

  it.each(['00a4020c020f0f', '00a4040c07a0000002471002', '00b0000002011c'])('%s is not', (command) => {
    expect(lineOf(exchange(command))).not.toHaveProperty('selects');
  });
});

describe('secure messaging', () => {
  it('shows sizes, the length asked for and the status, which it leaves in the clear', () => {
    // ICAO 9303-11, appendix D.4: READ BINARY of the first four bytes of EF.COM.
    const line = lineOf(
      exchange('0CB000000D9701048E08ED6705417E96BA5500', '8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000'),
    );
    expect(line).toMatchObject({ status: '9000', responseBytes: 25 });
    expect(line?.['inner']).toEqual({ dataBytes: 0, expectedBytes: 4, responseBytes: 9, status: '9000' });
  });

  it('of a SELECT: the size of the cryptogram; the name is hidden in it', () => {
    // ICAO 9303-11, appendix D.4: SELECT of EF.COM.
    const line = lineOf(
      exchange('0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800', '990290008E08FA855A5D4C50A8ED9000'),
    );
    expect(line?.['inner']).toEqual({ dataBytes: 9, expectedBytes: 0, responseBytes: 0, status: '9000' });
    expect(line).not.toHaveProperty('selects');
  });

  it('says two-byte lengths, and nothing of what is no TLV', () => {
    const line = lineOf(exchange('0cb000000000' + '0e970210008e080000000000000000' + '0000', '6700'));
    expect(line).toMatchObject({ form: 'extended', status: '6700', responseBytes: 0 });
    expect(line?.['inner']).toEqual({ dataBytes: 0, expectedBytes: 4096, responseBytes: 0 });
    expect(lineOf(exchange('0cb0000002ffff00', '9901909000'))?.['inner']).toEqual({
      dataBytes: 0,
      expectedBytes: 0,
      responseBytes: 0,
    });
  });
});

describe('what else is noted', () => {
  it('an exchange without an answer, or with one too short for a status', () => {
    expect(lineOf({ command: '0084000008', failure: 'card-lost', durationMs: 2 })).toMatchObject({
      ins: '84',
      failure: 'card-lost',
    });
    expect(lineOf(exchange('0084000008', '90'))).toMatchObject({ failure: 'no-status' });
  });

  it('milestones and the outcome; of random values nothing', () => {
    const lines = linesOf({ events: [{ random: 'aabbccdd' }, { milestone: 'names' }] });
    expect(lines.slice(1)).toEqual([{ milestone: 'names' }, { outcome: 'cancelled' }]);
  });

  it.each([
    ['contactless', '3b8a80014a434f503331563233327a', '3b8a8001'],
    ['contact, TA1 to TC1', '3b7f96000080318065b0', '3b7f960000'],
    ['contact, TA1, TC1, TD1 and TA2', '3bd896811f0102', '3bd896811f01'],
    ['no interface bytes', '3b021450', '3b02'],
    ['cut off', '3bf0', '3bf0'],
    ['empty', '', ''],
    ['endless', `3b${'ff'.repeat(60)}`, `3b${'ff'.repeat(32)}`],
  ])('ATR up to its historical bytes: %s', (_name, atr, interfaceBytes) => {
    const [head] = linesOf({ head: { ...HEAD, atr } });
    expect(head).toEqual({ kind: 'profile', version: 1, atr: { sizeBytes: atr.length / 2, interfaceBytes } });
  });
});

describe('privacy', () => {
  let sample: TestDocument;
  beforeAll(() => {
    sample = document();
  });

  /** All runs of `size` bytes in a text of hexadecimal and other characters. */
  const holds = (text: string, secret: Uint8Array, size: number): boolean => {
    for (let at = 0; at + size <= secret.length; at++) {
      if (text.includes(toHex(secret.subarray(at, at + size)))) return true;
    }
    return false;
  };

  it('of a whole read: no four bytes of groups, SOD, random values, cryptograms or the UID; no text of the holder', async () => {
    const recorder = new ReadRecorder();
    const channel = recorder.channel(FakeChip.of(sample));
    const result = await readChip(channel, {
      keys: [SAMPLE_KEY],
      groups: [1, 2, 13],
      random: recorder.random((size) => new Uint8Array(size).map((_, index) => 0xd1 + index * 7)),
    });
    expect(result.ok).toBe(true);
    const uid = fromHex('04a1b2c3d4e5f6');
    const head = { ...HEAD, atr: `3b878001${toHex(uid)}` };
    const text = profileText({ head, events: recorder.events, outcome: outcomeOf(result) });

    const exchanged = recorder.events.flatMap((event) => {
      if ('random' in event) return [fromHex(event.random)];
      if (!('response' in event)) return [];
      // Behind header and Lc, before Le; an answer without its status word.
      return [fromHex(event.command).subarray(5, -1), fromHex(event.response).subarray(0, -2)];
    });
    const secrets = [...sample.groups.values(), sample.sod, uid, ...exchanged];
    const known = fromHex('a0000002471001');
    for (const secret of secrets) if (!holds(toHex(known), secret, 4)) expect(holds(text, secret, 4)).toBe(false);
    const { documentNumber, birthDate, expiryDate } = SAMPLE_KEY;
    for (const word of [documentNumber, birthDate, expiryDate, 'NGUYEN']) expect(text).not.toContain(word);
    expect(text.split('\n').length).toBeGreaterThan(recorder.events.length);
  });

  it('of any exchange: nothing of data and answers, and every line is of the closed list of fields', () => {
    const fields = new Set(
      ['cla', 'ins', 'p1', 'p2', 'form', 'dataBytes', 'expectedBytes', 'selects', 'responseBytes', 'status'].concat([
        'inner',
        'failure',
        'durationMs',
      ]),
    );
    const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 300 });
    fc.assert(
      fc.property(bytes(4), bytes(4), (body, response) => {
        const command = toHex(Uint8Array.of(0x0c, 0xb0, 0x00, 0x00, body.length & 0xff, ...body));
        const line = lineOf(exchange(command, toHex(response)));
        const text = JSON.stringify(line);
        expect(Object.keys(line ?? {}).filter((field) => !fields.has(field))).toEqual([]);
        expect(text.length).toBeLessThan(300);
        expect(holds(text, body, 4)).toBe(false);
        expect(holds(text, response, 4)).toBe(false);
      }),
    );
  });
});
