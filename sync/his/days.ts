/** Dates and instants as FHIR servers write them, on the hospital's calendar. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const dateSchema = z.iso.date();
const instantSchema = z.iso.datetime({ offset: true });

/** FHIR `date` with day and month. */
export const isDate = (text: string | undefined): text is string => dateSchema.safeParse(text).success;

/** FHIR `instant`: a date with time, seconds and offset. */
export const isInstant = (text: string): boolean => instantSchema.safeParse(text).success;

/**
 * The hospital's day of a FHIR date or dateTime; null for a partial or a wrong one. Servers that keep dates as instants
 * answer `2023-12-31T17:00:00Z` for the first of January in Vietnam.
 */
export function localDate(text: string | undefined, timeZone: string): string | null {
  if (text === undefined) return null;
  if (isDate(text)) return text;
  if (!isInstant(text)) return null;
  return Temporal.Instant.fromEpochMilliseconds(Date.parse(text)).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** A search parameter twice: from the first day's midnight at the hospital to the one after the last. */
export function duringDays(
  parameter: string,
  { from, to }: { from: string; to: string },
  timeZone: string,
): [string, string][] {
  const midnight = (date: Temporal.PlainDate): string =>
    date.toZonedDateTime(timeZone).toString({ timeZoneName: 'never' });
  return [
    [parameter, `ge${midnight(Temporal.PlainDate.from(from))}`],
    [parameter, `lt${midnight(Temporal.PlainDate.from(to).add({ days: 1 }))}`],
  ];
}

/** The same of one day. */
export const duringDay = (parameter: string, serviceDate: string, timeZone: string): [string, string][] =>
  duringDays(parameter, { from: serviceDate, to: serviceDate }, timeZone);

/** FHIR `DaysOfWeek` of a date. */
export function weekdayOf(serviceDate: string): string {
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  return names[Temporal.PlainDate.from(serviceDate).dayOfWeek - 1] ?? '';
}
