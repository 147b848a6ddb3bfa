import type { DocumentReader } from '../native/readers/port.ts';
import { createScanner } from '../native/scanner/byte-source-scanner.ts';
import { createCameraSource } from '../native/scanner/camera-source.ts';
import { createKeyboardSource } from '../native/scanner/keyboard-source.ts';
import type { Scanner } from '../native/scanner/port.ts';
import { mergeScanners } from '../native/scanner/several-scanners.ts';
import { openReader, openScanner } from './devices.ts';
import { openJudging } from './judging.ts';
import type { Configuration } from './operations/configuration.ts';
import type { Log } from './operations/log.ts';
import type { Simulation } from './simulation.ts';

/** What a patient shows codes and cards to. */
export interface Identification {
  reader: DocumentReader | null;
  /** The scanners of the configuration; null without any. */
  scanner: Scanner | null;
  /** Everything that reads codes, the screen's camera as well. */
  codes: Scanner;
  keyboard: ReturnType<typeof createKeyboardSource>;
  camera: ReturnType<typeof createCameraSource>;
  close(): Promise<void>;
}

/** Opens reader and scanners; a card is judged by what is anchored in the data folder. */
export async function openIdentification(
  configuration: Configuration,
  dataFolder: string,
  world: Pick<Simulation, 'cardSlot' | 'scannerSource'> | null,
  log: Log,
): Promise<Identification> {
  const judging = openJudging(dataFolder, configuration);
  const { anchors, crls, problems } = judging.trust;
  log.write('trust-loaded', { authorities: anchors.length, revocationLists: crls.length, problems: problems.length });
  const reader = await openReader(configuration.devices.reader, world?.cardSlot ?? null, judging);
  const keyboard = createKeyboardSource();
  const camera = createCameraSource();
  const scanner = openScanner(configuration.devices.scanner, world?.scannerSource ?? null, keyboard);
  const codes = mergeScanners([...(scanner ? [scanner] : []), createScanner(camera)]);
  return {
    reader,
    scanner,
    codes,
    keyboard,
    camera,
    close: async () => {
      await Promise.all([codes.close(), reader?.close(), judging.close()]);
    },
  };
}
