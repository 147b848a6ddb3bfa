import { useEffect, useRef } from 'react';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { kioskSounds } from '../sound.ts';

/** What the kiosk has just got or given beside a code: the chip was read, so that the card can go, or the paper is out. */
export function gotItCue({ visit, paper }: Pick<KioskSnapshot, 'visit' | 'paper'>): 'chip' | 'paper' | null {
  if (visit.step === 'identify') return visit.card.state === 'read' ? 'chip' : null;
  // Before the camera the chip was read just now, and the card may go.
  if (visit.step === 'verify') return 'chip';
  return paper === 'printed' ? 'paper' : null;
}

/**
 * "Got it": once for each, and for each code that is taken, wherever it leads. Used above what is drawn anew with every step. A
 * face has sounds of its own (use-face-sound.ts).
 */
export function useGotItSound(snapshot: Pick<KioskSnapshot, 'visit' | 'paper' | 'codes'>): void {
  const cue = gotItCue(snapshot);
  useEffect(() => {
    if (cue !== null) kioskSounds.play('success');
  }, [cue]);
  const { taken } = snapshot.codes;
  const heard = useRef(taken);
  useEffect(() => {
    // A station that began anew counts from nought.
    if (taken > heard.current) kioskSounds.play('success');
    heard.current = taken;
  }, [taken]);
}
