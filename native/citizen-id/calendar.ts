/** Calendar arithmetic on ISO dates as text: documents state days, not instants, so no time zone takes part. */

const FULL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const YEAR_OR_MONTH = /^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/;

/** `YYYY-MM-DD` of a day that exists in the Gregorian calendar, or null. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1000 || year > 9999) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** Whether the text is `YYYY-MM-DD` and such a day exists. */
export function isFullDate(text: string): boolean {
  return FULL_DATE.test(text) && isoDate(...splitDate(text)) === text;
}

/** Whether the text is `YYYY`, `YYYY-MM` of a month that exists, or a full date. */
export function isPartialDate(text: string): boolean {
  return YEAR_OR_MONTH.test(text) || isFullDate(text);
}

/** Year, month and day of a full ISO date. */
export function splitDate(fullDate: string): [year: number, month: number, day: number] {
  return [Number(fullDate.slice(0, 4)), Number(fullDate.slice(5, 7)), Number(fullDate.slice(8, 10))];
}

/** Completed years between two full ISO dates; negative when `to` is the earlier one. */
export function fullYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The earliest and the latest full date that a partial ISO date can stand for. */
export function dateRange(partialDate: string): { earliest: string; latest: string } {
  if (partialDate.length === 10) return { earliest: partialDate, latest: partialDate };
  const year = Number(partialDate.slice(0, 4));
  const month = partialDate.length === 7 ? Number(partialDate.slice(5, 7)) : null;
  const lastDay = new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
  return { earliest: month === null ? `${partialDate}-01-01` : `${partialDate}-01`, latest: lastDay };
}
