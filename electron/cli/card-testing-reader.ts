/** Stands in for `../simulation.ts`: the simulated reader in this process, without PC/SC, and any card that a test makes. */
import type { ChipImage } from '../../fixtures/cards/chip-image.ts';
import { openReaderSimulator } from '../../fixtures/simulators/reader-simulator.ts';
import type { Simulation } from '../simulation.ts';

/** Cards by the id they are laid with. */
export const layable = new Map<string, ChipImage>();

export async function openSimulation(): Promise<Pick<Simulation, 'cardSlot' | 'handle' | 'close'>> {
  const reader = await openReaderSimulator({ prefer: 'in-process' });
  return {
    cardSlot: reader.slot,
    handle: async (command) => {
      const image = command.type === 'insert-card' ? layable.get(command.personId) : undefined;
      return image ? reader.insertCard(image, 'anybody') : 'This person carries no chip card.';
    },
    close: () => reader.close(),
  };
}
