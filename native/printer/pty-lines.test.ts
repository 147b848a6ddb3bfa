import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { PseudoTerminal, whyNoPty } from '../../fixtures/simulators/pseudo-terminal.ts';
import { bytesPerRow } from './bitmap.ts';
import { createLineDevice } from './line-device.ts';
import type { PrinterDevice } from './port.ts';
import { createSerialLine } from './serial-line.ts';
import { patterned } from './testing.ts';
import { createUsbLine } from './usb-line.ts';

/** The real character devices of this system, on a pseudo terminal. */

const missing = whyNoPty();
const job = { bitmap: patterned(), cut: true };

let printer: PseudoTerminal;
let paper: PrinterPaper;
let device: PrinterDevice;

beforeEach(() => {
  paper = new PrinterPaper(576, (bytes) => {
    printer.send(bytes);
  });
  printer = new PseudoTerminal((chunk) => {
    paper.feed(chunk);
  });
});

afterEach(async () => {
  await device.close();
  await printer.close();
});

describe.skipIf(missing !== null).each([
  ['a serial printer', (path: string) => createSerialLine({ path, baudRate: 115_200 })],
  ['a printer on USB', (path: string) => createUsbLine({ path })],
])(`%s${missing === null ? '' : ` (left out: ${missing})`}`, (_name, lineAt) => {
  beforeEach(() => {
    device = createLineDevice(lineAt(printer.path), { dotsPerMm: 8 });
  });

  it('prints a ticket dot for dot', async () => {
    await printer.plug();
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
    const [slip] = paper.slips;
    const size = bytesPerRow(576) * job.bitmap.heightDots;
    expect(Buffer.from(slip?.bitmap.rows.subarray(0, size) ?? [])).toEqual(Buffer.from(job.bitmap.rows));
    expect(paper.strayBytes).toBe(0);
  });

  it('says what is wrong with it', async () => {
    await printer.plug();
    paper.state = 'cover-open';
    expect(await device.look()).toMatchObject({ state: 'wrong', reason: 'cover-open' });
    paper.state = 'low';
    expect(await device.look()).toEqual({ state: 'fine', isLow: true });
  });

  it('is heard at once when it is opened anew', async () => {
    await printer.plug();
    paper.endAfter(100);
    expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'media-empty' });
    expect(await device.look()).toMatchObject({ state: 'wrong', reason: 'media-empty' });
  });

  it('that is pulled out is not reachable, and found again when it is back', async () => {
    await printer.plug();
    expect(await device.look()).toMatchObject({ state: 'fine' });
    await printer.unplug();
    expect(await device.look()).toMatchObject({ state: 'wrong', reason: 'not-reachable' });
    expect(await device.look()).toMatchObject({ detail: expect.stringContaining('plugged in') as string });
    await printer.plug();
    expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
  });
});
