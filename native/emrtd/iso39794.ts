/**
 * The face of ISO/IEC 39794-5:2019, which follows ISO/IEC 19794-5 on documents issued from 2026 (ICAO 9303-10, 4.7.2):
 * FaceImageDataBlock in DO'7F2E', of which only the image is taken. ASN.1 module with automatic tags, so a CHOICE adds a
 * level of its own.
 */
import { findTlv, type Tlv, type TlvResult } from './tlv.ts';

/** Profile for eMRTDs: [1], FaceImageDataBlock [APPLICATION 5]. */
const PROFILE = [0xa1, 0x65] as const;
/**
 * representationBlocks [1], the first RepresentationBlock, imageRepresentation [1], base [0],
 * imageRepresentation2DBlock [0], representationData2D [0].
 */
const IMAGE = [0xa1, 0x30, 0xa1, 0xa0, 0xa0, 0x80] as const;

/** The image in a biometric data block, without the header of DO'7F2E'; the profile's outer level may be missing. */
export function faceImageOf(block: Uint8Array): TlvResult<Tlv> {
  const wrapped = findTlv(block, ...PROFILE, ...IMAGE);
  return wrapped.ok ? wrapped : findTlv(block, PROFILE[1], ...IMAGE);
}
