import { knownSteps } from '../sync/queue/visit-times.ts';
import type { FaceInstruction } from './bridge/face-snapshot.ts';
import type { VisitAt, VisitSnapshot, VisitStep } from './bridge/snapshot.ts';

/** What the stopwatch makes of each state that the screen shows. */

type Prompt = VisitAt<'attract'>['prompt'];

/** Words of the first screen while nobody has begun anything. */
const restPrompts: readonly Prompt[] = ['welcome', 'card-forgotten', 'next-person'];

/** Words that ask for more, and say of nothing that it did not work. */
const goodPrompts: readonly Prompt[] = ['show-code', 'slip-needs-card', 'checking-code'];

/** Nobody is at the kiosk as far as it knows. */
export const isAtRest = (visit: VisitSnapshot): boolean =>
  visit.step === 'attract' && restPrompts.includes(visit.prompt);

const known: readonly VisitStep[] = knownSteps;

/** Whoever is there is known, be it by a code or by what they typed. */
export const isKnown = ({ step }: VisitSnapshot): boolean => known.includes(step);

/** What the owner of a ticket may still do with it on the screen. */
export const isAfterEnd = (visit: VisitSnapshot): boolean =>
  ['ticket', 'desk', 'emergency', 'enrol', 'my-ticket'].includes(visit.step) ||
  (visit.step === 'recognise' && visit.purpose === 'enrol');

/** A face of which nothing is wanted is being measured: the person cannot do more. */
const measuring: readonly FaceInstruction[] = ['look-here', 'hold-still'];

const whileLooking = (instruction: FaceInstruction) => (measuring.includes(instruction) ? 'machineMs' : 'personMs');

/** Whose turn it is. Where the person could go on at once and the machine only lets words stand, the machine is awaited. */
export function awaitedIn(visit: VisitSnapshot): 'machineMs' | 'personMs' {
  const machineIf = (isMachine: boolean) => (isMachine ? 'machineMs' : 'personMs');
  switch (visit.step) {
    case 'attract':
      return machineIf(visit.prompt === 'checking-code');
    case 'identify':
      return machineIf(visit.card.state === 'reading' || visit.card.state === 'read');
    case 'verify':
      return visit.face.state === 'matched' ? 'machineMs' : whileLooking(visit.face.instruction);
    case 'recognise':
      if (visit.state === 'looking' || visit.state === 'retry') return whileLooking(visit.instruction);
      return machineIf(visit.state !== 'asking' && visit.state !== 'moving');
    case 'companion':
      return machineIf(visit.isChecking);
    case 'insurance':
      return machineIf(visit.state === 'asking');
    case 'choose':
      return machineIf(visit.state === 'looking-up');
    case 'confirm':
      return machineIf(visit.state === 'committing');
    case 'my-ticket':
      return machineIf(visit.now.state === 'changing' || visit.now.state === 'asking');
    case 'whose':
      return machineIf(visit.about === 'being-checked');
    case 'ticket':
    case 'desk':
      return 'machineMs';
    default:
      return 'personMs';
  }
}

/** Whether something has to be done twice. */
export function isTrouble(visit: VisitSnapshot): boolean {
  switch (visit.step) {
    case 'attract':
      return !restPrompts.includes(visit.prompt) && !goodPrompts.includes(visit.prompt);
    case 'identify':
      return visit.card.state === 'problem' || visit.notice !== 'none';
    case 'verify':
      return visit.face.state === 'retry';
    case 'recognise':
      return visit.failed !== null;
    case 'insurance':
      return visit.state !== 'deciding' && visit.state !== 'asking';
    case 'typed':
    case 'returning':
    case 'companion':
    case 'details':
      return visit.problem !== 'none';
    default:
      return false;
  }
}
