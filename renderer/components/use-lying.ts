import { useSyncExternalStore } from 'react';

const lying = window.matchMedia('(orientation: landscape)');

function subscribe(changed: () => void): () => void {
  lying.addEventListener('change', changed);
  return () => lying.removeEventListener('change', changed);
}

/** Whether the screen is wider than high. */
export const useLying = (): boolean => useSyncExternalStore(subscribe, () => lying.matches);
