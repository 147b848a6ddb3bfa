import { readChip } from '../native/emrtd/reader.ts';
import { openPcscSlot } from '../native/pcsc/slot.ts';
import { ApduReader } from '../native/readers/apdu-reader.ts';
import type { CardSlot } from '../native/readers/card-slot.ts';
import type { DocumentReader } from '../native/readers/port.ts';
import { createScanner } from '../native/scanner/byte-source-scanner.ts';
import type { ByteSource, Scanner } from '../native/scanner/port.ts';
import { createSerialSource } from '../native/scanner/serial-source.ts';
import type { Configuration } from './operations/configuration.ts';

/** Real or simulated is decided here, once, by the configuration. */

/** What a check-in needs of the chip: MRZ, the Vietnamese details, the portrait. */
const groups = [1, 13, 2] as const;

/** The document reader of the configuration; null when there is none. */
export async function openReader(
  setting: Configuration['devices']['reader'],
  simulated: CardSlot | null,
  anchors: readonly Uint8Array[],
): Promise<DocumentReader | null> {
  const slot = setting.kind === 'pcsc' ? await openPcscSlot({ name: setting.name ?? '' }) : simulated;
  return slot ? new ApduReader({ slot, readChip, groups, anchors }) : null;
}

/** The scanner of the configuration; null when there is none. */
export function openScanner(
  setting: Configuration['devices']['scanner'],
  simulated: ByteSource | null,
): Scanner | null {
  const source = setting.kind === 'serial' ? createSerialSource(setting.path) : simulated;
  // Simulated and serial scanners are set up to end every code with CR or LF: half a code is then told apart from one.
  return source ? createScanner(source, { framing: { terminator: 'required' } }) : null;
}
