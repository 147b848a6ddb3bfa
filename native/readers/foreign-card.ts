/**
 * Cards that are no identity document, told by their answer to reset: bank and transport cards end up on the reader as
 * often as the right one. PC/SC part 3, 3.1.3.2.3 and its supplement (contactless storage cards); ISO/IEC 7816-3, 8.2.
 */
import { toHex } from '../emrtd/bytes.ts';

export interface ForeignCard {
  /** For the log; no identifier of the card. */
  family: string;
  /** False: documents with such an answer to reset may exist, so the chip has to be asked. */
  certain: boolean;
}

/** Card names of the supplement to PC/SC part 3, table 3, as far as people carry them. */
const STORAGE_CARDS: Readonly<Record<string, string>> = {
  '0001': 'MIFARE Classic 1K',
  '0002': 'MIFARE Classic 4K',
  '0003': 'MIFARE Ultralight',
  '0026': 'MIFARE Mini',
  '0036': 'MIFARE Plus',
  '0037': 'MIFARE Plus',
  '0038': 'MIFARE Plus',
  '0039': 'MIFARE Plus',
  '003a': 'MIFARE Ultralight C',
  '003b': 'FeliCa',
  f004: 'Topaz',
  f011: 'FeliCa',
  f012: 'FeliCa',
};

/** Category 80, then application identifier (4F) with the workgroup's RID: a memory without processor. */
const STORAGE_CARD = /^804f0ca000000306..(....)/;
/** What DESFire sends as its only historical byte (NXP AN10833). */
const DESFIRE = '80';
/** Pre-issuing data object of Calypso chips (tag 5A behind category 80), as on transport cards from Hà Nội to Paris. */
const CALYPSO = /^805a/;
/** Memory cards behind contacts (SLE 4442 and 4428), as reader drivers report them: the last four bytes. */
const MEMORY_CARD = /(a2131091|92231091)$/;

const certain = (family: string): ForeignCard => ({ family, certain: true });

/** What the answer to reset says the card is; null when it says nothing, as for every identity document. */
export function foreignCardOf(atr: Uint8Array): ForeignCard | null {
  if (MEMORY_CARD.test(toHex(atr))) return certain('memory card');
  const historical = historicalBytes(atr);
  if (historical === null) return null;
  const text = toHex(historical);
  const storage = STORAGE_CARD.exec(text);
  if (storage) return certain(STORAGE_CARDS[storage[1] as string] ?? 'contactless memory card');
  if (CALYPSO.test(text)) return certain('Calypso transport card');
  return text === DESFIRE ? { family: 'MIFARE DESFire', certain: false } : null;
}

/** The bytes behind the interface bytes; null when there are fewer than T0 states. */
function historicalBytes(atr: Uint8Array): Uint8Array | null {
  const [, t0] = atr;
  if (t0 === undefined) return null;
  let at = 2;
  // Y(i) says which of TA to TD follow, and TD brings the next Y; a chain that does not end runs out of bytes.
  for (let presence = t0 >> 4; presence !== 0;) {
    const hasNext = (presence & 0x8) !== 0;
    at += [1, 2, 4, 8].filter((bit) => (presence & bit) !== 0).length;
    presence = hasNext ? (atr[at - 1] ?? 0) >> 4 : 0;
  }
  const sizeBytes = t0 & 0x0f;
  return at + sizeBytes <= atr.length ? atr.subarray(at, at + sizeBytes) : null;
}

/** Directories of payment applications (EMV book 1, 11.3.4; book B, 3.3): contactless, then contact. */
const PAYMENT_DIRECTORIES = ['2PAY.SYS.DDF01', '1PAY.SYS.DDF01'];

/** SELECT commands that only a bank card answers with success. */
export const PAYMENT_SELECTS: readonly Uint8Array[] = PAYMENT_DIRECTORIES.map((name) =>
  Uint8Array.from([0x00, 0xa4, 0x04, 0x00, name.length, ...new TextEncoder().encode(name), 0x00]),
);
