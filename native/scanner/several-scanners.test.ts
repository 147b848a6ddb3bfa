import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Scanner, ScannerEvent, ScannerStatus } from './port.ts';
import { mergeScanners } from './several-scanners.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const away = (reason: Extract<ScannerStatus, { state: 'unavailable' }>['reason'], detail: string): ScannerStatus => ({
  state: 'unavailable',
  reason,
  detail,
});
const ready = (source: string): ScannerStatus => ({ state: 'ready', source });

/** A scanner the test plays. */
class PlayedScanner implements Scanner {
  status: ScannerStatus = away('not-reachable', 'not opened yet');
  readonly listeners = new Set<(event: ScannerEvent) => void>();
  closings = 0;

  subscribe(listener: (event: ScannerEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closings += 1;
  }

  tell(event: ScannerEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  become(status: ScannerStatus): void {
    this.status = status;
    this.tell({ type: 'status', status });
  }

  scan(text: string, asked: { isAsked?: true } = {}): void {
    this.tell({ type: 'scan', scan: { source: 'played', bytes: bytes(text), symbology: null, ...asked } });
  }
}

function mergeTwo() {
  const top = new PlayedScanner();
  const below = new PlayedScanner();
  const scanner = mergeScanners([top, below], { repeatMs: 2_000 });
  const heard: string[] = [];
  const unsubscribe = scanner.subscribe((event) => {
    if (event.type === 'scan') heard.push(new TextDecoder().decode(event.scan.bytes));
    else if (event.type === 'rejected') heard.push(event.rejection.reason);
    else heard.push(event.status.state === 'ready' ? `ready: ${event.status.source}` : event.status.detail);
  });
  return { top, below, scanner, heard, unsubscribe };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the status', () => {
  it('is ready while any of them is', () => {
    const { top, below, scanner, heard } = mergeTwo();
    top.become(ready('top'));
    below.become(ready('below'));
    expect(scanner.status).toEqual(ready('top, below'));
    top.become(away('not-reachable', 'unplugged'));
    expect(scanner.status).toEqual(ready('below'));
    below.become(away('not-reachable', 'unplugged'));
    expect(heard).toEqual(['ready: top', 'ready: top, below', 'ready: below', 'unplugged']);
  });

  it('is else the most hopeful one’s, and told only when it changes', () => {
    const { top, below, scanner, heard } = mergeTwo();
    top.become(away('hardware-error', 'broken'));
    expect(scanner.status).toEqual(away('not-reachable', 'not opened yet'));
    below.become(away('not-configured', 'nothing'));
    expect(scanner.status).toEqual(away('hardware-error', 'broken'));
    below.become(away('not-responding', 'silent'));
    expect(scanner.status).toEqual(away('not-responding', 'silent'));
    expect(heard).toEqual(['broken', 'silent']);
  });

  it('of no scanner at all is that there is none', () => {
    expect(mergeScanners([]).status).toEqual(away('not-configured', 'no scanner'));
  });
});

describe('codes', () => {
  it('that two of them saw are one scan', () => {
    const { top, below, heard } = mergeTwo();
    top.scan('one');
    below.scan('one');
    below.scan('two');
    top.scan('one');
    expect(heard).toEqual(['one', 'two', 'one']);
  });

  it('that somebody asked for count again at once', () => {
    const { top, below, heard } = mergeTwo();
    top.scan('one');
    below.scan('one', { isAsked: true });
    expect(heard).toEqual(['one', 'one']);
  });

  it('count again after the pause', () => {
    const { top, below, heard } = mergeTwo();
    top.scan('one');
    vi.advanceTimersByTime(1_999);
    below.scan('one');
    vi.advanceTimersByTime(1_999);
    below.scan('one');
    expect(heard).toEqual(['one']);
    vi.advanceTimersByTime(2_000);
    below.scan('one');
    expect(heard).toEqual(['one', 'one']);
  });

  it('that were refused are told', () => {
    const { below, heard } = mergeTwo();
    below.tell({ type: 'rejected', rejection: { source: 'below', reason: 'incomplete' } });
    expect(heard).toEqual(['incomplete']);
  });
});

it('stops calling back who unsubscribed', () => {
  const { top, heard, unsubscribe } = mergeTwo();
  unsubscribe();
  top.scan('one');
  expect(heard).toEqual([]);
});

describe('closing', () => {
  it('closes each of them once and says nothing more', async () => {
    const { top, below, scanner, heard } = mergeTwo();
    top.scan('one');
    await Promise.all([scanner.close(), scanner.close()]);
    top.scan('late');
    top.become(ready('top'));
    expect([top.closings, below.closings]).toEqual([1, 1]);
    expect(scanner.status).toMatchObject({ state: 'unavailable', detail: 'closed' });
    expect(heard).toEqual(['one']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
