import { useEffect, useState } from 'react';
import type { StaffCallView } from '../../electron/bridge/staff-page.ts';
import { createRing, ringEveryMs } from './ring.ts';

const ring = createRing(
  () => {
    try {
      return new AudioContext();
    } catch {
      return null;
    }
  },
  () => performance.now(),
);

/** Sounds while a call rings. True while the browser keeps the page silent until it is touched. */
export function useRing(calls: readonly StaffCallView[], isMuted: boolean): boolean {
  const [isHeld, setIsHeld] = useState(false);
  const ringing = calls.filter(({ rings }) => rings);
  const urgency = ringing.some((call) => call.urgency === 'emergency') ? 'emergency' : 'help';
  const isRinging = ringing.length > 0 && !isMuted;
  useEffect(() => {
    if (!isRinging) return undefined;
    const play = (): void => {
      ring.play();
      setIsHeld(ring.isHeld());
    };
    const first = setTimeout(play, 0);
    const timer = setInterval(play, ringEveryMs[urgency]);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [isRinging, urgency]);
  useEffect(() => {
    const wake = (): void => {
      ring.wake();
      setIsHeld(false);
    };
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    return () => {
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
    };
  }, []);
  return isHeld && isRinging;
}
