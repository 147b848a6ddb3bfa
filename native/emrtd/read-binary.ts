/** READ BINARY in its three forms: ISO/IEC 7816-4, 11.3.3; ICAO 9303-10, 3.6.3.2 and 3.6.3.3. */
import type { CommandApdu } from './apdu.ts';
import { encodeTlv, findTlv } from './tlv.ts';

/** The even instruction (B0) addresses offsets up to 7FFF; what lies behind needs the odd one (B1). */
export const MAX_SHORT_OFFSET = 0x7fff;
/** Tag and length of DO'53' around the content of an odd READ BINARY, at its longest. */
const MAX_WRAPPER_BYTES = 4;

/** Reads from the start of the file with this short identifier. */
export function readByShortId(shortId: number, contentBytes: number): CommandApdu {
  return { cla: 0x00, ins: 0xb0, p1: 0x80 | shortId, p2: 0x00, expectedBytes: contentBytes };
}

/** Reads on in the current file; beyond the reach of the even instruction with the odd one. */
export function readFrom(offset: number, contentBytes: number): CommandApdu {
  if (offset <= MAX_SHORT_OFFSET) {
    return { cla: 0x00, ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, expectedBytes: contentBytes };
  }
  const offsetBytes = Uint8Array.of(...(offset > 0xffff ? [offset >> 16] : []), offset >> 8, offset);
  const wrapperBytes = contentBytes < 0x80 ? 2 : contentBytes < 0x100 ? 3 : MAX_WRAPPER_BYTES;
  const data = encodeTlv(0x54, offsetBytes);
  return { cla: 0x00, ins: 0xb1, p1: 0x00, p2: 0x00, data, expectedBytes: contentBytes + wrapperBytes };
}

/** Content that fits an answer of `answerBytes`: the odd instruction wraps it. */
export function contentRoom(offset: number, answerBytes: number): number {
  return offset <= MAX_SHORT_OFFSET ? answerBytes : answerBytes - MAX_WRAPPER_BYTES;
}

/** Content to ask for where the chip states the length of its answer (6Cxx). */
export function contentStated(offset: number, answerBytes: number): number {
  if (offset <= MAX_SHORT_OFFSET) return answerBytes;
  return Math.max(1, answerBytes - (answerBytes < 0x80 + 2 ? 2 : 3));
}

/** The content of an answer; null when the odd instruction's wrapper is wrong. */
export function contentOf(offset: number, data: Uint8Array): Uint8Array | null {
  if (offset <= MAX_SHORT_OFFSET || data.length === 0) return data;
  const wrapped = findTlv(data, 0x53);
  return wrapped.ok ? wrapped.value.value : null;
}
