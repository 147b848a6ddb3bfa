import { describe, expect, it, vi } from 'vitest';
import type { FromStation, ToStation } from '../../electron/bridge/messages.ts';
import { createSpeaker, type Line, type PlaySound, type Route } from './speaker.ts';

const route: Route = { hasHeadphones: false, output: null };
const line = (text: string): Line => ({ text, language: 'vi', isPrivate: false });
const lines = (...texts: string[]): Line[] => texts.map(line);

/** A station that answers when it is told, and a sound that lasts until it is told. */
function speaker() {
  const asked: Extract<ToStation, { kind: 'speak' }>[] = [];
  const heard: string[] = [];
  const due = new Map<number, () => void>();
  let listener: (message: FromStation) => void = () => undefined;
  let ended: () => void = () => undefined;
  let timers = 0;
  const play: PlaySound = (wav, _isPrivate, _route, signal) =>
    new Promise((resolve) => {
      heard.push(new TextDecoder().decode(wav));
      ended = resolve;
      signal.addEventListener('abort', () => {
        heard.push('silence');
        resolve();
      });
    });
  const made = createSpeaker({
    bridge: {
      send: (message) => {
        if (message.kind === 'speak') asked.push(message);
      },
      subscribe: (added) => {
        listener = added;
        return () => undefined;
      },
    },
    play,
    timers: {
      setTimeout: (callback) => {
        due.set((timers += 1), callback);
        return timers;
      },
      clearTimeout: (id) => due.delete(id as number),
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    speaker: made,
    asked: () => asked.map(({ text }) => text),
    heard,
    due,
    answer: async (text: string, isThere = true) => {
      const { id } = asked.find((each) => each.text === text)!;
      listener({ kind: 'speech-audio', id, base64: isThere ? Buffer.from(text).toString('base64') : null });
      await settle();
    },
    end: async () => {
      ended();
      await settle();
    },
    settle,
  };
}

describe('the speaker', () => {
  it('reads one sentence after the other, the next one made meanwhile', async () => {
    const { speaker: voice, asked, heard, answer, end, due } = speaker();
    const onLine = vi.fn();
    voice.read(lines('một', 'hai', 'ba'), route, onLine);
    expect(asked()).toEqual(['một']);
    await answer('một');
    expect(asked()).toEqual(['một', 'hai']);
    await answer('hai');
    expect(heard).toEqual(['một']);
    expect(onLine).toHaveBeenCalledOnce();
    await end();
    expect(heard).toEqual(['một', 'hai']);
    await answer('ba');
    await end();
    await end();
    expect(heard).toEqual(['một', 'hai', 'ba']);
    expect(onLine).toHaveBeenCalledTimes(3);
    expect(due.size).toBe(0);
  });

  it('is silent at once when it is stopped, and says nothing later', async () => {
    const { speaker: voice, heard, answer, due } = speaker();
    voice.read(lines('một', 'hai'), route);
    await answer('một');
    voice.stop();
    await answer('hai');
    expect(heard).toEqual(['một', 'silence']);
    expect(due.size).toBe(0);
  });

  it('drops an old screen for a new one, an answer that comes late included', async () => {
    const { speaker: voice, heard, answer } = speaker();
    voice.read(lines('cũ'), route);
    voice.read(lines('mới'), route);
    await answer('cũ');
    await answer('mới');
    expect(heard).toEqual(['mới']);
  });

  it('goes on without a sentence that nobody can say, or that never comes', async () => {
    const { speaker: voice, heard, answer, due, settle } = speaker();
    voice.read(lines('một', 'hai', 'ba'), route);
    await answer('một', false);
    for (const late of [...due.values()]) late();
    await settle();
    await answer('ba');
    expect(heard).toEqual(['ba']);
  });

  it('reads what comes later after what is being read, and when nothing is', async () => {
    const { speaker: voice, heard, answer, end } = speaker();
    voice.add(lines('một'), route);
    voice.add(lines('hai'), route);
    await answer('một');
    await answer('hai');
    await end();
    await end();
    voice.add([], route);
    voice.add(lines('ba'), route);
    await answer('ba');
    expect(heard).toEqual(['một', 'hai', 'ba']);
  });
});
