import { assembleChip } from '../native/emrtd/assemble.ts';
import { judgeAuthenticity } from '../native/emrtd/authenticity.ts';
import { readChip } from '../native/emrtd/reader.ts';
import { NO_TRUST } from '../native/emrtd/trust-store.ts';
import { openPcscSlot } from '../native/pcsc/slot.ts';
import { ApduReader, type Judging } from '../native/readers/apdu-reader.ts';
import type { CardSlot } from '../native/readers/card-slot.ts';
import type { AssembleDelivered } from '../native/readers/delivered-card.ts';
import { createHn212Serial, createSerialLine } from '../native/readers/hn212-serial.ts';
import { createHn212Socket } from '../native/readers/hn212-socket.ts';
import type { DocumentReader } from '../native/readers/port.ts';
import { judgedReader } from '../native/readers/judged-reader.ts';
import { createScanner } from '../native/scanner/byte-source-scanner.ts';
import type { ByteSource, Scanner } from '../native/scanner/port.ts';
import { createSerialSource } from '../native/scanner/serial-source.ts';
import type { Configuration } from './operations/configuration.ts';

/** Real or simulated is decided here, once, by the configuration. */

/** What a check-in needs of the chip: MRZ, the Vietnamese details, the portrait. */
export const checkInGroups = [1, 13, 2] as const;

/** The document reader of the configuration; null when there is none. */
export async function openReader(
  setting: Configuration['devices']['reader'],
  simulated: CardSlot | null,
  judging: Judging,
): Promise<DocumentReader | null> {
  const readSlot = (slot: CardSlot): DocumentReader =>
    new ApduReader({ slot, readChip, groups: checkInGroups, judging });
  const assemble: AssembleDelivered = (document) =>
    assembleChip({
      ...document,
      authenticity: judgeAuthenticity(document.sod, document.dataGroups, judging.trust ?? NO_TRUST, {
        ...(judging.knownSigners && { knownSigners: judging.knownSigners }),
      }),
    });
  switch (setting.kind) {
    case 'pcsc':
      return readSlot(await openPcscSlot({ name: setting.name ?? '' }));
    case 'hn212-socket':
      return judgedReader(createHn212Socket({ url: setting.url, assemble }), judging);
    case 'hn212-serial':
      return judgedReader(createHn212Serial({ line: createSerialLine(setting.path), assemble }), judging);
    case 'simulated':
    case 'none':
      return simulated && readSlot(simulated);
  }
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
