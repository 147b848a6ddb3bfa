import { NO_COST } from '../emrtd/chip.ts';
import { describe, expect, it, vi } from 'vitest';
import type { ChipReadResult } from '../emrtd/chip.ts';
import type { TransmitResult } from '../emrtd/port.ts';
import { NO_TRUST } from '../emrtd/trust-store.ts';
import { ApduReader, type ApduReaderOptions } from './apdu-reader.ts';
import { type CardSlot, type ConnectResult, type SlotStatus, StatusBoard } from './card-slot.ts';
import type { ReaderStatus } from './port.ts';

const READER = 'Reader 00 00';
const COMMAND = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08);
const ANSWER: TransmitResult = { ok: true, response: Uint8Array.of(0x90, 0x00) };
const COST = NO_COST;
const CANCELLED: ChipReadResult = { ok: false, failure: { kind: 'cancelled' }, cost: COST };

class TestSlot implements CardSlot {
  readonly #board = new StatusBoard<SlotStatus>({ state: 'empty', reader: READER });
  readonly disconnect = vi.fn();
  transmit: (command: Uint8Array) => Promise<TransmitResult> = () => Promise.resolve(ANSWER);
  #insertion = 0;
  isClosed = false;

  get status(): SlotStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: SlotStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  insert(connect?: () => Promise<ConnectResult>, atr = Uint8Array.of(0x3b)): void {
    this.#insertion += 1;
    this.repeat(connect, atr);
  }

  repeat(connect?: () => Promise<ConnectResult>, atr = Uint8Array.of(0x3b)): void {
    const connection = { transmit: (command: Uint8Array) => this.transmit(command), disconnect: this.disconnect };
    this.#board.publish({
      state: 'card',
      reader: READER,
      insertion: this.#insertion,
      atr,
      connect: connect ?? (() => Promise.resolve({ ok: true, connection })),
    });
  }

  remove(): void {
    this.#board.publish({ state: 'empty', reader: READER });
  }

  ask(): void {
    this.#board.publish({ state: 'unreadable-card', reader: READER, reason: 'several', detail: 'two cards' });
  }

  fail(): void {
    this.#board.publish({ state: 'unavailable', reason: 'not-reachable', detail: 'no reader' });
  }
}

/** Sends one command and tells how it went. */
const oneExchange: ApduReaderOptions['readChip'] = async (channel) => {
  const result = await channel.transmit(COMMAND);
  return result.ok ? CANCELLED : { ok: false, failure: { kind: result.reason, detail: result.detail }, cost: COST };
};

function setUp(readChip: ApduReaderOptions['readChip'] = oneExchange, more: Partial<ApduReaderOptions> = {}) {
  const slot = new TestSlot();
  const reader = new ApduReader({ slot, readChip, ...more });
  const seen: ReaderStatus[] = [];
  reader.subscribe((status) => seen.push(status));
  const card = (): Extract<ReaderStatus, { state: 'card' }> => {
    if (reader.status.state !== 'card') throw new Error('no card');
    return reader.status;
  };
  return { slot, reader, seen, card };
}

describe('status', () => {
  it('passes on what the slot says and numbers the cards', () => {
    const { slot, seen } = setUp();
    slot.insert();
    slot.repeat();
    slot.remove();
    slot.insert();
    slot.insert();
    slot.fail();
    expect(seen.map((status) => (status.state === 'card' ? status.generation : status.state))).toEqual([
      1,
      1,
      'empty',
      2,
      3,
      'unavailable',
    ]);
  });

  it('passes on a card that cannot be opened, and ends the read of the one before', async () => {
    const { slot, card, seen } = setUp();
    slot.transmit = () => new Promise(() => undefined);
    slot.insert();
    const reading = card().read({ keys: [] });
    slot.ask();
    expect(await reading).toMatchObject({ failure: { kind: 'card-lost' } });
    expect(seen.at(-1)).toMatchObject({ state: 'unreadable-card', reason: 'several' });
  });

  it('starts with a card that lies there', () => {
    const slot = new TestSlot();
    slot.insert();
    expect(new ApduReader({ slot, readChip: oneExchange }).status).toMatchObject({ state: 'card', generation: 1 });
  });
});

describe('reading', () => {
  it('hands keys, groups and trust to the chip reader and gives the card free', async () => {
    const readChip = vi.fn(() => Promise.resolve(CANCELLED));
    const { slot, card } = setUp(readChip, { groups: [1, 2], judging: { trust: NO_TRUST } });
    slot.insert();
    const keys = [{ documentNumber: '085012345', birthDate: '850315', expiryDate: '450315' }];
    expect(await card().read({ keys })).toEqual(CANCELLED);
    expect(readChip).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ keys, groups: [1, 2], trust: NO_TRUST }),
    );
    expect(slot.disconnect).toHaveBeenCalledTimes(1);
  });

  it('one read follows the other', async () => {
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const { slot, card } = setUp(async () => {
      order.push('begins');
      if (order.length === 1) await first.promise;
      order.push('ends');
      return CANCELLED;
    });
    slot.insert();
    const reads = [card().read({ keys: [] }), card().read({ keys: [] })];
    await Promise.resolve();
    first.resolve();
    await Promise.all(reads);
    expect(order).toEqual(['begins', 'ends', 'begins', 'ends']);
  });

  it('a mistake in the chip reader frees the card and does not keep the next read', async () => {
    const readChip = vi.fn(oneExchange).mockRejectedValueOnce(new Error('a bug'));
    const { slot, card } = setUp(readChip);
    slot.insert();
    await expect(card().read({ keys: [] })).rejects.toThrow('a bug');
    expect(await card().read({ keys: [] })).toEqual(CANCELLED);
    expect(slot.disconnect).toHaveBeenCalledTimes(2);
  });

  it('does not begin for a visit that ended', async () => {
    const readChip = vi.fn(oneExchange);
    const { slot, card } = setUp(readChip);
    slot.insert();
    expect(await card().read({ keys: [], signal: AbortSignal.abort() })).toEqual(CANCELLED);
    expect(readChip).not.toHaveBeenCalled();
  });

  it('a card that cannot be opened is a failure of its own', async () => {
    const { slot, card } = setUp();
    slot.insert(() => Promise.resolve({ ok: false, reason: 'card-lost', detail: 'Card is unresponsive' }));
    const failure = { kind: 'card-lost', detail: 'Card is unresponsive' };
    expect(await card().read({ keys: [] })).toEqual({ ok: false, failure, cost: COST });
  });
});

describe('a card that is no document', () => {
  const MIFARE = new Uint8Array(Buffer.from('3b8f8001804f0ca000000306030001000000006a', 'hex'));
  const DESFIRE = new Uint8Array(Buffer.from('3b8180018080', 'hex'));
  const REFUSED: TransmitResult = { ok: true, response: Uint8Array.of(0x6a, 0x82) };
  const noDocument: ApduReaderOptions['readChip'] = async () => ({
    ok: false,
    failure: { kind: 'not-a-document', detail: 'SELECT refused' },
    cost: { ...COST, apdus: 1 },
  });
  const read = (card: () => Extract<ReaderStatus, { state: 'card' }>) => card().read({ keys: [] });

  it('is not even opened when its answer to reset says so', async () => {
    const connect = vi.fn<() => Promise<ConnectResult>>();
    const { slot, card } = setUp();
    slot.insert(connect, MIFARE);
    const failure = { kind: 'not-a-document', detail: 'MIFARE Classic 1K' };
    expect(await read(card)).toEqual({ ok: false, failure, cost: COST });
    expect(connect).not.toHaveBeenCalled();
  });

  it('is named by a likely answer to reset once it lacks the application', async () => {
    const { slot, card } = setUp(noDocument);
    slot.insert(undefined, DESFIRE);
    expect(await read(card)).toMatchObject({ failure: { detail: 'MIFARE DESFire' }, cost: { apdus: 1 } });
  });

  it.each([
    ['the contactless payment directory', '2PAY', ANSWER],
    ['the contact payment directory', '1PAY', ANSWER],
    ['an answer to be fetched', '2PAY', { ok: true, response: Uint8Array.of(0x61, 0x20) }],
  ] as const)('is a bank card by %s', async (_name, directory, answer) => {
    const { slot, card } = setUp(noDocument);
    slot.transmit = async (command) => (Buffer.from(command).includes(directory) ? answer : REFUSED);
    slot.insert();
    expect(await read(card)).toMatchObject({ failure: { kind: 'not-a-document', detail: 'bank card' } });
  });

  it.each([
    ['knows no payment directory', REFUSED],
    ['says nothing', { ok: true, response: new Uint8Array() }],
    ['is gone by then', { ok: false, reason: 'card-lost', detail: 'gone' }],
  ] as const)('keeps the chip reader’s words when it %s', async (_name, answer) => {
    const { slot, card } = setUp(noDocument);
    slot.transmit = async () => answer;
    slot.insert();
    expect(await read(card)).toMatchObject({ failure: { kind: 'not-a-document', detail: 'SELECT refused' } });
  });
});

describe('a card that goes', () => {
  it('before its read begins', async () => {
    const { slot, card } = setUp();
    slot.insert();
    const laid = card();
    slot.remove();
    expect(await laid.read({ keys: [] })).toMatchObject({ failure: { kind: 'card-lost' } });
  });

  it.each([
    ['pulled', (slot: TestSlot) => slot.remove(), 'card-lost'],
    ['swapped', (slot: TestSlot) => slot.insert(), 'card-lost'],
    ['gone with its reader', (slot: TestSlot) => slot.fail(), 'reader-lost'],
  ])('%s during an exchange that never ends', async (_name, act, kind) => {
    const { slot, card } = setUp();
    slot.transmit = () => new Promise(() => undefined);
    slot.insert();
    const reading = card().read({ keys: [] });
    await vi.waitFor(() => expect(card().generation).toBe(1));
    act(slot);
    expect(await reading).toMatchObject({ failure: { kind } });
  });

  it('a late answer of the old card does not change what is said of the new one', async () => {
    const late = Promise.withResolvers<TransmitResult>();
    const { slot, card, seen } = setUp();
    slot.insert();
    slot.transmit = () => late.promise;
    const reading = card().read({ keys: [] });
    slot.insert();
    late.resolve(ANSWER);
    expect(await reading).toMatchObject({ failure: { kind: 'card-lost' } });
    expect(seen.at(-1)).toMatchObject({ state: 'card', generation: 2 });
  });

  it('between two exchanges, and keeps its progress and names to itself', async () => {
    const between = Promise.withResolvers<void>();
    const { slot, card } = setUp(async (channel, options) => {
      options.onProgress?.({ bytes: 1, total: 2 });
      options.onNames?.({ dg1: COMMAND, dg13: null });
      await between.promise;
      options.onProgress?.({ bytes: 2, total: 2 });
      options.onNames?.({ dg1: COMMAND, dg13: null });
      return oneExchange(channel, options);
    });
    const onProgress = vi.fn();
    const onNames = vi.fn();
    slot.insert();
    const reading = card().read({ keys: [], onProgress, onNames });
    await vi.waitFor(() => expect(onNames).toHaveBeenCalled());
    slot.remove();
    between.resolve();
    expect(await reading).toMatchObject({ failure: { kind: 'card-lost' } });
    expect(onProgress).toHaveBeenCalledTimes(1);
    expect(onNames).toHaveBeenCalledTimes(1);
  });

  it('closing ends what is under way', async () => {
    const { slot, reader, card } = setUp();
    slot.transmit = () => new Promise(() => undefined);
    slot.insert();
    const reading = card().read({ keys: [] });
    await reader.close();
    expect(await reading).toMatchObject({ failure: { kind: 'reader-lost' } });
    expect(slot.isClosed).toBe(true);
  });
});

describe('status board', () => {
  it('does not tell an older status after a newer one that a listener caused', () => {
    const board = new StatusBoard('idle');
    const heard: string[] = [];
    board.subscribe((status) => {
      if (status === 'first') board.publish('second');
    });
    board.subscribe((status) => heard.push(status));
    board.publish('first');
    expect(heard).toEqual(['second']);
    expect(board.status).toBe('second');
  });
});
