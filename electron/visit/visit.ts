import { createHash } from 'node:crypto';
import { type ActorOptions, createActor } from 'xstate';
import type { DocumentReader } from '../../native/readers/port.ts';
import type { Scanner } from '../../native/scanner/port.ts';
import type { ScannedCode, UnknownCode } from '../../native/citizen-id/code.ts';
import type { RegistrationQueue } from '../../sync/queue/port.ts';
import type { Display } from '../bridge/display-snapshot.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import type { Language, VisitAt, VisitSnapshot } from '../bridge/snapshot.ts';
import type { AssistedVisit } from '../bridge/staff-page.ts';
import { assistedView } from './assisted-view.ts';
import type { CodesTold } from './codes-told.ts';
import { settingsOf, type VisitContext } from './context.ts';
import type { VisitEvent } from './events.ts';
import { facesUsable } from './face-enrolment.ts';
import { visitMachine } from './machine.ts';
import type { PaymentWord } from './paid-ticket.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import type { StaffFound } from './staff-compared.ts';
import { unshownTickets } from './unshown.ts';
import { ticketBehind, visitView } from './view.ts';

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
  /** Counts people: who is there now, or was there last. */
  visitor: number;
  /** Somebody tried something, or went back to the first screen: they may be there still, whatever it says. */
  isPrompted: boolean;
  language: Language;
  display: Display;
  /** The screen is to be read aloud. */
  speechOn: boolean;
  camera: VisitContext['camera'];
  /** Whether somebody may come back by face. */
  faceReturn: boolean;
  idleSecondsLeft: number | null;
  /** What is wrong with the code that was last shown over the end of a visit. */
  strayCode: VisitContext['strayCode'];
  codes: CodesTold;
  /** Of a ticket that somebody shows again, where this kiosk has it. */
  scannedKey: string | null;
  /** The ticket that a question about its patient's face is asked on. */
  ticketBehind: VisitAt<'ticket'> | null;
}

export interface Visit {
  view(): VisitView;
  subscribe(listener: () => void): () => void;
  intent(intent: PatientIntent): void;
  /** The paper of the ticket on the screen does not come: there is time to read that. */
  notPrinted(): void;
  /** Whether papers of the ticket on the screen are being printed: the end waits for them, so that a late failure is seen. */
  printing(isPrinting: boolean): void;
  /** What the ticket on the screen costs; null where none is there that could cost anything. */
  payment(word: PaymentWord | null): void;
  /** What staff who stand at the kiosk see of the visit; of a person, for their eyes alone. */
  assisted(): AssistedVisit;
  /** Whom they see: another text for each person and each code that names one. */
  subject(): string | null;
  /** What they found who held the person against the document; false, and nothing changes, where that is not possible now. */
  staffCompared(found: StaffFound): boolean;
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
      return isDamaged(code) ? { type: 'scan-rejected' } : { type: 'scan-unknown', codeSha256 };
    default:
      return { type: 'scan', code, codeSha256, isVneid: false };
  }
}

/** What counts while it is asked whose visit this is. Any other press was meant for the screen before. */
const whileAsked: ReadonlySet<PatientIntent['type']> = new Set([
  'go-on-visit',
  'start-for-other',
  'start-over',
  'ask-for-staff',
  'call-staff',
  'emergency',
  'presence',
  'choose-language',
  'choose-display',
  'choose-speech',
  'camera',
  'face-portrait',
  'face-sample',
]);

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
      unshown: unshownTickets(ports, queue),
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
      const shown = visitView(state);
      const leftMs = idleEndsAt === null ? null : Math.max(0, idleEndsAt - ports.now().getTime());
      return {
        visit: shown,
        visitor: state.context.visitor,
        isPrompted: state.matches({ flow: 'prompted' }),
        ...settingsOf(state.context),
        camera: state.context.camera,
        faceReturn: facesUsable(state.context),
        idleSecondsLeft: leftMs === null ? null : Math.ceil(leftMs / 1000),
        strayCode: state.context.strayCode,
        codes: { taken: state.context.codesTaken, inVain: state.context.codesInVain },
        scannedKey: state.context.myTicket?.entry?.key ?? null,
        ticketBehind: ticketBehind(state.context, shown),
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
      const { comparison, other } = actor.getSnapshot().context;
      if (isMeasured && intent.comparison !== comparison) return;
      if (other && !whileAsked.has(intent.type)) return;
      actor.send(intent);
    },
    notPrinted: () => {
      actor.send({ type: 'not-printed' });
    },
    printing: (isPrinting) => {
      actor.send({ type: isPrinting ? 'paper-begins' : 'paper-ends' });
    },
    payment: (word) => {
      actor.send({ type: 'payment', word });
    },
    assisted: () => assistedView(actor.getSnapshot()),
    subject: () => {
      const { visitor, identity } = actor.getSnapshot().context;
      return identity && `${String(visitor)} ${identity.codeSha256}`;
    },
    staffCompared: (found) => {
      if (assistedView(actor.getSnapshot()).state !== 'comparable') return false;
      // What nobody could look up later does not count.
      if (!orElse(false, () => ports.noteComparison(found))) return false;
      actor.send({ type: 'staff-compared', ...found });
      return true;
    },
    stop: () => {
      for (const stop of stops) stop?.();
      actor.stop();
    },
  };
}
