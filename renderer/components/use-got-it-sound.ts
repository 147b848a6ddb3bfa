import { useEffect } from 'react';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { kioskSounds } from '../sound.ts';

/** What the kiosk has just got or given: a code was read, the chip was, so that the card can go, or the paper is out. */
export function gotItCue({ visit, paper }: Pick<KioskSnapshot, 'visit' | 'paper'>): 'code' | 'chip' | 'paper' | null {
  // A code comes before the card: a problem with that, which has a sound of its own, is no news of the code.
  if (visit.step === 'identify') return visit.card.state === 'read' ? 'chip' : 'code';
  // Before the camera the chip was read just now, and the card may go.
  if (visit.step === 'verify') return 'chip';
  if (paper === 'printed') return 'paper';
  return visit.step === 'my-ticket' ? 'code' : null;
}

/** "Got it": once for each. A face has sounds of its own (use-face-sound.ts). */
export function useGotItSound(snapshot: Pick<KioskSnapshot, 'visit' | 'paper'>): void {
  const cue = gotItCue(snapshot);
  useEffect(() => {
    if (cue !== null) kioskSounds.play('success');
  }, [cue]);
}
