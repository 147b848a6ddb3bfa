import { assert, expect, it } from 'vitest';
import type { QueueEntry } from '../sync/queue/port.ts';
import { ticketCode } from '../native/citizen-id/ticket-code.ts';
import { defaultConfiguration } from './operations/configuration.ts';
import { staffCopy } from './staff-copy.ts';
import { drawSlip } from './tickets/slip-drawing.ts';
import { paper80, surroundings } from './tickets/slips-testing.ts';
import { pendingEntry } from './visit/visit-testing-queue.ts';
import { eyeClinic } from './visit/visit-testing-people.ts';

const key = '00000000-0000-4000-8000-000000000001';
const ticket = { number: 'K1-007', official: false };

const copyOf = (row: Partial<QueueEntry>) =>
  staffCopy(pendingEntry({ key, ticket, ...row }), defaultConfiguration(), [eyeClinic]).slip;

it.each([
  ['en', 'en'],
  ['vi', 'vi'],
  [null, 'vi'],
  ['xx', 'vi'],
])('is in the language of its visit, where that is known: %s', (language, expected) => {
  const row = pendingEntry({ key, ticket, language });
  expect(staffCopy(row, defaultConfiguration(), [eyeClinic]).language).toBe(expected);
});

it('says the clinic, the day and the code of the visit, and names nobody', () => {
  expect(copyOf({ serviceDate: '2026-03-03' })).toMatchObject({
    ...{ kind: 'ticket', ...ticket, maskedName: null, code: ticketCode(key), clinic: { id: 'eye' } },
    later: { serviceDate: '2026-03-03', session: 'morning' },
  });
  expect(copyOf({ clinicId: 'long-gone' })).toMatchObject({ clinic: null });
});

it.each([
  ['of a number of ours that the hospital adopted: the number on the paper', false, ticket],
  ['of somebody who was there already: the hospital’s', true, { number: 'TM-012', official: true }],
])('says the number that is called, %s', (_, alreadyThere, called) => {
  expect(copyOf({ state: 'confirmed', hospitalNumber: 'TM-012', alreadyThere })).toMatchObject(called);
});

it('says which number of the paper no longer counts, and calls the other one none of those who go first', () => {
  const row = { state: 'confirmed', hospitalNumber: 'TM-012', stream: 'priority' } as const;
  expect(copyOf({ ...row, alreadyThere: true })).toMatchObject({ replacedNumber: 'K1-007', stream: null });
  expect(copyOf({ ...row, alreadyThere: false })).toMatchObject({ replacedNumber: null, stream: 'priority' });
  expect(copyOf({ ...row, alreadyThere: true, stream: 'insured' })).toMatchObject({ stream: 'insured' });
});

it.each([
  ['nobody could say, and the card is to be shown', 'undecided', { stream: null, asksInsurance: true }],
  ['its patient does', 'patient', { stream: 'paying', asksInsurance: false }],
  ['insurance does, in a hospital with that queue alone', 'insurance', { stream: null, asksInsurance: false }],
  ['an older program did not keep it', null, { stream: null, asksInsurance: false }],
] as const)('says who pays as its first paper did, of those who stand among the paying: %s', (_, payer, said) => {
  expect(copyOf({ stream: 'paying', payer })).toMatchObject(said);
});

it('asks for no insurance card for a number that the hospital refused, or that another registration was given', () => {
  const undecided = { stream: 'paying', payer: 'undecided' } as const;
  expect(copyOf({ ...undecided, state: 'dead' })).toMatchObject({ asksInsurance: false });
  const another = { state: 'confirmed', hospitalNumber: 'TM-012', alreadyThere: true } as const;
  expect(copyOf({ ...undecided, ...another })).toMatchObject({ asksInsurance: false, stream: null });
});

it('of a desk ticket is a desk ticket, with the reason', () => {
  const row = { kind: 'desk', clinicId: null, stream: null, state: 'dead' } as const;
  const copy = copyOf({ ...row, deskReason: 'card-conflict' });
  expect(copy).toMatchObject({ kind: 'desk', number: 'K1-007', reason: 'card-conflict', sync: 'refused' });
  // Of somebody whom nobody knows staff have nothing.
  expect(copyOf({ ...row, evidence: [] })).toMatchObject({ sync: null });
  // An older program did not keep it: one line is missing.
  const without = copyOf({ ...row, deskReason: null });
  assert(without.kind === 'desk' && without.reason === null);
  const [long, short] = [copy, without].map((slip) => drawSlip(slip, surroundings, paper80).heightDots);
  assert(long !== undefined && short !== undefined);
  expect(short).toBeLessThan(long);
});

it('promises a change of it where the kiosk asks for no money, and else nothing: what it costs is not asked for a copy', () => {
  const configuration = defaultConfiguration();
  const mayChange = (enabled: boolean) => {
    const payment = { ...configuration.payment, enabled };
    const { slip } = staffCopy(pendingEntry({ key, ticket }), { ...configuration, payment }, [eyeClinic]);
    return slip.kind === 'ticket' && slip.mayChange;
  };
  expect([mayChange(false), mayChange(true)]).toEqual([true, false]);
});
