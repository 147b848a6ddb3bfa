/** Which card the slot gives: one that does not answer, and cards on two readers. */
import { describe, expect, it } from 'vitest';
import type { SlotStatus } from '../readers/card-slot.ts';
import { STATE } from './binding.ts';
import { fakeCard, FakeService } from './fake-service.ts';
import { MUTE_RETRY_MS } from './slot.ts';
import { open, settled } from './slot-testing.ts';

const PICC = 'ACS ACR1252 Reader PICC 0';

describe('a card that does not answer', () => {
  const CONTACT = 'Gemalto PC Twin Reader 00 00';

  it('is told from no card, and asked again until it was pushed in', async () => {
    const service = new FakeService();
    service.plug(CONTACT);
    service.insert(CONTACT, []);
    const { until, clock } = await open(service);
    expect(await until('unreadable-card')).toEqual({
      state: 'unreadable-card',
      reader: CONTACT,
      reason: 'mute',
      detail: 'the card does not answer: half in, or the wrong way round',
    });
    service.connects.push('Card is unresponsive');
    expect(clock.waits.map(({ ms }) => ms)).toEqual([MUTE_RETRY_MS]);
    clock.waits[0]?.end();
    await settled();
    expect(service.connectCalls).toHaveLength(1);
    service.answer(CONTACT, [0x3b, 0x88]);
    expect(await until('card')).toMatchObject({ insertion: 1, atr: Uint8Array.of(0x3b, 0x88) });
    clock.waits[1]?.end();
    await settled();
    expect(clock.waits).toHaveLength(2);
  });

  it('is told by the service’s word as well, whatever the card said before', async () => {
    const service = new FakeService();
    service.plug(CONTACT, STATE.mute);
    service.insert(CONTACT);
    const { until } = await open(service);
    expect(await until('unreadable-card')).toMatchObject({ reason: 'mute' });
  });

  it('that answered once and is silent when opened is given again when it answers', async () => {
    const service = new FakeService();
    service.plug(PICC);
    service.insert(PICC);
    const { until, clock } = await open(service);
    const status = await until('card');
    service.connects.push('Card is unresponsive');
    expect(status.state === 'card' && (await status.connect())).toMatchObject({ ok: false, reason: 'card-lost' });
    const detail = 'the card does not answer: at the edge of the field, or two in it';
    expect(await until('unreadable-card')).toMatchObject({ reason: 'mute', detail });
    clock.waits[0]?.end();
    expect(await until('card')).toMatchObject({ insertion: 2 });
    expect(service.openContexts).toBe(1);
  });

  it('is left alone when the slot closes', async () => {
    const service = new FakeService();
    service.plug(CONTACT);
    service.insert(CONTACT, []);
    const { slot: opened, until } = await open(service);
    await until('unreadable-card');
    await opened.close();
    await settled();
    expect(service.connectCalls).toEqual([]);
  });
});

describe('two readers', () => {
  const OTHER = 'HID OMNIKEY 5422CL Smartcard Reader 01 00';

  async function bothPlugged() {
    const service = new FakeService();
    service.plug(PICC);
    service.plug(OTHER);
    const opened = await open(service);
    await opened.until('empty');
    return { service, ...opened };
  }
  const readerOf = (status: SlotStatus): string | null => (status.state === 'card' ? status.reader : null);

  it('give the card that was laid last, and the other one when that is gone', async () => {
    const { service, seen, until } = await bothPlugged();
    service.insert(PICC);
    await until('card');
    service.insert(OTHER);
    await settled();
    service.remove(OTHER);
    await settled();
    service.unplug(PICC);
    await until('empty');
    expect(seen.map(readerOf)).toEqual([null, PICC, OTHER, PICC, null]);
    expect(seen.at(-1)).toEqual({ state: 'empty', reader: OTHER });
  });

  it('ask when both hold a card and nothing says which came last', async () => {
    const service = new FakeService();
    for (const reader of [PICC, OTHER]) {
      service.plug(reader);
      service.insert(reader);
    }
    const { until } = await open(service);
    expect(await until('unreadable-card')).toMatchObject({ reason: 'several' });
    service.remove(PICC);
    expect(readerOf(await until('card'))).toBe(OTHER);
  });

  it('let a read come to its end before they ask', async () => {
    const { service, seen, until } = await bothPlugged();
    service.insert(PICC);
    const first = await until('card');
    const opened = first.state === 'card' ? await first.connect() : null;
    if (!opened?.ok) throw new Error('not opened');
    service.insert(OTHER);
    await settled();
    expect(seen.map(readerOf)).toEqual([null, PICC]);
    expect(await opened.connection.transmit(Uint8Array.of(0))).toMatchObject({ ok: true });
    opened.connection.disconnect();
    opened.connection.disconnect();
    expect(await until('unreadable-card')).toMatchObject({ reason: 'several' });
  });

  it('a card is held as long as one of its connections is open, and not beyond its removal', async () => {
    const { service, seen, until } = await bothPlugged();
    service.insert(PICC);
    const first = await until('card');
    if (first.state !== 'card') throw new Error('no card');
    service.connects.push(fakeCard(), fakeCard());
    const connections = [await first.connect(), await first.connect()];
    service.insert(OTHER);
    await settled();
    if (connections[0]?.ok) connections[0].connection.disconnect();
    expect(seen.map(readerOf)).toEqual([null, PICC]);
    service.remove(PICC);
    await settled();
    expect(seen.map(readerOf)).toEqual([null, PICC, OTHER]);
    service.die();
    await until('unavailable');
    if (connections[1]?.ok) connections[1].connection.disconnect();
    expect(seen.at(-1)).toMatchObject({ state: 'unavailable' });
  });

  it('a bank card’s or transport card’s reader does not hide the document on the other', async () => {
    const { service, seen, until } = await bothPlugged();
    service.insert(PICC);
    await until('card');
    service.insert(OTHER, [...Buffer.from('3b8f8001804f0ca000000306030001000000006a', 'hex')]);
    await settled();
    expect(seen.map(readerOf)).toEqual([null, PICC]);
  });
});
