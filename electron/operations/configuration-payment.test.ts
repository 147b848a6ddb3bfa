import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './configuration-testing.ts';

const row = (change: object = {}): string =>
  Object.entries({ bankBin: '970436', account: '0011001234567', bank: 'Vietcombank', ...change })
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
    .join(', ');

describe('payment', () => {
  it('is switched off, and knows no account', () => {
    expect(read('version = 1').payment).toMatchObject({ enabled: false, insured: false, beneficiaries: [] });
  });

  it('goes into the accounts that are named', () => {
    const { payment } = read(`version = 1\n[payment]\nenabled = true\nbeneficiaries = [{ ${row()} }]`);
    expect(payment).toMatchObject({ enabled: true, beneficiaries: [{ bankBin: '970436', account: '0011001234567' }] });
  });

  it.each([
    [
      'a bank by name',
      `beneficiaries = [{ ${row({ bankBin: 'VCB' })} }]`,
      'beneficiaries[0].bankBin: must be the six digits',
    ],
    [
      'an account with blanks',
      `beneficiaries = [{ ${row({ account: '0011 00' })} }]`,
      'account: must be 1 to 19 digits',
    ],
    ['an account without its bank’s name', `beneficiaries = [{ ${row({ bank: '' })} }]`, 'bank: must not be empty'],
    ['a hospital asked too often', 'pollMs = 100', 'pollMs'],
  ])('is not configured with %s', (_what, lines, problem) => {
    expect(problemsOf(`version = 1\n[payment]\n${lines}`).join('\n')).toContain(problem);
  });
});
