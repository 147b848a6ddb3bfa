import { describe, expect, it } from 'vitest';
import { mrzInformation } from '../emrtd/keys.ts';
import { accessKeys, MAX_ACCESS_KEYS } from './access-key.ts';
import type { CitizenCode, TypedNumber } from './code.ts';

const code: CitizenCode = {
  kind: 'cccd',
  idNumber: '001085012345',
  oldIdNumber: null,
  fullName: 'Nguyễn Văn An',
  birthDate: '1985-03-15',
  sex: 'male',
  residence: null,
  issueDate: '2023-05-10',
  expiryCandidates: ['2045-03-15', '2025-03-15'],
  warnings: [],
};

const today = '2026-11-22';
const typed: TypedNumber = {
  kind: 'typed',
  idNumber: '001085012345',
  birthDate: '1985-03-15',
  expiryDate: null,
  warnings: [],
};
const key = { documentNumber: '085012345', birthDate: '850315', expiryDate: '450315' };

describe('accessKeys of a code', () => {
  it('makes MRZ information of the last nine digits and the dates as YYMMDD', () => {
    expect(accessKeys(code, today)).toEqual([
      { documentNumber: '085012345', birthDate: '850315', expiryDate: '450315' },
      { documentNumber: '085012345', birthDate: '850315', expiryDate: '250315' },
    ]);
  });

  it('has no key when the day of birth is unknown', () => {
    expect(accessKeys({ ...code, birthDate: '1985-03' }, today)).toEqual([]);
  });

  it('goes by the birth date alone where the code says no issue date', () => {
    expect(accessKeys({ ...code, issueDate: null, expiryCandidates: [] }, today)).toEqual([key]);
  });

  it('writes a card without expiry as 991231 and stops after a few keys', () => {
    const expiryCandidates = ['2099-12-31', '2025-03-15', '2045-03-15', '2046-03-15', '2047-03-15'];
    const keys = accessKeys({ ...code, expiryCandidates }, today);
    expect(keys).toHaveLength(MAX_ACCESS_KEYS);
    expect(keys[0]?.expiryDate).toBe('991231');
  });
});

describe('accessKeys of a typed number', () => {
  it('begin with the expiry that was typed, and go on with what the law gives', () => {
    expect(accessKeys({ ...typed, expiryDate: '2045-03-15' }, today)).toEqual([key]);
    expect(accessKeys({ ...typed, expiryDate: '2025-03-15' }, today)).toEqual([{ ...key, expiryDate: '250315' }, key]);
  });

  it('are derived where none was typed, a few at most', () => {
    expect(accessKeys(typed, today)).toEqual([key]);
    const born = { ...typed, birthDate: '2012-02-29' };
    const dates = accessKeys(born, '2025-01-01').map(({ expiryDate }) => expiryDate);
    expect(dates).toEqual(['260228', '260301', '370228', '370301']);
  });

  it('are none by a year of birth', () => {
    expect(accessKeys({ ...typed, birthDate: '1985', expiryDate: '2045-03-15' }, today)).toEqual([]);
  });

  it('are none for a number that no card can have', () => {
    expect(accessKeys({ ...typed, idNumber: '?' }, today)).toEqual([]);
  });
});

it('the key is that of the published derivation', () => {
  const [first] = accessKeys(typed, today);
  expect(first && mrzInformation(first)).toBe('085012345285031504503152');
});
