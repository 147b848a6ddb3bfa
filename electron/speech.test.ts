import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeadphonesSimulator } from '../fixtures/simulators/headphones.ts';
import { madeUpWav } from '../native/speech/testing.ts';
import { read } from './operations/configuration-testing.ts';
import { openSpeech } from './speech.ts';

/** A program in the place of espeak-ng: it notes how often it was asked, and answers with a sound. */
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'speech-'));
  mkdirSync(join(folder, 'asked'));
  writeFileSync(join(folder, 'sound.wav'), madeUpWav({ soundBytes: 100 }));
  const program = join(folder, 'espeak');
  writeFileSync(
    program,
    `#!/bin/sh
if [ "$1" = --voices ]; then printf 'Pty Language\\n 5 vi x\\n 2 en-gb x\\n'; exit; fi
text=$(cat)
touch ${folder}/asked/$$
if [ "$text" = slow ]; then exec sleep 600; fi
cat ${folder}/sound.wav
`,
  );
  chmodSync(program, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const asked = (): number => readdirSync(join(folder, 'asked')).length;
const base64 = Buffer.from(madeUpWav({ soundBytes: 100 })).toString('base64');
const wanted = (text: string, isPrivate = false) =>
  ({ kind: 'speak', id: 1, language: 'vi', text, isPrivate }) as const;

async function open(lines = '', simulated: HeadphonesSimulator | null = new HeadphonesSimulator()) {
  const { speech: setting } = read(`version = 1\nspeech.program = "${join(folder, 'espeak')}"\n${lines}`);
  const due = new Set<() => void>();
  const onHeadphones = vi.fn();
  const onChange = vi.fn();
  const log = { write: vi.fn() };
  const speech = openSpeech({
    setting,
    dataFolder: folder,
    spoken: { vi: 'vi', en: 'en-gb', fr: 'fr-fr' },
    simulatedCards: simulated?.readCards ?? null,
    timers: {
      setTimeout: (callback) => {
        due.add(callback);
        return callback;
      },
      clearTimeout: (id) => void due.delete(id as () => void),
    },
    log,
    onChange,
    onHeadphones,
  });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), { timeout: 10_000 });
  const pass = (): void => {
    const now = [...due];
    due.clear();
    for (const callback of now) callback();
  };
  const plug = (isPlugged: boolean): void => {
    if (isPlugged) simulated?.plug();
    else simulated?.unplug();
    pass();
  };
  return { speech, plug, onHeadphones, log, due };
}

describe('what is general', () => {
  it('is spoken to everybody, and made once', async () => {
    const { speech } = await open();
    expect(speech.view()).toEqual({ voices: ['vi', 'en'], headphones: 'unplugged', hasKeypad: true });
    expect(await speech.speak(wanted('Xin chào'))).toBe(base64);
    expect(await speech.speak(wanted('Xin chào'))).toBe(base64);
    expect(asked()).toBe(1);
    expect(await speech.speak({ ...wanted('Bonjour'), language: 'fr' })).toBeNull();
    speech.stop();
  });

  it('is taken from a recording where there is one', async () => {
    mkdirSync(join(folder, 'voices', 'fr'), { recursive: true });
    writeFileSync(join(folder, 'voices', 'fr', 'voices.json'), '{"Bonjour":"hello.wav"}');
    writeFileSync(join(folder, 'voices', 'fr', 'hello.wav'), madeUpWav({ soundBytes: 6 }));
    const { speech } = await open();
    expect(speech.view().voices).toEqual(['vi', 'en', 'fr']);
    const sound = await speech.speak({ ...wanted('Bonjour'), language: 'fr' });
    expect(sound).toBe(Buffer.from(madeUpWav({ soundBytes: 6 })).toString('base64'));
    expect(asked()).toBe(0);
    speech.stop();
  });
});

it('speaks a language from its first recording on, without a restart', async () => {
  const { speech } = await open();
  expect(speech.view().voices).toEqual(['vi', 'en']);
  mkdirSync(join(folder, 'voices', 'fr'), { recursive: true });
  writeFileSync(join(folder, 'voices', 'fr', 'voices.json'), '{"Bonjour":"hello.wav"}');
  expect(speech.view().voices).toEqual(['vi', 'en', 'fr']);
  speech.stop();
});

describe('what is private', () => {
  it('is spoken while headphones are plugged, and kept nowhere', async () => {
    const { speech, plug, onHeadphones, log } = await open();
    expect(await speech.speak(wanted('Nguyễn Văn Mẫu', true))).toBeNull();
    expect(asked()).toBe(0);
    plug(true);
    expect(onHeadphones).toHaveBeenLastCalledWith(true);
    expect(await speech.speak(wanted('Nguyễn Văn Mẫu', true))).toBe(base64);
    expect(await speech.speak(wanted('Nguyễn Văn Mẫu', true))).toBe(base64);
    expect(asked()).toBe(2);
    plug(false);
    expect(onHeadphones).toHaveBeenLastCalledWith(false);
    expect(await speech.speak(wanted('Nguyễn Văn Mẫu', true))).toBeNull();
    expect(log.write.mock.calls).toEqual([
      ['device-state', { device: 'headphones', state: 'plugged' }],
      ['device-state', { device: 'headphones', state: 'unplugged' }],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['asked', 'espeak', 'sound.wav']);
    speech.stop();
  });

  it('is taken from a recording, too, and only for headphones', async () => {
    mkdirSync(join(folder, 'voices', 'vi'), { recursive: true });
    writeFileSync(join(folder, 'voices', 'vi', 'voices.json'), '{"Thẻ BHYT còn hiệu lực":"valid.wav"}');
    writeFileSync(join(folder, 'voices', 'vi', 'valid.wav'), madeUpWav({ soundBytes: 6 }));
    const { speech, plug } = await open();
    expect(await speech.speak(wanted('Thẻ BHYT còn hiệu lực', true))).toBeNull();
    plug(true);
    const sound = await speech.speak(wanted('Thẻ BHYT còn hiệu lực', true));
    expect(sound).toBe(Buffer.from(madeUpWav({ soundBytes: 6 })).toString('base64'));
    speech.stop();
  });

  it('is not spoken when the plug comes out meanwhile', async () => {
    const { speech, plug } = await open();
    plug(true);
    const sound = speech.speak(wanted('slow', true));
    await vi.waitFor(() => expect(asked()).toBe(1), { timeout: 10_000 });
    plug(false);
    expect(await sound).toBeNull();
    speech.stop();
  });
});

describe('the port for headphones', () => {
  it('is absent where it is simulated and nothing else is', async () => {
    const { speech } = await open('', null);
    expect(speech.view().headphones).toBe('absent');
    speech.navigatorKey('F15');
    speech.stop();
  });

  it('of a keypad is told by its keys', async () => {
    const { speech, onHeadphones } = await open(
      'speech.headphones = { kind = "keypad", plugKey = "F20", unplugKey = "F21", output = "AudioNav" }',
    );
    speech.navigatorKey('F15');
    expect(speech.view()).toMatchObject({ headphones: 'unplugged', output: 'AudioNav' });
    speech.navigatorKey('F20');
    expect(speech.view().headphones).toBe('plugged');
    expect(onHeadphones).toHaveBeenCalledExactlyOnceWith(true);
    speech.stop();
    speech.navigatorKey('F21');
    expect(onHeadphones).toHaveBeenCalledOnce();
  });

  it('has the output that is its own, and the usual one where it is said to be', async () => {
    const headset = await open('speech.headphones = { kind = "usb-audio", name = "Headset" }');
    expect(headset.speech.view()).toMatchObject({ output: 'Headset', hasKeypad: false });
    headset.speech.stop();
    const usual = await open('speech.headphones = { kind = "keypad", output = "usual" }');
    expect(usual.speech.view()).not.toHaveProperty('output');
    usual.speech.stop();
  });

  it('has keys where it is a navigator keypad, real or simulated, and where the configuration says so', async () => {
    const hasKeypad = async (lines: string, simulated: HeadphonesSimulator | null = null): Promise<boolean> => {
      const { speech } = await open(lines, simulated);
      speech.stop();
      return speech.view().hasKeypad;
    };
    expect(await hasKeypad('')).toBe(false);
    expect(await hasKeypad('', new HeadphonesSimulator())).toBe(true);
    expect(await hasKeypad('speech.headphones = { kind = "keypad", output = "AudioNav" }')).toBe(true);
    expect(await hasKeypad('speech.headphones = { kind = "usb-audio", name = "Headset" }')).toBe(false);
    expect(await hasKeypad('speech.keypad = true')).toBe(true);
    expect(await hasKeypad('speech.keypad = false', new HeadphonesSimulator())).toBe(false);
  });

  it('is watched no longer once the station stops', async () => {
    const { speech, due } = await open();
    expect(due.size).toBe(1);
    speech.stop();
    expect(due.size).toBe(0);
  });
});

it('does not collect sentences nobody waits for', async () => {
  const { speech, plug } = await open();
  plug(true);
  const hanging = Array.from({ length: 8 }, () => speech.speak(wanted('slow', true)));
  expect(await speech.speak(wanted('Xin chào'))).toBeNull();
  plug(false);
  expect(await Promise.all(hanging)).toEqual(Array(8).fill(null));
  expect(await speech.speak(wanted('Xin chào'))).toBe(base64);
  speech.stop();
});
