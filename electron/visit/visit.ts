import { createHash } from 'node:crypto';
import { type ActorOptions, createActor } from 'xstate';
import type { DocumentReader } from '../../native/readers/port.ts';
import type { Scanner } from '../../native/scanner/port.ts';
import type { ScannedCode, UnknownCode } from '../../native/citizen-id/code.ts';
import type { RegistrationQueue } from '../../sync/queue/port.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import type { Language, VisitSnapshot } from '../bridge/snapshot.ts';
import type { VisitContext, VisitEvent } from './context.ts';
import { facesUsable } from './face-enrolment.ts';
import { visitMachine } from './machine.ts';
import type { VisitPorts } from './ports.ts';
import { unshownTickets } from './unshown.ts';
import { visitView } from './view.ts';

/** Timers of the visit; tests pass a simulated clock. */
export interface VisitClock {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

export interface VisitDevices {
  /** Everything that reads codes, the screen's camera as well. */
  scanner: Pick<Scanner, 'subscribe'> | null;
  reader: DocumentReader | null;
  parseCode(bytes: Uint8Array): ScannedCode;
  cameraConfigured: boolean;
}

export interface VisitView {
  visit: VisitSnapshot;
  language: Language;
  camera: VisitContext['camera'];
  /** Whether somebody may come back by face. */
  faceReturn: boolean;
  idleSecondsLeft: number | null;
}

export interface Visit {
  view(): VisitView;
  subscribe(listener: () => void): () => void;
  intent(intent: PatientIntent): void;
  stop(): void;
}

/** A code of ours that did not arrive whole: showing it again helps, showing another does not. */
const isDamaged = ({ reason }: UnknownCode): boolean => !ofOthers.includes(reason);
const ofOthers: readonly UnknownCode['reason'][] = ['no-known-format', 'bare-number', 'payment-code', 'web-address'];

/** What a whole code, wherever it was read, is to the visit. */
function shownCode(code: ScannedCode, bytes: Uint8Array): VisitEvent {
  // Proof of what was shown without keeping it.
  const codeSha256 = createHash('sha256').update(bytes).digest('hex');
  switch (code.kind) {
    case 'ticket':
      return { type: 'scan-ticket', key: code.key };
    case 'vneid':
      return { type: 'scan-vneid', token: code.token, codeSha256 };
    case 'unknown':
      return { type: isDamaged(code) ? 'scan-rejected' : 'scan-unknown' };
    default:
      return { type: 'scan', code, codeSha256, isVneid: false };
  }
}

/** Runs visits one after the other: devices and queue in, snapshots out. */
export function startVisit(options: {
  ports: VisitPorts;
  queue: Pick<RegistrationQueue, 'unshownTickets' | 'onChange'>;
  devices: VisitDevices;
  language: Language;
  clock?: VisitClock;
  /** Sees every event and state, personal data included: a log takes types and state values only. */
  inspect?: NonNullable<ActorOptions<typeof visitMachine>['inspect']>;
}): Visit {
  const { ports, queue, devices, language, clock, inspect } = options;
  const absent = { state: 'unavailable', reason: 'not-configured', detail: 'no reader configured' } as const;
  const actor = createActor(visitMachine, {
    ...(clock ? { clock } : {}),
    ...(inspect ? { inspect } : {}),
    input: {
      ports,
      language,
      reader: devices.reader?.status ?? absent,
      cameraConfigured: devices.cameraConfigured,
      unshown: unshownTickets(queue),
    },
  });
  const stops = [
    devices.reader?.subscribe((status) => {
      actor.send({ type: 'reader', status });
    }),
    devices.scanner?.subscribe((event) => {
      if (event.type === 'rejected') actor.send({ type: 'scan-rejected' });
      if (event.type === 'scan') actor.send(shownCode(devices.parseCode(event.scan.bytes), event.scan.bytes));
    }),
    queue.onChange((key) => {
      actor.send({ type: 'queue-changed', key });
    }),
  ];
  actor.start();
  return {
    view: () => {
      const state = actor.getSnapshot();
      const { idleEndsAt } = state.context;
      const leftMs = idleEndsAt === null ? null : Math.max(0, idleEndsAt - ports.now().getTime());
      return {
        visit: visitView(state),
        language: state.context.language,
        camera: state.context.camera,
        faceReturn: facesUsable(state.context),
        idleSecondsLeft: leftMs === null ? null : Math.ceil(leftMs / 1000),
      };
    },
    subscribe: (listener) => {
      const subscription = actor.subscribe(listener);
      return () => {
        subscription.unsubscribe();
      };
    },
    intent: (intent) => {
      const isMeasured = intent.type === 'face-portrait' || intent.type === 'face-sample';
      if (isMeasured && intent.comparison !== actor.getSnapshot().context.comparison) return;
      actor.send(intent);
    },
    stop: () => {
      for (const stop of stops) stop?.();
      actor.stop();
    },
  };
}
