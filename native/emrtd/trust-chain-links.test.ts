import { describe, expect, it } from 'vitest';
import type { ChainLink } from './chip.ts';
import { haveSameIssuer } from './trust-chain-links.ts';

type Link = Pick<ChainLink, 'role' | 'sha256' | 'country'>;

const signer = (country: string | null): Link => ({ role: 'document-signer', sha256: 'd5', country });
const csca = (sha256: string, country: string | null): Link => ({ role: 'csca', sha256, country });

describe('two chains', () => {
  it.each<[string, boolean, Link[], Link[]]>([
    ['one authority', true, [signer(null), csca('ca', null)], [signer(null), csca('ca', null)]],
    ['one authority that signs by itself', true, [signer('UT'), csca('ca', 'UT')], [csca('ca', 'UT')]],
    ['two keys of one country', true, [signer('UT'), csca('ca', 'UT')], [signer('UT'), csca('cb', 'UT')]],
    ['one country, named by the authority alone', true, [signer(null), csca('ca', 'UT')], [signer('UT')]],
    ['two countries', false, [signer('UT'), csca('ca', 'UT')], [signer('XX'), csca('cb', 'XX')]],
    ['a country and none', false, [signer('UT')], [signer(null)]],
    ['no country', false, [signer(null), csca('ca', null)], [signer(null), csca('cb', null)]],
    ['no authority and no country', false, [signer(null)], [signer(null)]],
    ['nothing', false, [], []],
  ])('of %s: %s', (_, same, left, right) => {
    expect(haveSameIssuer(left, right)).toBe(same);
    expect(haveSameIssuer(right, left)).toBe(same);
  });
});
