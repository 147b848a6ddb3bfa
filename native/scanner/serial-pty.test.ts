import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PseudoTerminal, whyNoPty } from '../../fixtures/simulators/pseudo-terminal.ts';
import { createScanner } from './byte-source-scanner.ts';
import type { Scanner } from './port.ts';
import { createSerialSource } from './serial-source.ts';

/** The real serial port of this system, on a pseudo terminal. */

const CODE = '001092047316||Đặng Quốc Khải|18041992|Nam|Số 18 ngõ Hồng Mai, Hai Bà Trưng, Hà Nội|20062022';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const missing = whyNoPty();

let device: PseudoTerminal;
let scanners: Scanner[];

function listen() {
  const scanner = createScanner(createSerialSource({ path: device.path }, { baudRate: 9_600 }), {
    framing: { terminator: 'required' },
    reconnect: { firstDelayMs: 20, lastDelayMs: 20 },
  });
  scanners.push(scanner);
  const heard: string[] = [];
  scanner.subscribe((event) => {
    if (event.type === 'scan') heard.push(new TextDecoder().decode(event.scan.bytes));
    else if (event.type === 'rejected') heard.push(event.rejection.reason);
    else heard.push(event.status.state === 'ready' ? 'ready' : event.status.detail);
  });
  return { scanner, heard };
}

const hears = (heard: readonly string[], last: string): Promise<void> =>
  vi.waitFor(() => expect(heard.at(-1)).toBe(last), { timeout: 10_000 });

beforeEach(() => {
  device = new PseudoTerminal();
  scanners = [];
});

afterEach(async () => {
  await Promise.all(scanners.map((scanner) => scanner.close()));
  await device.close();
});

describe.skipIf(missing !== null)(`a serial port${missing === null ? '' : ` (left out: ${missing})`}`, () => {
  it('delivers a code whole, letters split between reads included', async () => {
    await device.plug();
    const { heard } = listen();
    await hears(heard, 'ready');
    const sent = bytes(`${CODE}\r\n`);
    const inLetter = sent.indexOf(0xc4) + 1;
    device.send(sent.subarray(0, inLetter));
    device.send(sent.subarray(inLetter));
    await hears(heard, CODE);
    expect(heard).toEqual(['ready', CODE]);
  });

  it('that stops in mid-code is heard of, its tail is not, and the next code is whole', async () => {
    await device.plug();
    const { heard } = listen();
    await hears(heard, 'ready');
    device.send(bytes(CODE.slice(0, 40)));
    await hears(heard, 'incomplete');
    device.send(bytes(`${CODE.slice(40)}\r${CODE}\r`));
    await hears(heard, CODE);
    expect(heard).toEqual(['ready', 'incomplete', CODE]);
  });

  it('that is pulled out and plugged in again is opened again', async () => {
    await device.plug();
    const { scanner, heard } = listen();
    await hears(heard, 'ready');
    await device.unplug();
    await hears(heard, 'no such serial port: is the scanner plugged in and in USB-CDC mode?');
    expect(heard[1]).toBe('the serial port was unplugged');
    await device.plug();
    await hears(heard, 'ready');
    device.send(bytes(`${CODE}\r`));
    await hears(heard, CODE);
    expect(scanner.status).toEqual({ state: 'ready', source: device.path });
  });

  it('is opened once by this kiosk, and by the other as soon as it is free', async () => {
    await device.plug();
    const first = listen();
    await hears(first.heard, 'ready');
    const second = listen();
    await hears(second.heard, 'another scanner of this kiosk has the serial port already');
    await first.scanner.close();
    await hears(second.heard, 'ready');
    device.send(bytes('one\r'));
    await hears(second.heard, 'one');
  });
});
