import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { FakeQueue, openFullKiosk, settle, unreachable, usualVisit } from './visit-testing.ts';
import { hanh, khoa, patientCode } from './visit-testing-people.ts';

describe('the ticket', () => {
  it('is shown once it is committed', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toEqual({
      step: 'ticket',
      key: 'key-1',
      number: 'M-1',
      official: true,
      maskedName: 'N.',
      identity: 'proven',
      checkAtDoor: false,
      faceOffer: 'none',
      clinic: expect.objectContaining({ id: 'eye' }) as unknown,
      stream: 'insured',
      priorityReason: null,
      insured: true,
      issuedAt: expect.stringMatching(/^2026-03-02T01:00/) as unknown,
      origin: 'new',
      replacedNumber: null,
      code: 'TD1:key-1',
      offers: [],
      sync: 'pending',
      cardStillThere: false,
      later: null,
      others: [],
      isIncomplete: false,
      canGoOn: true,
    });
  });

  it('is the one that the patient has already', async () => {
    const queue = new FakeQueue();
    const kiosk = openFullKiosk({ queue });
    await usualVisit.ticket(kiosk);
    queue.become('key-1', 'confirmed');
    await kiosk.send('finish');
    queue.alreadyTheirs = { key: 'key-1', ticket: { number: 'M-1', official: true } };
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-1', number: 'M-1', origin: 'existing', sync: 'confirmed' });
    expect(queue.drafts).toHaveLength(1);
  });

  it('has the name of the record when a paper code began the visit', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(patientCode);
    await settle();
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ maskedName: 'N.', identity: 'claimed' });
  });

  it('says what the hospital made of it, as soon as that is known', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    for (const [state, sync] of [
      ['in-flight', 'pending'],
      ['dead', 'refused'],
      ['confirmed', 'confirmed'],
    ] as const) {
      kiosk.queue.become('key-1', state);
      expect(kiosk.at('ticket').sync).toBe(sync);
    }
  });

  it('does not follow other rows, nor a row that is gone', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.send('finish');
    await usualVisit.ticket(kiosk, { ...hanh });
    expect(kiosk.at('ticket').key).toBe('key-2');
    kiosk.queue.become('key-1', 'confirmed');
    expect(kiosk.at('ticket').sync).toBe('pending');
    kiosk.queue.rows.clear();
    kiosk.queue.listeners.tell('key-2');
    expect(kiosk.at('ticket').sync).toBe('pending');
  });

  it('is marked as shown by its own key only', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.send({ type: 'ticket-shown', key: 'key-2' });
    expect(kiosk.queue.entry('key-1')?.ticketShown).toBe(false);
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    expect(kiosk.queue.entry('key-1')?.ticketShown).toBe(true);
  });

  it('stays when its own code is shown again, and gives way to the next patient', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await usualVisit.awaiting(kiosk, hanh);
    expect(kiosk.at('ticket').number).toBe('M-1');
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    await usualVisit.awaiting(kiosk, khoa);
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
    await kiosk.advance(defaultDelays.idleWarningMs - 100);
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
  });
});

describe('the number that is called', () => {
  it('is that of the earlier registration when the patient has one already', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'K2-017', alreadyThere: true });
    expect(kiosk.at('ticket')).toMatchObject({
      key: 'key-1',
      number: 'K2-017',
      official: true,
      origin: 'existing',
      sync: 'confirmed',
      maskedName: 'N.',
    });
  });

  it.each([
    ['a number of ours that the hospital adopted under another', { hospitalNumber: 'A007', alreadyThere: false }],
    ['a registration that had arrived before', { hospitalNumber: 'M-1', alreadyThere: true }],
    ['a hospital that names no number', { hospitalNumber: null, alreadyThere: true }],
  ])('stays that of the paper for %s', async (_, answer) => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    kiosk.queue.become('key-1', 'confirmed', answer);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', origin: 'new', sync: 'confirmed' });
  });

  it('stays that of the paper at the desk', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.desk(kiosk);
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'X-9', alreadyThere: true });
    expect(kiosk.at('desk')).toMatchObject({ number: 'K-1', sync: 'confirmed' });
  });
});

describe('the number', () => {
  it('is leased from the hospital only when none is left', async () => {
    const kiosk = openFullKiosk();
    kiosk.queue.officialNumbers = 1;
    await usualVisit.ticket(kiosk);
    expect(kiosk.hospital.callsOf('leaseNumbers')).toEqual([]);
    expect(kiosk.at('ticket').official).toBe(true);
    await kiosk.send('finish');
    await usualVisit.ticket(kiosk);
    expect(kiosk.hospital.callsOf('leaseNumbers').map(({ request }) => request)).toEqual([
      {
        kioskId: 'kiosk-1',
        clinicId: 'eye',
        serviceDate: '2026-03-02',
        session: 'morning',
        stream: 'insured',
        size: 5,
      },
    ]);
    expect(kiosk.at('ticket').official).toBe(true);
    expect(kiosk.queue.officialNumbers).toBe(4);
  });

  it('is the kiosk’s own when the hospital takes too long; its late block serves the next patient', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    expect(kiosk.at('confirm').state).toBe('committing');
    await kiosk.advance(defaultDelays.leaseMs - 100);
    expect(kiosk.at('confirm').state).toBe('committing');
    await kiosk.advance(100);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-1', official: false });
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await settle();
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-1', official: false });
    expect(kiosk.queue.drafts).toHaveLength(1);

    await kiosk.send('finish');
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-2', official: true });
    expect(kiosk.hospital.callsOf('leaseNumbers')).toHaveLength(1);
  });

  it('is the kiosk’s own when the hospital refuses one or its adapter crashes', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.leaseNumbers = unreachable;
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket').official).toBe(false);
    await kiosk.send('finish');

    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    kiosk.hospital.lastCallOf('leaseNumbers').crash();
    await settle();
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-2', official: false });
  });

  it.each(['start-over', 'ask-for-staff'] as const)('is never taken when %s comes first', async (intent) => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    await kiosk.send('confirm');
    // The answer is on its way in the same moment as the patient turns away.
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await kiosk.send(intent);
    await kiosk.advance(defaultDelays.leaseMs);
    expect(kiosk.queue.drafts.filter(({ kind }) => kind === 'visit')).toEqual([]);
  });

  it('goes with nobody when the patient walks away', async () => {
    const kiosk = openFullKiosk();
    kiosk.ports.delays = { ...defaultDelays, leaseMs: 100_000 };
    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await settle();
    expect(kiosk.queue.drafts).toEqual([]);
  });
});
