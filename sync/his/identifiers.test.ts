import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFhirSystems, fhirSystems, identifierQuery, insuranceCode } from './identifiers.ts';

describe('systems', () => {
  it('are all different: two meanings never share an identifier', () => {
    const uris = Object.values(defaultFhirSystems);
    expect(new Set(uris).size).toBe(uris.length);
  });

  it('yield to configuration one by one', () => {
    const systems = fhirSystems({ checkIn: 'https://bv.example/check-in' });
    expect(systems.checkIn).toBe('https://bv.example/check-in');
    expect(systems.nationalId).toBe(defaultFhirSystems.nationalId);
  });
});

describe('insurance code', () => {
  it.each([
    ['GD4010123456789', '0123456789'],
    [' gd4 01 0123456789 ', '0123456789'],
    // Old province letters.
    ['GD4AA0123456789', '0123456789'],
    ['0123456789', '0123456789'],
    ['001085012345', '001085012345'],
    // From before the code: nothing of it outlives the card.
    ['GD401AB23456789', null],
    ['GD4010', null],
  ])('of %s', (number, code) => {
    expect(insuranceCode(number)).toBe(code);
  });
});

describe('identifier query', () => {
  it('keeps any value one value', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const parsed = new URLSearchParams(identifierQuery({ system: 'urn:a', value }));
        expect([...parsed.keys()]).toEqual(['identifier']);
        const token = parsed.get('identifier')?.slice('urn:a|'.length) ?? '';
        expect(token.replace(/\\(.)/gs, '$1')).toBe(value);
        expect(token).not.toMatch(/(?<!\\)(\\\\)*[,|$]/);
      }),
    );
  });
});
