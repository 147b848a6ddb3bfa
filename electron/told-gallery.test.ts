import { describe, expect, it, vi } from 'vitest';
import type { Consent, EndedConsent, Enrolment, FaceGallery } from '../sync/faces/port.ts';
import type { ConsentDraft } from '../sync/registration.ts';
import { tellEnded, toldGallery } from './told-gallery.ts';

const consent = (id: string): Consent => ({
  id,
  version: '1',
  language: 'vi',
  textSha256: 'ab'.repeat(32),
  givenAt: '2026-11-22T08:00:00+07:00',
  visitKey: '0190a0a0-0000-7000-8000-000000000001',
});
const person = {
  idNumber: '001092047316',
  birthDate: '1992-04-18',
  fullName: 'Đặng Quốc Khải',
  sex: 'male',
  patientId: 'pat-1',
} as const;
const endedOf = (id: string, reason: EndedConsent['reason'] = 'withdrawn'): EndedConsent => ({
  consent: consent(id),
  person: { idNumber: person.idNumber, patientId: null },
  endedAt: '2026-11-21T20:30:00.000Z',
  reason,
});
const enrolment: Enrolment = {
  person,
  consent: consent('new'),
  template: { embedding: new Float32Array([1]), model: 'cd'.repeat(32) },
};

/** A gallery of which the test says what it answers; it keeps ended consents as galleries do. */
function setUp(answers: Partial<FaceGallery> = {}, accepts: (draft: ConsentDraft) => boolean = () => true) {
  const done: string[] = [];
  const drafts: ConsentDraft[] = [];
  const ended: EndedConsent[] = [];
  const unused = (): never => {
    throw new Error('not asked for');
  };
  const gallery: FaceGallery = {
    place: 'kiosk',
    holds: unused,
    missed: unused,
    recognise: unused,
    remember: unused,
    statistics: unused,
    close: async () => void done.push('close'),
    enrol: async () => {
      done.push('enrol');
      return { kind: 'enrolled', enrolmentId: 'e1' };
    },
    confirm: async () => {
      done.push('confirm');
      ended.push(endedOf('old', 'replaced'));
      return { kind: 'confirmed' };
    },
    withdraw: async (who) => {
      done.push(`withdraw ${JSON.stringify(who)}`);
      return { kind: 'withdrawn', count: 1 };
    },
    expire: async () => 'done',
    ended: async () => ended.slice(0, 100),
    settle: async (ids) => {
      done.push('settle');
      ended.splice(0, ended.length, ...ended.filter((each) => !ids.includes(each.consent.id)));
      return true;
    },
    ...answers,
  };
  const parts = {
    queue: {
      recordConsent: (draft: ConsentDraft) => {
        if (!accepts(draft)) return { kind: 'failed', detail: 'disk full' } as const;
        drafts.push(draft);
        done.push(`record ${draft.consentId} ${draft.status}`);
        return { kind: 'recorded', key: 'k' } as const;
      },
    },
    now: () => new Date('2026-11-22T02:00:00Z'),
    localIso: (instant: Date) => `${new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`,
    onExpired: (count: number) => void done.push(`expired ${String(count)}`),
  };
  return { told: toldGallery(gallery, parts), gallery, parts, done, drafts, ended };
}

const isActive = ({ status }: ConsentDraft): boolean => status === 'active';

describe('a face that is to be kept', () => {
  it('counts once its consent is in the queue; only then the one before it ends', async () => {
    const { told, done, drafts } = setUp();
    expect(await told.enrol(enrolment)).toEqual({ kind: 'enrolled', enrolmentId: 'e1' });
    await told.close();
    const whole = ['enrol', 'record new active', 'confirm', 'record old inactive', 'settle', 'close'];
    expect(done).toEqual(whole);
    expect(drafts).toEqual([
      {
        kind: 'consent',
        status: 'active',
        consentId: 'new',
        visitKey: '0190a0a0-0000-7000-8000-000000000001',
        patientId: 'pat-1',
        idNumber: '001092047316',
        givenAt: '2026-11-22T08:00:00+07:00',
        withdrawnAt: null,
        version: '1',
        language: 'vi',
        textSha256: 'ab'.repeat(32),
      },
      expect.objectContaining({ consentId: 'old', patientId: null, withdrawnAt: '2026-11-22T03:30:00+07:00' }),
    ]);
  });

  it('is not when its consent cannot be recorded, and nothing earlier is lost', async () => {
    const { told, done } = setUp({}, () => false);
    expect(await told.enrol(enrolment)).toEqual({ kind: 'failed', detail: 'The consent could not be recorded.' });
    expect(done).toEqual(['enrol', 'withdraw {"enrolmentId":"e1"}']);
  });

  it.each([{ kind: 'away' }, { kind: 'failed', detail: 'disk full' }] as const)(
    'is not when the gallery answers $kind, and no consent is recorded',
    async (answer) => {
      const { told, drafts } = setUp({ enrol: async () => answer });
      expect(await told.enrol(enrolment)).toEqual(answer);
      expect(drafts).toEqual([]);
    },
  );

  it.each([{ kind: 'away' }, { kind: 'failed', detail: 'disk full' }] as const)(
    'is not when its confirmation is $kind: the consent ends again',
    async (answer) => {
      const { told, done, drafts } = setUp({ confirm: async () => answer });
      expect(await told.enrol(enrolment)).toEqual(answer);
      expect(done.slice(1)).toEqual(['record new active', 'record new inactive', 'withdraw {"enrolmentId":"e1"}']);
      expect(drafts[1]?.withdrawnAt).toBe('2026-11-22T09:00:00+07:00');
    },
  );

  it('is deleted later when the gallery was away for confirmation and withdrawal: it may have confirmed', async () => {
    const withdraw = vi.fn().mockResolvedValueOnce({ kind: 'away' }).mockResolvedValueOnce({ kind: 'failed' });
    const { told } = setUp({ confirm: async () => ({ kind: 'away' }), withdraw });
    await told.enrol(enrolment);
    withdraw.mockResolvedValue({ kind: 'unknown' });
    for (let look = 0; look < 4; look += 1) await told.expire('2026-11-22');
    expect(withdraw.mock.calls).toEqual(new Array(3).fill([{ enrolmentId: 'e1' }, 'kiosk']));
  });

  it('is kept or not as the gallery says, whether the visit waits for it or not', async () => {
    const enrolled = Promise.withResolvers<{ kind: 'enrolled'; enrolmentId: string }>();
    const { told, done } = setUp({ enrol: () => enrolled.promise });
    const visit = new AbortController();
    const answer = told.enrol(enrolment, visit.signal);
    visit.abort();
    expect(await answer).toEqual({ kind: 'away' });
    enrolled.resolve({ kind: 'enrolled', enrolmentId: 'e1' });
    await told.close();
    expect(done.slice(0, 2)).toEqual(['record new active', 'confirm']);
    expect(done.at(-1)).toBe('close');
  });

  it('is not begun when the visit is over already', async () => {
    const { told, done } = setUp();
    expect(await told.enrol(enrolment, AbortSignal.abort())).toEqual({ kind: 'away' });
    expect(done).toEqual([]);
  });

  it('is answered for a visit that waits', async () => {
    const { told } = setUp();
    const { signal } = new AbortController();
    expect(await told.enrol(enrolment, signal)).toEqual({ kind: 'enrolled', enrolmentId: 'e1' });
  });
});

describe('a consent that ended', () => {
  it('is told after a withdrawal, and no gallery is asked to forget what the queue refused', async () => {
    let accepts = false;
    const { told, done, ended } = setUp({}, () => accepts);
    ended.push(endedOf('c1'));
    expect(await told.withdraw({ patientId: 'pat-1' }, 'patient')).toEqual({ kind: 'withdrawn', count: 1 });
    await told.expire('2026-11-22');
    expect(done).toEqual(['withdraw {"patientId":"pat-1"}']);
    accepts = true;
    expect(await told.expire('2026-11-22')).toBe('done');
    expect(done.slice(1)).toEqual(['record c1 inactive', 'settle']);
    expect(ended).toEqual([]);
  });

  it('is told however many there are, and how many had expired', async () => {
    const { told, done, ended, drafts } = setUp({ expire: async () => 'failed' });
    for (let number = 0; number < 250; number += 1) ended.push(endedOf(`c${String(number)}`, 'expired'));
    expect(await told.expire('2026-11-22')).toBe('failed');
    expect(ended).toEqual([]);
    expect(drafts).toHaveLength(250);
    expect(done.filter((each) => each.startsWith('expired'))).toEqual(['expired 100', 'expired 100', 'expired 50']);
  });

  it('stays where the gallery is away', async () => {
    const { told, drafts } = setUp({ ended: async () => null });
    await told.expire('2026-11-22');
    expect(drafts).toEqual([]);
    const settling = setUp({ settle: async () => false });
    settling.ended.push(endedOf('c1', 'expired'));
    await settling.told.expire('2026-11-22');
    expect(settling.drafts).toHaveLength(1);
    expect(settling.done).not.toContain('expired 1');
  });

  it('of which some were refused is not asked for again at once', async () => {
    const { gallery, parts, ended, drafts } = setUp({}, ({ consentId }) => consentId !== 'c1');
    ended.push(endedOf('c1'), endedOf('c2'));
    expect(await tellEnded(gallery, parts)).toBe(false);
    expect(drafts.map(({ consentId }) => consentId)).toEqual(['c2']);
    expect(ended.map((each) => each.consent.id)).toEqual(['c1']);
    expect(drafts.some(isActive)).toBe(false);
  });

  it('of somebody who is not enrolled ends nothing', async () => {
    const { told, drafts } = setUp({ withdraw: async () => ({ kind: 'unknown' }) });
    expect(await told.withdraw({ patientId: 'pat-2' }, 'patient')).toEqual({ kind: 'unknown' });
    expect(drafts).toEqual([]);
  });
});
