import { afterEach, describe, expect, it, vi } from 'vitest';
import { hospitalAccount, paymentCode } from '../fixtures/his/payment-code.ts';
import { PrinterSimulator } from '../fixtures/simulators/printer.ts';
import type { HospitalResult, InvoiceStatus } from '../sync/his/hospital-api.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import type { VisitAt, VisitSnapshot } from './bridge/snapshot.ts';
import { read } from './operations/configuration-testing.ts';
import { openPatientParts, type PatientParts } from './patient-parts.ts';
import { attract, keyOf, quickMmPerSecond, ticketOnScreen } from './tickets/printing-testing.ts';
import { confirmed } from './payment-testing.ts';
import { drawSlip } from './tickets/slip-drawing.ts';
import { paper80, surroundings, ticketSlip } from './tickets/slips-testing.ts';

/** Whether the paper of the ticket on the screen is still being printed: the visit's last screen waits for it. */

const ticket = (key = keyOf(1)): VisitAt<'ticket'> => ticketOnScreen({ key, code: `TD1:${key}` });

const opened: PatientParts[] = [];
afterEach(async () => {
  for (const parts of opened.splice(0)) await parts.stop();
});

/** An account of the hospital's, and what is to be paid into it. */
const charging = [
  'payment.enabled = true',
  `payment.beneficiaries = [{ bankBin = "${hospitalAccount.bankBin}", account = "${hospitalAccount.account}", bank = "Vietcombank" }]`,
].join('\n');
const invoice: HospitalResult<InvoiceStatus> = {
  ok: true,
  value: {
    ...{ kind: 'open', amount: 150_000, currency: 'VND', expiresAt: null, invoiceNumber: 'HD000017' },
    paymentCode: paymentCode({ amount: 150_000, purpose: 'THANH TOAN HD000017' }),
  },
};

interface Charging {
  /** What the hospital says is to be paid. */
  asks: () => Promise<HospitalResult<InvoiceStatus>>;
  /** Nobody waits until it is asked again, nor does the paper wait for its word. */
  isHurried?: boolean;
}

/** `mmPerSecond`: how quick the printer is; null: there is none. */
async function open(
  mmPerSecond: number | null = quickMmPerSecond,
  { asks, isHurried = false }: Partial<Charging> = {},
) {
  const simulator = new PrinterSimulator({ widthDots: 576, mmPerSecond: mmPerSecond ?? 1 });
  const onPrinting = vi.fn<(isPrinting: boolean) => void>();
  const onNotPrinted = vi.fn();
  const kind = mmPerSecond === null ? 'none' : 'simulated';
  const parts = openPatientParts({
    configuration: read(
      `version = 1\nspeech.program = "/nowhere/espeak"\ndevices.printer.kind = "${kind}"\n${asks ? charging : ''}`,
    ),
    folder: { path: '/nowhere' },
    world: { printerLine: simulator, soundCards: () => '' },
    hospital: {
      clockOffsetMs: () => null,
      invoiceStatus: asks ?? (() => Promise.reject(new Error('not asked'))),
    },
    queue: {
      entry: (key) => (asks ? ({ key, ...confirmed } as QueueEntry) : null),
      onChange: () => () => undefined,
      visitTimes: { record: () => true, figures: () => expect.unreachable('nobody reads figures') },
    },
    log: { write: () => undefined },
    timers: {
      setTimeout: (callback, delayMs) => setTimeout(callback, isHurried ? 0 : delayMs),
      clearTimeout: (id) => clearTimeout(id as NodeJS.Timeout),
    },
    now: () => new Date(surroundings.now),
    moment: () => ({ ...surroundings, registeredAt: surroundings.now }),
    onChange: () => undefined,
    onHeadphones: () => undefined,
    ...{ onPrinting, onNotPrinted, onPayment: () => undefined },
  });
  opened.push(parts);
  if (mmPerSecond !== null) await vi.waitFor(() => expect(parts.view().printer.state).toBe('ready'));
  let visitor = 0;
  const see = (visit: VisitSnapshot, ticketBehind: VisitAt<'ticket'> | null = null): void => {
    if (visit.step === 'attract') visitor += 1;
    parts.see({ visit, visitor, isPrompted: false, language: 'vi', scannedKey: null, ticketBehind });
  };
  const told = (): boolean[] => onPrinting.mock.calls.map(([isPrinting]) => isPrinting);
  const toldInTheEnd = (calls: boolean[]): Promise<void> => vi.waitFor(() => expect(told()).toEqual(calls));
  return { parts, simulator, see, told, toldInTheEnd, onNotPrinted };
}

describe('a ticket that is printed', () => {
  it('is told of once as it begins and once as it is out, whatever the visit does meanwhile', async () => {
    const { see, told, toldInTheEnd, parts, onNotPrinted } = await open();
    see(attract);
    expect(told()).toEqual([]);
    see(ticket());
    expect(told()).toEqual([true]);
    see({ ...ticket(), sync: 'pending' });
    expect(told()).toEqual([true]);
    await toldInTheEnd([true, false]);
    expect(parts.view().paper).toBe('printed');
    see({ ...ticket(), sync: 'confirmed' });
    see(attract);
    expect(told()).toEqual([true, false]);
    see(ticket(keyOf(2)));
    await toldInTheEnd([true, false, true, false]);
    expect(onNotPrinted).not.toHaveBeenCalled();
  });

  it('again is told of again', async () => {
    const { see, toldInTheEnd, parts } = await open();
    see(ticket());
    await toldInTheEnd([true, false]);
    parts.printing.again();
    await toldInTheEnd([true, false, true, false]);
  });

  it('is over when it does not come', async () => {
    const { see, toldInTheEnd, simulator, onNotPrinted, parts } = await open();
    simulator.set('empty');
    see(ticket());
    await toldInTheEnd([true, false]);
    expect(parts.view().paper).toBe('not-printed');
    expect(onNotPrinted).toHaveBeenCalledOnce();
  });

  it('is no matter of the screen any more once it has left it', async () => {
    const { see, told } = await open(1);
    see(ticket());
    see(attract);
    expect(told()).toEqual([true, false]);
  });
});

describe('a ticket whose patient is asked to keep their face', () => {
  const asked = { step: 'enrol', state: 'asking' } as VisitSnapshot;

  it('still has its paper: one that does not come is told of, and stands on the ticket afterwards', async () => {
    const { parts, see, simulator, told, toldInTheEnd, onNotPrinted } = await open();
    simulator.set('empty');
    see(ticket());
    see(asked, ticket());
    expect(told()).toEqual([true]);
    await toldInTheEnd([true, false]);
    expect(onNotPrinted).toHaveBeenCalledOnce();
    see(ticket());
    expect(parts.view()).toMatchObject({ paper: 'not-printed', mayPrintAgain: true });
  });

  it('still says what is to be paid, on the paper that waited for that', async () => {
    const { promise, resolve } = Promise.withResolvers<HospitalResult<InvoiceStatus>>();
    const { parts, see, simulator } = await open(quickMmPerSecond, { asks: () => promise });
    const charged = { ...ticket(), insured: false };
    see(charged);
    see(asked, charged);
    resolve(invoice);
    await vi.waitFor(() => expect(parts.view()).toMatchObject({ paper: 'printed', payment: { state: 'due' } }));
    see(charged);
    expect(parts.view()).toMatchObject({ paper: 'printed', payment: { state: 'due' } });
    const plain = drawSlip(ticketSlip, surroundings, paper80).heightDots;
    expect(simulator.slips).toHaveLength(1);
    // With a code that is as high as a hand is wide.
    expect(simulator.slips[0]?.bitmap.heightDots).toBeGreaterThan(plain + 300);
  });

  it('has a small paper for what becomes known meanwhile', async () => {
    let owed: HospitalResult<InvoiceStatus> = { ok: true, value: { kind: 'none' } };
    const { parts, see, simulator } = await open(quickMmPerSecond, {
      asks: () => Promise.resolve(owed),
      isHurried: true,
    });
    const charged = { ...ticket(), insured: false };
    see(charged);
    await vi.waitFor(() => expect(parts.view().paper).toBe('printed'));
    owed = invoice;
    see(asked, charged);
    await vi.waitFor(() => expect(simulator.slips).toHaveLength(2));
  });
});

it('without a printer nothing is ever being printed', async () => {
  const { see, told, parts } = await open(null);
  see(ticket());
  expect(parts.view().printer.state).toBe('not-configured');
  see(attract);
  expect(told()).toEqual([]);
});
