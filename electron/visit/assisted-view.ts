import type { AssistedVisit } from '../bridge/staff-page.ts';
import { type Identity, personOf, returnedOf } from './identity.ts';
import { shownPicture } from './identity-view.ts';
import { patientIdOf, recordOf } from './lookup.ts';
import type { MachineState } from './view.ts';

/** The visit as staff see it who have logged in at the kiosk: whom they are to hold against which document. */

type Comparable = Extract<AssistedVisit, { state: 'comparable' }>;

function faceOf({ face }: Identity): Comparable['face'] {
  switch (face?.method) {
    case 'face-matches-chip':
    case 'face-returning':
      return 'matched';
    case 'face-not-matched':
      return 'not-matched';
    case 'face-not-recognised':
      return 'not-recognised';
    default:
      return 'not-compared';
  }
}

function documentOf(identity: Identity): Comparable['document'] {
  if (identity.chip) return 'chip';
  if (identity.isVneid) return 'vneid';
  if (returnedOf(identity)) return 'returning';
  return identity.code.kind === 'typed' ? 'typed' : 'code';
}

/** The first screen, and an emergency: whatever is there is nobody's visit. */
const quiet = ['attract', 'prompted', 'emergency'] as const;

/** While it is asked whose visit this is, it is nobody's; one's own card laid again asks nothing. */
const isAsked = (state: MachineState): boolean =>
  state.matches({ whose: 'asked' }) || state.matches({ whose: 'exchanging' });

export function assistedView(state: MachineState): AssistedVisit {
  const { identity, lookup, ticket } = state.context;
  if (quiet.some((flow) => state.matches({ flow }))) return { state: 'none' };
  if (ticket) return { state: 'not-comparable', why: 'too-late' };
  if (!identity || isAsked(state)) return { state: 'not-comparable', why: 'nobody-known' };
  const { fullName, birthDate } = personOf(identity, recordOf(lookup));
  const portrait = identity.chip?.portrait;
  return {
    state: 'comparable',
    face: faceOf(identity),
    document: documentOf(identity),
    person: { fullName, birthDate, patientId: patientIdOf(lookup) },
    portrait: portrait ? shownPicture(portrait) : null,
    found: identity.staff?.result ?? null,
  };
}
