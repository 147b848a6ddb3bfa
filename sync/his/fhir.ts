/**
 * FHIR R4 (4.0.1) as the kiosk writes it. What the hospital answers is not trusted to have any shape and goes through the
 * schemas of answers.ts instead.
 */
import type * as r4 from 'fhir/r4';

export type {
  Address,
  CodeableConcept,
  Coding,
  Consent,
  Coverage,
  CoverageEligibilityRequest,
  Encounter,
  Extension,
  Identifier,
  Parameters,
  Patient,
  PatientContact,
  Provenance,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  Reference,
  ServiceRequest,
  Task,
  TaskInput,
} from 'fhir/r4';

/** One entry of what a kiosk sends: everything the specification leaves open is there. */
export interface BundleEntry extends r4.BundleEntry {
  fullUrl: string;
  resource:
    | r4.Patient
    | r4.Coverage
    | r4.ServiceRequest
    | r4.Encounter
    | r4.Task
    | r4.QuestionnaireResponse
    | r4.Consent
    | r4.Provenance;
  request: r4.BundleEntryRequest;
}

export interface Bundle extends r4.Bundle {
  type: 'transaction';
  entry: BundleEntry[];
}
