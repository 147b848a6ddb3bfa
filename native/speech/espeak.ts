import { execFile, spawn } from 'node:child_process';
import type { Spoken, Unspoken, Voice } from './port.ts';
import { wholeWav } from './wav.ts';

/**
 * espeak-ng (Debian package of this name) as a child process: words to its standard input, a WAV from its standard output
 * (`espeak-ng --help`). Words are never arguments: other users of a machine see those.
 */

/** A sentence takes it about 20 ms; a program that hangs must not keep a patient waiting. */
const speakTimeoutMs = 5_000;
/** A list of 130 voices. */
const listTimeoutMs = 5_000;
const longestListBytes = 256 * 1024;
/** 22,050 samples of 2 bytes a second: some 90 s. */
const longestWavBytes = 4 * 1024 * 1024;
/** The screen sends shorter ones (electron/bridge/speech-messages.ts). */
const longestTextCharacters = 1_000;

interface EspeakOptions {
  program: string;
  /** Words a minute. */
  speed: number;
  /** By language, the program's name of its voice; it speaks no others. */
  voices: Readonly<Record<string, string>>;
  /** Called when it is known which languages it speaks. */
  onReady: () => void;
}

/** The synthesiser; where its program is absent, it speaks no language. One sentence at a time. */
export function createEspeak({ program, speed, voices, onReady }: EspeakOptions): Voice {
  let languages: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  void listVoices(program).then((listed) => {
    languages = Object.entries(voices).flatMap(([language, voice]) => (listed.has(voice) ? [language] : []));
    if (languages.length > 0) onReady();
  });

  const run = (text: string, voice: string, signal: AbortSignal): Promise<Spoken> =>
    new Promise((resolve) => {
      const fail = (reason: Unspoken): void => resolve({ ok: false, reason });
      if (signal.aborted) return fail('stopped');
      const timeout = AbortSignal.timeout(speakTimeoutMs);
      const args = ['--stdin', '--stdout', '-b', '1', '-s', String(speed), '-v', voice];
      const child = spawn(program, args, {
        stdio: ['pipe', 'pipe', 'ignore'],
        signal: AbortSignal.any([signal, timeout]),
        killSignal: 'SIGKILL',
      });
      const chunks: Uint8Array[] = [];
      let sizeBytes = 0;
      child.stdout.on('data', (chunk: Uint8Array) => {
        sizeBytes += chunk.length;
        if (sizeBytes <= longestWavBytes) chunks.push(chunk);
        else child.kill('SIGKILL');
      });
      // The program may be gone before it has read.
      child.stdin.on('error', () => undefined);
      child.on('error', () => fail(signal.aborted ? 'stopped' : timeout.aborted ? 'timed-out' : 'failed'));
      child.on('close', (code) => {
        if (sizeBytes > longestWavBytes) return fail('too-long');
        const wav = code === 0 ? wholeWav(Buffer.concat(chunks)) : null;
        return wav ? resolve({ ok: true, wav }) : fail('failed');
      });
      child.stdin.end(text);
    });

  return {
    get languages() {
      return languages;
    },
    speak: (text, language, signal) => {
      const voice = languages.includes(language) ? voices[language] : undefined;
      if (voice === undefined) return Promise.resolve({ ok: false, reason: 'no-voice' });
      if (text.length > longestTextCharacters) return Promise.resolve({ ok: false, reason: 'too-long' });
      const next = last.then(() => run(plain(text), voice, signal));
      last = next;
      return next;
    },
  };
}

/** Controls and the brackets around espeak-ng's own phonemes mean nothing to a listener. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}[\]]+/gu, ' ');

/** Names of voices: the second column of `--voices`, from the second line on. */
function listVoices(program: string): Promise<ReadonlySet<string>> {
  return new Promise((resolve) => {
    execFile(program, ['--voices'], { timeout: listTimeoutMs, maxBuffer: longestListBytes }, (error, listed) => {
      const tags = listed
        .split('\n')
        .slice(1)
        .flatMap((line) => line.trim().split(/\s+/)[1] ?? []);
      resolve(new Set(error ? [] : tags.filter((tag) => tag !== 'variant')));
    });
  });
}
