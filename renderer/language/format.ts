import type { KnownAge } from '../../electron/bridge/clinic-snapshot.ts';
import type { Language } from '../../electron/bridge/snapshot.ts';

/** Days and hours are the hospital's, never the process's time zone. */
const hospitalTimeZone = 'Asia/Ho_Chi_Minh';

/** English as written in Viet Nam: the day before the month. */
const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

/** The clock time of an ISO instant at the hospital; a text that is no instant (such as "09:30") stays as it is. */
export function formatTime(instant: string, language: Language): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return new Intl.DateTimeFormat(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: hospitalTimeZone,
  }).format(date);
}

/** A calendar day (YYYY-MM-DD) or the hospital's day of an instant; a text that is neither stays as it is. */
export function formatDay(day: string, language: Language): string {
  // A day without a time is read as UTC midnight, which is the same day in Viet Nam (UTC+7).
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(locales[language], {
    day: '2-digit',
    month: language === 'vi' ? '2-digit' : 'long',
    year: 'numeric',
    timeZone: hospitalTimeZone,
  }).format(date);
}

/** A calendar day (YYYY-MM-DD) without its year, for days that are near. */
export function formatNearDay(day: string, language: Language): string {
  // Intl writes 25-11 in Vietnamese, where the same date with its year is 25/11/2026.
  if (language === 'vi') return day.split('-').slice(1).reverse().join('/');
  return new Intl.DateTimeFormat(locales.en, { day: 'numeric', month: 'long', timeZone: hospitalTimeZone }).format(
    new Date(day),
  );
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

const fewInWords: Record<Language, readonly string[]> = {
  vi: ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six'],
};
const spans = {
  year: { vi: 'năm', en: ['year', 'years'] },
  month: { vi: 'tháng', en: ['month', 'months'] },
  day: { vi: 'ngày', en: ['day', 'days'] },
} as const;

/** A number of days as people say it: whole years, whole months of 30 days, or days; a few in words. */
export function formatSpan(days: number, language: Language): string {
  const [count, unit] =
    days % 365 === 0 ? [days / 365, spans.year] : days % 30 === 0 ? [days / 30, spans.month] : [days, spans.day];
  const figure = fewInWords[language][count] ?? String(count);
  return `${figure} ${language === 'vi' ? unit.vi : unit.en[count === 1 ? 0 : 1]}`;
}

export function formatPercent(share: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
