import type { Appointment, ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { DeclaredPriority, FieldAnswer, RegistrationPerson, ServiceMoment } from '../../sync/registration.ts';
import type { Identity } from './identity.ts';
import type { Lookup } from './lookup.ts';
import type { VisitPorts } from './ports.ts';

/** One thing to be registered for: a clinic, a doctor of it where the patient wants one, the appointments it is for. */
export interface Choice {
  clinic: ClinicInfo;
  doctor: { id: string; name: string } | null;
  /** All at this clinic, the doctor's first; empty for a visit without any. */
  appointments: Appointment[];
}

/** The hospital's day of a visit: what ages and referrals are held against. */
export const dayOfVisit = ({ ports, later }: Pick<VisitPlan, 'ports' | 'later'>): string =>
  later?.serviceDate ?? ports.day().serviceDate;

/** Everything that a registration is made of, decided. */
export interface VisitPlan {
  ports: VisitPorts;
  identity: Identity;
  lookup: Lookup;
  choice: Choice;
  /** null: for now. */
  later: ServiceMoment | null;
  /** The patient pays, although they may be insured. */
  isPaying: boolean;
  declared: DeclaredPriority[];
  /** Who came with the patient; null for somebody who came alone. */
  carer: RegistrationPerson | null;
  /** What the patient typed of the details of a new patient. */
  answers: FieldAnswer[];
}
