import type { StaffSession } from '../electron/bridge/staff-login.ts';
import type { StaffCallView } from '../electron/bridge/staff-page.ts';
import { session } from './gallery-staff-answers.ts';

/** What a state of the page for staff is made of. */

/** Elements by CSS selector; each step waits until its element is there. `hear`: the kiosk tells the page that something is new. */
export type Step =
  { press: string } | { focus: string } | { type: string; text: string } | { see: string } | { hear: 'changed' };

export interface StaffSample {
  view?: 'assist' | 'overview' | 'tasks' | 'arrivals' | 'figures';
  /** On the kiosk's own screen. */
  isOnGlass?: boolean;
  session?: StaffSession;
  calls?: readonly StaffCallView[];
  /** By path, or method and path; what is not named here is answered as on a morning without trouble. */
  answers?: Readonly<Record<string, unknown>>;
  steps?: readonly Step[];
  /** How long nobody does anything. */
  passMs?: number;
  /** The kiosk falls silent at the end. */
  endsAway?: boolean;
}

export const technician: StaffSession = { ...session, account: { name: 'tuan.it', role: 'it' } };
