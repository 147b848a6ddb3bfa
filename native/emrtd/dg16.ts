/** DG16, persons to notify: ICAO 9303-10, 4.7.16. */
import {
  type DetailsResult,
  digitsOf,
  type Name,
  type OtherObject,
  partsOf,
  personOf,
  put,
  readDetails,
  textOf,
} from './details.ts';
import type { Tlv } from './tlv.ts';

/** Null for what the document does not say. */
export interface PersonToNotify {
  /** YYYYMMDD. */
  recordedOn: string | null;
  name: Name | null;
  telephone: string | null;
  address: string[] | null;
  others: OtherObject[];
}

export interface PersonsToNotify {
  persons: PersonToNotify[];
  others: OtherObject[];
}

/** DG16 as read from the chip, header included. */
export function parseDg16(bytes: Uint8Array): DetailsResult<PersonsToNotify> {
  const details: PersonsToNotify = { persons: [], others: [] };
  return readDetails(bytes, { name: 'DG16', tag: 0x70 }, details, (object) => {
    // One template each, A1 to AF.
    if (object.tag < 0xa1 || object.tag > 0xaf) return false;
    const person = personIn(object);
    if (person.ok) details.persons.push(person.details);
    return person.ok;
  });
}

function personIn(template: Tlv): DetailsResult<PersonToNotify> {
  const person: PersonToNotify = { recordedOn: null, name: null, telephone: null, address: null, others: [] };
  return readDetails(template.bytes, { name: 'DG16', tag: template.tag }, person, (object) => {
    switch (object.tag) {
      case 0x5f50:
        return put(person, 'recordedOn', digitsOf(object, 8));
      case 0x5f51:
        return put(person, 'name', personOf(object));
      case 0x5f52:
        return put(person, 'telephone', textOf(object));
      case 0x5f53:
        return put(person, 'address', partsOf(object));
      default:
        return false;
    }
  });
}
