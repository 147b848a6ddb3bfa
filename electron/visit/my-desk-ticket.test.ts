import { describe, expect, it } from 'vitest';
import type { QueueEntry } from '../../sync/queue/port.ts';
import { slipsOf } from '../tickets/slips.ts';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, openFullKiosk, pendingEntry, settle, usualVisit } from './visit-testing.ts';
import { hanh, tracesOf } from './visit-testing-people.ts';

/** The paper of a desk number, shown again: reception calls that number, and nothing of it is changed here. */

const given = { key: 'key-1', kind: 'desk', clinicId: null, stream: null, checkAtDoor: null } as const;
const ticket = { number: 'K-1', official: false };

async function scanned(row: Partial<QueueEntry> = {}, asksForPayment = false): Promise<FullKiosk> {
  const kiosk = openFullKiosk({ asksForPayment });
  kiosk.queue.rows.set('key-1', pendingEntry({ ...given, ticket, ticketShown: true, ...row }));
  await scan(kiosk);
  return kiosk;
}

async function scan(kiosk: FullKiosk): Promise<void> {
  kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
  await settle();
}

describe('a desk ticket that is shown again', () => {
  it('is what it is: a number of reception, and nothing of a person', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.desk(kiosk);
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await kiosk.send('finish');
    await scan(kiosk);
    expect(kiosk.at('my-ticket')).toMatchObject({
      ticket: { number: 'K-1', clinic: null, code: 'TD1:key-1' },
      now: { state: 'desk', sync: 'pending' },
    });
    expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
  });

  it('says whether staff have what was captured, as soon as that is known', async () => {
    const kiosk = await scanned();
    for (const [state, sync] of [
      ['in-flight', 'pending'],
      ['confirmed', 'confirmed'],
      ['dead', 'refused'],
    ] as const) {
      kiosk.queue.become('key-1', state);
      expect(kiosk.at('my-ticket').now).toEqual({ state: 'desk', sync });
    }
  });

  it('promises nothing to staff that nobody gave', async () => {
    const kiosk = await scanned({ evidence: [] });
    expect(kiosk.at('my-ticket').now).toEqual({ state: 'desk', sync: null });
  });

  it('counts the whole day, also in its other half', async () => {
    const kiosk = openFullKiosk({ day: () => ({ serviceDate: '2026-03-02', session: 'afternoon' }) });
    kiosk.queue.rows.set('key-1', pendingEntry({ ...given, ticket, ticketShown: true }));
    await scan(kiosk);
    expect(kiosk.at('my-ticket').now).toMatchObject({ state: 'desk' });
  });

  it('of another day is over, and leads to reception', async () => {
    const kiosk = await scanned({ serviceDate: '2026-03-01' });
    expect(kiosk.at('my-ticket').now).toMatchObject({ state: 'shown', status: 'over', offers: [], notice: 'none' });
    expect(slipsOf(kiosk.shown())).toEqual([]);
    await kiosk.send('ask-for-staff');
    expect(kiosk.at('desk').reason).toBe('asked-for-staff');
  });

  it('is neither changed nor cancelled nor shown as one of a clinic, and has no bill', async () => {
    const kiosk = await scanned({ state: 'confirmed' }, true);
    for (const intent of ['show-ticket', 'change-clinic', 'cancel-ticket'] as const) await kiosk.send(intent);
    expect(kiosk.at('my-ticket').now).toEqual({ state: 'desk', sync: 'confirmed' });
    expect(kiosk.queue.rows.size).toBe(1);
    expect(kiosk.hospital.callsOf('ticket')).toEqual([]);
  });

  it('may be printed again, as staff print it', async () => {
    const kiosk = await scanned();
    expect(slipsOf(kiosk.shown())).toEqual([
      {
        ...{ kind: 'desk', key: null, number: 'K-1', code: 'TD1:key-1', issuedAt: null },
        ...{ reason: null, advice: null, sync: 'pending' },
      },
    ]);
  });

  it('is put away, or left', async () => {
    const kiosk = await scanned();
    await kiosk.send('finish');
    expect(kiosk.shown().step).toBe('attract');
    await scan(kiosk);
    await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });
});
