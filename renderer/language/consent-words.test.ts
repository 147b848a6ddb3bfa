import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { consentText } from '../../electron/bridge/consent.ts';
import { consentWords } from './consent-words.ts';

type Words = { readonly [key: string]: string | Words };

/** Every sentence in its order, one a line. */
const linesOf = (words: Words): string[] =>
  Object.values(words).flatMap((text) => (typeof text === 'string' ? [text] : linesOf(text)));

it.each(['vi', 'en'] as const)(
  'the %s words of the consent are those of the version that patients agree to',
  (language) => {
    const sha256 = createHash('sha256').update(linesOf(consentWords[language]).join('\n'), 'utf8').digest('hex');
    expect(
      sha256,
      'The words of the consent changed. In electron/bridge/consent.ts raise the version and write this hash: who agreed to the ' +
        'earlier words did not agree to these.',
    ).toBe(consentText.sha256[language]);
  },
);
