import { describe, expect, it, vi } from 'vitest';
import { createPlaySound, type SpeechContextOfAudio } from './play-sound.ts';
import type { Route } from './speaker.ts';

const wav = new Uint8Array([1, 2, 3]);
const loudspeaker: Route = { hasHeadphones: false, output: null };
const headphones: Route = { hasHeadphones: true, output: 'Headset' };

/** Web Audio that hears nothing and notes what was played where. */
function audio({ state = 'running', hasSinks = true, decodes = true } = {}) {
  const played: string[] = [];
  const sources: { onended: () => void }[] = [];
  const openContext = (): SpeechContextOfAudio => {
    let sink = 'usual';
    let now = state;
    const context = {
      get state() {
        return now;
      },
      destination: {},
      resume: () => {
        if (now === 'locked') return new Promise(() => undefined);
        now = 'running';
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
      decodeAudioData: () => (decodes ? Promise.resolve({}) : Promise.reject(new Error('no sound'))),
      createBufferSource: () => {
        const source = {
          connect: () => undefined,
          start: () => played.push(sink),
          stop: () => played.push('stopped'),
          onended: () => undefined,
        };
        sources.push(source);
        return source;
      },
      ...(hasSinks && {
        setSinkId: (id: string) => {
          sink = id;
          return Promise.resolve();
        },
      }),
    };
    return context as unknown as SpeechContextOfAudio;
  };
  return { played, openContext, end: () => sources.at(-1)?.onended() };
}

const named = [{ deviceId: 'h1', label: 'USB Headset Analog' }];

function sound(made: ReturnType<typeof audio>, outputs: { deviceId: string; label: string }[] = named) {
  const listOutputs = vi.fn(() => Promise.resolve(outputs));
  const timers = {
    setTimeout: (callback: () => void) => setImmediate(callback),
    clearTimeout: (id: unknown) => {
      clearImmediate(id as NodeJS.Immediate);
    },
  };
  const play = createPlaySound({ openContext: made.openContext, listOutputs, timers });
  return async (isPrivate: boolean, route: Route): Promise<string[]> => {
    const before = made.played.length;
    const over = play(wav, isPrivate, route, new AbortController().signal);
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    made.end();
    await over;
    return made.played.slice(before);
  };
}

describe('sound', () => {
  it('goes to the loudspeaker, and private sound only to headphones', async () => {
    const play = sound(audio());
    expect(await play(false, loudspeaker)).toEqual(['usual']);
    expect(await play(true, loudspeaker)).toEqual([]);
    expect(await play(true, { hasHeadphones: true, output: null })).toEqual(['usual']);
    expect(await play(true, headphones)).toEqual(['h1']);
    expect(await play(false, headphones)).toEqual(['h1']);
  });

  it.each([
    ['no name fits', audio(), [{ deviceId: 'x', label: 'HDMI' }]],
    ['it is only the usual one for now', audio(), [{ deviceId: 'default', label: 'Default - USB Headset' }]],
    ['the page may not know names', audio(), [{ deviceId: 'h1', label: '' }]],
    ['the browser cannot choose', audio({ hasSinks: false }), named],
  ])('that is private is not played where the headphones’ output is not found: %s', async (_, made, outputs) => {
    const play = sound(made, outputs);
    expect(await play(true, headphones)).toEqual([]);
    expect(await play(false, headphones)).toEqual(['usual']);
  });

  it('that is private ends with the headphones’ output, and is heard again when that is back', async () => {
    const outputs = [...named];
    const play = sound(audio(), outputs);
    expect(await play(true, headphones)).toEqual(['h1']);
    outputs.pop();
    expect(await play(true, headphones)).toEqual([]);
    outputs.push({ deviceId: 'h2', label: 'USB Headset Analog' });
    expect(await play(true, headphones)).toEqual(['h2']);
  });

  it('wakes a sleeping output, and gives up where the browser does not allow it', async () => {
    expect(await sound(audio({ state: 'suspended' }))(false, loudspeaker)).toEqual(['usual']);
    expect(await sound(audio({ state: 'locked' }))(false, loudspeaker)).toEqual([]);
  });

  it('that is none is over at once', async () => {
    expect(await sound(audio({ decodes: false }))(false, loudspeaker)).toEqual([]);
  });

  it('stops when nobody wants to hear it any more', async () => {
    const made = audio();
    const play = createPlaySound({
      openContext: made.openContext,
      listOutputs: () => Promise.resolve(named),
      timers: { setTimeout: () => 0, clearTimeout: () => undefined },
    });
    const controller = new AbortController();
    const over = play(wav, false, loudspeaker, controller.signal);
    await vi.waitFor(() => expect(made.played).toEqual(['usual']));
    controller.abort();
    await over;
    expect(made.played).toEqual(['usual', 'stopped']);
  });
});
