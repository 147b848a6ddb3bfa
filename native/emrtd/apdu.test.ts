import { describe, expect, it } from 'vitest';
import { encodeCommand, parseResponse, statedBytes, statusText } from './apdu.ts';
import { fromHex, toHex } from './bytes.ts';

const header = { cla: 0x00, ins: 0xa4, p1: 0x02, p2: 0x0c };

describe('command APDUs', () => {
  it.each([
    ['case 1', header, '00a4020c'],
    ['case 2', { ...header, expectedBytes: 4 }, '00a4020c04'],
    ['case 2 with everything', { ...header, expectedBytes: 256 }, '00a4020c00'],
    ['case 3', { ...header, data: fromHex('011e') }, '00a4020c02011e'],
    ['case 4', { ...header, data: fromHex('011e'), expectedBytes: 255 }, '00a4020c02011eff'],
  ])('%s', (_, command, hex) => {
    expect(toHex(encodeCommand(command))).toBe(hex);
  });

  it.each([
    ['case 1, which has no extended form', { ...header, extended: true }, '00a4020c'],
    ['case 2', { ...header, expectedBytes: 257 }, '00a4020c000101'],
    ['case 2 with everything', { ...header, expectedBytes: 65_536 }, '00a4020c000000'],
    ['case 2 because the caller says so', { ...header, expectedBytes: 256, extended: true }, '00a4020c000100'],
    ['case 3', { ...header, data: new Uint8Array(256) }, `00a4020c000100${'00'.repeat(256)}`],
    ['case 3 because the caller says so', { ...header, data: fromHex('011e'), extended: true }, '00a4020c000002011e'],
    ['case 4', { ...header, data: fromHex('011e'), expectedBytes: 4096 }, '00a4020c000002011e1000'],
    [
      'case 4 with long data',
      { ...header, data: new Uint8Array(256), expectedBytes: 1 },
      `00a4020c000100${'00'.repeat(256)}0001`,
    ],
  ])('extended %s', (_, command, hex) => {
    expect(toHex(encodeCommand(command))).toBe(hex);
  });

  it.each([
    { data: new Uint8Array() },
    { data: new Uint8Array(65_536) },
    { expectedBytes: 0 },
    { expectedBytes: 65_537 },
  ])('do not exist for %j', (part) => {
    expect(() => encodeCommand({ ...header, ...part })).toThrow(RangeError);
  });
});

describe('response APDUs', () => {
  it('end in a status word', () => {
    expect(parseResponse(fromHex('01029000'))).toEqual({ data: fromHex('0102'), status: 0x9000 });
    expect(parseResponse(fromHex('6a82'))).toEqual({ data: new Uint8Array(), status: 0x6a82 });
  });

  it.each(['', '90'])('are not %j', (hex) => {
    expect(parseResponse(fromHex(hex))).toBeNull();
  });

  it('state lengths, 00 for 256', () => {
    expect(statedBytes(0x6c05)).toBe(5);
    expect(statedBytes(0x6c00)).toBe(256);
  });

  it('have a written form', () => {
    expect(statusText(0x6a82)).toBe('6A82');
    expect(statusText(0x0001)).toBe('0001');
  });
});
