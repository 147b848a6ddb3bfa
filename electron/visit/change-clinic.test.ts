import { describe, expect, it, vi } from 'vitest';
import { defaultDelays } from './delays.ts';
import {
  type FullKiosk,
  openFullKiosk,
  pendingEntry,
  settle,
  unreachable,
  usualVisit,
  shownClinic,
} from './visit-testing.ts';
import { closedClinic, earClinic, eyeClinic, eyeDay, hanh, tracesOf } from './visit-testing-people.ts';

/** A visit of today is in the queue. */
async function kioskWithTicket(options: Parameters<typeof openFullKiosk>[0] = {}): Promise<FullKiosk> {
  const clinics = [eyeClinic, earClinic, closedClinic];
  const kiosk = openFullKiosk({ knownClinics: () => clinics, ...options });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  await usualVisit.ticket(kiosk);
  await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
  await kiosk.send('finish');
  return kiosk;
}

const way = {
  shown: async (kiosk: FullKiosk): Promise<void> => {
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
  },
  choosing: async (kiosk: FullKiosk): Promise<void> => {
    await way.shown(kiosk);
    await kiosk.send('change-clinic');
  },
  confirming: async (kiosk: FullKiosk): Promise<void> => {
    await way.choosing(kiosk);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
  },
  moved: async (kiosk: FullKiosk): Promise<void> => {
    await way.confirming(kiosk);
    await kiosk.send('confirm');
  },
} as const;

describe('another clinic', () => {
  it('is chosen among the others, confirmed, and has a number of its own', async () => {
    const kiosk = await kioskWithTicket();
    await way.choosing(kiosk);
    expect(kiosk.at('my-ticket').now).toEqual({
      state: 'choosing',
      tiles: [
        { kind: 'clinic', clinic: shownClinic(earClinic), intake: 'open' },
        { kind: 'clinic', clinic: shownClinic(closedClinic), intake: 'closed' },
      ],
      readModel: null,
    });
    await kiosk.send({ type: 'choose-clinic', clinicId: 'skin' });
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send({ type: 'choose-clinic', clinicId: 'nowhere' });
    expect(kiosk.at('my-ticket').now.state).toBe('choosing');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    expect(kiosk.at('my-ticket').now).toEqual({ state: 'confirming', clinic: shownClinic(earClinic) });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({
      key: 'key-2',
      number: 'M-2',
      official: true,
      clinic: shownClinic(earClinic),
      stream: 'insured',
      maskedName: null,
      origin: 'moved',
      replacedNumber: 'M-1',
      code: 'TD1:key-2',
      offers: [],
      sync: 'pending',
    });
    await kiosk.send({ type: 'ticket-shown', key: 'key-2' });
    expect(kiosk.queue.rows.get('key-2')).toMatchObject({
      amendment: 'change-clinic',
      visitKey: 'key-1',
      ticketShown: true,
    });
    kiosk.queue.become('key-2', 'confirmed');
    expect(kiosk.at('ticket').sync).toBe('confirmed');
  });

  it('says how old the list is that the hospital does not answer for', async () => {
    const kiosk = await kioskWithTicket({ knownSince: () => '2026-03-01T16:40:00+07:00' });
    kiosk.hospital.answers.clinics = unreachable;
    await way.choosing(kiosk);
    expect(kiosk.at('my-ticket').now).toMatchObject({
      readModel: { fetchedAt: '2026-03-01T16:40:00+07:00' },
    });
    await kiosk.send('back');
    await kiosk.send('finish');
    kiosk.hospital.answers.clinics = { ok: true, value: [eyeClinic, earClinic] };
    await way.choosing(kiosk);
    expect(kiosk.at('my-ticket').now).toMatchObject({ readModel: null });
  });

  it('keeps the legal priority and its reason, and has the examination of the new clinic', async () => {
    const service = { code: '02.1897', name: 'Khám Tai Mũi Họng' };
    const days = [eyeDay, { ...eyeDay, clinicId: 'ear', service }];
    const kiosk = await kioskWithTicket({ readModel: () => ({ days, fetchedAt: '2026-03-02T07:40:00+07:00' }) });
    const amend = vi.spyOn(kiosk.queue, 'amend');
    kiosk.queue.become('key-1', 'pending', { stream: 'priority', priorityReason: 'age-75-or-more' });
    await way.moved(kiosk);
    expect(amend).toHaveBeenCalledWith({
      kind: 'change-clinic',
      visitKey: 'key-1',
      clinic: { id: 'ear', name: earClinic.name.vi },
      stream: 'priority',
      priorityReason: 'age-75-or-more',
      service,
    });
  });

  it('can be changed again, by the first paper too', async () => {
    const kiosk = await kioskWithTicket();
    await way.moved(kiosk);
    await kiosk.send('finish');
    await way.shown(kiosk);
    expect(kiosk.at('my-ticket').ticket).toMatchObject({ number: 'M-2', clinic: shownClinic(earClinic) });
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-3', replacedNumber: 'M-2', clinic: shownClinic(eyeClinic) });
  });

  it('can be thought over at every step', async () => {
    const kiosk = await kioskWithTicket();
    await way.confirming(kiosk);
    await kiosk.send('back');
    expect(kiosk.at('my-ticket').now.state).toBe('choosing');
    await kiosk.send('back');
    expect(kiosk.at('my-ticket').now.state).toBe('shown');
    expect(kiosk.queue.rows.size).toBe(1);
  });

  it('is not torn off by a code that somebody else shows', async () => {
    const kiosk = await kioskWithTicket();
    await way.choosing(kiosk);
    await usualVisit.awaiting(kiosk);
    await way.shown(kiosk);
    expect(kiosk.at('my-ticket').now.state).toBe('choosing');
  });
});

describe('the number of the other clinic', () => {
  it('is leased when none is left', async () => {
    const kiosk = await kioskWithTicket();
    kiosk.queue.officialNumbers = 0;
    await way.moved(kiosk);
    expect(kiosk.hospital.lastCallOf('leaseNumbers').request).toMatchObject({ clinicId: 'ear', stream: 'insured' });
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-2', official: true });
  });

  it('is the kiosk’s own when the hospital takes too long, and nothing moves before', async () => {
    const kiosk = await kioskWithTicket();
    kiosk.queue.officialNumbers = 0;
    kiosk.hospital.held.add('leaseNumbers');
    await way.moved(kiosk);
    expect(kiosk.at('my-ticket').now).toEqual({ state: 'changing', clinic: shownClinic(earClinic) });
    await kiosk.advance(defaultDelays.leaseMs - 100);
    expect(kiosk.queue.rows.size).toBe(1);
    await kiosk.advance(100);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-2', official: false, origin: 'moved' });
  });

  it('is the kiosk’s own when the hospital refuses one or its adapter crashes', async () => {
    const kiosk = await kioskWithTicket();
    kiosk.queue.officialNumbers = 0;
    kiosk.hospital.answers.leaseNumbers = unreachable;
    await way.moved(kiosk);
    expect(kiosk.at('ticket').official).toBe(false);
    await kiosk.send('finish');
    kiosk.hospital.held.add('leaseNumbers');
    await way.shown(kiosk);
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    kiosk.hospital.lastCallOf('leaseNumbers').crash();
    await settle();
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-3', official: false });
  });

  it('is taken by nobody who walks away', async () => {
    const kiosk = await kioskWithTicket();
    kiosk.queue.officialNumbers = 0;
    kiosk.hospital.held.add('leaseNumbers');
    await way.moved(kiosk);
    await kiosk.send('start-over');
    await kiosk.advance(defaultDelays.leaseMs);
    expect(kiosk.queue.rows.size).toBe(1);
    expect(kiosk.shown().step).toBe('attract');
  });
});

describe('a change that is not to be had', () => {
  it('because the patient has a ticket there: that is shown, and nothing is replaced', async () => {
    const kiosk = await kioskWithTicket();
    const there = { key: 'key-8', ticket: { number: 'M-8', official: true } };
    kiosk.queue.rows.set('key-8', pendingEntry({ ...there, clinicId: 'ear', stream: 'priority', payer: 'undecided' }));
    kiosk.queue.amendAnswer = { kind: 'already-registered', ...there };
    await way.moved(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({
      key: 'key-8',
      number: 'M-8',
      clinic: shownClinic({ ...earClinic, waiting: null }),
      stream: 'priority',
      // Only the other paper says it.
      asksInsurance: false,
      issuedAt: '2026-03-02T08:05:00+07:00',
      origin: 'existing',
      replacedNumber: null,
      offers: ['change-clinic', 'cancel'],
    });
  });

  it('because the visit is over: said in words, with its state', async () => {
    const kiosk = await kioskWithTicket();
    kiosk.queue.amendAnswer = { kind: 'not-possible', reason: 'over' };
    await way.confirming(kiosk);
    const row = kiosk.queue.rows.get('key-1')!;
    kiosk.queue.rows.set('key-1', { ...row, serviceDate: '2026-03-01' });
    await kiosk.send('confirm');
    expect(kiosk.at('my-ticket')).toMatchObject({
      ticket: { number: 'M-1' },
      now: { state: 'shown', status: 'over', offers: [], notice: 'not-possible' },
    });
  });

  it.each(['full', 'throwing'] as const)('because the queue is %s: to the desk, also after words', async (state) => {
    const kiosk = await kioskWithTicket();
    kiosk.queue.amendAnswer = { kind: 'not-possible', reason: 'unknown' };
    await way.moved(kiosk);
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    kiosk.queue.state = state;
    await kiosk.send('confirm');
    expect(kiosk.at('desk')).toMatchObject({ reason: 'step-failed', key: null });
    expect(kiosk.queue.rows.size).toBe(1);
  });
});

describe('a patient who registers again', () => {
  it('finds the ticket of before, and may change it there, now nameless', async () => {
    const kiosk = await kioskWithTicket();
    kiosk.queue.alreadyTheirs = { key: 'key-1', ticket: { number: 'M-1', official: true } };
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ origin: 'existing', offers: ['change-clinic', 'cancel'] });
    await kiosk.send('ticket-choices');
    expect(kiosk.at('my-ticket')).toMatchObject({
      ticket: { number: 'M-1' },
      now: { state: 'shown', offers: ['show', 'change-clinic', 'cancel'] },
    });
    expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
    await kiosk.send('change-clinic');
    expect(kiosk.at('my-ticket').now.state).toBe('choosing');
    await kiosk.send('back');
    await kiosk.send('show-ticket');
    await kiosk.send('ticket-choices');
    await kiosk.send('cancel-ticket');
    expect(kiosk.at('my-ticket').now.state).toBe('asking-to-cancel');
  });

  it('is offered nothing on a new ticket', async () => {
    const kiosk = await kioskWithTicket();
    await usualVisit.ticket(kiosk);
    await kiosk.send('ticket-choices');
    expect(kiosk.at('ticket').origin).toBe('new');
  });
});
