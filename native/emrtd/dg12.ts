/** DG12, additional document details: ICAO 9303-10, 4.7.12. */
import type { Portrait } from './chip.ts';
import {
  type DetailsResult,
  digitsOf,
  imageOf,
  type Name,
  type OtherObject,
  peopleOf,
  personOf,
  put,
  readDetails,
  textOf,
} from './details.ts';
import type { Tlv } from './tlv.ts';

/** Null for what the document does not say. */
export interface DocumentDetails {
  issuingAuthority: string | null;
  /** YYYYMMDD. */
  issueDate: string | null;
  /** Others on the document. */
  otherPersons: Name[] | null;
  endorsements: string | null;
  exitRequirements: string | null;
  front: Portrait | null;
  rear: Portrait | null;
  /** YYYYMMDDhhmmss. */
  personalisedAt: string | null;
  /** Serial number of the system that personalised the document. */
  personalisedBy: string | null;
  others: OtherObject[];
}

/** DG12 as read from the chip, header included. */
export function parseDg12(bytes: Uint8Array): DetailsResult<DocumentDetails> {
  const details: DocumentDetails = {
    issuingAuthority: null,
    issueDate: null,
    otherPersons: null,
    endorsements: null,
    exitRequirements: null,
    front: null,
    rear: null,
    personalisedAt: null,
    personalisedBy: null,
    others: [],
  };
  return readDetails(bytes, { name: 'DG12', tag: 0x6c }, details, (object) => take(details, object));
}

function take(details: DocumentDetails, object: Tlv): boolean {
  switch (object.tag) {
    case 0x5f19:
      return put(details, 'issuingAuthority', textOf(object));
    case 0x5f26:
      return put(details, 'issueDate', digitsOf(object, 8));
    case 0xa0:
      return put(details, 'otherPersons', peopleOf(object, 0x5f1a));
    case 0x5f1a: {
      // First editions had the one name without a template around it.
      const name = personOf(object);
      return put(details, 'otherPersons', name && [name]);
    }
    case 0x5f1b:
      return put(details, 'endorsements', textOf(object));
    case 0x5f1c:
      return put(details, 'exitRequirements', textOf(object));
    case 0x5f1d:
      return put(details, 'front', imageOf(object));
    case 0x5f1e:
      return put(details, 'rear', imageOf(object));
    case 0x5f55:
      return put(details, 'personalisedAt', digitsOf(object, 14));
    case 0x5f56:
      return put(details, 'personalisedBy', textOf(object));
    default:
      return false;
  }
}
