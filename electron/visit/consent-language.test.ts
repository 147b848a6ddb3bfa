import { describe, expect, it } from 'vitest';
import { consentText } from '../bridge/consent.ts';
import { consentNow } from './face-enrolment.ts';
import { fakePorts } from './visit-testing.ts';

describe('the consent of somebody whose screen speaks a third language', () => {
  it.each([
    ['vi', 'vi'],
    ['en', 'en'],
    ['fr', 'en'],
  ] as const)('%s: names the words that were shown, %s', (language, shown) => {
    expect(consentNow({ ports: fakePorts(), language, ticket: null })).toMatchObject({
      language: shown,
      textSha256: consentText.sha256[shown],
    });
  });
});
