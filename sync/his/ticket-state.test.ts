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
    expect(read({ extension })).toEqual({ state: 'waiting', number: 'A007', clinicId: 'mat', ahead: 4 });
    expect(read({ identifier: [number('official', 'A007'), number('temp', 'K1-003')] })).toMatchObject({
      number: 'K1-003',
      ahead: null,
    });
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
