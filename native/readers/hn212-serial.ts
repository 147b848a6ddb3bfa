/**
 * HN212 on a serial line: the host sends what opens the chip, `CCCD:<12 digits>|BIRTH:<YYMMDD>|EXPIRY:<YYMMDD>`, the device
 * answers with words and files (hn212-lines.ts). A device that takes the key from its own camera sends without being asked.
 */
import { SerialPort } from 'serialport';
import { type AccessKey, isCanKey } from '../emrtd/chip.ts';
import { type DeviceClock, systemClock } from '../clock.ts';
import type { ByteSource, SourceHandlers } from '../scanner/port.ts';
import { createSerialSource } from '../scanner/serial-source.ts';
import { type AssembleDelivered, decodeBlock, isBarePicture } from './delivered-card.ts';
import { DeliveryDesk } from './delivery-desk.ts';
import { createHn212Lines, type Hn212Event } from './hn212-lines.ts';
import type { DocumentReader, DocumentReadOptions } from './port.ts';

/** A byte source that can be written to. */
export interface ByteLine extends Omit<ByteSource, 'open'> {
  open(handlers: Pick<SourceHandlers, 'onBytes' | 'onLost'>): ReturnType<ByteSource['open']>;
  /** What cannot be sent any more is lost, as the line is. */
  write(bytes: Uint8Array): void;
}

export interface Hn212SerialOptions {
  line: ByteLine;
  assemble: AssembleDelivered;
  clock?: DeviceClock;
}

/** USB-CDC ignores the rate. */
const BAUD_RATE = 115_200;
export const REOPEN_MS = 1_000;
/** Files may follow the word of success; after this much silence none does. */
export const SETTLE_MS = 500;
/** What a check-in needs: with all of these there is nothing to wait for. */
const WANTED = ['SOD', 'DG1', 'DG13', 'DG2'];

/** The serial port at `path`, to be read and written. */
export function createSerialLine(path: string): ByteLine {
  let port: SerialPort | null = null;
  const source = createSerialSource(
    { path },
    { baudRate: BAUD_RATE },
    {
      list: () => SerialPort.list(),
      port: (at, baudRate) => (port = new SerialPort({ path: at, baudRate, autoOpen: false })),
    },
  );
  return { ...source, write: (bytes) => void port?.write(Buffer.from(bytes)) };
}

export function createHn212Serial(options: Hn212SerialOptions): DocumentReader {
  return new Hn212Serial(options);
}

class Hn212Serial implements DocumentReader {
  readonly #line: ByteLine;
  readonly #clock: DeviceClock;
  readonly #desk: DeliveryDesk;
  #isClosed = false;
  #cancelReopen: () => void = () => undefined;
  /** Files of the present card by their mark's name; null for a picture that no signature covers. */
  #files = new Map<string, Uint8Array | null>();
  /** The card that was laid has sent something: until then a second word of detection is its own. */
  #hasSent = false;
  /** Names of the files that were handed on; what else comes with them is left. */
  #delivered = new Set<string>();
  #keyLines: string[] = [];
  #keysSent = 0;
  #cancelSettle: () => void = () => undefined;
  #hasSucceeded = false;

  constructor({ line, assemble, clock = systemClock }: Hn212SerialOptions) {
    this.#line = line;
    this.#clock = clock;
    this.#desk = new DeliveryDesk({ assemble, clock, takenAfterMs: null, onAwaited: (read) => this.#sendKeys(read) });
    void this.#open();
  }

  get status() {
    return this.#desk.status;
  }

  subscribe(listener: Parameters<DocumentReader['subscribe']>[0]): () => void {
    return this.#desk.subscribe(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelReopen();
    this.#startOver();
    this.#desk.lost('not-reachable', 'closed');
    await this.#line.close();
  }

  async #open(): Promise<void> {
    const lines = createHn212Lines((event) => this.#take(event));
    const opened = await this.#line.open({
      onBytes: (chunk) => {
        if (!this.#isClosed) lines.push(chunk);
      },
      onLost: (detail) => this.#lose('not-reachable', detail),
    });
    if (this.#isClosed) await this.#line.close();
    else if (opened.ok) this.#desk.ready(this.#line.name);
    else this.#lose(opened.reason, opened.detail);
  }

  #lose(reason: 'not-configured' | 'not-reachable' | 'not-responding' | 'hardware-error', detail: string): void {
    if (this.#isClosed) return;
    this.#startOver();
    this.#desk.lost(reason, detail);
    this.#cancelReopen = this.#clock.setTimer(() => void this.#open(), REOPEN_MS);
  }

  #take(event: Hn212Event): void {
    switch (event.kind) {
      case 'card-laid':
        if (this.#desk.status.state === 'card' && !this.#hasSent) return;
        this.#startOver();
        this.#hasSent = false;
        this.#desk.cardLaid();
        return;
      case 'card-taken':
        this.#startOver();
        this.#hasSent = false;
        this.#desk.cardTaken();
        return;
      case 'block-begun':
        this.#hasSent = true;
        // The same file again: the device reads once more.
        if (this.#delivered.has(event.name)) this.#startOver();
        this.#cancelSettle();
        this.#desk.arriving(this.#groups(), event.name === 'DG2');
        return;
      case 'block':
        this.#keep(event.name, event.text);
        return;
      case 'succeeded':
        this.#hasSucceeded = true;
        if (this.#delivered.size === 0) this.#settle();
        return;
      case 'failed':
        if (this.#desk.isAwaited) this.#nextKey();
        else this.#startOver();
        return;
      case 'broken':
        this.#fail(event.detail);
        return;
    }
  }

  #keep(name: string, text: string): void {
    if (name === 'DG2' && isBarePicture(text)) {
      this.#files.set(name, null);
    } else {
      const block = decodeBlock(name, text);
      if (!block.ok) {
        this.#fail(block.detail);
        return;
      }
      this.#files.set(name, block.bytes);
    }
    this.#desk.arriving(this.#groups(), false);
    if (this.#delivered.size > 0) return;
    if (WANTED.every((wanted) => this.#files.has(wanted))) this.#deliver();
    else if (this.#hasSucceeded) this.#settle();
  }

  #settle(): void {
    this.#cancelSettle();
    this.#cancelSettle = this.#clock.setTimer(() => this.#deliver(), SETTLE_MS);
  }

  #deliver(): void {
    const card = { sod: this.#files.get('SOD') ?? null, dataGroups: this.#groups() };
    const names = new Set(this.#files.keys());
    this.#startOver();
    if (names.size === 0) return;
    this.#delivered = names;
    this.#keyLines = [];
    this.#keysSent = 0;
    this.#desk.deliver(card);
  }

  #groups(): Map<number, Uint8Array> {
    const groups = [...this.#files].filter(([name]) => name !== 'SOD');
    return new Map(groups.flatMap(([name, bytes]) => (bytes ? [[Number(name.slice(2)), bytes]] : [])));
  }

  /** What goes wrong before anybody waits is tried again when somebody does. */
  #fail(detail: string): void {
    this.#startOver();
    if (this.#desk.isAwaited) this.#desk.fail({ kind: 'protocol', detail });
  }

  #startOver(): void {
    this.#files = new Map();
    this.#delivered = new Set();
    this.#hasSucceeded = false;
    this.#cancelSettle();
  }

  #sendKeys({ keys, idNumber }: DocumentReadOptions): void {
    this.#keyLines = keys.flatMap((key) => keyLine(key, idNumber));
    this.#keysSent = 0;
    if (this.#keyLines.length > 0) this.#nextKey();
  }

  #nextKey(): void {
    this.#startOver();
    const next = this.#keyLines[this.#keysSent];
    if (next !== undefined) {
      this.#keysSent += 1;
      this.#line.write(new TextEncoder().encode(next));
    } else if (this.#keysSent > 0) {
      this.#desk.fail({ kind: 'wrong-key', tried: this.#keysSent, ask: 'mrz' });
    } else {
      this.#desk.fail({ kind: 'protocol', detail: 'the device could not read the chip' });
    }
  }
}

/** One line for one key; a key that is not made of digits is none of this device's. */
function keyLine(key: AccessKey, idNumber: string | undefined): string[] {
  if (isCanKey(key)) return [];
  // The chip's key has the number's last nine digits only.
  const number = idNumber?.endsWith(key.documentNumber) ? idNumber : key.documentNumber.padStart(12, '0');
  const line = `CCCD:${number}|BIRTH:${key.birthDate}|EXPIRY:${key.expiryDate}`;
  return /^CCCD:\d{12}\|BIRTH:\d{6}\|EXPIRY:\d{6}$/.test(line) ? [`${line}\n`] : [];
}
