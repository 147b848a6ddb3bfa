import type { Appointment, ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { DeclaredPriority, FieldAnswer, RegistrationPerson, ServiceMoment } from '../../sync/registration.ts';
import type { Identity } from './identity.ts';
import type { Lookup } from './lookup.ts';
import type { VisitPorts } from './ports.ts';

/** One thing to be registered for: a clinic, a doctor of it where the patient wants one, an appointment where it is for one. */
export interface Choice {
  clinic: ClinicInfo;
  doctor: { id: string; name: string } | null;
  appointment: Appointment | null;
}

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
