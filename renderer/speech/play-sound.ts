import type { PlaySound, Route } from './speaker.ts';

/** What of Web Audio is needed. `setSinkId` is missing in some browsers. */
export type SpeechContextOfAudio = Pick<
  AudioContext,
  'state' | 'destination' | 'resume' | 'close' | 'decodeAudioData' | 'createBufferSource'
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

/** Names of Chromium's for whatever output is the usual one at the time: what is private must not follow that one. */
const movingOutputs: ReadonlySet<string> = new Set(['default', 'communications']);

/** Sound by Web Audio: to the headphones' own output where it is known, else to the usual one. */
export function createPlaySound({ openContext, listOutputs, timers }: AudioOptions): PlaySound {
  let usual: SpeechContextOfAudio | null = null;
  let own: { deviceId: string; context: SpeechContextOfAudio } | null = null;

  const usualContext = (): SpeechContextOfAudio | null => (usual ??= openContext());

  /** Looked for each time: an output that is gone must not become the usual one. */
  const contextOf = async (output: string): Promise<SpeechContextOfAudio | null> => {
    const outputs = await listOutputs().catch(() => []);
    const device = outputs.find(({ deviceId, label }) => !movingOutputs.has(deviceId) && label.includes(output));
    if (own && own.deviceId === device?.deviceId) return own.context;
    forgetOwn();
    const context = device ? openContext() : null;
    if (!device || !context) return null;
    own = { deviceId: device.deviceId, context };
    try {
      if (!context.setSinkId) throw new Error('this browser plays on the usual output alone');
      await context.setSinkId(device.deviceId);
      return context;
    } catch {
      forgetOwn();
      return null;
    }
  };
  const forgetOwn = (): void => {
    void own?.context.close().catch(() => undefined);
    own = null;
  };

  /** Private sounds have the headphones or nothing. */
  const choose = async (isPrivate: boolean, { hasHeadphones, output }: Route): Promise<SpeechContextOfAudio | null> => {
    if (!hasHeadphones) {
      forgetOwn();
      return isPrivate ? null : usualContext();
    }
    if (output === null) return usualContext();
    return (await contextOf(output)) ?? (isPrivate ? null : usualContext());
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
