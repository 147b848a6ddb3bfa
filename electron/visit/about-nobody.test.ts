/** What the parts of a visit do before anybody has come: nothing, and without an exception. */
import { describe, expect, it } from 'vitest';
import { cancelTicket, changeClinic } from './amend.ts';
import { issueDeskTicket, issueTickets, leaseNumbers } from './commit.ts';
import { type IssuedTicket, type VisitContext, initialContext, unsent } from './context.ts';
import { answered, askAboutTicket, keyOnScreen, mayBe, newClinic, ticketAgain } from './my-ticket.ts';
import { afterRead, readChipOf } from './read-chip.ts';
import { syncedTicket } from './synced-ticket.ts';
import { FakeHospital, fakePorts, FakeQueue } from './visit-testing.ts';
import { chipOf, codeOf, eyeClinic, hanh, patientCode } from './visit-testing-people.ts';
import { identityBy } from './visit-testing-plan.ts';

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
      carer: null,
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
    expect(syncedTicket(ports, ticket)).toBe(ticket);
    const unknown = { ...ticket, key: 'key-404' };
    expect(syncedTicket(ports, unknown)).toBe(unknown);
  });
});
