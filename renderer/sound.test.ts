import { beforeEach, describe, expect, it } from 'vitest';
import { type AudioOutput, createSounds, soundIntervalMs } from './sound.ts';

interface Played {
  hertz: number;
  from: number;
  until: number;
}

/** Stands in for the browser's Web Audio: notes what was scheduled. */
function fakeOutput(state: AudioContextState = 'running') {
  const played: Played[] = [];
  let allow: () => void = () => undefined;
  const output = {
    state,
    currentTime: 10,
    destination: {},
    resume: () =>
      new Promise<void>((resolve) => {
        allow = () => {
          output.state = 'running';
          resolve();
        };
      }),
    createGain: () => ({
      gain: { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined },
      connect: () => undefined,
    }),
    createOscillator: () => {
      const note: Played = { hertz: 0, from: 0, until: 0 };
      return {
        frequency: {
          set value(hertz: number) {
            note.hertz = hertz;
          },
        },
        connect: () => undefined,
        start: (at: number) => {
          note.from = at;
          played.push(note);
        },
        stop: (at: number) => (note.until = at),
      };
    },
  };
  return {
    output: output as unknown as AudioOutput,
    played,
    allow: async () => {
      allow();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

let nowMs: number;
beforeEach(() => {
  nowMs = 0;
});
const soundsOf = (output: AudioOutput | null) => createSounds({ openOutput: () => output, clock: () => nowMs });

describe('the sounds', () => {
  it('are one tick for an instruction, a rising pair for success, a falling pair for attention', () => {
    const { output, played } = fakeOutput();
    const sounds = soundsOf(output);
    sounds.play('instruction');
    expect(played).toHaveLength(1);
    nowMs += soundIntervalMs;
    sounds.play('success');
    const [, low, high] = played;
    expect(high?.hertz).toBeGreaterThan(low?.hertz ?? Infinity);
    nowMs += soundIntervalMs;
    sounds.play('attention');
    const [, , , first, second] = played;
    expect(second?.hertz).toBeLessThan(first?.hertz ?? 0);
    for (const { from, until } of played)
      expect([from >= 10, until > from, until - from < 0.5]).toEqual([true, true, true]);
  });

  it('never leave out that eyes may open again, by three rising tones, and count it for what follows', () => {
    const { output, played } = fakeOutput();
    const sounds = soundsOf(output);
    sounds.play('instruction');
    nowMs += 1;
    sounds.play('release');
    const rising = played.slice(1).map(({ hertz }) => hertz);
    expect(rising).toHaveLength(3);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    nowMs += soundIntervalMs - 1;
    sounds.play('success');
    expect(played).toHaveLength(4);
  });

  it('are never more than one in the interval, and none is kept for later', () => {
    const { output, played } = fakeOutput();
    const sounds = soundsOf(output);
    sounds.play('instruction');
    nowMs += soundIntervalMs - 1;
    sounds.play('instruction');
    expect(played).toHaveLength(1);
    nowMs += 1;
    sounds.play('instruction');
    expect(played).toHaveLength(2);
  });

  it('let what asks for attention follow what is good', () => {
    const { output, played } = fakeOutput();
    const sounds = soundsOf(output);
    sounds.play('success');
    nowMs += 1;
    sounds.play('attention');
    expect(played).toHaveLength(4);
    nowMs += 1;
    sounds.play('attention');
    expect(played).toHaveLength(4);
  });

  it('are silent while muted', () => {
    const { output, played } = fakeOutput();
    const sounds = soundsOf(output);
    sounds.setMuted(true);
    sounds.play('attention');
    expect(played).toEqual([]);
    sounds.setMuted(false);
    sounds.play('attention');
    expect(played).toHaveLength(2);
  });

  it('open the output once, at the first sound', () => {
    let opened = 0;
    const sounds = createSounds({
      openOutput: () => {
        opened += 1;
        return null;
      },
      clock: () => nowMs,
    });
    expect(opened).toBe(0);
    sounds.play('instruction');
    nowMs += soundIntervalMs;
    sounds.play('instruction');
    sounds.wake();
    expect(opened).toBe(1);
  });
});

describe('a browser that lets no page speak before a touch', () => {
  it('plays once it allows it, if that is soon', async () => {
    const { output, played, allow } = fakeOutput('suspended');
    soundsOf(output).play('instruction');
    expect(played).toEqual([]);
    nowMs += 50;
    await allow();
    expect(played).toHaveLength(1);
  });

  it('does not play what is long past', async () => {
    const { output, played, allow } = fakeOutput('suspended');
    soundsOf(output).play('instruction');
    nowMs += 5_000;
    await allow();
    expect(played).toEqual([]);
  });

  it('is asked at a touch, and then plays at once', async () => {
    const { output, played, allow } = fakeOutput('suspended');
    const sounds = soundsOf(output);
    sounds.wake();
    await allow();
    sounds.play('instruction');
    expect(played).toHaveLength(1);
  });
});
