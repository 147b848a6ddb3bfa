import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, openFullKiosk, pendingEntry, settle, usualVisit } from './visit-testing.ts';
import { khoa } from './visit-testing-people.ts';

/** A ticket of today on the scanner, and the question whether it shall go. */
async function asked(): Promise<FullKiosk> {
  const kiosk = openFullKiosk();
  const ticket = { number: 'M-1', official: true };
  kiosk.queue.rows.set('key-1', pendingEntry({ key: 'key-1', ticket, ticketShown: true }));
  kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
  await settle();
  await kiosk.send('cancel-ticket');
  return kiosk;
}

describe('a ticket', () => {
  it('is cancelled after one question, with a goodbye', async () => {
    const kiosk = await asked();
    expect(kiosk.at('my-ticket').now).toEqual({ state: 'asking-to-cancel' });
    expect(kiosk.queue.rows.size).toBe(1);
    await kiosk.send('confirm');
    expect(kiosk.at('my-ticket')).toMatchObject({ ticket: { number: 'M-1' }, now: { state: 'cancelled' } });
    expect(kiosk.queue.currentEntry('key-1')).toMatchObject({ amendment: 'cancel', visitKey: 'key-1' });
    await kiosk.send('finish');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    expect(kiosk.at('my-ticket').now).toMatchObject({ state: 'shown', status: 'cancelled', offers: [] });
  });

  it('is kept by who thinks again', async () => {
    const kiosk = await asked();
    await kiosk.send('back');
    expect(kiosk.at('my-ticket').now).toMatchObject({ state: 'shown', status: 'sending' });
    expect(kiosk.queue.rows.size).toBe(1);
  });

  it('is kept when its holder walks away from the question', async () => {
    const kiosk = await asked();
    await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.queue.rows.size).toBe(1);
  });

  it('once cancelled is not offered after a restart any more', async () => {
    const before = openFullKiosk();
    await usualVisit.ticket(before);
    await before.send('finish');
    await usualVisit.ticket(before);
    await before.send('finish');
    await usualVisit.ticket(before);
    before.visit.stop();
    const { queue } = before;
    const kiosk = openFullKiosk({ queue });
    expect(kiosk.at('ticket').key).toBe('key-1');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-2' });
    await settle();
    await kiosk.send('cancel-ticket');
    await kiosk.send('confirm');
    await kiosk.send('finish');
    expect(kiosk.at('ticket').key).toBe('key-3');
    await kiosk.send('finish');
    expect(kiosk.shown().step).toBe('attract');
    expect(openFullKiosk({ queue }).at('ticket').key).toBe('key-1');
  });
});

describe('the goodbye', () => {
  it('makes room as soon as a ticket does', async () => {
    const kiosk = await asked();
    await kiosk.send('confirm');
    await kiosk.advance(defaultDelays.endWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(defaultDelays.endGraceMs / 1_000);
    await kiosk.advance(defaultDelays.endGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('gives way to the next code', async () => {
    const kiosk = await asked();
    await kiosk.send('confirm');
    await usualVisit.awaiting(kiosk, khoa);
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
  });
});

describe('a cancellation that does not go through', () => {
  it('because it is not possible is said in words, and the ticket stays', async () => {
    const kiosk = await asked();
    const row = kiosk.queue.rows.get('key-1')!;
    kiosk.queue.rows.set('key-1', { ...row, superseded: true });
    kiosk.queue.amendAnswer = { kind: 'not-possible', reason: 'cancelled' };
    await kiosk.send('confirm');
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'cancelled', offers: [], notice: 'not-possible' });
  });

  it('is not called impossible where it is offered still', async () => {
    const kiosk = await asked();
    kiosk.queue.amendAnswer = { kind: 'not-possible', reason: 'same-clinic' };
    await kiosk.send('confirm');
    const offers = expect.arrayContaining(['cancel']) as string[];
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'sending', offers, notice: 'none' });
  });

  it.each(['full', 'throwing'] as const)('because the queue is %s ends at the desk', async (state) => {
    const kiosk = await asked();
    kiosk.queue.state = state;
    await kiosk.send('confirm');
    expect(kiosk.at('desk')).toMatchObject({ reason: 'step-failed', key: null });
    expect(kiosk.queue.rows.size).toBe(1);
  });
});
