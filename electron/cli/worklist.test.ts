import { describe, expect, it } from 'vitest';
import { adviceFor, sendTo } from './worklist.ts';

type Row = Parameters<typeof adviceFor>[0];
const row = (changes: Partial<Row>): Row => ({ amendment: null, refusal: null, bodySha256: 'ab', ...changes });
const full = { reason: 'clinic-full', sendTo: 'mat' } as const;
const amendments = ['change-clinic', 'cancel', 'refusal-notice', 'consent'] as const;

describe('the words of the worklist', () => {
  it('are about the visit and why it was refused', () => {
    expect(adviceFor(row({ refusal: full })).en).toContain('no places left');
    expect(adviceFor(row({})).en).toContain('completed at the desk');
  });

  it('are about what was refused when that is an amendment: its reason is not that of the visit', () => {
    const words = amendments.map((amendment) => adviceFor(row({ amendment, refusal: full })));
    expect(words.map(({ en }) => en)).toEqual([
      expect.stringContaining('Your place at the clinic before stands'),
      expect.stringContaining('could not be cancelled'),
      expect.stringContaining('at the desk'),
      expect.stringContaining('Your visit goes on as it is'),
    ]);
  });

  it('say that nothing can be sent when the body is lost', () => {
    expect(adviceFor(row({ amendment: 'cancel', bodySha256: '' })).next).toContain('is lost');
    const consent = adviceFor(row({ amendment: 'consent', bodySha256: '' }));
    expect(consent.next).toContain('is lost');
    expect(consent.next).not.toContain('register');
  });

  it('say Quý khách to the patient', () => {
    const reasons = (['clinic-full', 'clinic-closed', 'patient-blocked', 'other'] as const).map((reason) =>
      adviceFor(row({ refusal: { reason, sendTo: null } })),
    );
    for (const { vi } of [...reasons, ...amendments.map((amendment) => adviceFor(row({ amendment })))]) {
      expect(vi).toContain('Quý khách');
      expect(vi).not.toContain('quý vị');
    }
  });

  it('send where the hospital says, else to the desk', () => {
    expect(sendTo({ refusal: full })).toBe('mat');
    expect(sendTo({ refusal: null })).toBe('desk');
  });
});
