import { describe, expect, it } from 'vitest';
import type { TicketState } from '../../sync/his/hospital-api.ts';
import { slipsOf } from '../tickets/slips.ts';
import { defaultDelays } from './delays.ts';
import { allOffers, kioskWith, says, scan, waiting } from './my-ticket-testing.ts';
import { type FullKiosk, settle, shownClinic, unreachable } from './visit-testing.ts';
import { earClinic, eyeClinic } from './visit-testing-people.ts';

/** What the hospital says of a ticket that is shown again, and of one that only it knows. */

describe('a ticket that the queue does not have', () => {
  it('is known by the hospital, or by nobody', async () => {
    const kiosk = kioskWith();
    says(kiosk, waiting);
    await scan(kiosk, 'key-404');
    expect(kiosk.at('my-ticket')).toMatchObject({
      ticket: { number: 'M-1', official: true, clinic: shownClinic(eyeClinic), day: null, code: 'TD1:key-404' },
      now: { status: 'confirmed', ahead: 3, offers: [], notice: 'elsewhere' },
    });
    says(kiosk, { ...waiting, state: 'called' });
    await scan(kiosk, 'key-404');
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'called', notice: 'none' });
    says(kiosk, null);
    await scan(kiosk, 'key-405');
    expect(kiosk.at('my-ticket')).toMatchObject({ ticket: null, now: { status: 'unknown', offers: [] } });
    for (const intent of ['show-ticket', 'change-clinic', 'cancel-ticket'] as const) await kiosk.send(intent);
    expect(kiosk.at('my-ticket').now.state).toBe('shown');
  });

  it('is for the session that the hospital says, and nobody is in front of it before that', async () => {
    const kiosk = kioskWith();
    const standing = async (moment: TicketState['moment']) => {
      says(kiosk, { ...waiting, moment });
      await scan(kiosk, 'key-404');
      const { ticket, now } = kiosk.at('my-ticket');
      return { day: ticket?.day, ...now };
    };
    const [present, later] = [
      { serviceDate: '2026-03-02', session: 'morning' },
      { serviceDate: '2026-03-03', session: 'afternoon' },
    ] as const;
    expect(await standing(present)).toMatchObject({ day: present, status: 'confirmed', ahead: 3, notice: 'elsewhere' });
    expect(await standing(later)).toMatchObject({ day: later, status: 'confirmed', ahead: null, notice: 'elsewhere' });
    expect(slipsOf(kiosk.shown())).toMatchObject([{ later, ahead: null }]);
  });

  it('is not called unknown while the hospital is still being asked', async () => {
    const kiosk = kioskWith();
    says(kiosk, waiting);
    kiosk.hospital.held.add('ticket');
    await scan(kiosk, 'key-404');
    expect(kiosk.at('my-ticket')).toMatchObject({ ticket: null, now: { state: 'asking' } });
    kiosk.hospital.lastCallOf('ticket').answer();
    await settle();
    expect(kiosk.at('my-ticket')).toMatchObject({ ticket: { number: 'M-1' }, now: { status: 'confirmed' } });
  });

  it.each<[string, (kiosk: FullKiosk) => Promise<void>]>([
    ['answers too late', (kiosk) => kiosk.advance(defaultDelays.lookupMs)],
    [
      'crashes',
      async (kiosk) => {
        kiosk.hospital.lastCallOf('ticket').crash();
        await settle();
      },
    ],
  ])('is unknown once the hospital %s, and may be put away before', async (_, fail) => {
    const kiosk = kioskWith();
    kiosk.hospital.held.add('ticket');
    await scan(kiosk, 'key-404');
    expect(kiosk.at('my-ticket').now).toEqual({ state: 'asking' });
    await fail(kiosk);
    expect(kiosk.at('my-ticket').now).toMatchObject({ state: 'shown', status: 'unknown', offers: [] });
    await scan(kiosk, 'key-405');
    expect(kiosk.at('my-ticket').now).toEqual({ state: 'asking' });
    await kiosk.send('finish');
    expect(kiosk.shown().step).toBe('attract');
  });

  it('is one of a queue that cannot be read', async () => {
    const kiosk = kioskWith({ key: 'key-1' });
    kiosk.queue.state = 'unreadable';
    await scan(kiosk);
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'unknown' });
  });
});

describe('the hospital is asked', () => {
  it('by the first key of the visit, while the screen shows what the queue knows', async () => {
    const kiosk = kioskWith(
      { key: 'key-1', superseded: true },
      { key: 'key-2', visitKey: 'key-1', amendment: 'change-clinic', clinicId: 'ear' },
    );
    kiosk.hospital.held.add('ticket');
    await scan(kiosk, 'key-2');
    const call = kiosk.hospital.lastCallOf('ticket');
    expect(call.request).toBe('key-1');
    expect(kiosk.at('my-ticket')).toMatchObject({
      ticket: { clinic: shownClinic(earClinic) },
      now: { status: 'sending' },
    });
    kiosk.queue.become('key-2', 'confirmed');
    says(kiosk, { ...waiting, clinicId: 'ear' });
    call.answer();
    await settle();
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'confirmed', ahead: 3 });
  });

  it('for a short time only', async () => {
    const kiosk = kioskWith({ key: 'key-1', state: 'confirmed' });
    kiosk.hospital.held.add('ticket');
    await scan(kiosk);
    await kiosk.advance(defaultDelays.lookupMs);
    const call = kiosk.hospital.lastCallOf('ticket');
    expect(call.signal?.aborted).toBe(true);
    says(kiosk, waiting);
    call.answer();
    await settle();
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'confirmed', ahead: null });
  });

  it.each([
    ['does not answer', (kiosk: FullKiosk) => (kiosk.hospital.answers.ticket = unreachable)],
    ['crashes', (kiosk: FullKiosk) => kiosk.hospital.held.add('ticket')],
  ])('and %s: what the queue knows stays', async (_, fail) => {
    const kiosk = kioskWith({ key: 'key-1', state: 'confirmed' });
    kiosk.hospital.answers.clinics = unreachable;
    fail(kiosk);
    await scan(kiosk);
    kiosk.hospital.lastCallOf('ticket').crash();
    await settle();
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'confirmed', ahead: null, offers: allOffers });
  });

  it('for nobody once the ticket is put away', async () => {
    const kiosk = kioskWith({ key: 'key-1' });
    kiosk.hospital.held.add('ticket');
    await scan(kiosk);
    await kiosk.send('show-ticket');
    kiosk.hospital.lastCallOf('ticket').answer();
    await settle();
    expect(kiosk.state().context.myTicket).toBeNull();
    await scan(kiosk);
    await kiosk.send('finish');
    expect(kiosk.hospital.lastCallOf('ticket').signal?.aborted).toBe(true);
  });
});
