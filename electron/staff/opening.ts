import { Temporal } from 'temporal-polyfill';
import type { Opening } from '../bridge/opening-snapshot.ts';
import {
  openSpan,
  type OpeningSetting,
  type OpenSpan,
  weekdays,
  type WeekSetting,
} from '../operations/configuration-opening.ts';

type Shut = Extract<Opening, { state: 'closed' }>;

/** `not-in-that-state`: it was so already; `failed`: the disk refused, and nothing changed. */
export type OpeningChange = 'done' | 'not-in-that-state' | 'failed';

export interface KioskOpening {
  /** Whether the kiosk takes patients now. */
  view(): Opening;
  /** Staff close it until somebody opens it again; it stays closed over a restart. */
  close(name: string): OpeningChange;
  /** Ends what staff closed; the hours hold all the same. */
  open(name: string): OpeningChange;
  stop(): void;
}

export interface OpeningOptions {
  setting: OpeningSetting;
  /** The hospital's IANA time zone. */
  timeZone: string;
  now: () => Date;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
  onChange: () => void;
  store: {
    closedBy(): string | null;
    /** False: the disk refused. */
    setClosed(name: string, isClosed: boolean): boolean;
  };
}

const minuteMs = 60_000;
/** Further off is no opening that anybody would wait for. */
const daysAhead = 60;
const allDay: readonly OpenSpan[] = [{ from: '00:00', until: '24:00' }];

const isWithin = (spans: readonly OpenSpan[], time: string): boolean =>
  spans.some(({ from, until }) => from <= time && time < until);

function spansOfWeek(week: WeekSetting, day: Temporal.PlainDate): readonly OpenSpan[] {
  const name = weekdays[day.dayOfWeek - 1];
  return (name === undefined ? undefined : week[name])?.map(openSpan) ?? allDay;
}

/** Opening hours and the staff's word, looked at each full minute, so that a clock that was put right is believed. */
export function openOpening(options: OpeningOptions): KioskOpening {
  const { setting, timeZone, store } = options;
  function spansOf(day: Temporal.PlainDate): readonly OpenSpan[] {
    return setting.closedDays.includes(day.toString()) ? [] : spansOfWeek(setting.hours, day);
  }

  /** Nobody is sent to a place that is closed as well. */
  function nearestAt(day: Temporal.PlainDate, time: string): Shut['nearest'] {
    const { nearest = null, nearestHours } = setting;
    return nearestHours === undefined || isWithin(spansOfWeek(nearestHours, day), time) ? nearest : null;
  }

  /** The first span that begins after this time of this day; null: none in sight. */
  function nextOpening(day: Temporal.PlainDate, time: string): { day: string; time: string } | null {
    const today = spansOf(day).find(({ from }) => from > time);
    if (today !== undefined) return { day: day.toString(), time: today.from };
    for (let days = 1; days <= daysAhead; days += 1) {
      const later = day.add({ days });
      const [first] = spansOf(later);
      if (first !== undefined) return { day: later.toString(), time: first.from };
    }
    return null;
  }

  function view(): Opening {
    const local = Temporal.Instant.fromEpochMilliseconds(options.now().getTime()).toZonedDateTimeISO(timeZone);
    const day = local.toPlainDate();
    const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
    const nearest = nearestAt(day, time);
    if (store.closedBy() !== null) return { state: 'closed', by: 'staff', opens: null, nearest };
    return isWithin(spansOf(day), time)
      ? { state: 'open', nearest }
      : { state: 'closed', by: 'hours', opens: nextOpening(day, time), nearest };
  }

  let shown = JSON.stringify(view());
  function look(): void {
    const next = JSON.stringify(view());
    if (next === shown) return;
    shown = next;
    options.onChange();
  }

  let timer: unknown = null;
  function lookEachMinute(): void {
    look();
    timer = options.setTimeout(lookEachMinute, minuteMs - (options.now().getTime() % minuteMs));
  }
  lookEachMinute();

  function set(name: string, isClosed: boolean): OpeningChange {
    if ((store.closedBy() !== null) === isClosed) return 'not-in-that-state';
    if (!store.setClosed(name, isClosed)) return 'failed';
    look();
    return 'done';
  }

  return {
    view,
    close: (name) => set(name, true),
    open: (name) => set(name, false),
    stop: () => options.clearTimeout(timer),
  };
}
