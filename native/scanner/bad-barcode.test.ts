import { describe, expect, it } from 'vitest';
import { badBarcodes, C0, type HostileCode } from '../../fixtures/scans/bad-barcode.ts';
import { hidRecordings, HidScannerSimulator, simulatedHid } from '../../fixtures/simulators/hid-scanner.ts';
import { ScannerSimulator } from '../../fixtures/simulators/scanner.ts';
import type { ScannedCode } from '../citizen-id/code.ts';
import { parseCode } from '../citizen-id/parse-code.ts';
import { FORMATS } from '../citizen-id/parse-code-testing.ts';
import { createScanner } from './byte-source-scanner.ts';
import { MAX_CODE_BYTES } from '../citizen-id/code-text.ts';
import { createHidSource } from './hid-source.ts';
import type { Scanner } from './port.ts';

/** The whole corpus of hostile codes, through what ships from the device to the parsed code. */

interface Heard {
  codes: { bytes: Uint8Array; parsed: ScannedCode }[];
  rejections: string[];
}

/** Each code by a scanner of its own, so that none is a repetition. */
async function hear(scanner: Scanner, scan: () => void): Promise<Heard> {
  const heard: Heard = { codes: [], rejections: [] };
  scanner.subscribe((event) => {
    if (event.type === 'rejected') heard.rejections.push(event.rejection.reason);
    if (event.type !== 'scan') return;
    const { bytes } = event.scan;
    heard.codes.push({ bytes, parsed: parseCode(bytes, FORMATS) });
  });
  while (scanner.status.state !== 'ready') await new Promise((resolve) => setImmediate(resolve));
  scan();
  await scanner.close();
  return heard;
}

const still = { setTimer: () => () => undefined };

function overBytes({ bytes }: HostileCode): Promise<Heard> {
  const source = new ScannerSimulator();
  const scanner = createScanner(source, { framing: { terminator: 'required' }, clock: still });
  return hear(scanner, () => source.sendBytes([bytes.subarray(0, 7), bytes.subarray(7), Uint8Array.of(0x0d)]));
}

const reportBytes = 56;

function overHid({ bytes }: HostileCode): Promise<Heard> {
  const device = new HidScannerSimulator(hidRecordings()[0]!, '/dev/hidraw1');
  const any = { vendorId: null, productId: null, serialNumber: null };
  const source = createHidSource(any, { binding: async () => simulatedHid([device]), clock: still });
  return hear(createScanner(source, { clock: still }), () => {
    const count = Math.max(1, Math.ceil(bytes.length / reportBytes));
    for (let index = 0; index < count; index += 1) {
      const part = bytes.subarray(index * reportBytes, (index + 1) * reportBytes);
      const report = new Uint8Array(64);
      report.set([2, part.length, 0x5d, 0x51, 0x31]);
      report.set(part, 5);
      report[63] = index < count - 1 ? 1 : 0;
      device.send(report);
    }
  });
}

const isControl = (byte: number): boolean => byte < 0x20 || byte === 0x7f;
const corpus = badBarcodes();

describe.each([
  ['a serial line', overBytes],
  ['HID reports', overHid],
])('over %s', (_name, over) => {
  it('no hostile code comes through as more than it is', async () => {
    for (const code of corpus) {
      const { codes, rejections } = await over(code);
      const label = `${code.name}: ${codes.map(({ parsed }) => parsed.kind).join()} ${rejections.join()}`;
      expect(
        codes.every(({ bytes }) => !bytes.some(isControl)),
        label,
      ).toBe(true);
      expect(
        codes.every(({ bytes }) => bytes.length > 0 && bytes.length <= MAX_CODE_BYTES),
        label,
      ).toBe(true);
      if (code.hasControl) expect(codes, label).toEqual([]);
      if (code.bytes.length > MAX_CODE_BYTES) expect(rejections, label).toContain('too-long');
      for (const { parsed } of codes) {
        // What is parsed is text: nothing invisible, nothing that turns its direction.
        expect(
          /[\p{Cc}\p{Cf}]/u.test(
            Object.values(parsed)
              .filter((value) => typeof value === 'string')
              .join(''),
          ),
          label,
        ).toBe(false);
      }
    }
  });

  it('the genuine ones among them are still read', async () => {
    const kinds = new Map<string, string>();
    for (const code of corpus) {
      const { codes } = await over(code);
      kinds.set(code.name, codes.map(({ parsed }) => parsed.kind).join());
    }
    expect(kinds.get('a script in a name')).toBe('cccd');
    for (const ending of ['0x00', '0x0a', '0x0d']) expect(kinds.get(`${ending} behind`), ending).toBe('cccd');
    expect(kinds.get('a way to pay')).toBe('unknown');
    expect(kinds.get('a day that does not exist')).toBe('unknown');
    expect(kinds.get('digits of another script')).toBe('unknown');
  });

  it('an insurance card is read without what was in the scanner’s buffer behind it', async () => {
    const card = hidRecordings()[1]!.text;
    const bytes = new TextEncoder().encode(`${card}\0\x1b\x7f|GD40101`);
    const { codes, rejections } = await over({ name: 'remains behind', bytes, hasControl: false });
    expect(rejections).toEqual([]);
    expect(codes).toMatchObject([{ parsed: { kind: 'bhyt', cardNumber: 'GD4010123456789' } }]);
  });
});

it('has every control character, and every length up to the longest code there is', () => {
  const names = corpus.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(C0).toHaveLength(33);
  for (const control of C0) expect(names).toContain(`0x${control.toString(16).padStart(2, '0')} inside`);
  expect(Math.max(...corpus.map(({ bytes }) => bytes.length))).toBe(7_089);
});
