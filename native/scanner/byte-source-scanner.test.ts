import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScanner, SCANNER_DEFAULTS } from './byte-source-scanner.ts';
import type { ScannerEvent } from './port.ts';
import { away, bytes, listenTo, type Opened, ScriptedSource } from './testing.ts';

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('opening', () => {
  it('is unavailable until the source is open', async () => {
    const { scanner, heard } = listenTo(new ScriptedSource());
    expect(scanner.status).toEqual({ state: 'unavailable', reason: 'not-reachable', detail: 'not opened yet' });
    await settle();
    expect(scanner.status).toEqual({ state: 'ready', source: 'scripted' });
    expect(heard).toEqual(['ready']);
  });

  it('is tried again for ever, at growing distances, and told once', async () => {
    const source = new ScriptedSource();
    source.answers.push(...Array.from({ length: 2_000 }, () => away));
    const { heard } = listenTo(source, { reconnect: { firstDelayMs: 250, lastDelayMs: 1_000 } });
    const attemptsAfter: number[] = [];
    for (const delayMs of [0, 250, 500, 1_000, 1_000]) {
      await vi.advanceTimersByTimeAsync(delayMs);
      attemptsAfter.push(source.openings.length);
    }
    expect(attemptsAfter).toEqual([1, 2, 3, 4, 5]);
    await vi.advanceTimersByTimeAsync(1_990_000);
    expect(source.openings).toHaveLength(1_995);
    expect(heard).toEqual(['not-reachable: no such port']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual(['not-reachable: no such port', 'ready']);
  });

  it('is tried again when the source throws', async () => {
    const source = new ScriptedSource();
    source.answers.push(new Error('with something private in it'));
    const { heard } = listenTo(source);
    await vi.advanceTimersByTimeAsync(SCANNER_DEFAULTS.reconnect.firstDelayMs);
    expect(heard).toEqual(['hardware-error: the source failed to open', 'ready']);
  });
});

describe('losing the device', () => {
  it('opens it again, soon at first', async () => {
    const source = new ScriptedSource();
    const { scanner, heard } = listenTo(source);
    await settle();
    source.answers.push(away);
    source.latest.onLost('unplugged');
    expect(scanner.status).toEqual({ state: 'unavailable', reason: 'not-reachable', detail: 'unplugged' });
    await vi.advanceTimersByTimeAsync(250);
    await vi.advanceTimersByTimeAsync(500);
    source.latest.onBytes(bytes('one\r'));
    expect(heard).toEqual(['ready', 'not-reachable: unplugged', 'not-reachable: no such port', 'ready', 'scan one']);
  });

  it('rejects the code it cut off', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    source.latest.onBytes(bytes('on'));
    source.latest.onLost('unplugged');
    expect(heard).toEqual(['ready', 'rejected incomplete', 'not-reachable: unplugged']);
  });

  it('hears nothing more of what was lost', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    const lost = source.latest;
    lost.onLost('unplugged');
    lost.onLost('unplugged again');
    lost.onBytes(bytes('late\r'));
    await vi.advanceTimersByTimeAsync(250);
    lost.onBytes(bytes('later\r'));
    lost.onLost('once more');
    expect(heard).toEqual(['ready', 'not-reachable: unplugged', 'ready']);
    expect(source.openings).toHaveLength(2);
  });

  it('may happen before opening has answered', async () => {
    const source = new ScriptedSource();
    const answer = Promise.withResolvers<Opened>();
    source.answers.push(answer.promise);
    const { heard } = listenTo(source);
    source.latest.onLost('unplugged');
    answer.resolve({ ok: true });
    await settle();
    expect(heard).toEqual(['not-reachable: unplugged']);
    expect(source.closings).toBe(0);
    await vi.advanceTimersByTimeAsync(250);
    expect(heard).toEqual(['not-reachable: unplugged', 'ready']);
  });
});

describe('codes', () => {
  it('come with the name of their source, refused ones with their reason', async () => {
    const source = new ScriptedSource();
    const scanner = createScanner(source, { framing: { terminator: 'required' } });
    const events: ScannerEvent[] = [];
    scanner.subscribe((event) => void events.push(event));
    await settle();
    source.latest.onBytes(bytes('one\r\x1b\r'));
    source.latest.onBytes(bytes('cut off'));
    await vi.advanceTimersByTimeAsync(SCANNER_DEFAULTS.framing.idleGapMs);
    expect(events.slice(1)).toEqual([
      { type: 'scan', scan: { source: 'scripted', bytes: bytes('one'), symbology: null } },
      { type: 'rejected', rejection: { source: 'scripted', reason: 'control-characters' } },
      { type: 'rejected', rejection: { source: 'scripted', reason: 'incomplete' } },
    ]);
  });

  it('need no terminator unless told so', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    source.latest.onBytes(bytes('one'));
    await vi.advanceTimersByTimeAsync(SCANNER_DEFAULTS.framing.idleGapMs);
    expect(heard).toEqual(['ready', 'scan one']);
  });

  it('lose the symbology in front of them', async () => {
    const source = new ScriptedSource();
    const scanner = createScanner(source);
    const symbologies: unknown[] = [];
    scanner.subscribe((event) => {
      if (event.type === 'scan') symbologies.push(event.scan.symbology, new TextDecoder().decode(event.scan.bytes));
    });
    await settle();
    source.latest.onBytes(bytes(']Q1one\r]Q1\r]!1two\r'));
    expect(symbologies).toEqual([']Q1', 'one', null, ']Q1', null, ']!1two']);
  });

  it('may be changed by a listener without harm', async () => {
    const source = new ScriptedSource();
    const scanner = createScanner(source);
    let count = 0;
    scanner.subscribe((event) => {
      if (event.type !== 'scan') return;
      count += 1;
      event.scan.bytes.fill(0);
    });
    await settle();
    source.latest.onBytes(bytes('one\rone\r'));
    expect(count).toBe(1);
  });
});

it('stops calling back who unsubscribed', async () => {
  const source = new ScriptedSource();
  const { heard, unsubscribe } = listenTo(source);
  await settle();
  unsubscribe();
  source.latest.onBytes(bytes('one\r'));
  expect(heard).toEqual(['ready']);
});

describe('closing', () => {
  it('closes the source once and leaves no timer behind', async () => {
    const source = new ScriptedSource();
    const { scanner, heard } = listenTo(source);
    await settle();
    source.latest.onBytes(bytes('one\rhalf'));
    await Promise.all([scanner.close(), scanner.close()]);
    expect(source.closings).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(scanner.status).toMatchObject({ state: 'unavailable', detail: 'closed' });
    expect(heard).toEqual(['ready', 'scan one']);
  });

  it('hears nothing afterwards', async () => {
    const source = new ScriptedSource();
    const { scanner, heard } = listenTo(source);
    await settle();
    await scanner.close();
    source.latest.onBytes(bytes('late\r'));
    source.latest.onLost('late');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard).toEqual(['ready']);
    expect(source.openings).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends the waiting for a device that is away', async () => {
    const source = new ScriptedSource();
    source.answers.push(away);
    const { scanner } = listenTo(source);
    await settle();
    await scanner.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(source.openings).toHaveLength(1);
  });

  it.each([
    ['closes again a source that opens late', { ok: true } as const, 2],
    ['leaves a source alone that fails late', away, 1],
  ])('%s', async (_case, opened, closings) => {
    const source = new ScriptedSource();
    const answer = Promise.withResolvers<Opened>();
    source.answers.push(answer.promise);
    const { scanner, heard } = listenTo(source);
    await scanner.close();
    answer.resolve(opened);
    await settle();
    expect(source.closings).toBe(closings);
    expect(heard).toEqual([]);
  });

  it('may come from a listener in the middle of a chunk', async () => {
    const source = new ScriptedSource();
    const { scanner, heard } = listenTo(source);
    scanner.subscribe((event) => {
      if (event.type === 'scan') void scanner.close();
    });
    await settle();
    source.latest.onBytes(bytes('one\rtwo\rthree'));
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard).toEqual(['ready', 'scan one']);
  });

  it('may come from a listener that hears of a cut-off code', async () => {
    const source = new ScriptedSource();
    const { scanner, heard } = listenTo(source);
    scanner.subscribe((event) => {
      if (event.type === 'rejected') void scanner.close();
    });
    await settle();
    source.latest.onBytes(bytes('on'));
    source.latest.onLost('unplugged');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard).toEqual(['ready', 'rejected incomplete']);
    expect(scanner.status).toMatchObject({ detail: 'closed' });
    expect(source.openings).toHaveLength(1);
  });
});
