import { describe, expect, it } from 'vitest';
import { fhirSystems } from './identifiers.ts';
import { isQueueTicket, queueTicketSchema, ticketState } from './ticket-state.ts';

const systems = fhirSystems();
const number = (use: string, value?: string) => ({ system: systems.queueNumber, use, value });
const parse = (resource: object) =>
  queueTicketSchema.parse({
    resourceType: 'Task',
    status: 'requested',
    identifier: [{ system: systems.checkIn, value: 'k' }, number('official', 'A007')],
    owner: { reference: 'HealthcareService/mat' },
    ...resource,
  });
const read = (resource: object) => ticketState(parse(resource), systems);

describe('a queue ticket', () => {
  it.each([
    ['waiting', ['draft', 'requested', 'received', 'ready', 'on-hold']],
    ['called', ['accepted', 'in-progress']],
    ['done', ['completed']],
    ['cancelled', ['cancelled', 'rejected', 'failed', 'entered-in-error']],
  ])('is %s', (state, statuses) => {
    for (const status of statuses) expect(read({ status })).toMatchObject({ state });
  });

  it('has the number on the paper, its clinic, and who is in front', () => {
    const extension = [{ url: systems.ahead, valueUnsignedInt: 4 }];
    expect(read({ extension })).toEqual({ state: 'waiting', number: 'A007', clinicId: 'mat', moment: null, ahead: 4 });
    expect(read({ identifier: [number('official', 'A007'), number('temp', 'K1-003')] })).toMatchObject({
      number: 'K1-003',
      ahead: null,
    });
  });

  const input = (code: string, value: object, system = systems.taskInput) => ({
    type: { coding: [{ system, code }] },
    ...value,
  });
  const day = input('service-date', { valueDate: '2026-11-24' });
  const session = input('session', { valueCode: 'afternoon' });

  it('says for which session it was given, as it was registered', () => {
    expect(read({ input: [input('stream', { valueCode: 'paying' }), day, session] })).toMatchObject({
      moment: { serviceDate: '2026-11-24', session: 'afternoon' },
    });
  });

  it.each([
    ['is missing', [day]],
    ['is no day', [input('service-date', { valueDate: '2026-11' }), session]],
    ['is none that we know', [day, input('session', { valueCode: 'night' })]],
    ['is of another kind', [{ ...day, valueDate: 20_261_124 }, session]],
    ['is in words of somebody else', [input('service-date', { valueDate: '2026-11-24' }, 'urn:else'), session]],
    ['has no name', [{ ...day, type: 'service-date' }, { valueCode: 'afternoon' }]],
    ['is no list', { day }],
    ['holds something odd', [day, session, 7]],
  ])('says nothing of a session of which one half %s', (_, inputs) => {
    expect(read({ input: inputs })).toMatchObject({ state: 'waiting', moment: null });
  });

  it.each([
    { status: 'toString' },
    { identifier: [{ system: systems.checkIn, value: 'k' }] },
    { identifier: [number('official')] },
    { identifier: undefined },
    { owner: { reference: 'Organization/mat' } },
    { owner: undefined },
  ])('is none without state, number and clinic: %o', (resource) => {
    expect(read(resource)).toBeNull();
  });

  it('is told from other Tasks by its code', () => {
    const coded = (...codes: string[]) => isQueueTicket(parse({ code: { coding: codes.map((code) => ({ code })) } }));
    expect(coded('other', 'queue-ticket')).toBe(true);
    expect(coded('data-conflict')).toBe(false);
    expect(isQueueTicket(parse({}))).toBe(false);
  });
});
