/** DG7, the signature or usual mark as a picture: ICAO 9303-10, 4.7.7. */
import type { Portrait } from './chip.ts';
import { type DetailsResult, imageOf, type OtherObject, readDetails } from './details.ts';

export interface Signatures {
  images: Portrait[];
  others: OtherObject[];
}

/** DG7 as read from the chip, header included. */
export function parseDg7(bytes: Uint8Array): DetailsResult<Signatures> {
  const details: Signatures = { images: [], others: [] };
  return readDetails(bytes, { name: 'DG7', tag: 0x67 }, details, (object) => {
    const image = object.tag === 0x5f43 ? imageOf(object) : null;
    if (image) details.images.push(image);
    return image !== null;
  });
}
