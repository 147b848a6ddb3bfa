import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCode } from './parse-code.ts';
import { FORMATS } from './parse-code-testing.ts';
import { ticketCode, ticketKey } from './ticket-code.ts';

const key = '0f9a3c1e-77b2-4d05-9c41-5be0a1d2f3c4';
const code = 'TD1:0F9A3C1E77B24D059C415BE0A1D2F3C4';
const parse = (text: string) =>
  parseCode(new TextEncoder().encode(text), { ...FORMATS, patientCode: /TD1:.*|[0-9A-F]+/ });

describe('the code of a ticket', () => {
  it('is the key in capitals, without hyphens', () => {
    expect(ticketCode(key)).toBe(code);
  });

  it('fits the alphanumeric mode of a QR code', () => {
    expect(code).toMatch(/^[0-9A-Z $%*+\-./:]{36}$/);
  });

  it('is known before any form of patient codes, with what a scanner adds', () => {
    expect(parse(code)).toEqual({ kind: 'ticket', key });
    expect(parse(` ${code}\r\n`)).toEqual({ kind: 'ticket', key });
  });

  it('reads back every key', () => {
    fc.assert(
      fc.property(fc.uuid(), (any) => {
        expect(parse(ticketCode(any))).toEqual({ kind: 'ticket', key: any });
      }),
    );
  });

  it('is malformed wherever it was cut off', () => {
    for (let length = 'TD1:'.length; length < code.length; length += 1) {
      expect(parse(code.slice(0, length))).toEqual({ kind: 'unknown', reason: 'malformed-ticket' });
    }
  });

  it.each([code.toLowerCase(), `TD2:${code.slice(4)}`, code.slice(4), key])('is nothing else: %s', (text) => {
    expect(parse(text).kind).not.toBe('ticket');
  });

  it('is exactly of this form, whatever follows its beginning', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFabcdefG- '), minLength: 28, maxLength: 36 });
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ unit: 'binary', maxLength: 40 })), (rest) => {
        const read = ticketKey(`TD1:${rest}`);
        expect(read === null ? null : ticketCode(read)).toBe(/^[0-9A-F]{32}$/.test(rest) ? `TD1:${rest}` : null);
      }),
      { numRuns: 500 },
    );
  });
});
