import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { madeUpWav } from '../../native/speech/testing.ts';
import type { Speak } from '../../electron/bridge/speech-messages.ts';

/** A voice for kiosks of tests, and what their page asks it to say. */

/** Whether this machine has espeak-ng. */
export const hasEspeak = spawnSync('espeak-ng', ['--version']).status === 0;

/** Settings of a voice that says every sentence as a tenth of a second of noise, for the tests of a file. */
export function useNoise(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-voice-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'noise');
  writeFileSync(join(folder, 'noise.wav'), madeUpWav({ soundBytes: 4_410 }));
  writeFileSync(
    program,
    `#!/bin/sh
if [ "$1" = --voices ]; then printf 'Pty Language\\n 5 vi x\\n 2 en-gb x\\n'; exit; fi
cat > /dev/null
cat '${folder}/noise.wav'
`,
  );
  chmodSync(program, 0o755);
  return [`speech.program = "${program}"`];
}

declare global {
  interface Window {
    houseSpoken: Speak[];
    /** Lengths of the sounds that were begun, in seconds. */
    houseHeard: number[];
  }
}

/** Notes in the page what it asks the voice for, and what it plays. */
export const listenIn = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.houseSpoken = [];
    window.houseHeard = [];
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its socket below
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      const message = JSON.parse(data as string) as Speak;
      if (message.kind === 'speak') window.houseSpoken.push(message);
      send.call(this, data);
    };
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its source below
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (...when) {
      window.houseHeard.push(this.buffer?.duration ?? 0);
      // Nobody listens, and a sheet of facts takes half a minute to read.
      this.playbackRate.value = 20;
      start.apply(this, when);
    };
  });

export const spokenOn = (page: Page): Promise<Speak[]> => page.evaluate(() => window.houseSpoken);
