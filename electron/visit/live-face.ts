import type { Consent, EnrolResult, FaceFactor, FaceTemplate, Recognition } from '../../sync/faces/port.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import type { Prompt, VisitContext } from './context.ts';
import { similarityOf } from './face-decision.ts';
import type { FaceOutcome } from './identity.ts';
import { hasMoved, type LiveCheck, type LiveStep, nextTry, startLiveness, swapMovement } from './liveness.ts';
import { enrolledPerson, withEnrolment } from './face-enrolment.ts';
import { openTicket } from './my-ticket.ts';
import type { VisitPorts } from './ports.ts';
import { type NotCompared, withFace } from './rules.ts';

/**
 * Somebody before the camera who is to be recognised among the enrolled, or enrolled: the challenge, then the gallery. Nothing is
 * asked of the gallery before the challenge has passed, so that no try tells who is enrolled.
 */

/** Why it ended without anybody recognised or enrolled. */
export type Leaving =
  'declined' | 'no-camera' | 'no-usable-picture' | 'not-recognised' | 'limited' | 'away' | 'not-saved';

/** What the gallery said; `not-recognised` also of a face that does not resemble the chip's portrait. */
export type FaceAnswer = Recognition | EnrolResult;

export interface Live {
  /** What is brought beside the face; null where it is to be enrolled. */
  factor: FaceFactor | null;
  check: LiveCheck;
  /** Why the last try failed, until a movement of the present one was made. */
  failed: VisitAt<'recognise'>['failed'];
  /** The worst that a try ended with: whoever stops then has been seen to fail, and nothing is better for stopping. */
  worst: 'none' | 'not-live' | 'not-recognised';
  /** The face that is being compared; null before the challenge has passed. */
  template: readonly number[] | null;
  answer: FaceAnswer | null;
  leaving: Leaving | null;
}

type Ports = Pick<VisitPorts, 'policies' | 'delays' | 'random' | 'monotonicMs'>;

/** The first try; `factor` null: to be enrolled. */
export function startLive({ policies, delays, random }: Ports, factor: FaceFactor | null): Live {
  const { face, faces, liveness } = policies;
  const isChallenged = factor ? liveness.returning : liveness.enrolment;
  const check = startLiveness(
    {
      kinds: liveness.kinds,
      movements: isChallenged ? liveness.movements : 0,
      tries: faces.tries,
      movementMs: delays.movementMs,
      continuity: face.continuity,
      real: face.real,
      dimension: face.dimension,
    },
    random,
  );
  return { factor, check, failed: null, worst: 'none', template: null, answer: null, leaving: null };
}

/** What is so of somebody before the camera; `otherwise` where nobody is. */
export const ofLive = <T>({ live }: Pick<VisitContext, 'live'>, otherwise: T, ask: (live: Live) => T): T =>
  live ? ask(live) : otherwise;

/** With what a frame or a tick made of the challenge. */
export function withStep(live: Live, step: LiveStep): Live {
  const { check } = step;
  switch (step.kind) {
    case 'go-on':
      return { ...live, check, failed: hasMoved(check) ? null : live.failed };
    case 'passed':
      return { ...live, check, template: step.template };
    case 'failed':
      return { ...live, check, failed: step.reason, worst: live.worst === 'none' ? 'not-live' : live.worst };
  }
}

/** Another challenge, after one that failed or a face that nobody knows. */
export const tryAgain = ({ random }: Ports, live: Live): Live => ({
  ...live,
  check: nextTry(live.check, random),
  template: null,
  answer: null,
});

/** With the gallery's word. A face that passed the challenge and was not recognised has cost a try as well. */
export function withAnswer(live: Live, answer: FaceAnswer): Live {
  if (answer.kind !== 'not-recognised') return { ...live, answer };
  const check = { ...live.check, triesLeft: live.check.triesLeft - 1 };
  return { ...live, answer, failed: 'no-match', worst: 'not-recognised', check };
}

/** With another movement, where one is left. */
export const swapped = ({ random, monotonicMs }: Ports, live: Live): Live => ({
  ...live,
  check: swapMovement(live.check, random, monotonicMs()) ?? live.check,
});

/** What is compared and kept: single precision, as the model gives it. */
export const templateOf = (ports: Pick<VisitPorts, 'policies'>, values: readonly number[]): FaceTemplate => ({
  embedding: Float32Array.from(values),
  model: ports.policies.face.model,
});

interface Submitted {
  template: FaceTemplate;
  chipFace: readonly number[] | null;
  consent: Consent | null;
}

/** A face is enrolled only where it resembles the chip's portrait now, in the pictures that are enrolled. */
async function enrol(context: VisitContext, submitted: Submitted, signal: AbortSignal): Promise<FaceAnswer> {
  const { faces, policies } = context.ports;
  const { template, chipFace, consent } = submitted;
  const person = enrolledPerson(context);
  if (!faces || !person || !consent || !chipFace) return { kind: 'failed', detail: 'nothing to enrol' };
  if (similarityOf(chipFace, [...template.embedding]) < policies.face.accept) return { kind: 'not-recognised' };
  return faces.enrol({ person, template, consent }, signal);
}

/** Asks the gallery about the face that passed the challenge. */
export async function submitFace(context: VisitContext, signal: AbortSignal): Promise<FaceAnswer> {
  const { ports, live, chipFace, enrolment } = context;
  if (!live?.template || !ports.faces) return { kind: 'away' };
  const template = templateOf(ports, live.template);
  if (!live.factor) return enrol(context, { template, chipFace, consent: enrolment?.consent ?? null }, signal);
  return ports.faces.recognise(live.factor, template, signal);
}

/** Tells the gallery of a challenge that failed. Not called off by whoever leaves meanwhile: it counts all the same. */
export async function tellMissed({ ports, live }: VisitContext): Promise<'counted' | 'limited' | 'away'> {
  if (!live?.factor || !ports.faces) return 'away';
  const { kind } = await ports.faces.missed(live.factor);
  return kind;
}

type Ends = Record<Leaving, { prompt: Prompt; reason: NotCompared; problem: VisitAt<'enrol'>['problem'] }>;

/**
 * What is said at each end. Of a return by digits or ticket, to whoever stands there: the same words for nobody, somebody else,
 * and a challenge that was not passed. Beside a code, where no try failed: why nothing was compared. Of an enrolment: its problem.
 */
const leavings: Ends = {
  declined: { prompt: 'welcome', reason: 'declined', problem: 'none' },
  'no-camera': { prompt: 'face-away', reason: 'no-camera', problem: 'no-camera' },
  'no-usable-picture': { prompt: 'face-away', reason: 'no-usable-picture', problem: 'not-live' },
  'not-recognised': { prompt: 'face-not-recognised', reason: 'not-live', problem: 'not-live' },
  limited: { prompt: 'face-paused', reason: 'limited', problem: 'gallery-away' },
  away: { prompt: 'face-away', reason: 'gallery-away', problem: 'gallery-away' },
  'not-saved': { prompt: 'face-away', reason: 'gallery-away', problem: 'not-saved' },
};

/** The evidence of a visit by code. A face that was compared and not recognised stays so, however it ended. */
export function outcomeOf({ worst }: Live, reason: NotCompared): FaceOutcome {
  if (worst === 'not-recognised') return { method: 'face-not-recognised' };
  const isTheirs = reason !== 'limited' && reason !== 'gallery-away';
  return { method: 'face-not-compared', reason: worst === 'not-live' && isTheirs ? 'not-live' : reason };
}

/** How an answer ends it that recognised or enrolled nobody. */
export function leavingOf(answer: FaceAnswer | null): Leaving {
  switch (answer?.kind) {
    case 'not-recognised':
    case 'limited':
    case 'away':
      return answer.kind;
    default:
      return 'not-saved';
  }
}

/**
 * What is left of it: words for the first screen, the ticket that it began with, evidence of a visit by code, the problem of an
 * enrolment.
 */
export function leftBy({ ports, live, identity, enrolment }: VisitContext, leaving: Leaving): Partial<VisitContext> {
  if (!live) return {};
  const { prompt, reason, problem } = leavings[leaving];
  const { factor, worst } = live;
  const isUnlike = leaving === 'not-recognised' && worst === 'not-recognised';
  return {
    live: { ...live, leaving },
    prompt,
    myTicket: leaving === 'declined' && factor?.kind === 'ticket' ? openTicket(ports, factor.key) : null,
    identity: factor?.kind === 'patient' ? withFace(identity, outcomeOf(live, reason)) : identity,
    ...withEnrolment({ enrolment }, { problem: isUnlike ? 'not-like-card' : problem }),
  };
}
