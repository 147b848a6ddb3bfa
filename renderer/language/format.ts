import type { KnownAge } from '../../electron/bridge/clinic-snapshot.ts';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { languageOf } from './languages.ts';

/** Days and hours are the hospital's, never the process's time zone. */
const hospitalTimeZone = 'Asia/Ho_Chi_Minh';

/** The clock time of an ISO instant at the hospital; a text that is no instant (such as "09:30") stays as it is. */
export function formatTime(instant: string, language: Language): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return new Intl.DateTimeFormat(languageOf(language).locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: hospitalTimeZone,
  }).format(date);
}

/** A ticket's number amid words: no line ends after its hyphen. */
export const unbroken = (number: string): string => number.replaceAll('-', '-\u2060');

/** Several things in one sentence: "1, 2 and 3". */
export const formatList = (items: readonly string[], language: Language): string =>
  new Intl.ListFormat(languageOf(language).locale, { type: 'conjunction' }).format(items);

/** A calendar day (YYYY-MM-DD) or the hospital's day of an instant; a text that is neither stays as it is. */
export function formatDay(day: string, language: Language): string {
  return (
    partsOfDay(day, language)
      ?.map(({ value }) => value)
      .join('') ?? day
  );
}

/** When something ends: its clock time, with the day where that is not `today` (YYYY-MM-DD, or an instant of it). */
export function formatEnd(instant: string, today: string, language: Language): string {
  const time = formatTime(instant, language);
  return formatDay(instant, 'vi') === formatDay(today, 'vi') ? time : `${time}, ${formatNearDay(instant, language)}`;
}

/** A calendar day (YYYY-MM-DD) without its year, for days that are near. */
export function formatNearDay(day: string, language: Language): string {
  const parts = partsOfDay(day, language);
  if (!parts) return day;
  // Not asked of Intl: in Vietnamese it writes 25-11, where the same date with its year is 25/11/2026.
  const year = parts.findIndex(({ type }) => type === 'year');
  return parts
    .filter((_, index) => index !== year && index !== (year === 0 ? 1 : year - 1))
    .map(({ value }) => value)
    .join('');
}

function partsOfDay(day: string, language: Language): Intl.DateTimeFormatPart[] | null {
  // A day without a time is read as UTC midnight, which is the same day in Viet Nam (UTC+7).
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return null;
  const { locale, month } = languageOf(language);
  return new Intl.DateTimeFormat(locale, {
    day: month === 'long' ? 'numeric' : '2-digit',
    month,
    year: 'numeric',
    timeZone: hospitalTimeZone,
  }).formatToParts(date);
}

/** How a calendar day lies to another one (both YYYY-MM-DD); `past` and `future` are further away than a day. */
type DayRelation = 'past' | 'yesterday' | 'today' | 'tomorrow' | 'future';
export function dayRelation(day: string, today: string): DayRelation {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days === 1 ? 'tomorrow' : 'yesterday';
  return days < 0 ? 'past' : 'future';
}

/** Whether what is that old is of the hospital's present day: then its clock time alone says when. */
export function isOfToday({ fetchedAt, ageMinutes }: KnownAge): boolean {
  const now = new Date(Date.parse(fetchedAt) + ageMinutes * 60_000).toISOString();
  return formatDay(fetchedAt, 'vi') === formatDay(now, 'vi');
}

/** A number of days as people say it: whole years, whole months of 30 days, or days; a few in words. */
export function formatSpan(days: number, language: Language): string {
  const { locale, numerals, units } = languageOf(language);
  const [count, unit] =
    days % 365 === 0 ? [days / 365, units.year] : days % 30 === 0 ? [days / 30, units.month] : [days, units.day];
  const form = new Intl.PluralRules(locale).select(count);
  return `${numerals[count] ?? String(count)} ${unit[form] ?? unit.other}`;
}

export function formatPercent(share: number, language: Language): string {
  return new Intl.NumberFormat(languageOf(language).locale, { style: 'percent', maximumFractionDigits: 0 }).format(
    share,
  );
}

/** Whole dong, as an amount of money is written: 120.000 ₫, ₫120,000. */
export function formatMoney(amount: number, language: Language): string {
  return new Intl.NumberFormat(languageOf(language).locale, { style: 'currency', currency: 'VND' }).format(amount);
}
