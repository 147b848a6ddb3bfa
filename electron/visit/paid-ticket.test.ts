import { describe, expect, it } from 'vitest';
import { defaultDelays, unprintedCodeMs } from './delays.ts';
import { moneyOf, type PaymentWord } from './paid-ticket.ts';
import { fakePorts, type FullKiosk, openFullKiosk, pendingEntry, settle, usualVisit } from './visit-testing.ts';
import { earClinic, eyeClinic } from './visit-testing-people.ts';

/** Where the hospital charges at the kiosk, a ticket that money is in is neither moved nor cancelled there. */

const ticket = { number: 'M-1', official: true };
const confirmed = pendingEntry({ key: 'key-1', ticket, state: 'confirmed', encounterId: 'enc-1' });
const word = (state: PaymentWord['state'], key = 'key-1'): PaymentWord => ({ key, state });

async function scanned({ asksForPayment = true, entry = confirmed } = {}): Promise<FullKiosk> {
  const clinics = [eyeClinic, earClinic];
  const kiosk = openFullKiosk({ asksForPayment, knownClinics: () => clinics });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  kiosk.queue.rows.set(entry.key, entry);
  kiosk.scanner.show({ kind: 'ticket', key: entry.key });
  await settle();
  return kiosk;
}
const now = (kiosk: FullKiosk) => kiosk.at('my-ticket').now;

describe('a ticket that is scanned', () => {
  it('is named to whoever asks what it costs, for as long as it is on the screen', async () => {
    const kiosk = await scanned();
    expect(kiosk.visit.view().scannedKey).toBe('key-1');
    await kiosk.send('finish');
    expect(kiosk.visit.view().scannedKey).toBeNull();
  });

  it('offers its cancellation once nothing is to be paid, and not while that is asked', async () => {
    const kiosk = await scanned();
    expect(now(kiosk)).toMatchObject({ offers: ['show'], notice: 'none' });
    await kiosk.send('cancel-ticket');
    await kiosk.send('change-clinic');
    expect(now(kiosk).state).toBe('shown');
    kiosk.visit.payment(word('asking'));
    expect(now(kiosk)).toMatchObject({ offers: ['show'], notice: 'none' });
    kiosk.visit.payment(word('none'));
    expect(now(kiosk)).toMatchObject({ offers: expect.arrayContaining(['cancel']) as string[], notice: 'none' });
    kiosk.visit.payment(null);
    expect(now(kiosk)).toMatchObject({ offers: ['show'] });
  });

  it.each(['due', 'balanced', 'cashier'] as const)('and costs something (%s) goes to the cashier', async (state) => {
    const kiosk = await scanned();
    kiosk.visit.payment(word(state));
    expect(now(kiosk)).toMatchObject({ offers: ['show'], notice: 'at-cashier' });
    // The word is of another ticket.
    kiosk.visit.payment(word(state, 'key-2'));
    expect(now(kiosk)).toMatchObject({ offers: ['show'], notice: 'none' });
  });

  it('and that the hospital says nothing of goes to reception: nobody knows of a fee', async () => {
    const kiosk = await scanned();
    kiosk.visit.payment(word('not-asked'));
    expect(now(kiosk)).toMatchObject({ offers: ['show'], notice: 'not-asked' });
    await kiosk.send('cancel-ticket');
    expect(now(kiosk).state).toBe('shown');
  });

  it('and was called, or is over, needs no cashier', async () => {
    const kiosk = await scanned();
    const done = { state: 'done', number: 'M-1', clinicId: 'eye', moment: null, ahead: null } as const;
    kiosk.hospital.answers.ticket = { ok: true, value: done };
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    kiosk.visit.payment(word('balanced'));
    expect(now(kiosk)).toMatchObject({ status: 'done', notice: 'none' });
    const late = await scanned({ entry: { ...confirmed, serviceDate: '2026-03-01' } });
    late.visit.payment(word('balanced'));
    expect(now(late)).toMatchObject({ notice: 'none' });
  });

  it('is free where the hospital charges nobody here, or was never sent the visit', async () => {
    const free = { offers: expect.arrayContaining(['cancel']) as string[], notice: 'none' };
    expect(now(await scanned({ asksForPayment: false }))).toMatchObject(free);
    const unsent = await scanned({ entry: pendingEntry({ key: 'key-1', ticket }) });
    unsent.visit.payment(word('cashier'));
    expect(now(unsent)).toMatchObject({ status: 'sending', ...free });
  });
});

describe('a ticket whose registration was sent and not answered', () => {
  const lost = pendingEntry({ key: 'key-1', ticket, attempts: 1, lastError: 'ECONNRESET' });
  const free = expect.arrayContaining(['cancel']) as string[];

  it('may have a fee at the hospital: it is asked, and where nobody can say, reception cancels it', async () => {
    const kiosk = await scanned({ entry: lost });
    expect(now(kiosk)).toMatchObject({ status: 'sending', offers: ['show'], notice: 'none' });
    kiosk.visit.payment(word('not-asked'));
    expect(now(kiosk)).toMatchObject({ offers: ['show'], notice: 'not-asked' });
    await kiosk.send('cancel-ticket');
    await kiosk.send('change-clinic');
    expect(now(kiosk).state).toBe('shown');
    expect(kiosk.queue.rows.size).toBe(1);
    // It comes through after all, and costs nothing.
    kiosk.queue.become('key-1', 'confirmed', { encounterId: 'enc-1' });
    kiosk.visit.payment(word('none'));
    expect(now(kiosk)).toMatchObject({ status: 'confirmed', offers: free, notice: 'none' });
  });

  it('is cancelled here as before where the hospital charges nobody at kiosks, or not this patient', async () => {
    expect(now(await scanned({ asksForPayment: false, entry: lost }))).toMatchObject({ offers: free, notice: 'none' });
    const insured = await scanned({ entry: lost });
    insured.visit.payment(word('none'));
    expect(now(insured)).toMatchObject({ offers: free, notice: 'none' });
  });

  it('while its patient was about to cancel it, is left as it is', async () => {
    const kiosk = await scanned({ entry: pendingEntry({ key: 'key-1', ticket }) });
    expect(now(kiosk)).toMatchObject({ offers: free });
    await kiosk.send('cancel-ticket');
    kiosk.queue.become('key-1', 'in-flight', { attempts: 1 });
    await kiosk.send('confirm');
    expect(now(kiosk)).toMatchObject({ state: 'shown', offers: ['show'], notice: 'none' });
    kiosk.queue.become('key-1', 'pending');
    kiosk.visit.payment(word('not-asked'));
    expect(now(kiosk)).toMatchObject({ offers: ['show'], notice: 'not-asked' });
    expect(kiosk.queue.rows.size).toBe(1);
  });

  it('offers nothing on its own screen', async () => {
    const kiosk = await scanned({ entry: pendingEntry({ key: 'key-1', ticket }) });
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket').offers).toContain('cancel');
    kiosk.queue.become('key-1', 'in-flight', { attempts: 1 });
    expect(kiosk.at('ticket').offers).toEqual([]);
    await kiosk.send('cancel-ticket');
    expect(kiosk.shown().step).toBe('ticket');
  });
});

describe('what was asked for before the hospital said that it was paid', () => {
  it('is not cancelled', async () => {
    const kiosk = await scanned();
    kiosk.visit.payment(word('none'));
    await kiosk.send('cancel-ticket');
    kiosk.visit.payment(word('balanced'));
    await kiosk.send('confirm');
    expect(now(kiosk)).toMatchObject({ state: 'shown', notice: 'at-cashier', offers: ['show'] });
    expect(kiosk.queue.rows.size).toBe(1);
  });

  it('or asked again what it costs, is left as it is: nothing has become impossible', async () => {
    const kiosk = await scanned();
    kiosk.visit.payment(word('none'));
    await kiosk.send('cancel-ticket');
    kiosk.visit.payment(null);
    await kiosk.send('confirm');
    expect(now(kiosk)).toMatchObject({ state: 'shown', notice: 'none', offers: ['show'] });
    kiosk.visit.payment(word('none'));
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    kiosk.visit.payment(word('asking'));
    await kiosk.send('confirm');
    await kiosk.advance(defaultDelays.leaseMs);
    expect(now(kiosk)).toMatchObject({ state: 'shown', notice: 'none', offers: ['show'] });
    kiosk.visit.payment(word('none'));
    expect(now(kiosk)).toMatchObject({ notice: 'none', offers: expect.arrayContaining(['cancel']) as string[] });
    expect(kiosk.queue.rows.size).toBe(1);
  });

  it('is not moved', async () => {
    const kiosk = await scanned();
    kiosk.visit.payment(word('none'));
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    expect(now(kiosk).state).toBe('confirming');
    kiosk.visit.payment(word('due'));
    await kiosk.send('confirm');
    await kiosk.advance(defaultDelays.leaseMs);
    expect(now(kiosk)).toMatchObject({ state: 'shown', notice: 'at-cashier', offers: ['show'] });
    expect(kiosk.queue.rows.size).toBe(1);
  });
});

describe('a ticket of before on its own screen', () => {
  it('is changed there only while nothing is to be paid', async () => {
    const kiosk = await scanned();
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket').offers).toEqual([]);
    kiosk.visit.payment(word('none'));
    expect(kiosk.at('ticket').offers).toContain('cancel');
    kiosk.visit.payment(word('balanced'));
    expect(kiosk.at('ticket').offers).toEqual([]);
    await kiosk.send('cancel-ticket');
    expect(kiosk.shown().step).toBe('ticket');
  });
});

describe('the state of a ticket with the cashier', () => {
  it('of a change of clinic that is not sent yet is that of its visit', () => {
    const kiosk = openFullKiosk();
    const moved = pendingEntry({ key: 'key-2', visitKey: 'key-1', ticket, amendment: 'change-clinic' });
    const ports = fakePorts({ queue: kiosk.queue, asksForPayment: true });
    const money = () => moneyOf({ ports, payment: null }, moved);
    expect(money()).toBe('settled');
    kiosk.queue.rows.set('key-1', confirmed);
    expect(money()).toBe('asking');
    const unanswered = (state: 'pending' | 'dead') => {
      kiosk.queue.rows.set('key-1', { ...confirmed, state, attempts: 2 });
      return money();
    };
    expect([unanswered('pending'), unanswered('dead')]).toEqual(['asking', 'settled']);
    kiosk.queue.rows.set('key-1', confirmed);
    kiosk.queue.state = 'unreadable';
    expect(money()).toBe('settled');
  });
});

describe('a payment code that no paper carries', () => {
  const ended = defaultDelays.endWarningMs;
  const left = (kiosk: FullKiosk) => kiosk.visit.view().idleSecondsLeft;

  async function unprinted(): Promise<FullKiosk> {
    const kiosk = openFullKiosk({ asksForPayment: true });
    await usualVisit.ticket(kiosk);
    kiosk.visit.notPrinted();
    return kiosk;
  }

  it('stays longer on the screen, and not without end', async () => {
    const kiosk = await unprinted();
    kiosk.visit.payment(word('due'));
    await kiosk.advance(ended + unprintedCodeMs - 100);
    expect([kiosk.shown().step, left(kiosk)]).toEqual(['ticket', null]);
    await kiosk.advance(100);
    expect(left(kiosk)).toBe(defaultDelays.endGraceMs / 1_000);
    await kiosk.advance(defaultDelays.endGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('is told of again and again, and ends all the same; another one begins anew', async () => {
    const kiosk = await unprinted();
    kiosk.visit.payment(word('due'));
    await kiosk.advance(ended + unprintedCodeMs - 100);
    kiosk.visit.payment(word('due'));
    expect(left(kiosk)).toBeNull();
    await kiosk.advance(100);
    expect(left(kiosk)).not.toBeNull();
    kiosk.visit.payment(word('due'));
    expect(left(kiosk)).not.toBeNull();
    kiosk.visit.payment(word('due', 'key-2'));
    expect(left(kiosk)).toBeNull();
    await kiosk.advance(unprintedCodeMs + defaultDelays.endGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('that comes while the countdown runs ends the countdown', async () => {
    const kiosk = await unprinted();
    await kiosk.advance(ended);
    expect(left(kiosk)).not.toBeNull();
    kiosk.visit.payment(word('due'));
    expect(left(kiosk)).toBeNull();
    await kiosk.advance(unprintedCodeMs);
    expect(left(kiosk)).not.toBeNull();
  });

  it('goes as usual once it is paid for, or printed', async () => {
    const kiosk = await unprinted();
    kiosk.visit.payment(word('due'));
    await kiosk.advance(ended);
    kiosk.visit.payment(word('balanced'));
    expect(left(kiosk)).not.toBeNull();

    const printed = await unprinted();
    printed.visit.payment(word('due'));
    printed.visit.printing(true);
    printed.visit.printing(false);
    await printed.advance(ended);
    expect(left(printed)).not.toBeNull();

    // Tried once more, in vain.
    const again = await unprinted();
    again.visit.payment(word('due'));
    again.visit.printing(true);
    again.visit.printing(false);
    again.visit.notPrinted();
    await again.advance(ended);
    expect(left(again)).toBeNull();
  });

  it('is no matter where nothing is to be paid', async () => {
    const kiosk = await unprinted();
    kiosk.visit.payment(word('balanced'));
    await kiosk.advance(ended);
    kiosk.visit.payment(word('cashier'));
    expect(left(kiosk)).not.toBeNull();
  });
});
