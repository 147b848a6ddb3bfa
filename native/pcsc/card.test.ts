import { describe, expect, it, vi } from 'vitest';
import type { CardConnection } from '../readers/card-slot.ts';
import { PROTOCOL_T0, PROTOCOL_T1, SHARE_EXCLUSIVE } from './binding.ts';
import { BUSY_RETRIES, connectCard, MAX_RESPONSE_BYTES } from './card.ts';
import { fakeCard, FakeService } from './fake-service.ts';

const READER = 'Reader 00 00';
const noWait = (): Promise<void> => Promise.resolve();
const SELECT = Uint8Array.of(0x00, 0xa4, 0x04, 0x0c);

function serviceWithReader(): FakeService {
  const service = new FakeService();
  service.plug(READER);
  service.insert(READER);
  return service;
}

async function connected(service: FakeService): Promise<CardConnection> {
  const result = await connectCard(service, READER, noWait);
  if (!result.ok) throw new Error(result.detail);
  return result.connection;
}

describe('connecting', () => {
  it('asks for the card alone, over T=1', async () => {
    const service = serviceWithReader();
    await connected(service);
    expect(service.connectCalls).toEqual([{ reader: READER, shareMode: SHARE_EXCLUSIVE, protocols: PROTOCOL_T1 }]);
  });

  it('falls back to T=0 for a card that knows nothing else, and lets the binding fetch long answers', async () => {
    const service = serviceWithReader();
    const transmit = vi.fn(() => Promise.resolve(Buffer.from([0x90, 0x00])));
    service.connects.push('Protocol mismatch', fakeCard({ protocol: PROTOCOL_T0, transmit }));
    const connection = await connected(service);
    await connection.transmit(SELECT);
    expect(service.connectCalls.map(({ protocols }) => protocols)).toEqual([PROTOCOL_T1, PROTOCOL_T0]);
    expect(transmit).toHaveBeenCalledWith(Buffer.from(SELECT), {
      maxRecvLength: MAX_RESPONSE_BYTES,
      autoGetResponse: true,
    });
  });

  it.each([
    ['Card was removed', 'card-lost'],
    ['Card is unresponsive', 'mute'],
    ['Unknown reader', 'reader-lost'],
    ['PC/SC service stopped', 'reader-lost'],
  ])('%s is %s, and nothing stays open', async (text, reason) => {
    const service = serviceWithReader();
    service.connects.push(text);
    expect(await connectCard(service, READER, noWait)).toEqual({ ok: false, reason, detail: text });
    expect(service.openContexts).toBe(0);
  });

  it('a reader that went is a lost reader', async () => {
    const result = await connectCard(new FakeService(), READER, noWait);
    expect(result).toMatchObject({ ok: false, reason: 'reader-lost' });
  });

  it('a dead service is a lost reader', async () => {
    const service = serviceWithReader();
    service.die();
    expect(await connectCard(service, READER, noWait)).toMatchObject({ ok: false, reason: 'reader-lost' });
  });

  it('waits for another program that looks at the card', async () => {
    const service = serviceWithReader();
    service.connects.push('Sharing violation', 'Sharing violation');
    const wait = vi.fn(noWait);
    expect(await connectCard(service, READER, wait)).toMatchObject({ ok: true });
    expect(wait).toHaveBeenCalledTimes(2);
  });

  it('gives up on a program that keeps the card', async () => {
    const service = serviceWithReader();
    service.connects.push(...Array.from({ length: BUSY_RETRIES + 1 }, () => 'Sharing violation'));
    const result = await connectCard(service, READER, noWait);
    expect(result).toEqual({ ok: false, reason: 'reader-lost', detail: 'another program uses the card' });
    expect(service.openContexts).toBe(0);
  });
});

describe('exchanging', () => {
  it('gives the whole answer', async () => {
    const service = serviceWithReader();
    service.connects.push(fakeCard({ transmit: () => Promise.resolve(Buffer.from([1, 2, 0x90, 0x00])) }));
    const connection = await connected(service);
    expect(await connection.transmit(SELECT)).toEqual({ ok: true, response: Uint8Array.of(1, 2, 0x90, 0x00) });
  });

  it.each([0, 1])('%i bytes are a lost card', async (sizeBytes) => {
    const service = serviceWithReader();
    service.connects.push(fakeCard({ transmit: () => Promise.resolve(Buffer.alloc(sizeBytes)) }));
    const connection = await connected(service);
    expect(await connection.transmit(SELECT)).toMatchObject({ ok: false, reason: 'card-lost' });
  });

  it.each([
    ['Card was removed', 'card-lost'],
    ['Card was reset', 'card-lost'],
    ['Card is unpowered', 'card-lost'],
    ['Reader unavailable', 'reader-lost'],
    ['Communication error', 'reader-lost'],
  ])('%s is %s', async (text, reason) => {
    const service = serviceWithReader();
    service.connects.push(fakeCard({ transmit: () => Promise.reject(new Error(text)) }));
    const connection = await connected(service);
    expect(await connection.transmit(SELECT)).toEqual({ ok: false, reason, detail: text });
  });
});

describe('disconnecting', () => {
  it('lets go of card and context once', async () => {
    const service = serviceWithReader();
    const disconnect = vi.fn();
    service.connects.push(fakeCard({ disconnect }));
    const connection = await connected(service);
    connection.disconnect();
    connection.disconnect();
    expect(disconnect).toHaveBeenCalledTimes(1);
    expect(service.openContexts).toBe(0);
    expect(await connection.transmit(SELECT)).toMatchObject({ ok: false, reason: 'card-lost' });
  });

  it('waits for an exchange under way', async () => {
    const service = serviceWithReader();
    const disconnect = vi.fn();
    const { promise, resolve } = Promise.withResolvers<Buffer>();
    service.connects.push(fakeCard({ transmit: () => promise, disconnect }));
    const connection = await connected(service);
    const exchange = connection.transmit(SELECT);
    connection.disconnect();
    expect(disconnect).not.toHaveBeenCalled();
    resolve(Buffer.from([0x90, 0x00]));
    await exchange;
    expect(disconnect).toHaveBeenCalledTimes(1);
  });

  it('does not mind that the card is gone already', async () => {
    const service = serviceWithReader();
    const disconnect = (): void => {
      throw new Error('Invalid handle');
    };
    service.connects.push(fakeCard({ disconnect }));
    const connection = await connected(service);
    expect(() => connection.disconnect()).not.toThrow();
  });
});
