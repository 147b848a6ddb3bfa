import type { KioskQueue } from '../sync/queue/queue.ts';
import type { ServiceMoment } from '../sync/queue/service-day.ts';
import type { Timers } from '../sync/queue/timers.ts';
import type { KioskSnapshot } from './bridge/snapshot.ts';
import type { Configuration } from './operations/configuration.ts';
import { paperOf } from './operations/configuration-printer.ts';
import { calledBy } from './operations/configuration-tickets.ts';
import type { DataFolder } from './operations/data-folder.ts';
import type { Log } from './operations/log.ts';
import { openPayment, type PaymentOptions } from './payment.ts';
import type { Simulation } from './simulation.ts';
import { type KioskSpeech, openSpeech } from './speech.ts';
import { createStopwatch, type Timed } from './stopwatch.ts';
import { openPrinter } from './tickets/open-printer.ts';
import { openPrinting } from './tickets/printing.ts';
import type { Printing } from './tickets/printing-port.ts';
import { spokenLanguages } from './tickets/spoken-languages.ts';
import type { Visit, VisitView } from './visit/visit.ts';

export interface PatientPartsOptions {
  configuration: Configuration;
  folder: Pick<DataFolder, 'path'>;
  world: Pick<Simulation, 'printerLine' | 'soundCards'> | null;
  hospital: PaymentOptions['hospital'];
  queue: PaymentOptions['queue'] & Pick<KioskQueue, 'visitTimes'>;
  log: Log;
  timers: Timers;
  now: () => Date;
  moment: (instant?: Date) => ServiceMoment;
  /** Something of `view()` changed. */
  onChange: () => void;
  onHeadphones: (isPlugged: boolean) => void;
  /** The paper of the ticket on the screen does not come. */
  onNotPrinted: () => void;
  /** It is being printed, or no longer. */
  onPrinting: (isPrinting: boolean) => void;
  /** What the ticket on the screen costs, for the visit. */
  onPayment: Visit['payment'];
}

/** What the kiosk does for a patient beside the visit: it reads aloud, prints and shows what is to be paid; and how long all takes. */
export interface PatientParts {
  speech: KioskSpeech;
  printing: Printing;
  view(): ReturnType<Printing['view']> & {
    payment: KioskSnapshot['payment'];
    speech: ReturnType<KioskSpeech['view']>;
  };
  /** The visit has changed. */
  see(shown: Timed & Pick<VisitView, 'language' | 'scannedKey' | 'ticketBehind'>): void;
  stop(): Promise<void>;
}

export function openPatientParts(options: PatientPartsOptions): PatientParts {
  const { configuration, folder, world, hospital, queue, log, timers, now, onChange } = options;
  const speech = openSpeech({
    setting: configuration.speech,
    dataFolder: folder.path,
    spoken: spokenLanguages(),
    simulatedCards: world?.soundCards ?? null,
    timers,
    log,
    onChange,
    onHeadphones: options.onHeadphones,
  });
  const payment = openPayment({
    ...{ hospital, queue, setting: configuration.payment, now, timers, log },
    onWord: options.onPayment,
    onChange: () => {
      printing.paymentChanged();
      onChange();
    },
  });
  const { printer: setting } = configuration.devices;
  const printer = openPrinter(setting, { dataFolder: folder.path, simulated: world?.printerLine ?? null });
  const printing = openPrinting({
    printer,
    paper: paperOf(setting),
    paymentWaitMs: configuration.payment.paperWaitMs,
    hospital: configuration.hospital.name,
    kioskId: configuration.kiosk.id,
    calledBy: calledBy(configuration.tickets.calledBy),
    moment: options.moment,
    payment: (key) => payment.settled(key),
    paymentNow: () => payment.view(),
    now,
    timers,
    log,
    onChange: () => {
      look();
      onChange();
    },
    onNotPrinted: options.onNotPrinted,
  });
  const stopwatch = createStopwatch({
    nowMs: () => performance.now(),
    record: (time) => void queue.visitTimes.record(time),
  });
  let timed: Timed = { visit: { step: 'attract', prompt: 'welcome' }, visitor: 0, isPrompted: false };
  let isPrinting = false;
  const look = (): void => {
    const { paper } = printing.view();
    stopwatch.see(timed, paper);
    if (isPrinting === (paper === 'printing')) return;
    isPrinting = !isPrinting;
    options.onPrinting(isPrinting);
  };
  return {
    speech,
    printing,
    view: () => ({ ...printing.view(), payment: payment.view(), speech: speech.view() }),
    see: (shown) => {
      timed = shown;
      // A ticket is left with its patient, not for a question that is asked on it.
      const present = shown.ticketBehind ?? shown.visit;
      // In this order: a paper asks what is to be paid, and its visit lasts until it is printed.
      payment.show(present, shown.scannedKey);
      printing.show(present, shown.language);
      look();
    },
    stop: async () => {
      payment.stop();
      speech.stop();
      await printing.stop();
      await printer?.close();
    },
  };
}
