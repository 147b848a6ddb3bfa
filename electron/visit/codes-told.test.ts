import { describe, expect, it } from 'vitest';
import { mostToldInVain } from './codes-told.ts';
import { kioskWith } from './my-ticket-testing.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, covered, hanh, insuranceCodeOf, khoa, minh, patientCode, recordFor } from './visit-testing-people.ts';
import { byNumber } from './visit-testing-ways.ts';

/** How often a code was taken, and how often one was of no use: what a screen that stays the same cannot show. */

const vneid = { kind: 'vneid', token: 'VNEID:opaque-0001' } as const;
const ticket = (key: string) => ({ kind: 'ticket', key }) as const;
const codes = (kiosk: FullKiosk) => kiosk.visit.view().codes;

async function show(kiosk: FullKiosk, code: Parameters<FullKiosk['scanner']['show']>[0]): Promise<void> {
  kiosk.scanner.show(code);
  await settle();
}
const showUnknown = (kiosk: FullKiosk): Promise<void> => show(kiosk, { kind: 'unknown', reason: 'web-address' });

async function deciding(): Promise<FullKiosk> {
  const kiosk = openFullKiosk();
  kiosk.hospital.answers.eligibility = { ok: true, value: { ...covered, code: '010', outcome: 'not-covered' } };
  kiosk.hospital.answers.appointments = { ok: true, value: [] };
  await byCode(kiosk);
  expect(kiosk.shown().step).toBe('insurance');
  return kiosk;
}

describe('a code that is taken', () => {
  it.each([
    ['a citizen card', codeOf(khoa), 'identify'],
    ['a paper', patientCode, 'appointments'],
    ['an insurance card', insuranceCodeOf(hanh), 'appointments'],
    ['a ticket', ticket('key-1'), 'my-ticket'],
  ] as const)('is counted: %s', async (_, code, step) => {
    const kiosk = openFullKiosk();
    await show(kiosk, code);
    expect(kiosk.shown().step).toBe(step);
    expect(codes(kiosk)).toEqual({ taken: 1, inVain: 0 });
    await show(kiosk, code);
    expect(codes(kiosk).taken).toBe(1);
  });

  it('is counted on from visit to visit, so that the next one is another', async () => {
    const kiosk = openFullKiosk();
    await show(kiosk, codeOf(hanh));
    await kiosk.send('start-over');
    expect(codes(kiosk).taken).toBe(1);
    await show(kiosk, codeOf(khoa));
    expect(codes(kiosk).taken).toBe(2);
    await kiosk.send('start-over');
    await show(kiosk, ticket('key-1'));
    await show(kiosk, ticket('key-2'));
    expect(codes(kiosk).taken).toBe(4);
  });

  it('is one of whom somebody brings, and another insurance card', async () => {
    const kiosk = await deciding();
    const before = codes(kiosk).taken;
    kiosk.hospital.held.add('eligibility');
    await show(kiosk, { ...insuranceCodeOf(hanh), cardNumber: 'GD4010198765432' });
    expect(kiosk.at('insurance').state).toBe('asking');
    expect(codes(kiosk).taken).toBe(before + 1);
    await kiosk.send('bring-somebody');
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
    await show(kiosk, codeOf(minh));
    expect(codes(kiosk).taken).toBe(before + 2);
  });

  it('is a VNeID code once it has said whose it is', async () => {
    const { promise, resolve } = Promise.withResolvers<{ kind: 'person'; code: ReturnType<typeof codeOf> }>();
    const kiosk = openFullKiosk({ verifyCode: () => promise });
    await show(kiosk, vneid);
    expect(codes(kiosk).taken).toBe(0);
    resolve({ kind: 'person', code: codeOf(hanh) });
    await settle();
    expect(kiosk.shown().step).toBe('identify');
    expect(codes(kiosk).taken).toBe(1);
  });

  it('is none that was typed', async () => {
    const kiosk = openFullKiosk();
    await byNumber(kiosk);
    expect(kiosk.shown().step).toBe('appointments');
    expect(codes(kiosk).taken).toBe(0);
  });

  it('is no ticket that was opened by a finger', async () => {
    const kiosk = kioskWith({ key: 'key-1' });
    kiosk.queue.alreadyTheirs = { key: 'key-1', ticket: { number: 'M-1', official: true } };
    await usualVisit.ticket(kiosk);
    const before = codes(kiosk).taken;
    await kiosk.send('ticket-choices');
    expect(kiosk.shown().step).toBe('my-ticket');
    expect(codes(kiosk).taken).toBe(before);
  });

  it('is none that is asked about: whose visit is this', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    const before = codes(kiosk).taken;
    await show(kiosk, codeOf(khoa));
    expect(kiosk.shown().step).toBe('whose');
    expect(codes(kiosk).taken).toBe(before);
  });
});

describe('a code of no use', () => {
  it('on the first screen is counted each time it is shown', async () => {
    const kiosk = openFullKiosk();
    await showUnknown(kiosk);
    await showUnknown(kiosk);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unknown-code' });
    expect(codes(kiosk)).toEqual({ taken: 0, inVain: 2 });
    kiosk.scanner.garble();
    expect(codes(kiosk).inVain).toBe(3);
  });

  it('is counted over the end of a visit, where a card is awaited, for a companion and for insurance', async () => {
    const end = openFullKiosk();
    await usualVisit.ticket(end);
    await showUnknown(end);
    end.scanner.garble();
    expect(codes(end).inVain).toBe(2);

    const awaiting = openFullKiosk();
    await usualVisit.awaiting(awaiting);
    await showUnknown(awaiting);
    await show(awaiting, patientCode);
    expect(codes(awaiting).inVain).toBe(2);

    const insurance = await deciding();
    await showUnknown(insurance);
    await show(insurance, patientCode);
    await show(insurance, ticket('key-1'));
    await show(insurance, vneid);
    insurance.scanner.garble();
    expect(codes(insurance).inVain).toBe(5);

    const companion = openFullKiosk();
    await usualVisit.choose(companion);
    await companion.send('bring-somebody');
    expect(codes(companion).inVain).toBe(0);
    await showUnknown(companion);
    companion.scanner.garble();
    await show(companion, codeOf(hanh));
    expect(codes(companion).inVain).toBe(3);
    await companion.send('type-number');
    await companion.send('back');
    expect(codes(companion).inVain).toBe(3);
  });

  it('is a VNeID code that is good no longer', async () => {
    const kiosk = openFullKiosk({ verifyCode: () => Promise.resolve({ kind: 'expired' }) });
    await show(kiosk, vneid);
    expect(codes(kiosk).inVain).toBe(1);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'code-expired' });
    await usualVisit.ticket(kiosk);
    await show(kiosk, vneid);
    expect(codes(kiosk).inVain).toBe(2);
  });

  it('is counted on while the same person tries, and forgotten with their visit', async () => {
    const kiosk = openFullKiosk();
    await showUnknown(kiosk);
    await show(kiosk, codeOf(hanh));
    await showUnknown(kiosk);
    expect(codes(kiosk).inVain).toBe(2);
    await kiosk.send('start-over');
    expect(codes(kiosk).inVain).toBe(0);
    await usualVisit.ticket(kiosk);
    await showUnknown(kiosk);
    await show(kiosk, codeOf(khoa));
    expect(kiosk.shown().step).toBe('identify');
    expect(codes(kiosk).inVain).toBe(0);
  });

  it('is answered so often and no more: a scanner may send noise for ever', async () => {
    const kiosk = openFullKiosk();
    for (let shown = 0; shown <= mostToldInVain; shown += 1) kiosk.scanner.garble();
    await settle();
    expect(codes(kiosk).inVain).toBe(mostToldInVain);
  });
});
