import type { AppointmentView } from '../bridge/clinic-snapshot.ts';
import type { Insurance } from '../bridge/insurance-snapshot.ts';
import { appointmentViews } from './appointments.ts';
import { rightsOf } from './evidence-level.ts';
import { insuranceOf } from './insurance.ts';
import type { Patient } from './whose-visit.ts';

/**
 * What the screen keeps from somebody whose evidence is weak, such as a number and a birth date, which others may know: what
 * could tell of another's illness or whereabouts. What is due here today has to be shown.
 */

type Shown = Pick<Patient, 'ports' | 'identity' | 'lookup'>;

/** The appointments that are shown; on weak evidence only those of today and of the slip in hand, without the doctor. */
export function appointmentsShown({ ports, identity, lookup }: Shown): AppointmentView[] {
  const views = appointmentViews(ports, lookup);
  if (rightsOf(ports, identity).spellsName) return views;
  const today = ports.day().serviceDate;
  return views
    .filter(({ id, serviceDate }) => serviceDate === today || id === lookup.slip?.appointment?.id)
    .map((view) => ({ ...view, practitioner: null, movedTo: null }));
}

/** The insurance as it is shown; on weak evidence without the facilities they go to. */
export function insuranceShown(patient: Shown): Insurance {
  const insurance = insuranceOf(patient);
  if (rightsOf(patient.ports, patient.identity).spellsName) return insurance;
  return { ...insurance, registeredFacility: null, openStayAt: null, referral: null };
}
