import { afterEach, describe, expect, it, vi } from 'vitest';
import { PrinterSimulator } from '../fixtures/simulators/printer.ts';
import type { VisitAt, VisitSnapshot } from './bridge/snapshot.ts';
import { read } from './operations/configuration-testing.ts';
import { openPatientParts, type PatientParts } from './patient-parts.ts';
import { surroundings, ticketSlip } from './tickets/slips-testing.ts';

/** Whether the paper of the ticket on the screen is still being printed: the visit's last screen waits for it. */

const attract: VisitSnapshot = { step: 'attract', prompt: 'welcome' };
const ticket = (key = ticketSlip.key): VisitAt<'ticket'> =>
  ({
    ...ticketSlip,
    key,
    code: `TD1:${String(key)}`,
    step: 'ticket',
    identity: 'proven',
    faceOffer: 'none',
    insured: true,
    origin: 'new',
    offers: [],
    sync: 'confirmed',
    cardStillThere: false,
    others: [],
    isIncomplete: false,
    canGoOn: false,
  }) as VisitAt<'ticket'>;

const opened: PatientParts[] = [];
afterEach(async () => {
  for (const parts of opened.splice(0)) await parts.stop();
});

/** `mmPerSecond`: how quick the printer is; null: there is none. */
async function open(mmPerSecond: number | null = 1_000_000) {
  const simulator = new PrinterSimulator({ widthDots: 576, mmPerSecond: mmPerSecond ?? 1 });
  const onPrinting = vi.fn<(isPrinting: boolean) => void>();
  const onNotPrinted = vi.fn();
  const kind = mmPerSecond === null ? 'none' : 'simulated';
  const parts = openPatientParts({
    configuration: read(`version = 1\nspeech.program = "/nowhere/espeak"\ndevices.printer.kind = "${kind}"`),
    folder: { path: '/nowhere' },
    world: { printerLine: simulator, soundCards: () => '' },
    hospital: { clockOffsetMs: () => null, invoiceStatus: () => Promise.reject(new Error('not asked')) },
    queue: {
      entry: () => null,
      onChange: () => () => undefined,
      visitTimes: { record: () => true, figures: () => expect.unreachable('nobody reads figures') },
    },
    log: { write: () => undefined },
    timers: { setTimeout, clearTimeout: (id) => clearTimeout(id as NodeJS.Timeout) },
    now: () => new Date(surroundings.now),
    moment: () => ({ ...surroundings, registeredAt: surroundings.now }),
    onChange: () => undefined,
    onHeadphones: () => undefined,
    ...{ onPrinting, onNotPrinted, onPayment: () => undefined },
  });
  opened.push(parts);
  if (mmPerSecond !== null) await vi.waitFor(() => expect(parts.view().printer.state).toBe('ready'));
  let visitor = 0;
  const see = (visit: VisitSnapshot): void => {
    if (visit.step === 'attract') visitor += 1;
    parts.see({ visit, visitor, language: 'vi', scannedKey: null });
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
    see({ ...ticket(), sync: 'refused' });
    expect(told()).toEqual([true]);
    await toldInTheEnd([true, false]);
    expect(parts.view().paper).toBe('printed');
    see({ ...ticket(), sync: 'confirmed' });
    see(attract);
    expect(told()).toEqual([true, false]);
    see(ticket('00000000-0000-4000-8000-000000000002'));
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

it('without a printer nothing is ever being printed', async () => {
  const { see, told, parts } = await open(null);
  see(ticket());
  expect(parts.view().printer.state).toBe('not-configured');
  see(attract);
  expect(told()).toEqual([]);
});
