import { Temporal } from 'temporal-polyfill';
import type { RegistrationStamp } from '../registration.ts';

export type ServiceMoment = Pick<RegistrationStamp, 'registeredAt' | 'serviceDate' | 'session'>;

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

/** The day `days` before a service date. */
export function daysBefore(serviceDate: string, days: number): string {
  return Temporal.PlainDate.from(serviceDate).subtract({ days }).toString();
}
