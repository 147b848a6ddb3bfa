import { describe, expect, it } from 'vitest';
import type { Identity } from './identity.ts';
import type { VisitPolicies } from './ports.ts';
import { chipVerdictReason, faceComes, faceSkipped, withFace, withoutPortrait } from './rules.ts';
import { fakePorts } from './visit-testing.ts';
import { codeOf, hanh, holderOf, minh, patientCode, type Person } from './visit-testing-people.ts';
import { identityBy } from './visit-testing-plan.ts';

const ports = fakePorts();
const byPaper = identityBy(patientCode);
const portrait = { mediaType: 'image/png', bytes: new Uint8Array([1]) } as const;
const byChip = (changes: Partial<NonNullable<Identity['chip']>> = {}, person: Person = hanh): Identity =>
  identityBy(codeOf(person), {
    chip: { holder: holderOf(person), verdict: 'anchored', isProven: true, expiredOn: null, portrait, ...changes },
  });

describe('the chip', () => {
  const reason = (identity: Identity | null, policies: Partial<VisitPolicies> = {}, conflicts = 0) =>
    chipVerdictReason({
      ports: fakePorts({ policies }),
      identity,
      conflicts: Array.from({ length: conflicts }, () => ({ field: 'idNumber', shown: '1', found: '2' })),
    });

  it.each([
    ['genuine', byChip(), {}, null],
    ['forged', byChip({ verdict: 'invalid' }), {}, 'chip-invalid'],
    ['of an issuer nobody vouches for', byChip({ verdict: 'consistent' }), {}, null],
    [
      'of such an issuer, where that is not enough',
      byChip({ verdict: 'consistent' }),
      { consistentChip: 'desk' },
      'chip-invalid',
    ],
    ['perhaps copied', byChip({ isProven: false }), {}, null],
    ['perhaps copied, where that is not enough', byChip({ isProven: false }), { unprovenChip: 'desk' }, 'chip-invalid'],
    ['not read', byPaper, {}, null],
    ['nobody’s', null, {}, null],
  ] as const)('that is %s', (_, identity, policies, expected) => {
    expect(reason(identity, policies)).toBe(expected);
  });

  it('that speaks of somebody else than the code is for staff', () => {
    expect(reason(byChip(), {}, 1)).toBe('card-conflict');
    expect(reason(byPaper, {}, 1)).toBeNull();
  });
});

describe('the face', () => {
  const skipped = (identity: Identity | null, cameraConfigured = true) =>
    faceSkipped({ ports, identity, cameraConfigured, carer: null });

  it('is compared with a portrait of the chip, of nobody below the age for it', () => {
    expect(skipped(byChip())).toBeNull();
    expect(skipped(byChip({}, minh))).toEqual({ method: 'face-not-compared', reason: 'child' });
    const noBirthDate = { ...holderOf(hanh), birthDate: null };
    expect(skipped(byChip({ holder: noBirthDate }))).toBeNull();
    expect(skipped(byChip({ portrait: null }))).toEqual({ method: 'face-not-compared', reason: 'no-portrait' });
    expect(skipped(byChip(), false)).toEqual({ method: 'face-not-compared', reason: 'no-camera' });
  });

  it('is expected by the code alone, of nobody below the age for it, brought along, or without a camera', () => {
    const comes = (identity: Identity, change: object = {}) =>
      faceComes({ ports, cameraConfigured: true, carer: null, ...change }, identity);
    expect(comes({ ...byChip(), chip: null })).toBe(true);
    expect(comes({ ...byChip({}, minh), chip: null })).toBe(false);
    expect(comes(byChip(), { carer: byChip() })).toBe(false);
    expect(comes(byChip(), { cameraConfigured: false })).toBe(false);
  });

  it('is not spoken of without a chip', () => {
    expect([skipped(byPaper), skipped(null)]).toEqual([null, null]);
  });

  it('is kept with the identity, the portrait no longer than it serves', () => {
    const outcome = { method: 'face-not-compared', reason: 'declined' } as const;
    expect(withFace(byPaper, outcome)).toEqual({ ...byPaper, face: outcome });
    expect(withFace(null, outcome)).toBeNull();
    expect(withoutPortrait(byChip())?.chip?.portrait).toBeNull();
    expect(withoutPortrait(byPaper)).toBe(byPaper);
    expect(withoutPortrait(null)).toBeNull();
  });
});
