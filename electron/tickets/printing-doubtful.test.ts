import { describe, expect, it, vi } from 'vitest';
import type { PrintJob } from '../../native/printer/escpos.ts';
import type { PrinterDevice, PrintResult } from '../../native/printer/port.ts';
import type { Payment } from '../bridge/payment-snapshot.ts';
import { isPaper, keyOf, openPrintingKiosk, type PrintingKiosk, ticketOnScreen } from './printing-testing.ts';
import { nothingToPay } from './slips.ts';

/** A printer that is well by its own word, and from which nothing comes: switched off behind a queue of the printing system. */

const off: PrintResult = { kind: 'not-printed', reason: 'not-reachable', detail: 'it is off' };

/** Papers end when the test says how. */
class OffDevice implements PrinterDevice {
  readonly name = 'off';
  readonly pollMs = 1_000;
  tried = 0;
  #paper = Promise.withResolvers<PrintResult>();

  async look() {
    return { state: 'fine', isLow: false } as const;
  }

  print(_job: PrintJob, signal: AbortSignal | undefined) {
    this.tried += 1;
    signal?.addEventListener('abort', () => {
      this.end({ kind: 'stopped' });
    });
    return this.#paper.promise;
  }

  end(result: PrintResult): void {
    this.#paper.resolve(result);
    this.#paper = Promise.withResolvers();
  }

  async close() {
    await Promise.resolve();
  }
}

const away = { state: 'unavailable', reason: 'not-reachable' };

/** The next patient's ticket is on the screen, and its paper is tried. */
async function showNext({ printing }: PrintingKiosk, device: OffDevice): Promise<void> {
  const before = device.tried;
  printing.show(ticketOnScreen({ key: keyOf(before + 1), code: `TD1:${keyOf(before + 1)}` }), 'vi');
  await vi.waitFor(() => expect(device.tried).toBe(before + 1));
}

/** After two papers that did not come. */
async function inDoubt() {
  const device = new OffDevice();
  const kiosk = await openPrintingKiosk({ device });
  for (const _ of [1, 2]) {
    await showNext(kiosk, device);
    expect(kiosk.printing.view()).toMatchObject({ paper: 'printing', printer: { state: 'busy' } });
    device.end(off);
    await isPaper(kiosk.printing, 'not-printed');
  }
  await vi.waitFor(() => expect(kiosk.printing.view().printer).toEqual(away));
  kiosk.onNotPrinted.mockClear();
  return { ...kiosk, device };
}

describe('a printer in doubt', () => {
  it('is shown as one that prints nothing, and nobody waits for a paper that is tried all the same', async () => {
    const kiosk = await inDoubt();
    const { printing, device, onNotPrinted } = kiosk;
    await showNext(kiosk, device);
    expect(printing.view()).toMatchObject({ paper: 'not-printed', printer: away });
    expect(onNotPrinted).toHaveBeenCalledOnce();
    // One at a time: what is asked for while it is tried is not printed behind it.
    printing.again();
    device.end(off);
    await vi.waitFor(() => expect(kiosk.logged).toHaveLength(3));
    expect(printing.view()).toMatchObject({ paper: 'not-printed', printer: away });
    expect([onNotPrinted.mock.calls.length, device.tried]).toEqual([1, 3]);
  });

  it('prints again as soon as somebody has switched it on', async () => {
    const kiosk = await inDoubt();
    const { printing, device } = kiosk;
    await showNext(kiosk, device);
    device.end({ kind: 'printed' });
    await isPaper(printing, 'printed');
    expect(printing.view().printer).toEqual({ state: 'ready', isLow: false });
    await showNext(kiosk, device);
    expect(printing.view()).toMatchObject({ paper: 'printing', printer: { state: 'busy' } });
  });

  it('leaves a ticket that is out printed, and says of the small paper alone that it does not come', async () => {
    const device = new OffDevice();
    let payment: Payment = nothingToPay;
    const kiosk = await openPrintingKiosk({ device, paymentNow: () => payment });
    const { printing, onNotPrinted } = kiosk;
    await showNext(kiosk, device);
    device.end({ kind: 'printed' });
    await isPaper(printing, 'printed');
    for (const tried of [2, 3]) {
      const page = printing.testPage();
      await vi.waitFor(() => expect(device.tried).toBe(tried));
      device.end(off);
      await page;
    }
    payment = { state: 'cashier', reason: 'no-code', amount: 150_000, invoiceNumber: null };
    printing.paymentChanged();
    expect(printing.view()).toMatchObject({ paper: 'payment-not-printed', printer: away });
    expect(onNotPrinted).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(device.tried).toBe(4));
    device.end({ kind: 'printed' });
    await isPaper(printing, 'printed');
  });

  it('is tried by staff with a page that is no ticket', async () => {
    const { printing, device } = await inDoubt();
    const page = printing.testPage();
    await vi.waitFor(() => expect(device.tried).toBe(3));
    expect(printing.view().printer).toEqual(away);
    device.end({ kind: 'printed' });
    expect(await page).toEqual({ kind: 'printed' });
    expect(printing.view().printer).toEqual({ state: 'ready', isLow: false });
  });
});
