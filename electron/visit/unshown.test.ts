import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { unsent } from './issued-ticket.ts';
import { offerNext, unseen } from './unshown.ts';
import { FakeQueue, fakePorts, type FullKiosk, openFullKiosk, usualVisit, shownClinic } from './visit-testing.ts';
import { eyeClinic, hanh, khoa } from './visit-testing-people.ts';

/** The station ended before these screens were seen. */
async function restarted(...visits: ((kiosk: FullKiosk) => Promise<void>)[]) {
  const queue = new FakeQueue();
  const before = openFullKiosk({ queue });
  for (const visit of visits) {
    await visit(before);
    await before.send('finish');
  }
  before.visit.stop();
  return { queue, kiosk: openFullKiosk({ queue }) };
}

const shownLongEnough = defaultDelays.endWarningMs + defaultDelays.endGraceMs;

describe('after a restart', () => {
  it('the ticket that nobody has seen is offered again, with its clinic and without a name', async () => {
    const { kiosk, queue } = await restarted(usualVisit.ticket);
    expect(kiosk.at('ticket')).toEqual({
      step: 'ticket',
      key: 'key-1',
      number: 'M-1',
      official: true,
      maskedName: null,
      identity: null,
      checkAtDoor: false,
      faceOffer: 'none',
      clinic: shownClinic({ ...eyeClinic, waiting: null }),
      stream: null,
      priorityReason: null,
      asksPriority: false,
      asksInsurance: false,
      insured: null,
      issuedAt: '2026-03-02T08:05:00+07:00',
      origin: 'again',
      replacedNumber: null,
      code: 'TD1:key-1',
      offers: [],
      sync: 'pending',
      refusal: null,
      cardStillThere: false,
      later: null,
      others: [],
      isIncomplete: false,
      canGoOn: false,
    });
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await kiosk.advance(shownLongEnough - 100);
    expect(kiosk.shown().step).toBe('ticket');
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('attract');
    expect(openFullKiosk({ queue }).shown().step).toBe('attract');
  });

  it('it has no clinic when that is on no list any more', async () => {
    const { queue } = await restarted(usualVisit.ticket);
    expect(openFullKiosk({ queue, knownClinics: () => [] }).at('ticket').clinic).toBeNull();
  });

  it('it says for which later session it is', async () => {
    const { queue } = await restarted(usualVisit.ticket);
    const row = queue.rows.get('key-1') ?? expect.unreachable('no ticket');
    queue.rows.set('key-1', { ...row, serviceDate: '2026-03-03' });
    const later = { serviceDate: '2026-03-03', session: 'morning' };
    expect(openFullKiosk({ queue }).at('ticket').later).toEqual(later);
  });

  it('it shows what the hospital made of it meanwhile', async () => {
    const { queue } = await restarted(usualVisit.ticket);
    queue.become('key-1', 'confirmed');
    expect(openFullKiosk({ queue }).at('ticket').sync).toBe('confirmed');
    queue.become('key-1', 'confirmed', { hospitalNumber: 'A007', alreadyThere: true });
    expect(openFullKiosk({ queue }).at('ticket')).toMatchObject({
      // Whoever stands there may be somebody else: still nothing that is printed by itself.
      ...{ number: 'A007', origin: 'again', replacedNumber: 'M-1' },
    });
  });

  it('a desk ticket is offered too, under its number and without a second registration', async () => {
    const { kiosk, queue } = await restarted(usualVisit.desk);
    expect(kiosk.at('desk')).toMatchObject({ key: 'key-1', number: 'K-1', sync: 'pending' });
    expect(kiosk.state().context.ticket?.origin).toBe('again');
    expect(queue.drafts).toHaveLength(1);
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    expect(queue.entry('key-1')?.ticketShown).toBe(true);
    await kiosk.send('finish');
    expect(kiosk.shown().step).toBe('attract');
  });

  it('all of them are offered, oldest first, the next when the one before is finished or has had its time', async () => {
    const { kiosk, queue } = await restarted(usualVisit.ticket, usualVisit.desk, usualVisit.ticket);
    expect(kiosk.at('ticket').key).toBe('key-1');
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await kiosk.send('finish');
    expect(kiosk.at('desk').key).toBe('key-2');
    await kiosk.advance(shownLongEnough);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-3', origin: 'again', clinic: { id: 'eye' } });
    await kiosk.advance(shownLongEnough);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    expect(queue.drafts).toHaveLength(3);
    await kiosk.send('presence');
    expect(kiosk.shown().step).toBe('attract');
  });

  it('any code begins a visit, also that of the same patient; what was not offered yet waits for its end', async () => {
    const { kiosk } = await restarted(usualVisit.ticket, usualVisit.desk);
    await usualVisit.awaiting(kiosk, hanh);
    expect(kiosk.shown().step).toBe('identify');
    await kiosk.send('start-over');
    expect(kiosk.at('desk').key).toBe('key-2');
    await usualVisit.awaiting(kiosk, khoa);
    await kiosk.send('start-over');
    expect(kiosk.shown().step).toBe('attract');
  });

  it('one that its patient has fetched by a visit meanwhile is not offered any more', async () => {
    const { kiosk, queue } = await restarted(usualVisit.ticket, usualVisit.ticket);
    queue.alreadyTheirs = { key: 'key-2', ticket: { number: 'M-2', official: true } };
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-2', origin: 'existing' });
    await kiosk.send({ type: 'ticket-shown', key: 'key-2' });
    await kiosk.send('finish');
    expect(kiosk.shown().step).toBe('attract');
  });
});

describe('an emergency on a ticket that was offered again', () => {
  it.each([usualVisit.ticket, usualVisit.desk])('puts it off until the screen is free', async (visit) => {
    const { kiosk } = await restarted(visit, usualVisit.desk);
    await kiosk.send('emergency');
    await kiosk.send('finish');
    expect(kiosk.shown()).toMatchObject({ key: 'key-1' });
    await kiosk.send('finish');
    expect(kiosk.shown()).toMatchObject({ key: 'key-2' });
  });

  it('does not bring back one that was seen, or of which the queue says nothing', async () => {
    const seen = await restarted(usualVisit.ticket);
    await seen.kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await seen.kiosk.send('emergency');
    await seen.kiosk.send('finish');
    expect(seen.kiosk.shown().step).toBe('attract');

    const { kiosk, queue } = await restarted(usualVisit.ticket);
    queue.state = 'unreadable';
    await kiosk.send('emergency');
    await kiosk.send('finish');
    expect(kiosk.shown().step).toBe('attract');
  });
});

it('has nothing unseen where no number is on the screen', () => {
  const issuedAt = '2026-03-02T08:05:00+07:00';
  const ticket = { key: null, number: '', official: false, ...unsent, issuedAt, origin: 'again' } as const;
  expect(unseen({ ports: fakePorts(), ticket, unshown: [] })).toEqual([]);
});

it('offers nothing where nothing is left', () => {
  expect(offerNext({ ports: fakePorts(), unshown: [] })).toEqual({});
});
