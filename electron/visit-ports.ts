import { randomInt, randomUUID } from 'node:crypto';
import { parseCode } from '../native/citizen-id/parse-code.ts';
import type { ScannedCode } from '../native/citizen-id/code.ts';
import type { CodeVerifier } from '../native/citizen-id/code-verifier.ts';
import { ticketCode } from '../native/citizen-id/ticket-code.ts';
import { eligibilityAdvice } from '../sync/his/eligibility.ts';
import type { FaceGallery } from '../sync/faces/port.ts';
import type { ClinicInfo } from '../sync/his/hospital-api.ts';
import { staffActor } from '../sync/queue/audit.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';
import { presentProvinces } from '../native/citizen-id/provinces.ts';
import { codeFormats } from './code-formats.ts';
import { vietnameseDocuments } from './documents.ts';
import type { Configuration } from './operations/configuration.ts';
import type { HospitalReadModel } from './read-model.ts';
import type { VisitPolicies, VisitPorts } from './visit/ports.ts';

/** What the visit needs, from the configuration and the parts of the station. Days and times are the hospital's. */
export function visitPorts(parts: {
  configuration: Configuration;
  hospital: VisitPorts['hospital'];
  queue: VisitPorts['queue'] & Pick<KioskQueue, 'note'>;
  readModel: HospitalReadModel;
  clinics: () => ClinicInfo[];
  verifyCode: CodeVerifier | null;
  faces: FaceGallery | null;
  isOpen: () => boolean;
  headphonesPlugged: () => boolean;
  now: () => Date;
}): { ports: VisitPorts; parse: (bytes: Uint8Array) => ScannedCode } {
  const { configuration, hospital, queue, readModel, clinics, verifyCode, faces, isOpen, headphonesPlugged, now } =
    parts;
  const { timeZone, afternoonFrom } = configuration.hospital;
  const day = () => {
    const { serviceDate, session } = serviceMoment(now(), timeZone, afternoonFrom);
    return { serviceDate, session };
  };
  const today = () => day().serviceDate;
  const formats = codeFormats(configuration);
  const clockTime = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return {
    ports: {
      now,
      monotonicMs: () => performance.now(),
      random: () => randomInt(randomSteps) / randomSteps,
      newId: randomUUID,
      localIso: () => serviceMoment(now(), timeZone, afternoonFrom).registeredAt,
      day,
      localTime: (instant) => clockTime.format(new Date(instant)),
      dayOf: (instant) => serviceMoment(new Date(instant), timeZone, afternoonFrom).serviceDate,
      kioskId: configuration.kiosk.id,
      building: configuration.kiosk.building ?? null,
      verifyCode,
      knownClinics: clinics,
      readModel: () => readModel.days(),
      knownSince: () => readModel.asOf(),
      learnPatient: (keys, patientId) => {
        readModel.learnPatient(keys, patientId);
      },
      knownPatient: (keys) => readModel.knownPatient(keys),
      requiredFields: () => readModel.requiredFields(),
      requiredFieldsNow: (signal) => readModel.requiredFieldsNow(signal),
      addressUnits: () => readModel.addressUnits(),
      advice: eligibilityAdvice,
      isOpen,
      asksForPayment: configuration.payment.enabled,
      headphonesPlugged,
      ticketCode,
      leaseSize: configuration.numbers.leaseSize,
      streams: configuration.numbers.streams,
      hospital,
      queue,
      noteComparison: ({ result, by }) =>
        queue.note({ actor: staffActor(by), action: 'identity-compared', detail: result }),
      documents: vietnameseDocuments(today, {
        priorityRules: configuration.priority,
        provinces: presentProvinces(configuration.provinces),
      }),
      faces,
      policies: policiesOf(configuration),
      delays: configuration.delays,
    },
    parse: (bytes) => parseCode(bytes, { ...formats, today: today() }),
  };
}

/** What a challenge asks for must not be guessed by whoever films the screen. */
const randomSteps = 2 ** 32;

/** The hospital's policies, with what the configured models bring along. */
function policiesOf({ policies, face: { models }, faces }: Configuration): VisitPolicies {
  const { tries, returnTries, minimumAge } = policies.face;
  const { embedding, liveness } = models;
  const { accept, retry, continuity } = embedding.thresholds;
  return {
    ...policies,
    face: {
      ...{ accept, retry, continuity, tries, minimumAge },
      model: embedding.sha256,
      dimension: embedding.dimension,
      real: liveness.use ? liveness.thresholds.real : null,
    },
    faces: { minimumAge: faces.minimumAge, keptDays: faces.keptDays, tries: returnTries },
  };
}
