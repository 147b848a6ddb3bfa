/** DG1, the machine readable zone: ICAO 9303-10, 4.7.1. */
import { type MrzResult, parseZone } from './mrz.ts';
import { findTlv } from './tlv.ts';

/** DG1 as read from the chip, header included. */
export function parseDg1(bytes: Uint8Array): MrzResult {
  const zone = findTlv(bytes, 0x61, 0x5f1f);
  if (!zone.ok) return { ok: false, detail: `DG1: ${zone.detail}` };
  return parseZone(Buffer.from(zone.value.value).toString('latin1'));
}
