import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lamp } from '../native/lamp/port.ts';
import type { PrintResult } from '../native/printer/port.ts';
import type { HospitalApi } from '../sync/his/hospital-api.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { Timers } from '../sync/queue/timers.ts';
import type { GalleryState } from './faces.ts';
import type { HospitalWatch } from './hospital-watch.ts';
import { lightForCalls, openLamp } from './lamp.ts';
import type { Configuration } from './operations/configuration.ts';
import type { DataFolder } from './operations/data-folder.ts';
import type { Log } from './operations/log.ts';
import type { CallBoard } from './staff/call-board.ts';
import { openStaff, type StaffOptions, type StaffSide as StaffParts } from './staff/open-staff.ts';
import { type KioskOpening, openOpening } from './staff/opening.ts';
import type { HiddenParts, PrintOutcome, StaffPorts } from './staff/route.ts';
import { staffCopy } from './staff-copy.ts';
import type { Printing } from './tickets/printing-port.ts';
import type { Visit } from './visit/visit.ts';

export interface StaffSideParts {
  configuration: Configuration;
  folder: DataFolder;
  queue: KioskQueue;
  board: CallBoard;
  opening: KioskOpening;
  printing: Printing;
  hospital: Pick<HospitalApi, 'clockOffsetMs'>;
  watch: Pick<HospitalWatch, 'clinics'>;
  visit: Visit;
  /** How the gallery of faces is. */
  gallery: () => GalleryState;
  tellGlass: StaffOptions['tellGlass'];
  onAccounts: StaffOptions['onAccounts'];
  snapshot: StaffPorts['snapshot'];
  timers: Timers;
  now: () => Date;
  log: Log;
}

export type StaffSide = Pick<StaffParts, 'accounts' | 'hasAccounts' | 'glass' | 'cardRead' | 'changed' | 'stop'>;

/** What staff have of the kiosk: accounts, the page on the local network, the lamp above it. */
export async function openStaffSide(parts: StaffSideParts): Promise<StaffSide> {
  const { configuration, folder, queue, board, opening, printing, hospital, watch, visit, timers, now, log } = parts;
  const { snapshot, tellGlass, onAccounts } = parts;
  const lamp = openLamp(configuration.lamp, timers);
  const darken = lamp && lightForCalls(board, lamp);
  const side = await openStaff({
    configuration,
    folder: folder.path,
    environment: process.env,
    pagesFolder: builtPages(),
    queue,
    board,
    opening,
    printing: {
      testPage: async () => outcome(await printing.testPage()),
      reprint: async (row) => outcome(await printing.copy(staffCopy(row, configuration, watch.clinics()))),
    },
    visit: {
      assisted: () => visit.assisted(),
      staffCompared: (found) => visit.staffCompared(found),
      subject: () => visit.subject(),
    },
    ...{ snapshot, tellGlass, onAccounts },
    language: configuration.kiosk.language,
    parts: () => ({ lamp: lamp && lampState(lamp), gallery: parts.gallery() }),
    clinics: () => watch.clinics(),
    clockOffsetMs: () => hospital.clockOffsetMs(),
    now,
    nowMs: () => performance.now(),
    ...timers,
    log,
  });

  lamp?.subscribe(() => {
    side.changed();
  });

  return {
    accounts: (question) => side.accounts(question),
    hasAccounts: () => side.hasAccounts(),
    glass: side.glass,
    cardRead: (code) => {
      side.cardRead(code);
    },
    changed: () => {
      side.changed();
    },
    stop: async () => {
      darken?.();
      await Promise.all([side.stop(), lamp?.close()]);
    },
  };
}

/** Its hours, and what staff said on their page, which the queue's file keeps over a restart. */
export function openKioskOpening({
  configuration,
  queue,
  timers,
  now,
  onChange,
}: Pick<StaffSideParts, 'configuration' | 'queue' | 'timers' | 'now'> & { onChange: () => void }): KioskOpening {
  return openOpening({
    setting: configuration.opening,
    timeZone: configuration.hospital.timeZone,
    now,
    ...timers,
    onChange,
    store: {
      closedBy: () => queue.staff.tasks.closedBy(),
      setClosed: (name, isClosed) => queue.staff.write(({ tasks }) => tasks.setClosed(name, isClosed)) !== null,
    },
  });
}

const lampState = ({ status }: Lamp): HiddenParts['lamp'] => (status.state === 'ready' ? 'ready' : status.reason);

const outcome = ({ kind }: PrintResult | { kind: 'no-printer' }): PrintOutcome =>
  kind === 'stopped' ? 'not-printed' : kind;

/** Where the build puts the page; null beside the sources, whose pages a development server has. */
function builtPages(): string | null {
  const pages = join(import.meta.dirname, '..', 'renderer');
  return existsSync(join(pages, 'assets')) ? pages : null;
}
