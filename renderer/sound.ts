import type { Clock } from './pacing.ts';

/**
 * `instruction`: there is something new to do. `release`: eyes may open and heads turn back: whoever closed their eyes has
 * nothing but this. `success`: got it. `attention`: please look. But for `release`, nothing depends on hearing them.
 */
export type Sound = 'instruction' | 'release' | 'success' | 'attention';

/** What of Web Audio the tones need. */
export type AudioOutput = Pick<
  AudioContext,
  'state' | 'currentTime' | 'destination' | 'resume' | 'createOscillator' | 'createGain'
>;

export interface Sounds {
  /**
   * At most one in `soundIntervalMs`; what comes sooner is not played later. But `release` is always heard, and a
   * `success` holds no `attention` back.
   */
  play: (sound: Sound) => void;
  /** Called at a touch: a browser that lets no page speak by itself lets it then. The packaged shell needs none. */
  wake: () => void;
  setMuted: (muted: boolean) => void;
}

/** Instructions may follow one another quickly; a row of beeps only makes people nervous. */
export const soundIntervalMs = 1_500;
/** A sound that a browser held back for so long is about nothing any more. */
const lateMs = 300;

interface Tone {
  hertz: number;
  startSeconds: number;
  lengthSeconds: number;
}
const tone = (hertz: number, startSeconds: number, lengthSeconds: number): Tone => ({
  hertz,
  startSeconds,
  lengthSeconds,
});

/** Below 1 kHz: old ears lose the high tones first. */
const tones: Record<Sound, readonly Tone[]> = {
  instruction: [tone(660, 0, 0.09)],
  release: [tone(587, 0, 0.1), tone(740, 0.09, 0.1), tone(880, 0.18, 0.22)],
  success: [tone(523, 0, 0.16), tone(784, 0.15, 0.3)],
  attention: [tone(330, 0, 0.18), tone(262, 0.2, 0.3)],
};
const loudness: Record<Sound, number> = { instruction: 0.1, release: 0.2, success: 0.18, attention: 0.2 };
/** Rises and falls softly: a tone that starts at once clicks. */
const riseSeconds = 0.015;

/** `openOutput`: called once, at the first sound; null where the machine has no sound. */
export function createSounds({ openOutput, clock }: { openOutput: () => AudioOutput | null; clock: Clock }): Sounds {
  let opened: AudioOutput | null | undefined;
  let isMuted = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  let last: Sound | null = null;
  const isHeldBack = (sound: Sound, askedMs: number): boolean =>
    askedMs - lastMs < soundIntervalMs && sound !== 'release' && !(sound === 'attention' && last === 'success');
  const output = (): AudioOutput | null => (opened === undefined ? (opened = openOutput()) : opened);

  return {
    play(sound) {
      const askedMs = clock();
      if (isMuted || isHeldBack(sound, askedMs)) return;
      const speaker = output();
      if (!speaker) return;
      lastMs = askedMs;
      last = sound;
      if (speaker.state === 'running') {
        playTones(speaker, sound);
        return;
      }
      void speaker.resume().then(
        () => {
          if (!isMuted && clock() - askedMs <= lateMs) playTones(speaker, sound);
        },
        () => undefined,
      );
    },
    wake() {
      const speaker = output();
      if (speaker && speaker.state !== 'running') void speaker.resume().catch(() => undefined);
    },
    setMuted(muted) {
      isMuted = muted;
    },
  };
}

function playTones(speaker: AudioOutput, sound: Sound): void {
  for (const { hertz, startSeconds, lengthSeconds } of tones[sound]) {
    const from = speaker.currentTime + startSeconds;
    const until = from + lengthSeconds;
    const volume = speaker.createGain();
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness[sound], from + riseSeconds);
    volume.gain.linearRampToValueAtTime(0, until);
    volume.connect(speaker.destination);
    const oscillator = speaker.createOscillator();
    oscillator.frequency.value = hertz;
    oscillator.connect(volume);
    oscillator.start(from);
    oscillator.stop(until);
  }
}

/** The page's own sounds. */
export const kioskSounds = createSounds({
  openOutput: () => {
    try {
      return new AudioContext();
    } catch {
      return null;
    }
  },
  clock: () => performance.now(),
});
