import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handMadePerson, pictureOf } from '../../fixtures/cards/hand-made-person.ts';
import { personalise } from '../../fixtures/cards/personalise.ts';
import { hn212Files, type Hn212Fault, type Hn212Network, startHn212Network } from '../../fixtures/simulators/hn212.ts';
import type { AssembleDelivered } from './delivered-card.ts';
import { createHn212Socket, RECONNECT_MS, TAKEN_AFTER_MS } from './hn212-socket.ts';
import type { DocumentReader } from './port.ts';
import { assembleWith, HandClock, statusOf } from './testing.ts';

const image = personalise(handMadePerson(), { portrait: pictureOf(600) });
const keys = [image.accessKey];

let device: Hn212Network;
let reader: DocumentReader;
let clock: HandClock;

beforeEach(async () => {
  device = await startHn212Network();
  await connect();
});
afterEach(async () => {
  await reader.close();
  await device.close();
});

async function connect(assemble: AssembleDelivered = assembleWith()): Promise<void> {
  clock = new HandClock();
  reader = createHn212Socket({ url: device.url, assemble, clock });
  await statusOf(reader, 'empty');
}

async function layCard(options?: Parameters<Hn212Network['layCard']>[1]) {
  const before = reader.status.state === 'card' ? reader.status.generation : 0;
  device.layCard(image, options);
  return statusOf(reader, 'card', (status) => status.state === 'card' && status.generation > before);
}

describe('a card', () => {
  it('that the device opened is verified', async () => {
    const card = await layCard({ dg1: true });
    const result = await card.read({ keys });
    expect(result).toMatchObject({ ok: true, chip: { authenticity: { verdict: 'consistent' }, access: null } });
    expect(result.ok && result.chip.portrait).not.toBeNull();
    clock.pass(TAKEN_AFTER_MS);
    expect(reader.status.state).toBe('empty');
  });

  it('without DG1, as the known devices deliver it, goes to the verdict with what there is', async () => {
    await reader.close();
    const groups: number[][] = [];
    await connect((document) => {
      groups.push([...document.dataGroups.keys()].sort((left, right) => left - right));
      return { ok: false, detail: document.findings.map(({ detail }) => detail).join() };
    });
    const card = await layCard();
    const failure = { kind: 'protocol', detail: 'the device delivered no DG1' };
    expect(await card.read({ keys })).toMatchObject({ failure });
    expect(groups).toEqual([[2, 13, 14, 15]]);
  });

  it('of another holder is a wrong key', async () => {
    const card = await layCard();
    const other = { ...image.accessKey, documentNumber: '085099999' };
    expect(await card.read({ keys: [other] })).toMatchObject({ failure: { kind: 'wrong-key' } });
  });

  it.each([
    ['failure', { failure: { kind: 'protocol', detail: 'the device could not read the chip' } }],
    ['half-block', { failure: { kind: 'protocol', detail: 'dg13 did not arrive whole' } }],
    ['garbled', { failure: { kind: 'protocol', detail: 'dg13 is garbled' } }],
    ['tampered', { chip: { authenticity: { verdict: 'invalid' } } }],
    ['bare-picture', { chip: { portrait: null } }],
  ] as [Hn212Fault, object][])('with the fault %s', async (fault, expected) => {
    const card = await layCard({ fault, dg1: true });
    expect(await card.read({ keys })).toMatchObject(expected);
    expect(await (await layCard({ dg1: true })).read({ keys })).toMatchObject({ ok: true });
  });

  it('laid after one that stays silent has its own data only', async () => {
    const first = await layCard({ fault: 'silence' });
    const reading = first.read({ keys });
    const second = await layCard({ dg1: true });
    expect(await reading).toMatchObject({ failure: { kind: 'card-lost' } });
    expect(await second.read({ keys })).toMatchObject({ ok: true });
  });
});

describe('messages', () => {
  it('that are none of the device’s are passed over; others count on any event and without the word of a new card', async () => {
    const junk: unknown[] = [
      null,
      'new card!',
      7,
      [],
      {},
      { id: 2 },
      { id: 4, data: null },
      { id: 3 },
      { id: 4, data: {} },
    ];
    for (const message of junk) device.send('/event', message);
    const data = Object.fromEntries([...hn212Files(image)].map(([name, text]) => [name.toLowerCase(), text]));
    device.send('event', { id: 4, data: { ...data, dg15: 5, com: 'AA==' } });
    const card = await statusOf(reader, 'card');
    expect(card.generation).toBe(1);
    expect(await card.read({ keys })).toMatchObject({ ok: true });
  });
});

describe('the connection', () => {
  it.each(['cut', 'dismiss'] as const)('that breaks (%s) is a lost reader, and is made again', async (how) => {
    const card = await layCard({ fault: 'silence' });
    const reading = card.read({ keys });
    device[how]();
    expect(await reading).toMatchObject({ failure: { kind: 'reader-lost' } });
    clock.pass(RECONNECT_MS.first);
    await statusOf(reader, 'empty');
    expect(await (await layCard({ dg1: true })).read({ keys })).toMatchObject({ ok: true });
  });

  it('that the device ended is not made again once the reader is closed', async () => {
    device.dismiss();
    await statusOf(reader, 'unavailable');
    await reader.close();
    expect(clock.pending).toBe(0);
  });

  it('to nobody is unavailable until the device is there', async () => {
    const { port } = new URL(device.url);
    await reader.close();
    await device.close();
    reader = createHn212Socket({ url: `http://127.0.0.1:${port}`, assemble: assembleWith(), clock });
    await statusOf(
      reader,
      'unavailable',
      (status) => status.state === 'unavailable' && status.detail.includes('address'),
    );
    device = await startHn212Network(Number(port));
    await statusOf(reader, 'empty');
  });
});
