import { describe, expect, it } from 'vitest';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, unreachable } from './visit-testing.ts';
import { codeOf, covered, hanh, insuranceCodeOf, khoa, patientCode } from './visit-testing-people.ts';

const expired: Eligibility = { ...covered, code: '010', outcome: 'not-covered' };
const card = { ...insuranceCodeOf(khoa), cardNumber: 'GD4010198765432', insuranceCode: '0198765432' };

async function deciding(eligibility: Eligibility = expired): Promise<FullKiosk> {
  const kiosk = openFullKiosk();
  kiosk.hospital.answers.eligibility = { ok: true, value: eligibility };
  kiosk.hospital.answers.appointments = { ok: true, value: [] };
  await byCode(kiosk);
  return kiosk;
}

/** Whether the visit is committed as insured, and by which number. */
async function registered(kiosk: FullKiosk) {
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
  return kiosk.queue.lastDraft;
}

describe('insurance that is not settled', () => {
  it('is said in plain words, with what can be done', async () => {
    const kiosk = await deciding();
    expect(kiosk.at('insurance')).toMatchObject({
      state: 'deciding',
      offers: ['go-on-paying', 'show-card', 'counter'],
      insurance: { outcome: 'not-covered', advice: 'other' },
    });
  });

  it('is nobody’s concern where it is', async () => {
    const kiosk = await deciding(covered);
    expect(kiosk.shown().step).toBe('choose');
  });

  it('is left aside by a patient who pays', async () => {
    const kiosk = await deciding();
    await kiosk.send('go-on-paying');
    expect(kiosk.shown().step).toBe('choose');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    expect(kiosk.at('confirm')).toMatchObject({ isPaying: true, stream: 'paying' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ coverage: null, stream: 'paying' });
  });

  it('is settled at the counter', async () => {
    const kiosk = await deciding();
    await kiosk.send('insurance-counter');
    expect(kiosk.at('desk')).toMatchObject({ reason: 'insurance-at-counter', advice: 'other' });
  });

  it('is asked about again with another card', async () => {
    const kiosk = await deciding();
    kiosk.hospital.held.add('eligibility');
    kiosk.scanner.show(card);
    expect(kiosk.at('insurance').state).toBe('asking');
    expect(kiosk.hospital.lastCallOf('eligibility').request).toMatchObject({ insuranceNumber: card.cardNumber });
    const value = { ...covered, insuranceNumber: card.cardNumber };
    kiosk.hospital.answers.eligibility = { ok: true, value };
    kiosk.hospital.lastCallOf('eligibility').answer();
    await settle();
    expect(kiosk.shown().step).toBe('choose');
    expect(await registered(kiosk)).toMatchObject({
      stream: 'insured',
      coverage: { insuranceNumber: card.cardNumber },
    });
  });

  it('may stay so with the other card, and a third one is asked about', async () => {
    const kiosk = await deciding();
    kiosk.scanner.show(card);
    await settle();
    expect(kiosk.at('insurance').state).toBe('deciding');
    kiosk.hospital.held.add('eligibility');
    kiosk.scanner.show({ ...card, cardNumber: 'GD4010122222222' });
    const { signal } = kiosk.hospital.lastCallOf('eligibility');
    kiosk.scanner.show({ ...card, cardNumber: 'GD4010111111111' });
    expect(signal?.aborted).toBe(true);
    expect(kiosk.hospital.lastCallOf('eligibility').request).toMatchObject({ insuranceNumber: 'GD4010111111111' });
  });

  it('is not asked about twice with one card, nor with the code that began the visit', async () => {
    const kiosk = await deciding();
    const asked = () => kiosk.hospital.callsOf('eligibility').length;
    kiosk.hospital.held.add('eligibility');
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.at('insurance').state).toBe('deciding');
    kiosk.scanner.show(card);
    expect(asked()).toBe(2);
    kiosk.scanner.show(card);
    expect([asked(), kiosk.at('insurance').state]).toEqual([2, 'asking']);
    kiosk.hospital.lastCallOf('eligibility').answer();
    await settle();
    kiosk.scanner.show(card);
    expect([asked(), kiosk.at('insurance').state]).toEqual([2, 'deciding']);
  });

  it.each(['no answer', 'a crash', 'silence'] as const)('stays as it was after %s', async (what) => {
    const kiosk = await deciding();
    kiosk.hospital.held.add('eligibility');
    kiosk.hospital.answers.eligibility = unreachable;
    kiosk.scanner.show(card);
    if (what === 'no answer') kiosk.hospital.lastCallOf('eligibility').answer();
    if (what === 'a crash') kiosk.hospital.lastCallOf('eligibility').crash();
    if (what === 'silence') await kiosk.advance(defaultDelays.lookupMs);
    await settle();
    expect(kiosk.at('insurance')).toMatchObject({ state: 'not-answered', insurance: { outcome: 'not-covered' } });
    const { length } = kiosk.hospital.callsOf('eligibility');
    kiosk.scanner.show(card);
    expect(kiosk.hospital.callsOf('eligibility')).toHaveLength(length + 1);
  });

  it('can be left aside while another card is asked about', async () => {
    const kiosk = await deciding();
    kiosk.hospital.held.add('eligibility');
    kiosk.scanner.show(card);
    await kiosk.send('go-on-paying');
    expect(kiosk.shown().step).toBe('choose');
    expect(kiosk.hospital.lastCallOf('eligibility').signal?.aborted).toBe(true);
  });

  it.each([
    ['a paper', patientCode],
    ['a ticket', { kind: 'ticket', key: 'key-1' }],
    ['a VNeID code', { kind: 'vneid', token: 'VNEID:opaque-0001' }],
    ['something else', { kind: 'unknown', reason: 'no-known-format' }],
  ] as const)('is not settled by %s', async (_, code) => {
    const kiosk = await deciding();
    kiosk.scanner.show(code);
    expect(kiosk.at('insurance').state).toBe('not-a-card');
    kiosk.scanner.show(card);
    expect(kiosk.at('insurance').state).toBe('asking');
  });

  it.each([
    ['damaged', ({ scanner }: FullKiosk) => scanner.show({ kind: 'unknown', reason: 'malformed-bhyt' })],
    ['cut off', ({ scanner }: FullKiosk) => scanner.garble()],
  ])('is not settled by a code that is %s, of which nobody says whose it is', async (_, show) => {
    const kiosk = await deciding();
    show(kiosk);
    expect(kiosk.at('insurance').state).toBe('unreadable-code');
    kiosk.scanner.show(card);
    expect(kiosk.at('insurance').state).toBe('asking');
  });

  it('is nothing to somebody else who shows a citizen card: they are asked whose visit this is', async () => {
    const kiosk = await deciding();
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('whose').about).toBe('code');
    await kiosk.send('go-on-visit');
    expect(kiosk.at('insurance').state).toBe('deciding');
  });
});
