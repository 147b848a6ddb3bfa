import { Temporal } from 'temporal-polyfill';
import type { ServiceMoment as DayAndSession, RegistrationStamp } from '../registration.ts';

export type ServiceMoment = DayAndSession & Pick<RegistrationStamp, 'registeredAt'>;

/** The hospital's day and half-day of an instant: never those of the process's time zone. */
export function serviceMoment(instant: Date, timeZone: string, afternoonFrom: string): ServiceMoment {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const noon = Temporal.PlainTime.from(afternoonFrom);
  return {
    registeredAt: local.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    serviceDate: local.toPlainDate().toString(),
    session: Temporal.PlainTime.compare(local.toPlainTime(), noon) < 0 ? 'morning' : 'afternoon',
  };
}

/**
 * A clock for {@link serviceMoment}. The calendar is asked once a half-day: within one, and while the zone keeps its distance
 * from UTC, only the time of day changes.
 */
export function openServiceClock(now: () => Date, timeZone: string, afternoonFrom: string): () => ServiceMoment {
  let known: HalfDay | null = null;
  return () => {
    const instant = now();
    const atMs = instant.getTime();
    if (known === null || atMs < known.fromMs || atMs >= known.untilMs) {
      known = halfDay(instant, timeZone, afternoonFrom);
    }
    const { offset, offsetMs, serviceDate, session } = known;
    const local = new Date(atMs + offsetMs).toISOString().slice(0, -millisecondsAndZone.length);
    return { registeredAt: `${local}${offset}`, serviceDate, session };
  };
}

/** Instants `fromMs <= instant < untilMs` with one service date, session and distance from UTC. */
interface HalfDay extends DayAndSession {
  fromMs: number;
  untilMs: number;
  offsetMs: number;
  /** As an ISO time ends with it. */
  offset: string;
}

const millisecondsAndZone = '.000Z';

function halfDay(instant: Date, timeZone: string, afternoonFrom: string): HalfDay {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const { registeredAt, ...dayAndSession } = serviceMoment(instant, timeZone, afternoonFrom);
  const noon = local.withPlainTime(afternoonFrom);
  const [from, until] =
    dayAndSession.session === 'morning' ? [local.startOfDay(), noon] : [noon, local.add({ days: 1 }).startOfDay()];
  const isSteady = from.offset === local.offset && until.offset === local.offset;
  return {
    ...dayAndSession,
    offset: registeredAt.slice(-'+00:00'.length),
    offsetMs: local.offsetNanoseconds / 1e6,
    fromMs: isSteady ? from.epochMilliseconds : instant.getTime(),
    untilMs: isSteady ? until.epochMilliseconds : instant.getTime(),
  };
}

/** Whether a session has passed by the other one. */
export function isBefore(session: DayAndSession, other: DayAndSession): boolean {
  if (session.serviceDate !== other.serviceDate) return session.serviceDate < other.serviceDate;
  return session.session === 'morning' && other.session === 'afternoon';
}

/** The furthest day for which a clinic gives numbers: beyond it an answer is a mistake. */
const mostDaysAhead = 31;

/** Whether one may register today for that day. */
export function isPlannable(serviceDate: string, today: string): boolean {
  return serviceDate >= today && daysBefore(serviceDate, mostDaysAhead) <= today;
}

/** The day `days` before a service date. */
export function daysBefore(serviceDate: string, days: number): string {
  return Temporal.PlainDate.from(serviceDate).subtract({ days }).toString();
}
