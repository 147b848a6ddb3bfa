import { describe, expect, it } from 'vitest';
import type { DocumentReader, ReaderStatus } from '../native/readers/port.ts';
import type { Scanner, ScannerEvent, ScannerStatus } from '../native/scanner/port.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import type { VisitSnapshot } from './bridge/snapshot.ts';
import type { Log } from './operations/log.ts';
import { logStation } from './station-log.ts';
import type { VisitView } from './visit/visit.ts';

const entryOf = (change: Partial<QueueEntry>) =>
  ({
    key: 'k',
    kind: 'visit',
    attempts: 0,
    ticketShown: false,
    clinicId: 'mat',
    ticket: { number: 'A1', official: true },
    ...change,
  }) as QueueEntry;

function world() {
  const written: [string, object][] = [];
  const log: Log = { write: (id, fields) => written.push([id, fields]) };
  const listeners = {
    visit: () => undefined as void,
    queue: (_key: string) => undefined as void,
    scanner: (_event: ScannerEvent) => undefined as void,
    reader: (_status: ReaderStatus) => undefined as void,
  };
  let step: VisitSnapshot['step'] = 'attract';
  let entry: QueueEntry | null = null;
  let nowMs = 0;
  const scanner: Pick<Scanner, 'subscribe'> & { status: ScannerStatus } = {
    status: { state: 'ready', source: 'test' },
    subscribe: (listener) => {
      listeners.scanner = listener;
      return () => undefined;
    },
  };
  const reader: Pick<DocumentReader, 'status' | 'subscribe'> = {
    status: { state: 'empty', reader: 'test' },
    subscribe: (listener) => {
      listeners.reader = listener;
      return () => undefined;
    },
  };
  logStation({
    log,
    visit: {
      view: () => ({ visit: { step } }) as VisitView,
      subscribe: (listener) => {
        listeners.visit = listener;
        return () => undefined;
      },
    },
    queue: {
      entry: () => entry,
      onChange: (listener) => {
        listeners.queue = listener;
        return () => undefined;
      },
    },
    scanner,
    reader,
    nowMs: () => nowMs,
  });
  return {
    written,
    listeners,
    scanner,
    to: (next: VisitSnapshot['step'], ms: number) => {
      nowMs += ms;
      step = next;
      listeners.visit();
    },
    row: (change: Partial<QueueEntry> | null) => {
      entry = change && entryOf(change);
      listeners.queue('k');
    },
  };
}

describe('the station’s log', () => {
  it('tells each step once, and how the visit ended', () => {
    const { written, to } = world();
    to('identify', 5);
    to('identify', 5);
    to('ticket', 100);
    to('attract', 50);
    to('identify', 1_000);
    to('attract', 7);
    expect(written).toEqual([
      ['visit-step', { from: 'attract', to: 'identify' }],
      ['visit-step', { from: 'identify', to: 'ticket' }],
      ['visit-step', { from: 'ticket', to: 'attract' }],
      ['visit-ended', { outcome: 'ticket', durationMs: 155 }],
      ['visit-step', { from: 'attract', to: 'identify' }],
      ['visit-step', { from: 'identify', to: 'attract' }],
      ['visit-ended', { outcome: 'stopped', durationMs: 7 }],
    ]);
  });

  it('follows a registration from the commit to the hospital’s answer', () => {
    const { written, row } = world();
    row({ state: 'pending' });
    row({ state: 'pending', ticketShown: true });
    row({ state: 'in-flight' });
    row({ state: 'pending', attempts: 1 });
    row({ state: 'confirmed', attempts: 2 });
    row({ state: 'dead', attempts: 2 });
    row(null);
    expect(written).toEqual([
      ['registration-committed', { key: 'k', kind: 'visit', clinicId: 'mat', official: true }],
      ['registration-retried', { key: 'k', attempts: 1 }],
      ['registration-confirmed', { key: 'k', attempts: 2 }],
      ['registration-refused', { key: 'k', attempts: 2 }],
    ]);
  });

  it('tells devices that come and go, but no laid card', () => {
    const { written, listeners, scanner } = world();
    scanner.status = { state: 'unavailable', reason: 'not-reachable', detail: 'gone' };
    listeners.scanner({ type: 'status', status: scanner.status });
    listeners.scanner({ type: 'rejected', rejection: { source: 'test', reason: 'too-long' } });
    listeners.reader({ state: 'empty', reader: 'test' });
    listeners.reader({
      state: 'card',
      reader: 'test',
      generation: 1,
      atr: new Uint8Array(),
      read: () => Promise.reject(new Error('not read')),
    });
    expect(written).toEqual([
      ['device-state', { device: 'scanner', state: 'not-reachable' }],
      ['device-state', { device: 'reader', state: 'empty' }],
    ]);
  });
});
