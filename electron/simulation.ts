import type { SimulatorCommand, SimulatorState } from './bridge/messages.ts';
import type { CardSlot } from '../native/readers/card-slot.ts';
import type { PrinterLine } from '../native/printer/port.ts';
import type { ByteSource } from '../native/scanner/port.ts';
import type { Configuration } from './operations/configuration.ts';
import { paperOf } from './operations/configuration-printer.ts';

/** What the station needs of its simulated surroundings (fixtures/simulators/world.ts). */
export interface Simulation {
  scannerSource: ByteSource | null;
  cardSlot: CardSlot | null;
  printerLine: PrinterLine | null;
  hospitalUrl: string | null;
  /** The list of sound cards, as Linux has it, with headphones that come and go. */
  soundCards: () => string;
  handle(command: SimulatorCommand): Promise<string | null>;
  state(): SimulatorState;
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

const wantedParts = ({ devices, his }: Configuration) => ({
  scanner: devices.scanner.some(({ kind }) => kind === 'simulated'),
  reader: devices.reader.kind === 'simulated',
  hospital: his.kind === 'mock',
  printer: devices.printer.kind === 'simulated',
});

/**
 * Whether the configuration asks for anything that is not real. A printer alone is no such thing: a kiosk of before it had one
 * does not name it, and prints nothing.
 */
export function wantsSimulation(configuration: Configuration): boolean {
  const { scanner, reader, hospital } = wantedParts(configuration);
  return scanner || reader || hospital;
}

/** What `config check` says of a printer beside real devices: those print tickets, and this one does not. */
export function printerWarning(configuration: Configuration): string | null {
  const { kind } = configuration.devices.printer;
  if (wantsSimulation(configuration)) return null;
  if (kind === 'simulated') {
    return 'devices.printer: no printer is named, so nothing is printed. Name it, or say kind = "none" where that is meant.';
  }
  return kind === 'none' ? 'devices.printer: kind = "none": numbers are on the screen alone.' : null;
}

/**
 * The simulated devices that the configuration asks for; null when it asks for none, and in a packaged kiosk, whose build
 * leaves `fixtures` out.
 */
export async function openSimulation(configuration: Configuration, dataFolder: string): Promise<Simulation | null> {
  if (!wantsSimulation(configuration)) return null;
  try {
    const { openWorld } = await import('../fixtures/simulators/world.ts');
    const { timeZone } = configuration.hospital;
    const paper = paperOf(configuration.devices.printer);
    return await openWorld({ ...wantedParts(configuration), paper, dataFolder, timeZone, now: () => new Date() });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
