import type { VisitAt, VisitSnapshot } from '../../electron/bridge/snapshot.ts';
import type { Movement } from '../../electron/bridge/face-snapshot.ts';
import { factorIntent } from '../../fixtures/simulators/patient-answers.ts';
import { person } from './people.ts';
import type { StationHand } from './station-client.ts';

/** What happens before the camera, from the station's snapshots. */
export interface BeforeCamera {
  /** What came after it. */
  end: VisitSnapshot;
  /** A challenge was passed: the face was looked for, or recognised or enrolled. */
  passed: boolean;
  /** Why tries failed, each once. */
  failed: VisitAt<'recognise'>['failed'][];
  /** How many movements were asked for. */
  movements: number;
  /** How often another one was asked for instead. */
  swaps: number;
}

/** Long enough for every try of a challenge on a busy machine. */
const challengeMs = 90_000;

/** Waits until the camera is left; `avoids`: the button for another movement is pressed whenever one of these is asked for. */
export async function beforeCamera(hand: StationHand, avoids: readonly Movement[] = []): Promise<BeforeCamera> {
  const failed = new Set<VisitAt<'recognise'>['failed']>();
  let [passed, movements, swaps, last] = [false, 0, 0, ''];
  const over = await hand.connection.when(({ visit }) => {
    if (visit.step !== 'recognise') return visit.step !== 'enrol' || visit.state !== 'asking';
    passed ||= visit.state === 'checking' || visit.state === 'done';
    if (visit.failed !== null) failed.add(visit.failed);
    const asked = visit.challenge ? `${visit.challenge.movement} ${String(visit.challenge.left)}` : '';
    if (asked !== '' && asked !== last) {
      movements += 1;
      if (visit.canSwap && visit.challenge && avoids.includes(visit.challenge.movement)) {
        hand.intent({ type: 'swap-movement' });
        swaps += 1;
      }
    }
    last = asked;
    return false;
  }, challengeMs);
  if (!over) throw new Error('Nobody left the camera.');
  return { end: over.visit, passed, failed: [...failed], movements, swaps };
}

/** Says to have been here before, as this specimen person. */
export async function returnByFace(
  hand: StationHand,
  personId: string,
  avoids: readonly Movement[] = [],
): Promise<BeforeCamera> {
  const factor = factorIntent(person(personId));
  if (!factor) throw new Error(`${personId} has no number to type.`);
  hand.intent({ type: 'return-by-face' });
  await hand.at('returning');
  hand.intent(factor);
  await hand.at('recognise');
  return beforeCamera(hand, avoids);
}

/** Says yes to the face being kept, on a ticket. */
export async function enrolFace(hand: StationHand): Promise<BeforeCamera> {
  await hand.at('ticket', ({ faceOffer }) => faceOffer === 'enrol');
  hand.intent({ type: 'enrol-face' });
  await hand.at('enrol', ({ state }) => state === 'asking');
  hand.intent({ type: 'confirm' });
  await hand.at('recognise');
  return beforeCamera(hand);
}
