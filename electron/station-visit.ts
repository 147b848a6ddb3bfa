import { modelProblems } from './face-models.ts';
import { openCodeVerifier } from './code-verifier.ts';
import { galleryState, type GalleryState, openFaces } from './faces.ts';
import type { Identification } from './identification.ts';
import type { GalleryTrouble } from '../sync/faces/client.ts';
import type { PatientParts } from './patient-parts.ts';
import type { KioskOpening } from './staff/opening.ts';
import type { StationGround } from './station-foundation.ts';
import type { HospitalSide } from './station-hospital.ts';
import { startVisit, type Visit } from './visit/visit.ts';
import { visitPorts } from './visit-ports.ts';

export interface StationVisitParts {
  ground: StationGround;
  identification: Identification;
  side: Pick<HospitalSide, 'readModel' | 'watch'>;
  hours: Pick<KioskOpening, 'view'>;
  patient: Pick<PatientParts, 'speech'>;
}

export interface StationVisit {
  visit: Visit;
  /** What a scanned code is to this hospital. */
  parse: ReturnType<typeof visitPorts>['parse'];
  /** null where nobody comes back by face. */
  faces: ReturnType<typeof openFaces>;
  /** How that gallery is. */
  gallery: () => GalleryState;
}

/** The visit on the devices and the hospital of this station. */
export function openVisit({ ground, identification, side, hours, patient }: StationVisitParts): StationVisit {
  const { configuration, folder, world, hospital, queue, log, now, moment } = ground;
  const modelTrouble = modelProblems(configuration.face.models, folder.modelsFolder);
  if (modelTrouble.length > 0) log.write('face-models-wrong', { count: modelTrouble.length });
  let trouble: GalleryTrouble | null = null;
  const faces = openFaces({
    ...{ configuration, folder, queue, log, now },
    onTrouble: (next) => {
      trouble = next;
    },
  });
  const { ports, parse } = visitPorts({
    configuration,
    hospital,
    queue,
    readModel: side.readModel,
    clinics: () => side.watch.clinics(),
    faces,
    isOpen: () => hours.view().state === 'open',
    headphonesPlugged: () => patient.speech.view().headphones === 'plugged',
    verifyCode: openCodeVerifier({
      configuration,
      dataFolder: folder.path,
      mockUrl: world?.hospitalUrl ?? null,
      today: () => moment().serviceDate,
    }),
    now,
  });
  const visit = startVisit({
    ports,
    queue,
    devices: {
      scanner: identification.codes,
      reader: identification.reader,
      parseCode: parse,
      // Without its models the camera sees nobody.
      cameraConfigured: configuration.devices.camera.kind !== 'none' && modelTrouble.length === 0,
    },
    language: configuration.kiosk.language,
  });
  return { visit, parse, faces, gallery: () => galleryState(configuration, faces, trouble) };
}
