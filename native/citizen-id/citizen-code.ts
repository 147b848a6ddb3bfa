/**
 * The code of a citizen card: `|`-separated, seven fields on the chip card of 2021, eleven on the card of 2024, the first
 * seven in the same order: number, old nine-digit number or empty, name, birth date, sex, residence, issue date. What the
 * last four of 2024 mean is not public; they are left unread. The code is unsigned: it is typed data, never a proof, and it
 * has no expiry.
 *
 * Only what makes a code unusable refuses it (name, birth date, a cut-off end); what is merely odd is a warning.
 */
import type { CitizenCode } from './code.ts';
import { expiryCandidates } from './expiry.ts';
import { EARLIEST_BIRTH_YEAR, type IdNumberMeaning, numberWarnings } from './id-number.ts';
import { hasLostLetters, partialDate, printedSex, printedText } from './printed-fields.ts';

/** Stable ids of what can be odd about a code that is used all the same; those of its number come on top. */
type CitizenCodeWarning =
  | 'field-count-unusual'
  /** Letters were lost on the way: whoever is registered is not called this. */
  | 'name-unreadable'
  | 'residence-unreadable'
  | 'old-number-unreadable'
  | 'sex-unreadable'
  | 'issue-date-missing'
  | 'issue-date-unreadable'
  | 'issue-date-before-birth'
  | 'issue-date-in-future'
  | 'birth-date-in-future';

const FIELDS_2021 = 7;
const FIELDS_2024 = 11;
const DATE_DIGITS = 8;

/** `fields`: what stands between the separators; `number`: the meaning of the first. Null: cut off, or not usable. */
export function parseCitizenCode(
  fields: readonly string[],
  number: IdNumberMeaning,
  today: string | undefined,
): CitizenCode | null {
  if (fields.length < FIELDS_2021) return null;
  const [idNumber, oldNumberField, fullName, birthField, sexField, residence, issueField] = fields.map(printedText);
  const birthDate = birthField ? parseBirthDate(birthField) : null;
  if (!idNumber || !fullName || birthDate === null) return null;
  // In the layout of 2021 the issue date is the end of the text: a short one was cut off, and showing it again helps.
  if (fields.length === FIELDS_2021 && issueField && issueField.length < DATE_DIGITS) return null;

  const oldIdNumber = oldNumberField && /^\d{9}$/.test(oldNumberField) ? oldNumberField : null;
  const residenceIsLost = hasLostLetters(residence ?? '');
  const sex = sexField ? printedSex(sexField) : null;
  const issueDate = issueField ? parseFullDate(issueField) : null;
  const oddities: [CitizenCodeWarning, boolean][] = [
    ['field-count-unusual', fields.length !== FIELDS_2021 && fields.length !== FIELDS_2024],
    ['name-unreadable', hasLostLetters(fullName)],
    ['residence-unreadable', residenceIsLost],
    ['old-number-unreadable', Boolean(oldNumberField) && oldIdNumber === null],
    ['sex-unreadable', sex === null],
    ['issue-date-missing', !issueField],
    ['issue-date-unreadable', Boolean(issueField) && issueDate === null],
    ['issue-date-before-birth', issueDate !== null && issueDate < birthDate],
    ['issue-date-in-future', today !== undefined && issueDate !== null && issueDate > today],
    ['birth-date-in-future', today !== undefined && birthDate > today],
  ];
  return {
    kind: 'cccd',
    idNumber,
    oldIdNumber,
    fullName,
    birthDate,
    sex,
    residence: residenceIsLost ? null : (residence ?? null),
    issueDate,
    expiryCandidates: expiryCandidates(birthDate, issueDate),
    warnings: [
      ...oddities.filter(([, isOdd]) => isOdd).map(([warning]) => warning),
      ...numberWarnings(number, { birthDate, sex }),
    ],
  };
}

/** `DDMMYYYY`, `MMYYYY` or `YYYY`; zeros for an unknown day or month are taken as that. */
function parseBirthDate(field: string): string | null {
  const match = /^(?:(\d{2})?(\d{2}))?(\d{4})$/.exec(field);
  if (match === null) return null;
  const [day, month, year] = [match[1] ?? 0, match[2] ?? 0, match[3]].map(Number) as [number, number, number];
  return year < EARLIEST_BIRTH_YEAR ? null : partialDate(year, month, day);
}

function parseFullDate(field: string): string | null {
  const date = field.length === DATE_DIGITS ? parseBirthDate(field) : null;
  return date?.length === 'YYYY-MM-DD'.length ? date : null;
}
