import type { ReadProgress } from '../../native/emrtd/chip.ts';
import type { ReaderStatus } from '../../native/readers/port.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import type { UsableCode } from './identity.ts';
import type { PaymentWord } from './paid-ticket.ts';
import type { StaffFound } from './staff-compared.ts';

/** Everything that happens to a visit, from outside and from one of its parts to another. */

/** A code that says whose visit this is; `isVneid`: a service exchanged a VNeID code for it. */
export interface CodeShown {
  type: 'scan';
  code: UsableCode;
  codeSha256: string;
  isVneid: boolean;
}

/** Who comes up while a visit is running: a card that this visit's code does not open, or a code of somebody else. */
export type Other =
  { kind: 'card' } | { kind: 'code'; shown: Extract<VisitEvent, { type: 'scan' | 'scan-ticket' | 'scan-vneid' }> };

/** What happens around a visit; what the patient does arrives as `PatientIntent`. */
export type VisitEvent =
  | PatientIntent
  | CodeShown
  | { type: 'scan-vneid'; token: string; codeSha256: string }
  /** The code of a ticket; `key` is its check-in key. */
  | { type: 'scan-ticket'; key: string }
  /** A code, but none of ours. */
  | { type: 'scan-unknown'; codeSha256: string }
  /** No code at all: cut off, too long. */
  | { type: 'scan-rejected' }
  | { type: 'reader'; status: ReaderStatus }
  | { type: 'chip-progress'; progress: ReadProgress }
  | { type: 'chip-names'; fullName: string }
  | { type: 'queue-changed'; key: string }
  /** The paper of the ticket on the screen does not come, and the screen has just said so. */
  | { type: 'not-printed' }
  /** Papers of the ticket on the screen are being printed; the printer has said its last word on them. */
  | { type: 'paper-begins' }
  | { type: 'paper-ends' }
  /** What the ticket on the screen costs has become known, or is something else; null: no ticket that could cost anything is. */
  | { type: 'payment'; word: PaymentWord | null }
  /** Somebody of the staff, who stands at the kiosk, has compared. */
  | ({ type: 'staff-compared' } & StaffFound);

/** What one part of the machine tells another. */
export type InternalEvent =
  | { type: 'begun' }
  | { type: 'ended' }
  | { type: 'identified' }
  | { type: 'ticket-opened' }
  /** Somebody else's card was laid, or their code shown, while a visit is running. */
  | { type: 'other-card' }
  | { type: 'other-code' }
  | { type: 'other-vneid'; token: string; codeSha256: string }
  /** It was the visit's own card, which was not read yet. */
  | { type: 'own-card' }
  /** A slip waits for whoever brought it; it waited long enough. */
  | { type: 'slip-held' }
  | { type: 'slip-dropped' }
  /** A VNeID code that says nothing of anybody. */
  | { type: 'code-refused'; prompt: 'code-expired' | 'code-unchecked' }
  | { type: 'lookup-abandoned' }
  /** Whoever is there had to wait for the machine, and is asked something only now: no sign of anybody, but their time begins. */
  | { type: 'kept-waiting' }
  /** Before the camera: a movement is asked for, was made; the challenge is passed, has failed. */
  | { type: 'face-prompted' }
  | { type: 'face-moved' }
  | { type: 'face-passed' }
  | { type: 'face-failed' }
  | { type: 'idle-expired' };
