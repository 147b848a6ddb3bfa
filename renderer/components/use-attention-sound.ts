import { useEffect } from 'react';
import { kioskSounds } from '../sound.ts';
import { useCodesInVain } from './kiosk-context.ts';

/** A card that lies there is told of again as long as its owner may still be in earshot. */
export const forgottenCardEveryMs = 6_000;
const mostTimes = 5;

/**
 * "Please look": once for each `about`, which is null where all is well; with `everyMs` some times more, until it is something else.
 */
export function useAttentionSound(about: string | null, everyMs?: number): void {
  useEffect(() => {
    if (about === null) return;
    kioskSounds.play('attention');
    if (everyMs === undefined) return;
    let times = 1;
    const timer = setInterval(() => {
      kioskSounds.play('attention');
      times += 1;
      if (times >= mostTimes) clearInterval(timer);
    }, everyMs);
    return () => clearInterval(timer);
  }, [about, everyMs]);
}

/** The same about a code of no use: once for each, also where it is the same trouble again. */
export function useCodeTroubleSound(about: string | null, everyMs?: number): void {
  const inVain = useCodesInVain();
  useAttentionSound(about && `${about} ${String(inVain)}`, everyMs);
}
