import { resolve } from 'node:path';
import { createKeypadHeadphones, type KeypadHeadphones } from '../native/headphones/keypad.ts';
import type { Headphones } from '../native/headphones/port.ts';
import { createUsbAudio } from '../native/headphones/usb-audio.ts';
import { createEspeak } from '../native/speech/espeak.ts';
import { createKeptSentences } from '../native/speech/kept-sentences.ts';
import { openRecordings } from '../native/speech/recordings.ts';
import type { Speak } from './bridge/speech-messages.ts';
import type { Speech } from './bridge/speech-snapshot.ts';
import { type HeadphonesSetting, type SpeechSetting, usualOutput } from './operations/configuration-speech.ts';
import type { Log } from './operations/log.ts';

export interface KioskSpeech {
  /** The part of the snapshot that is not the patient's. */
  view(): Omit<Speech, 'isOn'>;
  /** A WAV file as base64; null where it cannot be said, or may not: what is private, while no headphones are plugged. */
  speak(wanted: Speak): Promise<string | null>;
  /** A key of a navigator keypad (electron/bridge/speech-messages.ts). */
  navigatorKey(key: string): void;
  stop(): void;
}

interface SpeechOptions {
  setting: SpeechSetting;
  dataFolder: string;
  /** By language of the kiosk, the synthesiser's name of its voice (electron/tickets/spoken-languages.ts). */
  spoken: Readonly<Record<string, string>>;
  /** The sound cards of the simulated surroundings; null where nothing is simulated. */
  simulatedCards: (() => string | null) | null;
  timers: { setTimeout: (callback: () => void, delayMs: number) => unknown; clearTimeout: (id: unknown) => void };
  log: Pick<Log, 'write'>;
  /** Something of `view()` changed. */
  onChange: () => void;
  /** Headphones were plugged in or out: speech begins with them, and ends. */
  onHeadphones: (isPlugged: boolean) => void;
}

/** Sentences that wait for their sound; the screen asks for the next one while it plays the present one. */
const mostWaiting = 8;

/** Opens the voices and the port for headphones. */
export function openSpeech(options: SpeechOptions): KioskSpeech {
  const { setting, log, onChange } = options;
  const { output, kind } = setting.headphones;
  // Whoever plugs in at a navigator keypad has its keys in hand; a USB socket tells of none.
  const hasKeypad = setting.keypad ?? (kind === 'keypad' || (kind === 'simulated' && options.simulatedCards !== null));
  const recordings = openRecordings(resolve(options.dataFolder, setting.voicesFolder));
  const synthesiser = createEspeak({
    program: setting.program,
    speed: setting.speed,
    voices: { ...options.spoken, ...setting.voices },
    onReady: onChange,
  });
  const kept = createKeptSentences();
  const headphones = openHeadphones(options);
  let waiting = 0;
  /** Aborted when the plug comes out, and renewed. */
  let listening = new AbortController();

  const stopListening = headphones?.subscribe(() => {
    const isPlugged = headphones.status === 'plugged';
    log.write('device-state', { device: 'headphones', state: headphones.status });
    listening.abort();
    listening = new AbortController();
    options.onHeadphones(isPlugged);
    onChange();
  });

  const soundOf = async ({ text, language, isPrivate }: Speak, signal: AbortSignal): Promise<Uint8Array | null> => {
    const ready = recordings.find(text, language);
    if (ready?.ok) return ready.wav;
    const before = isPrivate ? null : kept.get(text, language);
    if (before) return before;
    const spoken = await synthesiser.speak(text, language, signal);
    if (!spoken.ok) return null;
    if (!isPrivate) kept.keep(text, language, spoken.wav);
    return spoken.wav;
  };

  return {
    view: () => ({
      voices: [...new Set([...synthesiser.languages, ...recordings.languages()])],
      headphones: headphones?.status ?? 'absent',
      hasKeypad,
      ...(output !== null && output !== usualOutput && { output }),
    }),
    speak: async (wanted) => {
      const mayHear = (): boolean => !wanted.isPrivate || headphones?.status === 'plugged';
      if (!mayHear() || waiting >= mostWaiting) return null;
      waiting += 1;
      try {
        const sound = await soundOf(wanted, wanted.isPrivate ? listening.signal : new AbortController().signal);
        return sound && mayHear() ? Buffer.from(sound).toString('base64') : null;
      } finally {
        waiting -= 1;
      }
    },
    navigatorKey: (key) => {
      if (isKeypad(headphones)) headphones.press(key);
    },
    stop: () => {
      stopListening?.();
      listening.abort();
      headphones?.close();
    },
  };
}

const isKeypad = (headphones: Headphones | null): headphones is KeypadHeadphones =>
  headphones !== null && 'press' in headphones;

/** Simulated ones are part of surroundings that are simulated; without these there are none. */
function openHeadphones({ setting, simulatedCards, timers }: SpeechOptions): Headphones | null {
  const { headphones }: { headphones: HeadphonesSetting } = setting;
  switch (headphones.kind) {
    case 'usb-audio':
      return createUsbAudio({ name: headphones.name, timers });
    case 'keypad':
      return createKeypadHeadphones(headphones);
    case 'simulated':
      return simulatedCards && createUsbAudio({ name: simulatedCardName, timers, readCards: simulatedCards });
    case 'none':
      return null;
  }
}

/** As the simulated surroundings call it (fixtures/simulators/headphones.ts). */
const simulatedCardName = 'Simulated Headset';
