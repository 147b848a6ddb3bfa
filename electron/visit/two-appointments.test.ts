import { describe, expect, it } from 'vitest';
import type { CommitResult } from '../../sync/queue/port.ts';
import { slipsOf } from '../tickets/slips.ts';
import { atEar, booked, both, movedToEar } from './appointments-testing.ts';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, pendingEntry, settle, shownClinic } from './visit-testing.ts';
import { appointment, earClinic, eyeClinic, hanh } from './visit-testing-people.ts';

describe('two appointments', () => {
  it('are two registrations and two numbers on one screen', async () => {
    const kiosk = await booked(appointment, atEar);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send(both);
    expect(kiosk.at('confirm')).toMatchObject({
      state: 'committing',
      choices: [
        { clinic: shownClinic(eyeClinic), doctor: 'BS. Lê Mai', time: '08:30' },
        { clinic: shownClinic(earClinic), doctor: null, time: '08:50' },
      ],
    });
    for (const call of kiosk.hospital.callsOf('leaseNumbers')) call.answer();
    await settle();
    expect(kiosk.at('ticket')).toMatchObject({
      key: 'key-1',
      number: 'M-1',
      clinic: shownClinic(eyeClinic),
      others: [
        {
          ...{ kind: 'clinic', key: 'key-2', number: 'M-2', official: true, replacedNumber: null },
          ...{ clinic: shownClinic(earClinic), code: 'TD1:key-2' },
        },
      ],
    });
    expect(kiosk.queue.drafts).toMatchObject([{ appointmentId: appointment.id }, { appointmentId: atEar.id }]);
    const clinics = kiosk.hospital
      .callsOf('leaseNumbers')
      .map(({ request }) => (request as { clinicId: string }).clinicId);
    expect(clinics).toEqual(['eye', 'ear']);
  });

  it('are each in the queue that was committed for it, first of all for whoever goes first', async () => {
    const kiosk = await booked(appointment, atEar);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    await kiosk.send(both);
    const first = { stream: 'priority', priorityReason: 'pregnancy' } as const;
    expect(kiosk.at('ticket')).toMatchObject({ ...first, asksPriority: false, others: [first] });
    expect(kiosk.queue.drafts).toMatchObject([first, first]);
    expect(slipsOf(kiosk.shown())).toMatchObject([first, first]);
    // The hospital calls a number of another registration, of which only that is known.
    kiosk.queue.become('key-2', 'confirmed', { hospitalNumber: 'T007', alreadyThere: true });
    expect(kiosk.at('ticket')).toMatchObject({
      asksPriority: true,
      others: [{ number: 'T007', stream: null, priorityReason: null }],
    });
  });

  it('of which the second was given before are in the queues that they were given in', async () => {
    const kiosk = await booked(appointment, atEar);
    secondGivenBefore(kiosk);
    await kiosk.send(both);
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ key: 'key-1', origin: 'new', stream: 'insured', clinic: shownClinic(eyeClinic) },
      // How many wait there now is not how many wait in front of it; who pays for it nothing says.
      others: [{ key: 'key-9', stream: null, clinic: shownClinic({ ...earClinic, waiting: null }) }],
    });
  });

  it('are seen each for itself: they may stand on two pages', async () => {
    const kiosk = await booked(appointment, atEar);
    await kiosk.send(both);
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await kiosk.send({ type: 'ticket-shown', key: 'key-404' });
    expect(kiosk.queue.unshownTickets().map(({ key }) => key)).toEqual(['key-2']);
    await kiosk.send({ type: 'ticket-shown', key: 'key-2' });
    expect(kiosk.queue.unshownTickets()).toEqual([]);
  });

  it('follow the hospital, each for itself', async () => {
    const kiosk = await booked(appointment, atEar);
    await kiosk.send(both);
    kiosk.queue.become('key-2', 'confirmed', { hospitalNumber: 'T007', alreadyThere: true });
    expect(kiosk.at('ticket')).toMatchObject({
      number: 'M-1',
      sync: 'pending',
      others: [{ number: 'T007', replacedNumber: 'M-2', sync: 'confirmed', refusal: null }],
    });
    kiosk.queue.become('key-1', 'confirmed');
    expect(kiosk.at('ticket').sync).toBe('confirmed');
  });

  it('of which the hospital refuses the second say so of that one, and send nobody to its clinic', async () => {
    const kiosk = await booked(appointment, atEar);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    await kiosk.send(both);
    kiosk.queue.become('key-1', 'confirmed');
    kiosk.queue.become('key-2', 'dead', { refusal: { reason: 'clinic-full', sendTo: null } });
    expect(kiosk.at('ticket')).toMatchObject({
      ...{ sync: 'confirmed', refusal: null, asksPriority: false },
      others: [{ key: 'key-2', sync: 'refused', refusal: { reason: 'clinic-full', sendTo: null } }],
    });
  });

  it('leave time to read what the hospital changed of either, not what it only has by now', async () => {
    const { endWarningMs } = defaultDelays;
    for (const [key, state, change, isNews] of [
      ['key-1', 'confirmed', {}, false],
      ['key-1', 'dead', { refusal: { reason: 'clinic-full', sendTo: null } }, true],
      ['key-2', 'confirmed', { hospitalNumber: 'T007', alreadyThere: true }, true],
      ['key-2', 'dead', { refusal: { reason: 'clinic-full', sendTo: null } }, true],
    ] as const) {
      const kiosk = await booked(appointment, atEar);
      await kiosk.send(both);
      await kiosk.advance(endWarningMs - 1);
      kiosk.queue.become(key, state, change);
      await kiosk.advance(1);
      expect(kiosk.visit.view().idleSecondsLeft === null).toBe(isNews);
    }
  });

  it('ask for priority at no clinic that has refused its number', async () => {
    const kiosk = await booked(appointment, atEar);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    secondGivenBefore(kiosk);
    await kiosk.send(both);
    expect(kiosk.at('ticket').asksPriority).toBe(true);
    kiosk.queue.become('key-9', 'dead', { refusal: { reason: 'clinic-closed', sendTo: null } });
    expect(kiosk.at('ticket').asksPriority).toBe(false);
  });

  it.each([
    [null, true],
    ['undecided', true],
    ['insurance', true],
    // Nobody is sent a bill for both.
    ['patient', null],
  ] as const)('of which the first was given before to be paid for by %s: insured %s', async (payer, said) => {
    const kiosk = await booked(appointment, atEar);
    const there = { key: 'key-9', ticket: { number: 'M-9', official: true } };
    kiosk.queue.rows.set('key-9', pendingEntry({ ...there, clinicId: 'eye', payer }));
    const commit = kiosk.queue.commit.bind(kiosk.queue);
    kiosk.queue.commit = (draft) => {
      kiosk.queue.alreadyTheirs = draft.kind === 'visit' && draft.appointmentId === appointment.id ? there : null;
      return commit(draft);
    };
    await kiosk.send(both);
    const { key, others, insured } = kiosk.at('ticket');
    expect([key, others.length, insured]).toEqual(['key-9', 1, said]);
  });

  it('of one clinic are one registration that names both', async () => {
    const later = { ...atEar, id: 'appointment-10', clinicId: 'eye' };
    const kiosk = await booked(appointment, later);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id, later.id] });
    expect(kiosk.at('ticket').others).toEqual([]);
    expect(kiosk.queue.drafts).toMatchObject([
      { appointmentId: appointment.id, otherAppointmentIds: ['appointment-10'] },
    ]);
  });

  it('that are one number are shown as one', async () => {
    const kiosk = await booked(appointment, atEar);
    kiosk.queue.alreadyTheirs = { key: 'key-9', ticket: { number: 'M-9', official: true } };
    await kiosk.send(both);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-9', origin: 'existing', others: [] });
  });

  it('that are one number since the first was moved name the clinic that calls it', async () => {
    const kiosk = await booked(appointment, atEar);
    movedToEar(kiosk);
    await kiosk.send(both);
    const there = { key: 'key-9', number: 'T-9', clinic: { id: 'ear' } };
    expect(kiosk.at('ticket')).toMatchObject({ ...there, origin: 'existing', others: [] });
  });

  it.each([
    ['the second', 1],
    ['the first', 0],
  ])('of which %s fails: what there is is shown, the rest is for staff', async (_, failing) => {
    const kiosk = await booked(appointment, atEar);
    failAt(kiosk, (index, kind) => kind === 'visit' && index === failing);
    await kiosk.send(both);
    expect(kiosk.at('ticket')).toMatchObject({
      clinic: { id: failing === 1 ? 'eye' : 'ear' },
      others: [{ kind: 'reception', key: 'key-2', number: 'K-2', code: 'TD1:key-2', sync: 'pending' }],
      isIncomplete: false,
    });
    expect(slipsOf(kiosk.shown())).toMatchObject([
      { kind: 'ticket', key: 'key-1', place: null },
      { kind: 'desk', key: 'key-2', number: 'K-2', code: 'TD1:key-2', reason: 'step-failed', sync: 'pending' },
    ]);
    expect(kiosk.queue.drafts.map(({ kind }) => kind).toSorted()).toEqual(['desk', 'visit']);
    expect(kiosk.queue.lastDraft).toMatchObject({ reason: 'step-failed', person: { idNumber: hanh.idNumber } });
  });

  it('of which one fails on a full disk: the other is shown', async () => {
    const kiosk = await booked(appointment, atEar);
    failAt(kiosk, (index) => index > 0);
    await kiosk.send(both);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-1', others: [], isIncomplete: true });
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    expect(kiosk.queue.unshownTickets()).toEqual([]);
  });

  it('of which both fail: to the desk', async () => {
    const kiosk = await booked(appointment, atEar);
    failAt(kiosk, (_, kind) => kind === 'visit');
    await kiosk.send(both);
    expect(kiosk.at('desk').reason).toBe('step-failed');
  });
});

/** The patient has a number at the other clinic already, whose patients pay. */
function secondGivenBefore({ queue }: FullKiosk): void {
  const there = { key: 'key-9', ticket: { number: 'T-9', official: true } };
  queue.rows.set('key-9', pendingEntry({ ...there, clinicId: 'ear', stream: 'paying' }));
  const commit = queue.commit.bind(queue);
  queue.commit = (draft) => {
    queue.alreadyTheirs = queue.drafts.length === 0 ? null : there;
    return commit(draft);
  };
}

/** Makes some commits fail, by their order and kind. */
function failAt({ queue }: FullKiosk, fails: (index: number, kind: 'visit' | 'desk') => boolean): void {
  const commit = queue.commit.bind(queue);
  let index = 0;
  queue.commit = (draft): CommitResult => {
    const failed = fails(index, draft.kind);
    index += 1;
    return failed ? { kind: 'failed', detail: 'a bad page' } : commit(draft);
  };
}
