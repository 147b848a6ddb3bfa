import { accessKeys } from '../native/citizen-id/access-key.ts';
import { communeOf } from '../native/citizen-id/address.ts';
import { type Dg13, parseDg13 } from '../native/citizen-id/dg13.ts';
import { LIFELONG_EXPIRY } from '../native/citizen-id/expiry.ts';
import { maskIdNumber, maskName, sameNameAsMrz } from '../native/citizen-id/names.ts';
import { phoneNumber } from '../native/citizen-id/phone.ts';
import { type PriorityRule, priorityOf } from '../native/citizen-id/priority.ts';
import type { Province } from '../native/citizen-id/provinces.ts';
import { parseTypedFactor, parseTypedNumber } from '../native/citizen-id/typed-number.ts';
import type { Mrz } from '../native/emrtd/chip.ts';
import { parseDg1 } from '../native/emrtd/dg1.ts';
import { displayable } from '../native/emrtd/portrait.ts';
import type { ChipHolder, Documents } from './visit/ports.ts';

/** The formats of Vietnamese documents, behind the visit's port. */

const detailsGroup = 13;

/** Name as an MRZ has it: no diacritics, family name first. */
const mrzName = (mrz: Mrz): string | null => [mrz.name.primary, mrz.name.secondary].filter(Boolean).join(' ') || null;

/** YYMMDD of a birth date as ISO: the latest such day that is not in the future. */
function birthDateOf(mrz: Mrz, today: string): string | null {
  if (!/^\d{6}$/.test(mrz.birthDate)) return null;
  const [year, month, day] = [mrz.birthDate.slice(0, 2), mrz.birthDate.slice(2, 4), mrz.birthDate.slice(4, 6)];
  const recent = `20${year}-${month}-${day}`;
  return recent <= today ? recent : `19${year}-${month}-${day}`;
}

/** Good for life is written as the end of 2099 (native/citizen-id/expiry.ts); nothing with a chip ran out before 2000. */
function expiryDateOf(mrz: Mrz): string | null {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(mrz.expiryDate) ?? [];
  const date = `20${year}-${month}-${day}`;
  return day === undefined || date === LIFELONG_EXPIRY ? null : date;
}

function details(dataGroups: ReadonlyMap<number, Uint8Array>): Dg13 | null {
  const bytes = dataGroups.get(detailsGroup);
  const parsed = bytes ? parseDg13(bytes) : null;
  return parsed?.ok === true ? parsed.fields : null;
}

function sexOf(mrz: Mrz | null): ChipHolder['sex'] {
  if (!mrz || mrz.sex === '<') return null;
  return mrz.sex === 'M' ? 'male' : 'female';
}

/** DG13 where the card has one, else what the MRZ says. */
function holderOf(mrz: Mrz | null, fields: Dg13 | null, today: string): ChipHolder {
  const mrzNumber = /^\d{12}/.exec(mrz?.optionalData ?? '')?.[0] ?? null;
  return {
    idNumber: fields?.idNumber ?? mrzNumber,
    oldIdNumber: fields?.oldIdNumber ?? null,
    fullName: fields?.fullName ?? (mrz && mrzName(mrz)),
    birthDate: fields?.birthDate ?? (mrz && birthDateOf(mrz, today)),
    sex: fields?.sex ?? sexOf(mrz),
    residence: fields?.residence ?? null,
    ethnicity: fields?.ethnicity ?? null,
    passportNumber: mrz?.format === 'TD3' ? mrz.documentNumber : null,
    expiryDate: mrz && expiryDateOf(mrz),
  };
}

/** The documents of a Vietnamese hospital; `today` is the hospital's day. */
export function vietnameseDocuments(
  today: () => string,
  { priorityRules, provinces }: { priorityRules: readonly PriorityRule[]; provinces: readonly Province[] },
): Documents {
  return {
    accessKeys: (code) => accessKeys(code, today()),
    typedNumber: (typed) => parseTypedNumber(typed, today()),
    typedFactor: (typed) => parseTypedFactor(typed, today()),
    phoneNumber,
    communeOf: (residence, units) => communeOf(residence, units, provinces),
    maskIdNumber,
    maskName,
    priority: (person, day) => priorityOf(priorityRules, person, day),
    mayDeclare: [...new Set(priorityRules.flatMap((rule) => (rule.kind === 'declared' ? [rule.what] : [])))],
    sameName: (one, other) =>
      sameNameAsMrz(one, { format: 'TD1', name: { primary: other, secondary: '' } }) ||
      sameNameAsMrz(other, { format: 'TD1', name: { primary: one, secondary: '' } }),
    nameOf: ({ dg1, dg13 }) => {
      const parsed = dg13 && parseDg13(dg13);
      if (parsed?.ok === true && parsed.fields.fullName !== null) return parsed.fields.fullName;
      const mrz = parseDg1(dg1);
      return mrz.ok ? mrzName(mrz.mrz) : null;
    },
    pictureOf: displayable,
    verdictOf: ({ mrz, authenticity: { verdict, chain } }) => {
      // A state's authority speaks for its own documents: the lists a kiosk trusts hold those of all states.
      const issuer = chain.at(-1)?.country ?? null;
      const isCitizenCard = mrz === null || mrz.issuingState === 'VNM';
      return verdict === 'anchored' && isCitizenCard && issuer !== null && issuer !== 'VN' ? 'invalid' : verdict;
    },
    holderOf: ({ mrz, dataGroups }) => holderOf(mrz, details(dataGroups), today()),
  };
}
