import { describe, expect, it } from 'vitest';
import { accessKeys, MAX_ACCESS_KEYS } from './access-key.ts';
import type { CitizenCode } from './code.ts';

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

describe('accessKeys', () => {
  it('makes MRZ information of the last nine digits and the dates as YYMMDD', () => {
    expect(accessKeys(code)).toEqual([
      { documentNumber: '085012345', birthDate: '850315', expiryDate: '450315' },
      { documentNumber: '085012345', birthDate: '850315', expiryDate: '250315' },
    ]);
  });

  it('has no key when the day of birth is unknown, or no expiry', () => {
    expect(accessKeys({ ...code, birthDate: '1985-03' })).toEqual([]);
    expect(accessKeys({ ...code, expiryCandidates: [] })).toEqual([]);
  });

  it('writes a card without expiry as 991231 and stops after a few keys', () => {
    const expiryCandidates = ['2099-12-31', '2025-03-15', '2045-03-15', '2046-03-15', '2047-03-15'];
    const keys = accessKeys({ ...code, expiryCandidates });
    expect(keys).toHaveLength(MAX_ACCESS_KEYS);
    expect(keys[0]?.expiryDate).toBe('991231');
  });
});
