import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEspeak } from './espeak.ts';
import type { Voice } from './port.ts';
import { madeUpWav } from './testing.ts';

const isInstalled = spawnSync('espeak-ng', ['--version']).status === 0;

const voices = { vi: 'vi', en: 'en-gb' };
const quiet = (): AbortSignal => new AbortController().signal;

async function ready(program: string): Promise<Voice> {
  const onReady = vi.fn();
  const voice = createEspeak({ program, speed: 150, voices, onReady });
  await vi.waitFor(() => expect(onReady).toHaveBeenCalled(), { timeout: 10_000 });
  return voice;
}

describe.runIf(isInstalled)(isInstalled ? 'espeak-ng' : 'espeak-ng, which is not installed', () => {
  it('speaks Vietnamese and English, longer words longer', async () => {
    const voice = await ready('espeak-ng');
    expect(voice.languages).toEqual(expect.arrayContaining(['vi', 'en']));
    const [short, long, english] = await Promise.all([
      voice.speak('Xin chào', 'vi', quiet()),
      voice.speak('Xin chào Quý khách, mời Quý khách đặt thẻ lên đầu đọc', 'vi', quiet()),
      voice.speak('Please lay your card on the reader', 'en', quiet()),
    ]);
    if (!short.ok || !long.ok || !english.ok) throw new Error('nothing was spoken');
    expect(long.wav.length).toBeGreaterThan(2 * short.wav.length);
    // Half a second of sound at least, and not silence.
    expect(english.wav.length).toBeGreaterThan(22_050);
    expect(english.wav.subarray(44).some((byte) => byte !== 0)).toBe(true);
  });

  it('takes words for words: no option, no markup, no phonemes', async () => {
    const voice = await ready('espeak-ng');
    const spoken = await voice.speak('--version\u0000 -f /etc/passwd [[h@l\u0007oU]] <break/>', 'en', quiet());
    expect(spoken.ok).toBe(true);
  });
});

/** Programs in its place, which do what a broken one might. */
describe('a synthesiser', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'espeak-'));
    writeFileSync(join(folder, 'sound.wav'), madeUpWav({ soundBytes: 100, saysBytes: 0x7fff_f000 }));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const program = (speaking: string): string => {
    const path = join(folder, 'espeak');
    const list = `if [ "$1" = --voices ]; then printf 'Pty Language\\n 5  vi  --/M x\\n 2 en-gb --/M y\\n'; exit; fi`;
    writeFileSync(path, `#!/bin/sh\n${list}\n${speaking}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it('is told the words by its standard input, and nothing of them by its arguments', async () => {
    const heard = join(folder, 'heard');
    const told = join(folder, 'told');
    const voice = await ready(program(`cat > ${heard}; echo "$@" > ${told}; cat ${folder}/sound.wav`));
    const spoken = await voice.speak('Nguyễn Văn Mẫu', 'en', quiet());
    expect(spoken).toEqual({ ok: true, wav: madeUpWav({ soundBytes: 100 }) });
    expect(readFileSync(heard, 'utf8')).toBe('Nguyễn Văn Mẫu');
    expect(readFileSync(told, 'utf8')).toBe('--stdin --stdout -b 1 -s 150 -v en-gb\n');
  });

  it('that is absent speaks no language', async () => {
    const voice = createEspeak({ program: join(folder, 'none'), speed: 150, voices, onReady: () => undefined });
    expect(await voice.speak('Xin chào', 'vi', quiet())).toEqual({ ok: false, reason: 'no-voice' });
  });

  it('that hangs is killed when nobody wants to hear it, and the next sentence has its turn', async () => {
    const started = join(folder, 'started');
    const voice = await ready(
      program(`if [ ! -e ${started} ]; then touch ${started}; exec sleep 600; fi; cat ${folder}/sound.wav`),
    );
    const nobody = new AbortController();
    const first = voice.speak('một', 'vi', nobody.signal);
    const second = voice.speak('hai', 'vi', quiet());
    await vi.waitFor(() => expect(existsSync(started)).toBe(true), { timeout: 10_000 });
    nobody.abort();
    expect(await first).toEqual({ ok: false, reason: 'stopped' });
    expect((await second).ok).toBe(true);
    expect(await voice.speak('ba', 'vi', nobody.signal)).toEqual({ ok: false, reason: 'stopped' });
  });

  it.each([
    ['fails', 'exit 1', 'failed'],
    ['says nothing', 'exit 0', 'failed'],
    ['never ends speaking', 'exec cat /dev/zero', 'too-long'],
  ])('that %s is an ordinary answer', async (_, speaking, reason) => {
    const voice = await ready(program(speaking));
    expect(await voice.speak('Xin chào', 'vi', quiet())).toEqual({ ok: false, reason });
  });

  it('speaks no language it has not, and no book', async () => {
    const voice = await ready(program('exit 0'));
    expect(await voice.speak('Hallo', 'de', quiet())).toEqual({ ok: false, reason: 'no-voice' });
    expect(await voice.speak('a'.repeat(1_001), 'vi', quiet())).toEqual({ ok: false, reason: 'too-long' });
  });
});
