import type { SimulatorCommand, SimulatorState } from './bridge/messages.ts';
import type { CardSlot } from '../native/readers/card-slot.ts';
import type { ByteSource } from '../native/scanner/port.ts';
import type { Configuration } from './operations/configuration.ts';

/** What the station needs of its simulated surroundings (fixtures/simulators/world.ts). */
export interface Simulation {
  scannerSource: ByteSource | null;
  cardSlot: CardSlot | null;
  hospitalUrl: string | null;
  handle(command: SimulatorCommand): Promise<string | null>;
  state(): SimulatorState;
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

const wantedParts = ({ devices, his }: Configuration) => ({
  scanner: devices.scanner.some(({ kind }) => kind === 'simulated'),
  reader: devices.reader.kind === 'simulated',
  hospital: his.kind === 'mock',
});

/** Whether the configuration asks for anything that is not real. */
export const wantsSimulation = (configuration: Configuration): boolean =>
  Object.values(wantedParts(configuration)).includes(true);

/**
 * The simulated devices that the configuration asks for; null when it asks for none, and in a packaged kiosk, whose build
 * leaves `fixtures` out.
 */
export async function openSimulation(configuration: Configuration, dataFolder: string): Promise<Simulation | null> {
  if (!wantsSimulation(configuration)) return null;
  try {
    const { openWorld } = await import('../fixtures/simulators/world.ts');
    const { timeZone } = configuration.hospital;
    return await openWorld({ ...wantedParts(configuration), dataFolder, timeZone, now: () => new Date() });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
