import type { ServiceMoment } from '../../sync/registration.ts';
import type { VisitPorts } from './ports.ts';

/** Sessions of the hospital against the present one. */

type Now = Pick<VisitPorts, 'day'>;

const textOf = ({ serviceDate, session }: ServiceMoment): string =>
  `${serviceDate} ${session === 'morning' ? 'AM' : 'PM'}`;

export function whenIs(ports: Now, moment: ServiceMoment): 'over' | 'now' | 'later' {
  const [present, asked] = [textOf(ports.day()), textOf(moment)];
  if (asked === present) return 'now';
  return asked < present ? 'over' : 'later';
}

/** A session that is still to come; null for the present one, and for one that has passed. */
export const laterThanNow = (ports: Now, { serviceDate, session }: ServiceMoment): ServiceMoment | null =>
  whenIs(ports, { serviceDate, session }) === 'later' ? { serviceDate, session } : null;
