import { z } from 'zod';
import { placeName } from './configuration-words.ts';

/** When this kiosk takes patients. */

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Local times HH:MM; until 24:00 is midnight. */
export interface OpenSpan {
  from: string;
  until: string;
}

export function openSpan(text: string): OpenSpan {
  const [from = '', until = ''] = text.split('-');
  return { from, until };
}

const isSpan = (text: string): boolean => {
  const { from, until } = openSpan(text);
  const isTime = timeOfDay.test(from) && (timeOfDay.test(until) || until === '24:00');
  return isTime && from < until && text === `${from}-${until}`;
};

const span = z.string().refine(isSpan, { error: 'must be HH:MM-HH:MM, from before until, e.g. "06:30-11:30"' });

const day = z
  .array(span)
  .max(6)
  .refine(
    (spans) =>
      spans.every((text, place) => place === 0 || openSpan(text).from >= openSpan(spans[place - 1] ?? '').until),
    { error: 'must be in order and not overlap' },
  )
  .optional();

/** A weekday that is left out is open all day. */
const week = z.strictObject(Object.fromEntries(weekdays.map((name) => [name, day])) as Record<Weekday, typeof day>);
export type WeekSetting = z.infer<typeof week>;

export const openingSectionSchema = z
  .strictObject({
    hours: week.prefault({}),
    closedDays: z
      .array(z.iso.date({ error: 'must be a day, YYYY-MM-DD' }))
      .max(400)
      .default([]),
    nearest: placeName.optional(),
    nearestHours: week.optional(),
  })
  .prefault({});
export type OpeningSetting = z.infer<typeof openingSectionSchema>;

/** The part of the documented default file that is about it. */
export const openingText = `[opening]
# Days on which this kiosk takes nobody.
closedDays = []
# Where to go while it is closed, in both languages.
# nearest = { vi = "Quầy tiếp đón, tầng 1 nhà A", en = "Reception desk, ground floor, building A" }
# When that place is open, in the form of [opening.hours]; nobody is sent there while it is closed. Left out: always.
# nearestHours = { saturday = ["06:00-22:00"], sunday = [] }

[opening.hours]
# When this kiosk takes patients, by the hospital's time; a weekday that is left out: all day; [] : not at all. A visit that runs at
# the end is finished. Staff may close it, and open it again, on their page.
# monday = ["06:00-11:30", "13:00-16:30"]
# As Monday; and so on.
# tuesday = ["06:00-11:30", "13:00-16:30"]
# wednesday = ["06:00-11:30", "13:00-16:30"]
# thursday = ["06:00-11:30", "13:00-16:30"]
# friday = ["06:00-11:30", "13:00-16:30"]
# saturday = ["06:00-11:30"]
# sunday = []

`;
