import type { Holder } from '../bridge/holder-snapshot.ts';
import type { VisitContext } from './context.ts';
import { rightsOf } from './evidence-level.ts';
import { type Identity, isSeenByStaff, personOf } from './identity.ts';
import { cardThere } from './laid-card.ts';
import { recordOf } from './lookup.ts';

/** Who is on the screen: as much of a person as their owner needs to see, numbers masked. */

/**
 * On weak evidence, such as a number that was typed, the screen spells no name and says no sex: it would tell whose number that
 * is. The name that a card in hand spells while it is read is its holder's to see.
 */
export function holderOf(context: VisitContext, identity: Identity): Holder {
  const { documents } = context.ports;
  const { fullName, idNumber, birthDate, sex } = personOf(identity, recordOf(context.lookup));
  const name = context.chipName ?? fullName ?? '';
  const { spellsName } = rightsOf(context.ports, identity);
  const isBeingRead = identity.chip === null && context.chipName !== null;
  return {
    fullName: spellsName || isBeingRead ? name : documents.maskName(name),
    maskedIdNumber: idNumber === null ? null : documents.maskIdNumber(idNumber),
    birthYear: birthDate?.slice(0, 4) ?? null,
    sex: spellsName ? sex : null,
    identity: identityOf(identity),
  };
}

export function identityOf(identity: Identity): Holder['identity'] {
  if (identity.chip) return 'proven';
  if (identity.face?.method === 'face-returning') return 'recognised';
  return isSeenByStaff(identity) ? 'compared' : 'claimed';
}

/** Who came with the patient: the name as it is masked, or a number where no name is known. */
function carerOf({ ports: { documents }, carer, carerLookup }: VisitContext): string | null {
  if (!carer) return null;
  const { fullName, idNumber, insuranceNumber, patientCode } = personOf(carer, recordOf(carerLookup));
  if (fullName !== null) return documents.maskName(fullName);
  const keys = [idNumber, insuranceNumber, patientCode].filter((key) => key !== null);
  return keys
    .slice(0, 1)
    .map((key) => documents.maskIdNumber(key))
    .join('');
}

/** What every question shows of whom it is about. */
export const askedOf = (context: VisitContext, identity: Identity) => ({
  holder: holderOf(context, identity),
  cardStillThere: cardThere(context),
  carer: carerOf(context),
});
