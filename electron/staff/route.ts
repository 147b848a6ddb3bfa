import { z } from 'zod';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import type { KioskSnapshot, Language } from '../bridge/snapshot.ts';
import type { GalleryState } from '../faces.ts';
import type { Role } from '../bridge/staff-login.ts';
import type { AssistedVisit, StaffActionResult, StaffRefusal } from '../bridge/staff-page.ts';
import type { NamedClinic } from './arrivals.ts';
import type { CallBoard } from './call-board.ts';
import type { Login } from './login.ts';
import type { KioskOpening } from './opening.ts';
import type { SessionAt, Sessions, StaffSessionRecord } from './sessions.ts';

/** What a route of the page for staff is, and what routes work on. */

export type PrintOutcome = 'printed' | 'not-printed' | 'no-printer';

/** null: this kiosk has none. */
export interface HiddenParts {
  lamp: 'ready' | 'not-reachable' | 'hardware-error' | null;
  gallery: GalleryState;
}

/** What the page for staff shows and steers. */
export interface StaffPorts {
  queue: Pick<
    KioskQueue,
    | 'audit'
    | 'rows'
    | 'row'
    | 'currentEntry'
    | 'worklist'
    | 'statistics'
    | 'retry'
    | 'hold'
    | 'release'
    | 'setAside'
    | 'note'
    | 'staff'
    | 'visitTimes'
    | 'isDiskRefusing'
  >;
  board: CallBoard;
  opening: Pick<KioskOpening, 'open' | 'close'>;
  printing: {
    testPage(): Promise<PrintOutcome>;
    /** The paper of a row once more. */
    reprint(row: QueueEntry): Promise<PrintOutcome>;
  };
  /** Who is at the kiosk. */
  visit: {
    assisted(): AssistedVisit;
    /** False: the visit does not take it now. */
    staffCompared(found: { result: 'same-person' | 'other-person'; by: string }): boolean;
    /** Another one with each person and each code that names them; null while nobody is known. */
    subject(): string | null;
  };
  snapshot(): Omit<KioskSnapshot, 'sequence'>;
  /** The hospital's. What the snapshot has is of whoever stands at the kiosk. */
  language: Language;
  /** What staff have of the kiosk that no patient sees. */
  parts(): HiddenParts;
  clinics(): readonly NamedClinic[];
  clockOffsetMs(): number | null;
  now: () => Date;
}

/** The page on the hospital's network, or on the kiosk's own screen. */
export type Place = 'network' | 'glass';

/** The longest is a note of 200 characters, beside the one that it replaces. */
export const maxBodyBytes = 4 * 1024;

export interface RouteParts extends StaffPorts {
  login: Login;
  sessions: Sessions;
  lockAfterMs: number;
  /** Monotonic. */
  nowMs: () => number;
  /** Whether this session has a page open that news reach. */
  isLive(session: StaffSessionRecord): boolean;
  /** Something that open pages show was changed here. */
  changed(): void;
}

/** `token` null: the cookie goes. */
export type Reply =
  | { kind: 'json'; value: unknown; status?: number; token?: string | null }
  | { kind: 'csv'; text: string; fileName: string }
  | { kind: 'refused'; error: StaffRefusal };

export interface Asked {
  at: SessionAt;
  /** Whence it was asked. */
  address: string;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
}

/**
 * `needs`: nobody at all; a session, be it locked; one that is open. `by` itself: the page does it, not a person, so it keeps no
 * session open. `role`, `place`: this one alone.
 */
export interface StaffRoute {
  method: 'GET' | 'POST';
  url: string;
  needs: 'nobody' | 'session' | 'open';
  by?: 'page';
  role?: Role;
  place?: Place;
  /** Answered although the start PIN was not changed yet. */
  withStartPin?: true;
  answer(asked: Asked, session: StaffSessionRecord): Promise<Reply> | Reply;
}

export const json = (value: unknown): Reply => ({ kind: 'json', value });
export const did = (result: StaffActionResult): Reply => json({ result });
export const refused = (error: StaffRefusal): Reply => ({ kind: 'refused', error });

const key = z.uuid();

/** For a request without a body. */
export const nothing = z.strictObject({});

/** A body that does not fit its schema is refused, and so is an id that is none. */
export function parsed<T>(
  schema: z.ZodType<T>,
  answer: (body: T, asked: Asked, session: StaffSessionRecord) => Promise<Reply> | Reply,
): StaffRoute['answer'] {
  return (asked, session) => {
    const body = schema.safeParse(asked.body);
    const id = asked.params['id'];
    if (!body.success || (id !== undefined && !key.safeParse(id).success)) return refused('bad-request');
    return answer(body.data, asked, session);
  };
}

export const idOf = ({ params }: Asked): string => params['id'] ?? '';
