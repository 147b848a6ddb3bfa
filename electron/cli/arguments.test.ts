import fc from 'fast-check';
import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { portNumber, positiveInteger } from './arguments.ts';

const wrong = ['', ' ', 'abc', '-1', '1.5', '1e3', '0x10', 'Infinity', 'NaN', '1 ', '99999999999999999999'];

describe('positiveInteger', () => {
  it('reads whole numbers from 1 to a million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (value) => {
        expect(positiveInteger(String(value))).toBe(value);
      }),
    );
  });

  it.each([...wrong, '0', '1000001'])('refuses "%s"', (text) => {
    expect(() => positiveInteger(text)).toThrow(InvalidArgumentError);
  });
});

describe('portNumber', () => {
  it('reads ports', () => {
    expect(['0', '8090', '65535'].map(portNumber)).toEqual([0, 8090, 65_535]);
  });

  it.each([...wrong, '65536'])('refuses "%s"', (text) => {
    expect(() => portNumber(text)).toThrow(InvalidArgumentError);
  });
});
