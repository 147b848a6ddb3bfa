import { describe, expect, it } from 'vitest';
import { FakeQueue, openFullKiosk, usualVisit } from './visit-testing.ts';

/** A damaged page: the queue throws wherever the visit only reads or marks. */
describe('a queue that cannot be read', () => {
  it('has no unshown ticket at the start', async () => {
    const queue = new FakeQueue();
    await usualVisit.ticket(openFullKiosk({ queue }));
    queue.state = 'unreadable';
    expect(openFullKiosk({ queue }).shown().step).toBe('attract');
  });

  it('has no number left, and the visit still ends with a ticket', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    kiosk.queue.officialNumbers = 3;
    kiosk.queue.state = 'unreadable';
    await kiosk.send('confirm');
    expect(kiosk.hospital.callsOf('leaseNumbers')).toHaveLength(1);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', sync: 'pending' });
  });

  it('leaves the ticket on the screen as it is, and can be read again later', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    kiosk.queue.state = 'unreadable';
    kiosk.queue.become('key-1', 'confirmed');
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', sync: 'pending' });
    expect(kiosk.state().status).toBe('active');
    kiosk.queue.state = 'working';
    kiosk.queue.listeners.tell('key-1');
    expect(kiosk.at('ticket').sync).toBe('confirmed');
  });
});
