import { navigatorKeyPattern } from '../../electron/bridge/speech-messages.ts';
import type { KioskBridge } from '../bridge-client.ts';
import { createPlaySound } from './play-sound.ts';
import { createSpeaker, type Speaker } from './speaker.ts';

const timers = {
  setTimeout: (callback: () => void, delayMs: number): unknown => setTimeout(callback, delayMs),
  clearTimeout: (id: unknown): void => {
    clearTimeout(id as number);
  },
};

/** The page's own speaker. */
export function kioskSpeaker(bridge: KioskBridge): Speaker {
  const play = createPlaySound({
    openContext: () => {
      try {
        return new AudioContext();
      } catch {
        return null;
      }
    },
    listOutputs: async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      return devices.filter(({ kind }) => kind === 'audiooutput');
    },
    timers,
  });
  return createSpeaker({ bridge, play, timers });
}

/** Tells the station what the jack of a navigator keypad types; the page has no use for such keys. */
export function followNavigatorKeys(bridge: KioskBridge, page: Window): void {
  page.addEventListener(
    'keydown',
    (event) => {
      if (event.repeat || !navigatorKeyPattern.test(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      bridge.send({ kind: 'navigator-key', key: event.key });
    },
    { capture: true },
  );
}
