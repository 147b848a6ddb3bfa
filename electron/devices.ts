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
import { createHidSource } from '../native/scanner/hid-source.ts';
import type { KeyboardSource } from '../native/scanner/keyboard-source.ts';
import type { ByteSource, Scanner } from '../native/scanner/port.ts';
import { createSerialSource } from '../native/scanner/serial-source.ts';
import { mergeScanners } from '../native/scanner/several-scanners.ts';
import type { Configuration } from './operations/configuration.ts';
import type { ScannerSetting } from './operations/configuration-scanner.ts';

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

/** Whether no code can be anybody's: every way they come is simulated. */
export const areCodesSimulated = ({ devices: { scanner, camera } }: Pick<Configuration, 'devices'>): boolean =>
  scanner.every(({ kind }) => kind === 'simulated') && (camera.kind !== 'device' || camera.codes === 'off');

/** The scanners of the configuration, as one; null when there is none. `keyboard`: where the screen's keys arrive. */
export function openScanner(
  settings: readonly ScannerSetting[],
  simulated: ByteSource | null,
  keyboard: KeyboardSource | null,
): Scanner | null {
  const scanners = settings.flatMap((setting) => {
    const others = settings.filter((other) => other !== setting);
    return openOne(setting, others, simulated, keyboard) ?? [];
  });
  return scanners.length > 1 ? mergeScanners(scanners) : (scanners[0] ?? null);
}

/** `others`: an entry that says less about its device leaves to them what they name. */
function openOne(
  setting: ScannerSetting,
  others: readonly ScannerSetting[],
  simulated: ByteSource | null,
  keyboard: KeyboardSource | null,
): Scanner | null {
  switch (setting.kind) {
    case 'serial': {
      const { port, baudRate, terminator } = setting;
      // A scanner that ends every code with CR or LF tells half a code apart from one.
      const reserved = others.flatMap((other) => (other.kind === 'serial' ? [other.port] : []));
      return createScanner(createSerialSource(port, { baudRate, reserved }), { framing: { terminator } });
    }
    case 'hid': {
      const reserved = others.flatMap((other) => (other.kind === 'hid' ? [other.which] : []));
      return createScanner(createHidSource(setting.which, { reserved }));
    }
    case 'keyboard':
      return keyboard && createScanner(keyboard);
    case 'simulated':
      return simulated && createScanner(simulated, { framing: { terminator: 'required' } });
    case 'none':
      return null;
  }
}
