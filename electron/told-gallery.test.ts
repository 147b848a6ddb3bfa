import { describe, expect, it } from 'vitest';
import type { Consent, Enrolment, FaceGallery } from '../sync/faces/port.ts';
import type { ConsentDraft } from '../sync/registration.ts';
import { toldGallery } from './told-gallery.ts';

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
const ended = { consent: consent('old'), person: { idNumber: person.idNumber, patientId: null } };
const enrolment: Enrolment = {
  person,
  consent: consent('new'),
  template: { embedding: new Float32Array([1]), model: 'cd'.repeat(32) },
};

function setUp(answers: Partial<FaceGallery> = {}, recorded = true) {
  const drafts: ConsentDraft[] = [];
  const withdrawn: unknown[] = [];
  const settled: string[] = [];
  const unused = (): never => {
    throw new Error('not asked for');
  };
  const gallery: FaceGallery = {
    place: 'kiosk',
    holds: unused,
    recognise: unused,
    remember: unused,
    statistics: unused,
    close: async () => undefined,
    enrol: async () => ({ kind: 'enrolled', enrolmentId: 'e1', replaced: [consent('old')] }),
    withdraw: async (who) => {
      withdrawn.push(who);
      return { kind: 'withdrawn', ended: [ended] };
    },
    expire: async () => [ended],
    ...answers,
  };
  const told = toldGallery(gallery, {
    queue: {
      recordConsent: (draft) => {
        drafts.push(draft);
        return recorded ? { kind: 'recorded', key: 'k' } : { kind: 'failed', detail: 'disk full' };
      },
    },
    localIso: () => '2026-11-22T09:00:00+07:00',
    settle: async (ids) => void settled.push(...ids),
  });
  return { told, drafts, withdrawn, settled };
}

describe('a consent', () => {
  it('is recorded with the face, and the one it replaces ends', async () => {
    const { told, drafts } = setUp();
    expect(await told.enrol(enrolment)).toMatchObject({ kind: 'enrolled', enrolmentId: 'e1' });
    expect(drafts).toEqual([
      expect.objectContaining({ consentId: 'old', status: 'inactive', withdrawnAt: '2026-11-22T09:00:00+07:00' }),
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
    ]);
  });

  it('that cannot be recorded leaves no face behind', async () => {
    const { told, withdrawn, settled } = setUp({}, false);
    expect(await told.enrol(enrolment)).toEqual({ kind: 'failed', detail: 'The consent could not be recorded.' });
    expect(withdrawn).toEqual([{ enrolmentId: 'e1' }]);
    expect(settled).toEqual([]);
  });

  it('of a face that was not kept is not recorded', async () => {
    const { told, drafts } = setUp({ enrol: async () => ({ kind: 'away' }) });
    expect(await told.enrol(enrolment)).toEqual({ kind: 'away' });
    expect(drafts).toEqual([]);
  });

  it('ends when it is taken back and when it expires', async () => {
    const { told, drafts, settled } = setUp();
    expect(await told.withdraw({ patientId: 'pat-1' }, 'patient')).toMatchObject({ kind: 'withdrawn' });
    expect(await told.expire('2026-11-22')).toEqual([ended]);
    expect(drafts.map(({ status, patientId }) => [status, patientId])).toEqual([
      ['inactive', null],
      ['inactive', null],
    ]);
    expect(settled).toEqual(['old', 'old']);
  });

  it('of somebody who is not enrolled ends nothing', async () => {
    const { told, drafts } = setUp({ withdraw: async () => ({ kind: 'unknown' }) });
    await told.withdraw({ patientId: 'pat-2' }, 'patient');
    expect(drafts).toEqual([]);
  });
});
