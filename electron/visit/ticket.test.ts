import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { FakeQueue, openFullKiosk, pendingEntry, settle, shownClinic, usualVisit } from './visit-testing.ts';
import { earClinic, eyeClinic, hanh, khoa, patientCode } from './visit-testing-people.ts';

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
      asksPriority: false,
      asksInsurance: false,
      insured: true,
      issuedAt: expect.stringMatching(/^2026-03-02T01:00/) as unknown,
      origin: 'new',
      replacedNumber: null,
      code: 'TD1:key-1',
      offers: [],
      sync: 'pending',
      refusal: null,
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

  it('that the patient has already stands in the queue that it was given in, whatever is so by now', async () => {
    const queue = new FakeQueue();
    const kiosk = openFullKiosk({ queue });
    const there = { key: 'key-9', ticket: { number: 'M-9', official: true } };
    queue.alreadyTheirs = there;
    queue.rows.set('key-9', pendingEntry({ ...there, stream: 'insured', checkAtDoor: true }));
    await usualVisit.confirm(kiosk);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ number: 'M-9', origin: 'existing', issuedAt: '2026-03-02T08:05:00+07:00' },
      ...{ stream: 'insured', priorityReason: null, asksPriority: true, insured: null, maskedName: 'N.' },
      // As that visit was known, which the hospital has been told.
      ...{ checkAtDoor: true, identity: null },
    });
  });

  it('that the patient has already keeps why it goes first', async () => {
    const queue = new FakeQueue();
    const kiosk = openFullKiosk({ queue });
    const there = { key: 'key-9', ticket: { number: 'M-9', official: true } };
    queue.alreadyTheirs = there;
    queue.rows.set('key-9', pendingEntry({ ...there, stream: 'priority', priorityReason: 'pregnancy' }));
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ stream: 'priority', priorityReason: 'pregnancy', asksPriority: false, insured: null },
    });
  });

  it('has the figures of its clinic when it was just given, and none of a newcomer when it is one of before', async () => {
    const kiosk = openFullKiosk();
    const busy = { ...eyeClinic, waiting: 7, waitMinutes: 40 };
    kiosk.hospital.answers.clinics = { ok: true, value: [busy] };
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket').clinic).toEqual(shownClinic(busy));
    await kiosk.send('finish');
    kiosk.queue.alreadyTheirs = { key: 'key-9', ticket: { number: 'M-9', official: true } };
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({
      origin: 'existing',
      clinic: shownClinic({ ...eyeClinic, waiting: null }),
    });
    expect(kiosk.at('ticket').clinic).not.toHaveProperty('waitMinutes');
  });

  it('that the queue says nothing more of is in no queue that anybody could name', async () => {
    const kiosk = openFullKiosk();
    kiosk.queue.alreadyTheirs = { key: 'key-9', ticket: { number: 'M-9', official: true } };
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ key: 'key-9', number: 'M-9', origin: 'existing', clinic: { id: 'eye' } },
      ...{ stream: null, priorityReason: null, insured: null, identity: 'proven' },
    });
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

  it('says why the hospital refused it and where its patient is sent, until staff have mended that', async () => {
    const kiosk = openFullKiosk({ knownClinics: () => [eyeClinic, earClinic] });
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket').refusal).toBeNull();
    kiosk.queue.become('key-1', 'dead', { refusal: { reason: 'clinic-full', sendTo: 'ear' } });
    expect(kiosk.at('ticket')).toMatchObject({
      sync: 'refused',
      refusal: { reason: 'clinic-full', sendTo: shownClinic(earClinic) },
    });
    kiosk.queue.become('key-1', 'dead', { refusal: { reason: 'patient-blocked', sendTo: null } });
    expect(kiosk.at('ticket').refusal).toEqual({ reason: 'patient-blocked', sendTo: null });
    kiosk.queue.become('key-1', 'pending', { refusal: null });
    expect(kiosk.at('ticket')).toMatchObject({ sync: 'pending', refusal: null });
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
      // It may have been printed by now, and nobody calls it.
      replacedNumber: 'M-1',
      sync: 'confirmed',
      maskedName: 'N.',
    });
    kiosk.queue.listeners.tell('key-1');
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K2-017', replacedNumber: 'M-1' });
  });

  it('is said again, with the number of the paper, to whoever comes back with that', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'K2-017', alreadyThere: true, ticketShown: true });
    await kiosk.send('finish');
    kiosk.queue.alreadyTheirs = { key: 'key-1', ticket: { number: 'M-1', official: true } };
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K2-017', replacedNumber: 'M-1' });
  });

  it('stands in no queue of those who go first that anybody here knows of', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ stream: 'priority', priorityReason: 'pregnancy', asksPriority: false },
    });
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'K2-017', alreadyThere: true });
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ number: 'K2-017', stream: null, priorityReason: null, asksPriority: true },
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
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ number: 'M-1', origin: 'new', replacedNumber: null, stream: 'insured', sync: 'confirmed' },
    });
  });

  it('stays that of the paper at the desk', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.desk(kiosk);
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'X-9', alreadyThere: true });
    expect(kiosk.at('desk')).toMatchObject({ number: 'K-1', code: 'TD1:key-1', sync: 'confirmed' });
  });
});
