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
    stream: 'insured',
    refusal: null,
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
      rows: () => [{ key: 'held before' } as QueueEntry],
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
      listeners.queue(entry?.key ?? 'k');
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
    row({ state: 'in-flight' });
    row({ state: 'confirmed', attempts: 2, alreadyThere: true });
    row(null);
    expect(written).toEqual([
      ['registration-committed', { key: 'k', kind: 'visit', clinicId: 'mat', stream: 'insured', official: true }],
      ['registration-retried', { key: 'k', attempts: 1 }],
      ['registration-confirmed', { key: 'k', attempts: 2, alreadyThere: true }],
    ]);
  });

  it('tells a refusal with its reason, and the same row again once staff had it retried', () => {
    const { written, row } = world();
    const dead = { state: 'dead', refusal: { reason: 'clinic-full', sendTo: null } } as const;
    row({ state: 'in-flight' });
    row({ ...dead, attempts: 1 });
    row({ state: 'pending', attempts: 1 });
    row({ state: 'in-flight', attempts: 1 });
    row({ state: 'dead', attempts: 2, refusal: null });
    // Set aside.
    row({ state: 'dead', attempts: 2, refusal: null, setAside: true });
    expect(written).toEqual([
      ['registration-refused', { key: 'k', attempts: 1, reason: 'clinic-full' }],
      ['registration-retried', { key: 'k', attempts: 1 }],
      ['registration-refused', { key: 'k', attempts: 2, reason: null }],
    ]);
  });

  it('tells a commit once, whatever else happens to the row', () => {
    const { written, row } = world();
    row({ state: 'pending' });
    row({ state: 'in-flight' });
    // Unsent: the network went before the hospital had it.
    for (const change of [{}, { held: true }, {}, { ticketShown: true }]) row({ state: 'pending', ...change });
    expect(written).toHaveLength(1);
  });

  it('takes nothing of an earlier run for a commit', () => {
    const { written, row } = world();
    row({ key: 'held before', state: 'pending' });
    row({ state: 'pending', superseded: true });
    expect(written).toEqual([]);
  });

  it('tells a settlement once, not that the ticket was shown after it', () => {
    const { written, row } = world();
    row({ state: 'in-flight' });
    row({ state: 'confirmed', attempts: 1, alreadyThere: false });
    row({ state: 'confirmed', attempts: 1, alreadyThere: false, ticketShown: true });
    expect(written).toEqual([['registration-confirmed', { key: 'k', attempts: 1, alreadyThere: false }]]);
  });

  it('tells attempts ever more rarely', () => {
    const { written, row } = world();
    for (let attempts = 1; attempts <= 1_000; attempts += 1) {
      row({ state: 'in-flight', attempts });
      row({ state: 'pending', attempts });
      row({ state: 'pending', attempts, held: true });
    }
    expect(written.map(([, fields]) => (fields as { attempts: number }).attempts)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512,
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
