import type { BridgeHandlers } from './bridge/hub.ts';
import type { SimulatorState } from './bridge/messages.ts';
import type { KioskSnapshot } from './bridge/snapshot.ts';
import { areCodesSimulated } from './devices.ts';
import type { Identification } from './identification.ts';
import { damagedFiles } from './last-salvage.ts';
import { readRecoveryPublicKey } from './operations/recovery-key.ts';
import type { PatientParts } from './patient-parts.ts';
import { createScanWatch } from './scan-watch.ts';
import type { StaffCall } from './staff-call.ts';
import { staffDesk } from './staff-desk.ts';
import type { StaffSide } from './staff-side.ts';
import type { StationGround } from './station-foundation.ts';
import type { StationVisit } from './station-visit.ts';

export interface HandlerParts {
  ground: StationGround;
  identification: Identification;
  patient: PatientParts;
  stationVisit: StationVisit;
  staff: StaffCall;
  /** Resolves once their accounts can be asked for. */
  staffOpened: () => Promise<StaffSide>;
  glass: NonNullable<BridgeHandlers['glass']>;
  snapshot: () => { kind: 'snapshot'; snapshot: KioskSnapshot };
  simulatorState: () => { kind: 'simulator'; state: SimulatorState }[];
}

/** What a screen, the developer panel and the command line may ask of the station. */
export function stationHandlers(parts: HandlerParts): BridgeHandlers {
  const { ground, identification, patient, staff, staffOpened, snapshot, simulatorState } = parts;
  const { configuration, folder, world, hospital, queue, log, now } = ground;
  const { codes, keyboard, camera } = identification;
  const { visit, parse, faces } = parts.stationVisit;
  return {
    intent: (intent) => {
      if (intent.type === 'call-staff') staff.call('help');
      if (intent.type === 'emergency') staff.call('emergency');
      if (intent.type === 'print-again') patient.printing.again();
      if (intent.type === 'camera-code') camera.see(Buffer.from(intent.base64, 'base64'), intent.isAsked);
      else visit.intent(intent);
    },
    keys: (keys) => {
      keyboard.type(keys);
    },
    speak: (wanted) => patient.speech.speak(wanted),
    navigatorKey: (key) => {
      patient.speech.navigatorKey(key);
    },
    glass: parts.glass,
    watchScans: createScanWatch({ scanner: codes, parse, now, mayTellText: areCodesSimulated(configuration) }),
    ...(world ? { simulate: (command) => world.handle(command) } : {}),
    staff: staffDesk({
      queue,
      faces,
      hospital,
      accounts: async (question) => (await staffOpened()).accounts(question),
      kioskId: configuration.kiosk.id,
      recoveryKey: () => {
        const { recoveryKey } = configuration.keys;
        return recoveryKey === undefined ? null : readRecoveryPublicKey(folder.path, recoveryKey);
      },
      damagedFiles: () => damagedFiles(folder.databaseFile),
    }),
    greeting: () => [snapshot(), ...simulatorState()],
    rejected: () => {
      log.write('message-refused', {});
    },
    failed: (error) => {
      log.write('unexpected-error', { where: 'bridge', error });
    },
  };
}
