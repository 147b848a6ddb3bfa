import type { ChipHolder, Documents } from './ports.ts';
import { accessKey, asText } from './visit-testing-people.ts';

/** DDMMYYYY or YYYY as ISO; null for anything else. */
function typedDate(digits: string): string | null {
  if (/^\d{4}$/.test(digits)) return digits;
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(digits) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}

/** Documents without their formats: the holder stands in group 1 as JSON, names are the same in any letter case. */
export const fakeDocuments: Documents = {
  accessKeys: (code) =>
    code.kind === 'typed'
      ? code.birthDate.length === 'YYYY-MM-DD'.length
        ? [accessKey]
        : []
      : code.expiryCandidates.map(() => accessKey),
  typedNumber: ({ idNumber, birthDate, expiryDate }) => {
    const born = typedDate(birthDate);
    if (!/^\d{12}$/.test(idNumber)) return { ok: false, problem: 'number' };
    if (born === null) return { ok: false, problem: 'birth-date' };
    if (expiryDate !== '' && typedDate(expiryDate) === null) return { ok: false, problem: 'expiry' };
    return {
      ok: true,
      number: { kind: 'typed', idNumber, birthDate: born, expiryDate: typedDate(expiryDate), warnings: [] },
    };
  },
  typedFactor: ({ lastFour, birthDate }) => {
    const born = typedDate(birthDate);
    if (!/^\d{4}$/.test(lastFour) || born?.length !== 'YYYY-MM-DD'.length) return { ok: false, problem: 'birth-date' };
    return { ok: true, lastFour, birthDate: born };
  },
  phoneNumber: (text) => (/^0\d{9}$/.test(text) ? text : null),
  communeOf: (residence, units) => units.find(({ name }) => residence.includes(name))?.code ?? null,
  nameOf: ({ dg1 }) => (JSON.parse(asText(dg1)) as ChipHolder).fullName,
  holderOf: ({ dataGroups }) => JSON.parse(asText(dataGroups.get(1) ?? new Uint8Array())) as ChipHolder,
  verdictOf: ({ authenticity }) => authenticity.verdict,
  pictureOf: async ({ mediaType, bytes }) => (mediaType === 'image/jpeg' ? { mediaType, bytes } : null),
  sameName: (one, other) => one.toLowerCase() === other.toLowerCase(),
  maskIdNumber: (number) => number.slice(-3).padStart(number.length, '•'),
  maskName: (fullName) => `${fullName.slice(0, 1)}.`,
  priority: ({ birthDate, insuranceNumber, declared }) => {
    if (declared[0] !== undefined) return declared[0];
    if (birthDate !== null && birthDate <= '1951-03-02') return 'age-75-or-more';
    return insuranceNumber?.startsWith('CC') === true ? 'meritorious-service' : null;
  },
  mayDeclare: ['pregnancy', 'disability'],
};
