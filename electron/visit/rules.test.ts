import { describe, expect, it } from 'vitest';
import { cancelTicket, changeClinic } from './amend.ts';
import { issueDeskTicket, issueTicket, leaseNumbers, numbersLeft } from './commit.ts';
import { type IssuedTicket, unsent, wiped } from './context.ts';
import type { Identity } from './identity.ts';
import { withoutHospital } from './lookup.ts';
import { answered, askAboutTicket, keyOnScreen, mayBe, newClinic, ticketAgain } from './my-ticket.ts';
import { afterRead, readChipOf } from './read-chip.ts';
import {
  chipVerdictReason,
  clinicChoice,
  faceSkipped,
  lookupReason,
  recordConflicts,
  withFace,
  withoutPortrait,
} from './rules.ts';
import { syncedTicket } from './synced-ticket.ts';
import { FakeHospital, fakePorts, FakeQueue } from './visit-testing.ts';
import { chipOf, codeOf, eyeClinic, hanh, patientCode } from './visit-testing-people.ts';

const hospital = new FakeHospital();
const queue = new FakeQueue();
const ports = fakePorts({ hospital, queue });
/** What the decisions find before anybody has come. */
const nobody = { ports, cameraConfigured: true, unshown: [], ...wiped({ ports, homeLanguage: 'vi' }) };
const byPaper: Identity = { code: patientCode, codeSha256: '', chip: null, chipSkipped: null, face: null };

describe('about nobody', () => {
  it('nothing is decided', () => {
    expect(chipVerdictReason(nobody)).toBeNull();
    expect(lookupReason(nobody)).toBeNull();
    expect(recordConflicts(nobody)).toEqual([]);
    expect(clinicChoice(nobody, 'eye')).toBeNull();
    expect(clinicChoice({ ...nobody, lookup: withoutHospital(nobody) }, 'eye')).toBeNull();
    expect(faceSkipped(nobody)).toBeNull();
    expect(withFace(null, { method: 'face-not-compared', reason: 'declined' })).toBeNull();
    expect(withoutPortrait(null)).toBeNull();
    expect(withoutPortrait(byPaper)).toBe(byPaper);
  });

  it('nothing is committed and no number leased', async () => {
    expect(issueTicket(nobody)).toBeNull();
    expect(numbersLeft(nobody)).toBe(false);
    expect(numbersLeft({ ...nobody, clinic: eyeClinic })).toBe(false);
    await leaseNumbers(nobody);
    await leaseNumbers({ ...nobody, clinic: eyeClinic });
    expect(queue.drafts).toEqual([]);
    expect(hospital.calls).toEqual([]);
  });

  it('nothing is read', async () => {
    const reader = { state: 'empty', reader: 'fake' } as const;
    const report = () => expect.unreachable();
    const { signal } = new AbortController();
    const noCard = { ok: false, failure: { kind: 'card-lost' } };
    const identity = { ...byPaper, code: codeOf(hanh) };
    expect(await readChipOf({ ports, reader, identity, report }, signal)).toMatchObject(noCard);
    const card = { state: 'card', reader: 'fake', generation: 1, atr: new Uint8Array(), read: report } as const;
    expect(await readChipOf({ ports, reader: card, identity: null, report }, signal)).toMatchObject(noCard);
    expect(await readChipOf({ ports, reader: card, identity: byPaper, report }, signal)).toMatchObject(noCard);
    expect(afterRead({ ...nobody, identity: byPaper }, { ...chipOf(hanh), picture: null })).toEqual({});
  });

  it('no ticket is shown, moved or cancelled', async () => {
    expect(keyOnScreen(nobody)).toBe('');
    expect(answered(null, { ticket: null, clinics: null })).toBeNull();
    expect(await askAboutTicket(nobody, new AbortController().signal)).toEqual({ ticket: null, clinics: null });
    expect(mayBe('cancel', nobody)).toBe(false);
    expect(newClinic(null, 'eye')).toBeNull();
    expect(ticketAgain(nobody)).toEqual({});
    expect(changeClinic({ ...nobody, clinic: eyeClinic, stream: 'insured' })).toEqual({});
    expect(cancelTicket(nobody)).toEqual({});
    expect(hospital.calls).toEqual([]);
  });

  it('staff are called all the same', () => {
    expect(issueDeskTicket(nobody)).toMatchObject({ number: 'K-1', official: false, origin: 'new' });
    expect(queue.lastDraft).toEqual({
      kind: 'desk',
      reason: 'step-failed',
      person: {
        idNumber: null,
        oldIdNumber: null,
        insuranceNumber: null,
        passportNumber: null,
        patientCode: null,
        fullName: null,
        birthDate: null,
        sex: null,
        residence: null,
      },
      evidence: [],
      conflicts: [],
      patient: { kind: 'provisional', reason: 'hospital-unreachable' },
      codeSha256: null,
    });
  });
});

describe('a ticket without a row', () => {
  it('keeps what it has', () => {
    const ticket: IssuedTicket = {
      key: null,
      number: '',
      official: false,
      issuedAt: '2026-03-02T08:00:00Z',
      origin: 'new',
      ...unsent,
    };
    expect(syncedTicket({ ports, ticket: null })).toBeNull();
    expect(syncedTicket({ ports, ticket })).toBe(ticket);
    const unknown = { ...ticket, key: 'key-404' };
    expect(syncedTicket({ ports, ticket: unknown })).toBe(unknown);
  });
});
