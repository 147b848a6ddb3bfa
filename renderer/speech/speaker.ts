import type { KioskBridge } from '../bridge-client.ts';

/** One sentence as the station speaks it. */
export interface Line {
  text: string;
  language: string;
  /** For headphones only. */
  isPrivate: boolean;
}

/** Where sound goes. `output`: part of the name of the headphones' output; null: the system's usual one is theirs. */
export interface Route {
  hasHeadphones: boolean;
  output: string | null;
}

/** Plays a WAV to its end, or until it is stopped; what cannot be played is over at once. */
export type PlaySound = (wav: Uint8Array, isPrivate: boolean, route: Route, signal: AbortSignal) => Promise<void>;

export interface Speaker {
  /** Reads these in place of what is being read. `onLine`: called as each begins. */
  read(lines: readonly Line[], route: Route, onLine?: () => void): void;
  /** Reads these after what is being read. */
  add(lines: readonly Line[], route: Route, onLine?: () => void): void;
  /** Silence at once. */
  stop(): void;
}

interface SpeakerOptions {
  bridge: Pick<KioskBridge, 'send' | 'subscribe'>;
  play: PlaySound;
  timers: { setTimeout: (callback: () => void, delayMs: number) => unknown; clearTimeout: (id: unknown) => void };
}

/** The station makes a sentence in a tenth of a second; after this it is away. */
const answerTimeoutMs = 6_000;

interface Waiting {
  line: Line;
  route: Route;
  onLine: () => void;
}

/** Speaks sentence after sentence with the station's voice; while one is heard, the next is made. */
export function createSpeaker({ bridge, play, timers }: SpeakerOptions): Speaker {
  const asked = new Map<number, (base64: string | null) => void>();
  let lastId = 0;
  let queue: Waiting[] = [];
  let reading: AbortController | null = null;

  bridge.subscribe((message) => {
    if (message.kind === 'speech-audio') asked.get(message.id)?.(message.base64);
  });

  const ask = (line: Line, signal: AbortSignal): Promise<string | null> =>
    new Promise((resolve) => {
      const id = (lastId += 1);
      const answer = (base64: string | null): void => {
        timers.clearTimeout(timer);
        asked.delete(id);
        resolve(base64);
      };
      const timer = timers.setTimeout(() => answer(null), answerTimeoutMs);
      asked.set(id, answer);
      signal.addEventListener('abort', () => answer(null), { once: true });
      // Words that must not be parted on the screen are no other words.
      bridge.send({ kind: 'speak', id, ...line, text: line.text.replaceAll(/\s+/gu, ' ') });
    });

  const run = async (controller: AbortController): Promise<void> => {
    const { signal } = controller;
    let made: { of: Waiting; sound: Promise<string | null> } | null = null;
    for (;;) {
      const next: Waiting | undefined = made?.of ?? queue.shift();
      if (!next) break;
      const base64 = await (made?.sound ?? ask(next.line, signal));
      made = null;
      if (signal.aborted) return;
      const after = queue.shift();
      if (after) made = { of: after, sound: ask(after.line, signal) };
      next.onLine();
      if (base64 !== null) await play(bytesOf(base64), next.line.isPrivate, next.route, signal);
      if (signal.aborted) return;
    }
    reading = null;
  };

  const stop = (): void => {
    queue = [];
    reading?.abort();
    reading = null;
  };

  const add: Speaker['add'] = (lines, route, onLine = () => undefined) => {
    queue.push(...lines.map((line) => ({ line, route, onLine })));
    if (reading || queue.length === 0) return;
    reading = new AbortController();
    void run(reading);
  };

  return {
    read: (lines, route, onLine) => {
      stop();
      add(lines, route, onLine);
    },
    add,
    stop,
  };
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
