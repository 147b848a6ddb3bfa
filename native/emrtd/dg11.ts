/** DG11, additional personal details: ICAO 9303-10, 4.7.11. */
import type { Portrait } from './chip.ts';
import {
  type DetailsResult,
  digitsOf,
  imageOf,
  type Name,
  type OtherObject,
  partsOf,
  peopleOf,
  personOf,
  put,
  readDetails,
  textOf,
} from './details.ts';
import type { Tlv } from './tlv.ts';

/** Null for what the document does not say. */
export interface PersonalDetails {
  /** In the characters of the holder's country. */
  fullName: Name | null;
  otherNames: Name[] | null;
  personalNumber: string | null;
  /** YYYYMMDD. */
  birthDate: string | null;
  birthplace: string[] | null;
  address: string[] | null;
  telephone: string | null;
  profession: string | null;
  title: string | null;
  summary: string | null;
  proofOfCitizenship: Portrait | null;
  /** Numbers of other valid travel documents. */
  otherDocuments: string[] | null;
  custody: string | null;
  others: OtherObject[];
}

/** DG11 as read from the chip, header included. */
export function parseDg11(bytes: Uint8Array): DetailsResult<PersonalDetails> {
  const details: PersonalDetails = {
    fullName: null,
    otherNames: null,
    personalNumber: null,
    birthDate: null,
    birthplace: null,
    address: null,
    telephone: null,
    profession: null,
    title: null,
    summary: null,
    proofOfCitizenship: null,
    otherDocuments: null,
    custody: null,
    others: [],
  };
  return readDetails(bytes, { name: 'DG11', tag: 0x6b }, details, (object) => take(details, object));
}

function take(details: PersonalDetails, object: Tlv): boolean {
  switch (object.tag) {
    case 0x5f0e:
      return put(details, 'fullName', personOf(object));
    case 0xa0:
      return put(details, 'otherNames', peopleOf(object, 0x5f0f));
    case 0x5f10:
      return put(details, 'personalNumber', textOf(object));
    case 0x5f2b:
      return put(details, 'birthDate', digitsOf(object, 8));
    case 0x5f11:
      return put(details, 'birthplace', partsOf(object));
    case 0x5f42:
      return put(details, 'address', partsOf(object));
    case 0x5f12:
      return put(details, 'telephone', textOf(object));
    case 0x5f13:
      return put(details, 'profession', textOf(object));
    case 0x5f14:
      return put(details, 'title', textOf(object));
    case 0x5f15:
      return put(details, 'summary', textOf(object));
    case 0x5f16:
      return put(details, 'proofOfCitizenship', imageOf(object));
    case 0x5f17:
      return put(details, 'otherDocuments', partsOf(object));
    case 0x5f18:
      return put(details, 'custody', textOf(object));
    default:
      return false;
  }
}
