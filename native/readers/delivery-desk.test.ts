import { describe, expect, it, vi } from 'vitest';
import { handMadePerson } from '../../fixtures/cards/hand-made-person.ts';
import { personalise } from '../../fixtures/cards/personalise.ts';
import { dataGroupFile, FILE } from '../../fixtures/cards/chip-image.ts';
import type { DeliveredCard } from './delivered-card.ts';
import { DELIVERY_TIMEOUT_MS, DeliveryDesk, UNCLAIMED_MS } from './delivery-desk.ts';
import type { ReaderStatus } from './port.ts';
import { assembleWith, HandClock } from './testing.ts';

const TAKEN_AFTER_MS = 4_000;
const image = personalise(handMadePerson(), { portrait: null });
const keys = [image.accessKey];
const group = (number: number): [number, Uint8Array] => [
  number,
  image.files.get(dataGroupFile(number)) ?? new Uint8Array(),
];
const card: DeliveredCard = {
  sod: image.files.get(FILE.sod) ?? null,
  dataGroups: new Map([group(1), group(13)]),
};

function openDesk(takenAfterMs: number | null = TAKEN_AFTER_MS) {
  const clock = new HandClock();
  const onAwaited = vi.fn();
  const desk = new DeliveryDesk({ assemble: assembleWith(), takenAfterMs, clock, onAwaited });
  const seen: ReaderStatus[] = [];
  desk.subscribe((status) => seen.push(status));
  const laid = (): Extract<ReaderStatus, { state: 'card' }> => {
    if (desk.status.state !== 'card') throw new Error('no card');
    return desk.status;
  };
  const states = (): (string | number)[] =>
    seen.map((status) => (status.state === 'card' ? status.generation : status.state));
  return { desk, clock, onAwaited, laid, states };
}

function readyDesk(takenAfterMs?: number | null) {
  const opened = openDesk(takenAfterMs);
  opened.desk.ready('device');
  return opened;
}

describe('statuses', () => {
  it('follow the device', () => {
    const { desk, states } = openDesk();
    expect(desk.status).toMatchObject({ state: 'unavailable', reason: 'not-reachable' });
    desk.ready('device');
    desk.ready('device');
    expect(desk.status).toEqual({ state: 'empty', reader: 'device' });
    desk.cardLaid();
    desk.cardLaid();
    desk.cardTaken();
    desk.cardTaken();
    desk.lost('not-reachable', 'unplugged');
    desk.lost('not-reachable', 'unplugged');
    desk.lost('hardware-error', 'broken');
    expect(states()).toEqual(['empty', 1, 2, 'empty', 'unavailable', 'unavailable']);
  });
});

describe('a read', () => {
  it('waits for the delivery', async () => {
    const { desk, laid, onAwaited } = readyDesk();
    desk.cardLaid();
    const reading = laid().read({ keys });
    expect(desk.isAwaited).toBe(true);
    expect(onAwaited).toHaveBeenCalledTimes(1);
    desk.deliver(card);
    expect(await reading).toMatchObject({ ok: true });
    expect(desk.isAwaited).toBe(false);
  });

  it('finds a delivery that came before it, also one that no card announced', async () => {
    const { desk, laid, onAwaited } = readyDesk();
    desk.deliver(card);
    expect(await laid().read({ keys })).toMatchObject({ ok: true });
    expect(onAwaited).not.toHaveBeenCalled();
  });

  it('is told that the device failed, and the next delivery counts', async () => {
    const { desk, laid, states } = readyDesk();
    desk.fail({ kind: 'protocol', detail: 'nothing lies there' });
    desk.cardLaid();
    desk.fail({ kind: 'protocol', detail: 'no chip' });
    expect(await laid().read({ keys })).toMatchObject({ failure: { kind: 'protocol', detail: 'no chip' } });
    const again = laid().read({ keys });
    desk.deliver(card);
    expect(await again).toMatchObject({ ok: true });
    expect(states()).toEqual(['empty', 1]);
  });

  it('a second delivery is another card’s', async () => {
    const { desk, laid, states } = readyDesk();
    desk.deliver(card);
    const first = laid();
    desk.deliver(card);
    expect(states()).toEqual(['empty', 1, 2]);
    expect(await first.read({ keys })).toMatchObject({ failure: { kind: 'card-lost' } });
    expect(await laid().read({ keys })).toMatchObject({ ok: true });
  });

  it.each([
    ['another card is laid', 'card-lost', (desk: DeliveryDesk) => desk.cardLaid()],
    ['the card is taken', 'card-lost', (desk: DeliveryDesk) => desk.cardTaken()],
    ['the device goes', 'reader-lost', (desk: DeliveryDesk) => desk.lost('not-reachable', 'unplugged')],
  ])('ends when %s', async (_name, kind, act) => {
    const { desk, laid } = readyDesk();
    desk.cardLaid();
    const reading = laid().read({ keys });
    act(desk);
    expect(await reading).toMatchObject({ failure: { kind } });
  });

  it('ends with its visit, before or while it waits, or when another one begins', async () => {
    const { desk, laid } = readyDesk();
    desk.cardLaid();
    expect(await laid().read({ keys, signal: AbortSignal.abort() })).toMatchObject({ failure: { kind: 'cancelled' } });
    const visit = new AbortController();
    const reading = laid().read({ keys, signal: visit.signal });
    visit.abort();
    expect(await reading).toMatchObject({ failure: { kind: 'cancelled' } });
    const first = laid().read({ keys });
    const second = laid().read({ keys });
    desk.deliver(card);
    expect(await first).toMatchObject({ failure: { kind: 'cancelled' } });
    expect(await second).toMatchObject({ ok: true });
  });

  it('does not wait for ever', async () => {
    const { desk, laid, clock } = readyDesk();
    desk.cardLaid();
    const reading = laid().read({ keys });
    clock.pass(DELIVERY_TIMEOUT_MS);
    expect(await reading).toMatchObject({ failure: { kind: 'protocol' } });
    clock.pass(TAKEN_AFTER_MS);
    expect(desk.status.state).toBe('empty');
  });
});

describe('names and progress', () => {
  it('reach the one who waits, names only of the holder', async () => {
    const { desk, laid } = readyDesk();
    desk.arriving(card.dataGroups, true);
    desk.cardLaid();
    const [onNames, onProgress] = [vi.fn(), vi.fn()];
    void laid().read({ keys, onNames, onProgress });
    desk.arriving(new Map([group(13)]), true);
    desk.arriving(card.dataGroups, false);
    expect(onNames).not.toHaveBeenCalled();
    expect(onProgress).toHaveBeenCalledTimes(2);
    desk.arriving(card.dataGroups, true);
    desk.arriving(new Map([group(1)]), true);
    expect(onNames.mock.calls).toEqual([
      [{ dg1: group(1)[1], dg13: group(13)[1] }],
      [{ dg1: group(1)[1], dg13: null }],
    ]);
    const others = vi.fn();
    void laid().read({ keys: [{ ...image.accessKey, documentNumber: '085099999' }], onNames: others });
    desk.arriving(card.dataGroups, true);
    expect(others).not.toHaveBeenCalled();
    void laid().read({ keys });
    desk.arriving(card.dataGroups, true);
    await Promise.resolve();
  });
});

describe('what a card brought', () => {
  it('is gone, like the card, some time after the read where nothing tells that it was taken', async () => {
    const { desk, laid, clock, states } = readyDesk();
    desk.deliver(card);
    await laid().read({ keys });
    clock.pass(TAKEN_AFTER_MS - 1);
    expect(desk.status.state).toBe('card');
    clock.pass(1);
    expect(states()).toEqual(['empty', 1, 'empty']);
    expect(clock.pending).toBe(0);
  });

  it('is forgotten when nobody asks for it', async () => {
    const { desk, clock } = readyDesk();
    desk.deliver(card);
    clock.pass(UNCLAIMED_MS);
    expect(desk.status.state).toBe('empty');
  });

  it('is forgotten while the card still lies there, and asked for anew', async () => {
    const { desk, laid, clock, onAwaited } = readyDesk(null);
    desk.deliver(card);
    clock.pass(UNCLAIMED_MS);
    const reading = laid().read({ keys });
    expect(onAwaited).toHaveBeenCalledTimes(1);
    desk.deliver(card);
    expect(await reading).toMatchObject({ ok: true });
    expect(desk.status).toMatchObject({ state: 'card', generation: 1 });
    expect(clock.pending).toBe(0);
  });
});
