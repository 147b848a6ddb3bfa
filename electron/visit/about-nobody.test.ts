/** What the parts of a visit do before anybody has come: nothing, and without an exception. */
import { describe, expect, it } from 'vitest';
import { cancelTicket, changeClinic } from './amend.ts';
import { issueDeskTicket, issueTickets, leaseNumbers } from './commit.ts';
import { type VisitContext, initialContext } from './context.ts';
import {
  askHeldOnTicket,
  consentNow,
  faceOfferOf,
  rememberFace,
  startEnrolling,
  withdrawFace,
  withEnrolment,
} from './face-enrolment.ts';
import {
  askHeldByCode,
  askHeldByTicket,
  identifiedByFace,
  mayAskFace,
  returnByCode,
  returnByTicket,
} from './face-return.ts';
import { type IssuedTicket, type OtherTicket, unsent } from './issued-ticket.ts';
import { leavingOf, leftBy, ofLive, startLive, submitFace, swapped, tellMissed } from './live-face.ts';
import { answered, askAboutTicket, keyOnScreen, mayBe, newClinic, openTicket, ticketAgain } from './my-ticket.ts';
import { afterRead, readChipOf } from './read-chip.ts';
import { syncedTicket } from './synced-ticket.ts';
import { FakeHospital, fakePorts, FakeQueue } from './visit-testing.ts';
import { enrolledAs, enrolmentId, FakeGallery } from './visit-testing-gallery.ts';
import { chipOf, codeOf, embedding, eyeClinic, hanh, patientCode } from './visit-testing-people.ts';
import { found, identityBy } from './visit-testing-plan.ts';

const hospital = new FakeHospital();
const queue = new FakeQueue();
const ports = fakePorts({ hospital, queue });
const nobody: VisitContext = initialContext({
  ports,
  language: 'vi',
  reader: { state: 'empty', reader: 'fake' },
  cameraConfigured: true,
  unshown: [],
});
const byPaper = identityBy(patientCode);

describe('about nobody', () => {
  it('nothing is committed and no number leased', async () => {
    expect(issueTickets(nobody)).toEqual({});
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
      appointmentIds: [],
      shown: null,
      carer: null,
      patient: { kind: 'provisional', reason: 'hospital-unreachable' },
      codeSha256: null,
    });
  });
});

describe('about nobody, by face', () => {
  const { signal } = new AbortController();
  const consent = consentNow(nobody);

  it('no gallery is asked', async () => {
    const faces = new FakeGallery();
    const withFaces = { ...nobody, ports: fakePorts({ faces }) };
    expect(await askHeldOnTicket(withFaces, signal)).toBeNull();
    expect(await askHeldByTicket(withFaces, signal)).toBe('no');
    expect(await askHeldByCode(withFaces, signal)).toBe('no');
    expect(await withdrawFace(withFaces, signal)).toEqual({ kind: 'away' });
    expect(await submitFace(withFaces, signal)).toEqual({ kind: 'away' });
    expect(await tellMissed(withFaces)).toBe('away');
    const live = { ...startLive(withFaces.ports, null), template: embedding(1) };
    const nothing = { kind: 'failed', detail: 'nothing to enrol' };
    expect(await submitFace({ ...withFaces, live }, signal)).toEqual(nothing);
    const enrolment = { ...startEnrolling(nobody), consent };
    expect(await submitFace({ ...withFaces, live, enrolment, chipFace: embedding(1) }, signal)).toEqual(nothing);
    expect(faces.calls).toEqual([]);
  });

  it('nothing is asked where there is no gallery', async () => {
    const live = { ...startLive(ports, { kind: 'ticket', key: 'key-1' }), template: embedding(1) };
    const identity = identityBy(codeOf(hanh));
    expect(await submitFace({ ...nobody, live }, signal)).toEqual({ kind: 'away' });
    expect(await tellMissed({ ...nobody, live })).toBe('away');
    expect(await withdrawFace({ ...nobody, identity }, signal)).toEqual({ kind: 'away' });
    expect(await askHeldByTicket({ ...nobody, myTicket: openTicket(ports, 'key-1') }, signal)).toBe('no');
    expect(await askHeldByCode({ ...nobody, lookup: found }, signal)).toBe('no');
  });

  it('nobody is remembered, nothing offered, and no consent has a visit', () => {
    rememberFace(nobody);
    const returned = { enrolmentId, person: enrolledAs(hanh), hasSwapped: false };
    const identity = identityBy(patientCode, { returned });
    rememberFace({ ...nobody, identity });
    const ticket: IssuedTicket = {
      ...{ key: 'key-1', number: 'M-1', official: true, issuedAt: '2026-03-02T08:00:00Z', origin: 'new' },
      ...unsent,
    };
    rememberFace({ ...nobody, identity, clinic: eyeClinic, ticket });
    const faces = new FakeGallery();
    const others: OtherTicket[] = [
      { kind: 'reception', ticket: { ...ticket, key: 'key-2' } },
      { kind: 'clinic', clinic: null, stream: null, priorityReason: null, ticket: { ...ticket, key: 'key-3' } },
    ];
    rememberFace({ ...nobody, ports: fakePorts({ faces }), identity, clinic: eyeClinic, ticket, others });
    expect(faces.remembered).toEqual([{ enrolmentId, ticketKey: 'key-1', patientId: null }]);
    expect(faceOfferOf(nobody)).toBe('none');
    expect(mayAskFace(nobody)).toBe(false);
    expect(consent.visitKey).toBe('');
    expect(leavingOf(null)).toBe('not-saved');
    expect(identifiedByFace(nobody)).toEqual({});
    expect(withEnrolment(nobody, { isOver: true })).toEqual({ enrolment: null });
    expect(ofLive(nobody, 'nobody', () => 'somebody')).toBe('nobody');
    expect(leftBy(nobody, 'away')).toEqual({});
  });

  it('no key is made up, and no movement swapped that was not asked for', () => {
    expect(returnByTicket(nobody, null).live?.factor).toEqual({ kind: 'ticket', key: '' });
    expect(returnByCode(nobody).live?.factor).toEqual({ kind: 'patient', patientId: '' });
    const live = startLive(ports, null);
    expect(swapped(ports, live)).toEqual(live);
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
    expect(syncedTicket({ ports, payment: null }, ticket)).toBe(ticket);
    const unknown = { ...ticket, key: 'key-404' };
    expect(syncedTicket({ ports, payment: null }, unknown)).toBe(unknown);
  });
});
