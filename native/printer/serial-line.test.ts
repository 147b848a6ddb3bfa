import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import type { LineHandlers } from './port.ts';

/** What of a port's calls is answered when: no port of this machine can be slow, or say "wait". */

type Callback = (error: Error | null) => void;

class Port extends EventEmitter {
  isOpen = false;
  readonly calls: string[] = [];
  /** Of a printer that takes nothing for now. */
  readonly waiting: Callback[] = [];

  constructor() {
    super();
    ports.push(this);
  }

  open(done: Callback): void {
    this.isOpen = true;
    done(null);
  }

  write(_bytes: Uint8Array, done: Callback): void {
    this.calls.push('write');
    this.waiting.push(done);
  }

  drain(done: Callback): void {
    this.calls.push('drain');
    this.waiting.push(done);
  }

  flush(done: Callback): void {
    this.calls.push('flush');
    done(null);
  }

  close(done: Callback): void {
    this.calls.push('close');
    this.isOpen = false;
    this.emit('close');
    done(null);
  }

  take(): void {
    for (const done of this.waiting.splice(0)) done(null);
  }
}

const ports: Port[] = [];
vi.doMock('serialport', () => ({ SerialPort: Port }));
const { createSerialLine } = await import('./serial-line.ts');

const handlers: LineHandlers = { onBytes: () => undefined, onLost: () => undefined };

const newest = (): Port => ports.at(-1) ?? expect.unreachable('no port was opened');

async function opened() {
  const line = createSerialLine({ path: '/dev/ttyS0', baudRate: 9_600 });
  await line.open(handlers);
  return { line, port: newest() };
}

it('carries a byte in ten bits', () => {
  expect(createSerialLine({ path: '/dev/ttyS0', baudRate: 9_600 }).backlog).toMatchObject({ bytesPerSecond: 960 });
});

it('is drained when the port is, not when it was written to', async () => {
  const { line, port } = await opened();
  const wrote = line.write(Uint8Array.of(1));
  port.take();
  expect(await wrote).toBe(true);
  let isDrained = false;
  const draining = line.backlog?.drained().then((drained) => (isDrained = drained));
  await Promise.resolve();
  expect([port.calls, isDrained]).toEqual([['write', 'drain'], false]);
  port.take();
  expect(await draining).toBe(true);
});

it('that is shut is never drained', async () => {
  const { line } = await opened();
  await line.close();
  expect(await line.backlog?.drained()).toBe(false);
});

it.each(['write', 'drained'] as const)('gives up what the printer does not take when it closes (%s)', async (way) => {
  const { line, port } = await opened();
  void (way === 'write' ? line.write(Uint8Array.of(1)) : line.backlog?.drained());
  await line.close();
  expect(port.calls.slice(1)).toEqual(['flush', 'close']);
});

it('throws nothing away that was taken, and nothing of what it was opened for before', async () => {
  const { line, port } = await opened();
  void line.write(Uint8Array.of(1));
  await line.close();
  await line.open(handlers);
  const next = newest();
  const wrote = line.write(Uint8Array.of(1));
  next.take();
  await wrote;
  port.take();
  await line.close();
  expect(next.calls).toEqual(['write', 'close']);
});
