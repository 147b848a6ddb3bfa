import { useEffect, useEffectEvent } from 'react';
import type { KioskSnapshot, VisitSnapshot } from '../../electron/bridge/snapshot.ts';
import { useEarlyCamera } from './use-camera.ts';
import { pageFaceWorkers } from './warm-worker.ts';

/**
 * Makes ready what a face check would wait for: its worker and models while nobody is before the camera, and the camera itself while
 * the card is being read whose face is compared next. Its pictures are looked at by nobody before the check begins.
 */
export function useFaceReady(snapshot: KioskSnapshot | null): void {
  const camera = snapshot?.camera ?? noCamera;
  const isWarm = snapshot !== null && camera.kind !== 'none' && isBeforeCheck(snapshot.visit);
  const models = JSON.stringify(snapshot?.faceModels ?? null);
  const warm = useEffectEvent(() => {
    if (snapshot) pageFaceWorkers.warm(snapshot.faceModels);
  });
  useEffect(() => {
    if (isWarm) warm();
  }, [isWarm, models]);
  useEffect(() => () => pageFaceWorkers.drop(), []);
  useEarlyCamera(camera, snapshot !== null && camera.kind !== 'none' && opensCamera(snapshot.visit));
}

const noCamera = { kind: 'none' } as const satisfies KioskSnapshot['camera'];

/** A check may follow, and the page has nothing to do that loading would slow. */
const isBeforeCheck = ({ step }: VisitSnapshot): boolean =>
  ['attract', 'identify', 'returning', 'enrol'].includes(step);

const opensCamera = (visit: VisitSnapshot): boolean =>
  visit.step === 'identify' && visit.card.state === 'reading' && visit.card.cameraSoon;
