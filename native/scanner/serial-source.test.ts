import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { ByteSource } from './port.ts';
import { createSerialSource, type SerialChoice, type SerialSystem } from './serial-source.ts';

/** A port that opens as the test says; the listing is what the test says, too. */
class ScriptedSystem implements SerialSystem {
  ports: Awaited<ReturnType<SerialSystem['list']>> | Error = [];
  openError: Error | null = null;
  readonly broken = new Set<string>();
  readonly opened: { path: string; baudRate: number; port: ScriptedPort }[] = [];

  async list() {
    if (this.ports instanceof Error) throw this.ports;
    return this.ports;
  }

  port(path: string, baudRate: number) {
    const port = new ScriptedPort(this.broken.has(path) ? new Error('Opening: Access denied') : this.openError);
    this.opened.push({ path, baudRate, port });
    return port as unknown as ReturnType<SerialSystem['port']>;
  }
}

class ScriptedPort extends EventEmitter {
  isOpen = false;
  readonly #error: Error | null;

  constructor(error: Error | null) {
    super();
    this.#error = error;
  }

  open(answer: (error: Error | null) => void): void {
    this.isOpen = this.#error === null;
    queueMicrotask(() => {
      answer(this.#error);
    });
  }

  close(done: () => void): void {
    this.isOpen = false;
    this.emit('close', null);
    done();
  }

  pull(): void {
    this.isOpen = false;
    this.emit('close', new Error('disconnected'));
  }
}

const scanner = { vendorId: 0x0c2e, productId: 0x0b6a, serialNumber: null };
const listing = [
  { path: 'COM1' },
  { path: 'COM4', vendorId: '10C4', productId: 'EA60', serialNumber: 'X' },
  { path: 'COM5', vendorId: '0C2E', productId: '0b6A', serialNumber: 'A1' },
  { path: 'COM6', vendorId: '0c2e', productId: '0b6a', serialNumber: 'B2' },
];

const sources: ByteSource[] = [];
function sourceOf(system: ScriptedSystem, wanted: SerialChoice, reserved: SerialChoice[] = []): ByteSource {
  const source = createSerialSource(wanted, { baudRate: 115_200, reserved }, system);
  sources.push(source);
  return source;
}

function open(source: ByteSource) {
  const lost: string[] = [];
  const handlers = {
    onBytes: () => undefined,
    onCode: () => undefined,
    onRejected: () => undefined,
    onLost: (detail: string) => void lost.push(detail),
  };
  return source.open(handlers).then((answer) => ({ answer, lost }));
}

afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.close()));
});

describe('a port by its device', () => {
  it.each([
    ['vendor and product, in either case', scanner, ['COM5', 'COM6']],
    ['the serial number alone', { vendorId: null, productId: null, serialNumber: 'B2' }, ['COM6']],
    ['the vendor alone', { vendorId: 0x10c4, productId: null, serialNumber: null }, ['COM4']],
  ])('is found by %s, each by one source', async (_case, wanted, paths) => {
    const system = new ScriptedSystem();
    system.ports = listing;
    for (const path of paths) {
      expect((await open(sourceOf(system, wanted))).answer).toEqual({ ok: true });
      expect(system.opened.at(-1)).toMatchObject({ path, baudRate: 115_200 });
    }
    expect((await open(sourceOf(system, wanted))).answer).toMatchObject({
      reason: 'not-reachable',
      detail: 'another scanner of this kiosk has the serial port already',
    });
  });

  it.each<[string, SerialChoice]>([
    ['by its path', { path: 'COM5' }],
    ['more closely', { vendorId: null, productId: null, serialNumber: 'A1' }],
  ])('that another entry names %s is left to it', async (_case, named) => {
    const system = new ScriptedSystem();
    system.ports = listing;
    const alike = { vendorId: scanner.vendorId, productId: null, serialNumber: null };
    expect((await open(sourceOf(system, alike, [named, alike]))).answer).toEqual({ ok: true });
    expect(system.opened.at(-1)?.path).toBe('COM6');
    expect((await open(sourceOf(system, alike, [named]))).answer).toMatchObject({
      detail: 'another scanner of this kiosk has the serial port already',
    });
    expect((await open(sourceOf(system, named, [alike]))).answer).toEqual({ ok: true });
    expect(system.opened.at(-1)?.path).toBe('COM5');
  });

  it('that does not open makes way for the next one', async () => {
    const system = new ScriptedSystem();
    system.ports = listing;
    system.broken.add('COM5');
    const first = sourceOf(system, scanner);
    expect((await open(first)).answer).toEqual({ ok: true });
    expect(system.opened.map(({ path }) => path)).toEqual(['COM5', 'COM6']);
    expect((await open(sourceOf(system, scanner))).answer).toMatchObject({
      detail: 'another program has the serial port',
    });
  });

  it('is looked up again at each opening', async () => {
    const system = new ScriptedSystem();
    system.ports = [{ ...listing[2]!, path: 'COM5' }];
    const source = sourceOf(system, scanner);
    const { lost } = await open(source);
    system.opened[0]!.port.pull();
    expect(lost).toEqual(['the serial port was unplugged']);
    system.ports = [{ ...listing[2]!, path: 'COM9' }];
    await open(source);
    expect(system.opened.map(({ path }) => path)).toEqual(['COM5', 'COM9']);
  });

  it('that is not there is named', async () => {
    const system = new ScriptedSystem();
    const { answer } = await open(sourceOf(system, { ...scanner, vendorId: 0x5e, serialNumber: 'A1' }));
    expect(answer).toEqual({
      ok: false,
      reason: 'not-reachable',
      detail: 'serial port of 005e:0b6a A1 is not there: is the scanner plugged in and in USB-CDC mode?',
    });
    expect(sourceOf(system, { vendorId: null, productId: null, serialNumber: 'A1' }).name).toBe(
      'serial port of *:* A1',
    );
  });

  it('cannot be looked for when the system does not list its ports', async () => {
    const system = new ScriptedSystem();
    system.ports = new Error('udev is away');
    expect((await open(sourceOf(system, scanner))).answer).toMatchObject({
      reason: 'hardware-error',
      detail: 'the serial ports cannot be listed',
    });
  });
});

it.each([
  ['Error: Permission denied, cannot open /dev/ttyACM0', 'not-reachable', /group dialout/],
  ['Error: No such file or directory, cannot open /dev/ttyACM0', 'not-reachable', /plugged in/],
  ['Opening COM9: File not found', 'not-reachable', /plugged in/],
  ['Error Resource temporarily unavailable Cannot lock port', 'not-reachable', /another program/],
  ['Opening COM3: Access denied', 'not-reachable', /another program/],
  ['Error: Input/output error', 'hardware-error', /does not open/],
])('says for %j what to do, and leaves the port free', async (message, reason, detail) => {
  const system = new ScriptedSystem();
  system.openError = new Error(message);
  const source = sourceOf(system, { path: 'COM3' });
  expect((await open(source)).answer).toMatchObject({
    ok: false,
    reason,
    detail: expect.stringMatching(detail) as string,
  });
  system.openError = null;
  expect((await open(sourceOf(system, { path: 'COM3' }))).answer).toEqual({ ok: true });
});

describe('closing', () => {
  it('while it opens closes it as soon as it has', async () => {
    const system = new ScriptedSystem();
    const source = sourceOf(system, { path: 'COM3' });
    const opening = open(source);
    await source.close();
    await opening;
    await source.close();
    expect(system.opened[0]!.port.isOpen).toBe(false);
    expect((await open(sourceOf(system, { path: 'COM3' }))).answer).toEqual({ ok: true });
  });

  it('frees the port', async () => {
    const system = new ScriptedSystem();
    const source = sourceOf(system, { path: 'COM3' });
    const { lost } = await open(source);
    await source.close();
    expect(lost).toEqual(['the serial port was closed']);
    expect((await open(sourceOf(system, { path: 'COM3' }))).answer).toEqual({ ok: true });
  });
});
