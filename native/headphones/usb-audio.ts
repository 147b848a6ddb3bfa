import { readFileSync } from 'node:fs';
import { createHeadphonesStatus, type Headphones, type HeadphonesStatus } from './port.ts';

/**
 * Headphones with a sound card of their own, at a USB socket that patients reach (Linux): they are plugged while the kernel
 * lists the card. `/proc/asound/cards` has two lines a card (sound/core/init.c): index, [id], driver and name; then more.
 */

const cardsFile = '/proc/asound/cards';

/** The file gives no event; half a second is less than it takes to put headphones on. */
export const lookEveryMs = 500;

const firstLine = /^ *\d+ \[([^\]]{1,32})\]: ([^ ]+) - (.*)$/;

interface UsbAudioOptions {
  /** Part of the card's id or name. Webcams are USB sound cards, too: any would not do. */
  name: string;
  timers: { setTimeout: (callback: () => void, delayMs: number) => unknown; clearTimeout: (id: unknown) => void };
  /** The list of sound cards; null where the system has none. */
  readCards?: () => string | null;
}

/** Watches for the sound card of the headphones. */
export function createUsbAudio({ name, timers, readCards = systemCards }: UsbAudioOptions): Headphones {
  const look = (): HeadphonesStatus => {
    const cards = readCards();
    if (cards === null) return 'absent';
    return hasUsbCard(cards, name) ? 'plugged' : 'unplugged';
  };
  const status = createHeadphonesStatus(look());
  let timer: unknown;
  const again = (): void => {
    timer = timers.setTimeout(() => {
      status.set(look());
      again();
    }, lookEveryMs);
  };
  again();
  return {
    get status() {
      return status.get();
    },
    subscribe: status.subscribe,
    close: () => {
      timers.clearTimeout(timer);
    },
  };
}

/** Whether a USB sound card of this name is listed. */
export function hasUsbCard(cards: string, name: string): boolean {
  return cards.split('\n').some((line) => {
    const [, id = '', driver = '', title = ''] = firstLine.exec(line) ?? [];
    return driver === 'USB-Audio' && (id.includes(name) || title.includes(name));
  });
}

function systemCards(): string | null {
  try {
    return readFileSync(cardsFile, 'utf8');
  } catch {
    // A system without sound, or not Linux.
    return null;
  }
}
