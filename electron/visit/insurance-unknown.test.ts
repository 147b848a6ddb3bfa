import { describe, expect, it } from 'vitest';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import { slipsOf } from '../tickets/slips.ts';
import { atEar, both } from './appointments-testing.ts';
import { byCode, type FullKiosk, openFullKiosk, pendingEntry, settle, unreachable } from './visit-testing.ts';
import { appointment, covered, earClinic, eyeClinic } from './visit-testing-people.ts';

/** Nobody could say whether insurance pays: that is not "not insured", and nobody is told that they pay. */

const technical: Eligibility = { ...covered, code: '500', outcome: 'technical' };
const expired: Eligibility = { ...covered, code: '010', outcome: 'not-covered' };

/** The list of appointments of somebody of whom the insurer says this; null: it is not to be reached. */
async function asked(eligibility: Eligibility | null): Promise<FullKiosk> {
  const clinics = [eyeClinic, earClinic];
  const kiosk = openFullKiosk({ knownClinics: () => clinics });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  kiosk.hospital.answers.eligibility = eligibility ? { ok: true, value: eligibility } : unreachable;
  await byCode(kiosk);
  if (kiosk.shown().step === 'insurance') await kiosk.send('go-on-paying');
  return kiosk;
}

async function confirming(eligibility: Eligibility | null): Promise<FullKiosk> {
  const kiosk = await asked(eligibility);
  await kiosk.send('walk-in');
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  return kiosk;
}

async function ticket(eligibility: Eligibility | null): Promise<FullKiosk> {
  const kiosk = await confirming(eligibility);
  await kiosk.send('confirm');
  return kiosk;
}

describe.each([
  ['the insurer cannot say', technical],
  ['nobody can be asked', null],
])('where %s', (_, eligibility) => {
  it('neither the last look nor the ticket says that the patient pays; the queue is the same', async () => {
    const kiosk = await confirming(eligibility);
    expect(kiosk.at('confirm')).toMatchObject({ stream: null, priorityReason: null, isPaying: false });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ stream: 'paying', coverage: null });
    expect(kiosk.at('ticket')).toMatchObject({ stream: null, asksInsurance: true, insured: null });
    expect(slipsOf(kiosk.shown())).toMatchObject([{ stream: null, asksInsurance: true }]);
  });

  it('whoever goes first does, and has to show the card all the same', async () => {
    const kiosk = await confirming(eligibility);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    expect(kiosk.at('confirm').stream).toBe('priority');
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ stream: 'priority', asksInsurance: true, insured: null });
  });

  it('so does whoever only says that they have come', async () => {
    const kiosk = await asked(eligibility);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    expect(kiosk.at('ticket')).toMatchObject({ stream: null, asksInsurance: true });
  });

  it('a number that the hospital refused asks for nothing more, nor one that it had given before', async () => {
    const kiosk = await ticket(eligibility);
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'T007', alreadyThere: true });
    expect(kiosk.at('ticket')).toMatchObject({ origin: 'existing', stream: null, asksInsurance: false });
    const refused = await ticket(eligibility);
    refused.queue.become('key-1', 'dead', { refusal: { reason: 'other', sendTo: null } });
    expect(refused.at('ticket').asksInsurance).toBe(false);
  });
});

it('is told to nobody who is insured, or who pays', async () => {
  const insured = await ticket(covered);
  expect(insured.at('ticket')).toMatchObject({ stream: 'insured', asksInsurance: false, insured: true });
  const paying = await ticket(expired);
  expect(paying.at('ticket')).toMatchObject({ stream: 'paying', asksInsurance: false, insured: false });
  expect(slipsOf(paying.shown())).toMatchObject([{ stream: 'paying', asksInsurance: false }]);
});

describe('a number of before', () => {
  const there = { key: 'key-9', ticket: { number: 'M-9', official: true } };

  it.each([
    ['who pays today', expired, { stream: 'paying', insured: false }],
    ['who is insured today', covered, { stream: null, insured: null }],
    ['of whom nobody can say it', technical, { stream: null, insured: null }],
  ])('that stands among those who pay is said to be so to somebody %s', async (_, eligibility, said) => {
    const kiosk = await confirming(eligibility);
    kiosk.queue.alreadyTheirs = there;
    kiosk.queue.rows.set('key-9', pendingEntry({ ...there, stream: 'paying' }));
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ origin: 'existing', asksInsurance: false, ...said });
  });

  it.each([
    ['patient', { stream: 'paying', asksInsurance: false, insured: false }],
    ['undecided', { stream: null, asksInsurance: true, insured: null }],
  ] as const)('that was given to be paid for by "%s" says so, whatever is known today', async (payer, said) => {
    const kiosk = await confirming(covered);
    kiosk.queue.alreadyTheirs = there;
    kiosk.queue.rows.set('key-9', pendingEntry({ ...there, stream: 'paying', payer }));
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ origin: 'existing', ...said });
  });

  it('that stands among the insured says only that', async () => {
    const kiosk = await confirming(expired);
    kiosk.queue.alreadyTheirs = there;
    kiosk.queue.rows.set('key-9', pendingEntry({ ...there, stream: 'insured' }));
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ stream: 'insured', insured: null });
  });
});

describe('a ticket that is shown again', () => {
  const moved = async (kiosk: FullKiosk) => {
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    await kiosk.send('confirm');
    return kiosk.at('ticket');
  };

  it('while it is on the screen is of who pays as before, moved or not', async () => {
    const kiosk = await ticket(expired);
    expect(await moved(kiosk)).toMatchObject({ origin: 'moved', stream: 'paying', insured: false });
  });

  it('while it is on the screen asks for the card as before, moved, looked at or shown once more', async () => {
    const kiosk = await ticket(null);
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket')).toMatchObject({ origin: 'existing', asksInsurance: true });
    expect(await moved(kiosk)).toMatchObject({ origin: 'moved', stream: null, asksInsurance: true });
  });

  it('asks for the card where it is the second of two that are on the screen', async () => {
    const kiosk = openFullKiosk({ knownClinics: () => [eyeClinic, earClinic] });
    kiosk.hospital.answers.clinics = { ok: true, value: [eyeClinic, earClinic] };
    kiosk.hospital.answers.appointments = { ok: true, value: [appointment, atEar] };
    kiosk.hospital.answers.eligibility = unreachable;
    await byCode(kiosk);
    await kiosk.send(both);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-1', others: [{ key: 'key-2' }], asksInsurance: true });
    kiosk.scanner.show({ kind: 'ticket', key: 'key-2' });
    await settle();
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-2', asksInsurance: true });
  });

  it.each([
    ['asks for the card', null, { stream: null, asksInsurance: true, insured: null }],
    ['is of who pays', expired, { stream: 'paying', asksInsurance: false, insured: false }],
    ['is of the insured', covered, { stream: 'insured', asksInsurance: false, insured: true }],
  ])('by anybody later %s as before, looked at or moved', async (_, eligibility, said) => {
    const kiosk = await ticket(eligibility);
    await kiosk.send('finish');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket')).toMatchObject({ origin: 'existing', ...said });
    await kiosk.send('finish');
    expect(await moved(kiosk)).toMatchObject({ origin: 'moved', ...said });
  });

  it('says nothing of who pays for a number of another registration', async () => {
    const kiosk = await ticket(expired);
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'T007', alreadyThere: true });
    await kiosk.send('finish');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket')).toMatchObject({ number: 'T007', stream: null, insured: null });
  });

  it('of an older program says nothing of it', async () => {
    const kiosk = await ticket(expired);
    await kiosk.send('finish');
    kiosk.queue.become('key-1', 'pending', { payer: null });
    expect(await moved(kiosk)).toMatchObject({ origin: 'moved', stream: null, asksInsurance: false, insured: null });
  });
});
