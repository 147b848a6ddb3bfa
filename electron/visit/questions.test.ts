import { describe, expect, it } from 'vitest';
import { initialContext } from './context.ts';
import { askAboutCard, detailAsked, hearOfCard, takeAnswer, withCard } from './questions.ts';
import { heldSlipOf } from './rules.ts';
import { fakePorts } from './visit-testing.ts';
import { codeOf, covered, hanh, insuranceCodeOf } from './visit-testing-people.ts';
import { found, identityBy } from './visit-testing-plan.ts';
import { isCarerAgain } from './whose-visit.ts';

const nobody = initialContext({
  ports: fakePorts(),
  language: 'vi',
  reader: { state: 'empty', reader: 'fake' },
  cameraConfigured: true,
  unshown: [],
});
const somebody = { ...nobody, identity: identityBy(), lookup: found };
const card = { type: 'scan', code: insuranceCodeOf(hanh), codeSha256: '', isVneid: false } as const;

describe('nobody', () => {
  it('is asked about no card', async () => {
    expect(withCard(nobody, card)).toEqual({});
    expect(await askAboutCard(nobody, new AbortController().signal)).toBeNull();
    expect(hearOfCard(nobody, covered)).toEqual({});
  });

  it('is asked for no detail', () => {
    expect(detailAsked(nobody)).toBeNull();
    expect(takeAnswer(nobody, '0912345678')).toEqual({ detailProblem: 'phone' });
  });

  it('brings no slip, and nobody else', () => {
    expect(heldSlipOf(nobody)).toBeNull();
    expect(heldSlipOf(somebody)).toBeNull();
    expect(isCarerAgain(somebody)).toBe(false);
  });
});

describe('a card', () => {
  it('is only what is one', () => {
    expect(withCard(somebody, { ...card, code: codeOf(hanh) })).toEqual({});
    expect(withCard(somebody, { type: 'presence' })).toEqual({});
    expect(withCard(somebody, card).identity?.shownInsurance).toEqual(card.code);
  });
});
