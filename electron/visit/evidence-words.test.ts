import { describe, expect, it } from 'vitest';
import { evidenceWords } from '../../sync/queue/rows.ts';
import { defaultEvidenceRights, type EvidenceLevel, evidenceLevels, levelOf, rightsOf } from './evidence-level.ts';
import { documentsAsked, levelOfWords } from './evidence-words.ts';
import { evidenceOf, type Identity } from './identity.ts';
import { identityOf } from './person-view.ts';
import { enrolledAs, enrolmentId } from './visit-testing-gallery.ts';
import { codeOf, hanh, holderOf, patientCode, typedOf } from './visit-testing-people.ts';
import { testPolicies } from './visit-testing.ts';
import { identityBy } from './visit-testing-plan.ts';

const returned = { enrolmentId, person: enrolledAs(hanh), hasSwapped: false };
const seen = { face: { method: 'face-returning', factor: 'code', similarity: 0.7 } } as const;
const chip = { holder: holderOf(hanh), verdict: 'anchored', isProven: true, expiredOn: null, portrait: null } as const;
const chips = [{}, { chipSkipped: 'no-card' }, { chip }, { chip: { ...chip, expiredOn: '2020-01-01' } }] as const;
const faces = [
  {},
  { face: { method: 'face-not-compared', reason: 'declined' } },
  { face: { method: 'face-not-recognised' } },
  { face: { method: 'face-not-matched', similarity: 0.1 } },
  { face: { method: 'face-matches-chip', similarity: 0.8 } },
  { ...seen, returned },
  { ...seen, returned: { ...returned, hasSwapped: true } },
] as const;
const looks = [
  {},
  { staff: { method: 'staff-compared', result: 'same-person', by: 'lan' } },
  { staff: { method: 'staff-compared', result: 'other-person', by: 'lan' } },
] as const;

/** Every identity that these make, whether or not a visit gets there. */
const identities: Identity[] = [codeOf(hanh), patientCode, typedOf(hanh)].flatMap((code) =>
  [false, true].flatMap((isVneid) =>
    chips.flatMap((chip) =>
      faces.flatMap((face) =>
        looks.map((look) => identityBy(code, { ...chip, ...face, ...look, isVneid: isVneid && code.kind === 'cccd' })),
      ),
    ),
  ),
);
const wordsOf = (identity: Identity) => evidenceWords(evidenceOf(identity));

describe('the words of a registration', () => {
  it('say the level of its visit', () => {
    for (const identity of identities) expect(levelOfWords(wordsOf(identity))).toBe(levelOf(identity));
    expect(new Set(identities.map(levelOf)).size).toBe(evidenceLevels.length);
  });

  it.each([[[]], [['salvaged']], [['chip-not-read:no-card']]])(
    'that say nothing ask for a document: %j',
    (evidence) => {
      const row = { kind: 'visit', evidence, checkAtDoor: null } as const;
      expect(documentsAsked(row, defaultEvidenceRights)).toEqual({ checkAtDoor: false, bringDocument: true });
    },
  );
});

describe('a row', () => {
  const trusting = Object.fromEntries(
    evidenceLevels.map((level) => [level, { selfService: true, spellsName: true, checkAtDoor: false }]),
  ) as unknown as Record<EvidenceLevel, (typeof defaultEvidenceRights)['chip']>;
  const tables = [defaultEvidenceRights, trusting];
  const rowOf = (identity: Identity, checkAtDoor: boolean | null) =>
    ({ kind: 'visit', evidence: wordsOf(identity), checkAtDoor }) as const;

  it('asks for documents as its first ticket did, whatever the policies are by now', () => {
    for (const evidence of tables) {
      for (const identity of identities) {
        const { checkAtDoor } = rightsOf({ policies: { ...testPolicies, evidence } }, identity);
        const bringDocument = identityOf(identity) === 'claimed' && !checkAtDoor;
        for (const now of tables) {
          expect(documentsAsked(rowOf(identity, checkAtDoor), now)).toEqual({ checkAtDoor, bringDocument });
        }
      }
    }
  });

  it('of an older program asks by its evidence', () => {
    for (const rights of tables) {
      for (const identity of identities) {
        const { checkAtDoor } = rights[levelOf(identity)];
        const bringDocument = identityOf(identity) === 'claimed' && !checkAtDoor;
        expect(documentsAsked(rowOf(identity, null), rights)).toEqual({ checkAtDoor, bringDocument });
      }
    }
  });

  it('of the desk asks for a document, however its person was known', () => {
    const row = { ...rowOf(identityBy(codeOf(hanh), { chip }), null), kind: 'desk' } as const;
    expect(documentsAsked(row, defaultEvidenceRights)).toEqual({ checkAtDoor: false, bringDocument: true });
  });
});
