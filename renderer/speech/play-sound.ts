import type { PlaySound, Route } from './speaker.ts';

/** What of Web Audio is needed. `setSinkId` is missing in some browsers. */
export type SpeechContextOfAudio = Pick<
  AudioContext,
  'state' | 'destination' | 'resume' | 'decodeAudioData' | 'createBufferSource'
> & { setSinkId?: (id: string) => Promise<void> };

interface AudioOptions {
  /** null where the machine has no sound. */
  openContext: () => SpeechContextOfAudio | null;
  /** The audio outputs; without names where the page may not know them. */
  listOutputs: () => Promise<readonly { deviceId: string; label: string }[]>;
  timers: { setTimeout: (callback: () => void, delayMs: number) => unknown; clearTimeout: (id: unknown) => void };
}

/** A browser that lets no page speak by itself never resumes; then this sentence is not heard. */
const resumeTimeoutMs = 500;

/** Sound by Web Audio: to the headphones' own output where it is known, else to the usual one. */
export function createPlaySound({ openContext, listOutputs, timers }: AudioOptions): PlaySound {
  const contexts = new Map<string, Promise<SpeechContextOfAudio | null>>();

  const open = async (output: string): Promise<SpeechContextOfAudio | null> => {
    const context = openContext();
    if (!context || output === usualOutput) return context;
    const device = (await listOutputs()).find(({ label }) => label.includes(output));
    if (!device || !context.setSinkId) return null;
    await context.setSinkId(device.deviceId);
    return context;
  };
  const contextFor = async (output: string): Promise<SpeechContextOfAudio | null> => {
    const known = contexts.get(output) ?? open(output).catch(() => null);
    contexts.set(output, known);
    const context = await known;
    // Headphones may be found the next time.
    if (!context) contexts.delete(output);
    return context;
  };

  /** Private sounds have the headphones or nothing. */
  const choose = async (isPrivate: boolean, { hasHeadphones, output }: Route): Promise<SpeechContextOfAudio | null> => {
    if (!hasHeadphones) return isPrivate ? null : contextFor(usualOutput);
    const own = await contextFor(output ?? usualOutput);
    return own ?? (isPrivate ? null : contextFor(usualOutput));
  };

  const isAwake = async (context: SpeechContextOfAudio): Promise<boolean> => {
    if (context.state !== 'running') {
      let timer: unknown;
      const late = new Promise<void>((resolve) => {
        timer = timers.setTimeout(resolve, resumeTimeoutMs);
      });
      await Promise.race([context.resume().catch(() => undefined), late]);
      timers.clearTimeout(timer);
    }
    return context.state === 'running';
  };

  return async (wav, isPrivate, route, signal) => {
    const context = await choose(isPrivate, route);
    if (!context || signal.aborted || !(await isAwake(context))) return;
    const buffer = await context.decodeAudioData(new Uint8Array(wav).buffer).catch(() => null);
    if (!buffer || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.onended = () => resolve();
      signal.addEventListener(
        'abort',
        () => {
          source.stop();
          resolve();
        },
        { once: true },
      );
      source.start();
    });
  };
}

/** No output has an empty name. */
const usualOutput = '';
