import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecordings } from './recordings.ts';
import { madeUpWav } from './testing.ts';

const sentence = 'Quý khách vui lòng lấy lại thẻ';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voices-'));
  mkdirSync(join(folder, 'vi'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const manifest = (content: unknown): void =>
  writeFileSync(join(folder, 'vi', 'voices.json'), typeof content === 'string' ? content : JSON.stringify(content));

describe('a recorded sentence', () => {
  it('is found by its words, however they are spaced and composed', () => {
    manifest({ [sentence]: 'take-card.wav' });
    writeFileSync(join(folder, 'vi', 'take-card.wav'), madeUpWav({ soundBytes: 20 }));
    const recordings = openRecordings(folder);
    expect(recordings.languages()).toEqual(['vi']);
    const spaced = ` ${sentence.normalize('NFD').replaceAll(' ', '\u00a0 ')} `;
    expect(recordings.find(spaced, 'vi')).toEqual({ ok: true, wav: madeUpWav({ soundBytes: 20 }) });
    expect(recordings.find(`${sentence}.`, 'vi')).not.toBeNull();
    expect(recordings.find('another', 'vi')).toBeNull();
    expect(recordings.find(sentence, 'en')).toBeNull();
  });

  it('can be replaced while the kiosk runs', () => {
    const recordings = openRecordings(folder);
    expect(recordings.find(sentence, 'vi')).toBeNull();
    manifest({ [sentence]: 'a.wav' });
    expect(recordings.find(sentence, 'vi')).toBeNull();
    writeFileSync(join(folder, 'vi', 'a.wav'), madeUpWav({ soundBytes: 4 }));
    expect(recordings.find(sentence, 'vi')).not.toBeNull();
    writeFileSync(join(folder, 'vi', 'a.wav'), madeUpWav({ soundBytes: 6 }));
    expect(recordings.find(sentence, 'vi')).toEqual({ ok: true, wav: madeUpWav({ soundBytes: 6 }) });
  });

  it('is found in a list that has grown', () => {
    writeFileSync(join(folder, 'vi', 'a.wav'), madeUpWav({ soundBytes: 4 }));
    const recordings = openRecordings(folder);
    expect(recordings.languages()).toEqual([]);
    manifest({ another: 'a.wav' });
    expect(recordings.languages()).toEqual(['vi']);
    expect(recordings.find(sentence, 'vi')).toBeNull();
    manifest({ another: 'a.wav', [sentence]: 'a.wav' });
    expect(recordings.find(sentence, 'vi')).not.toBeNull();
    rmSync(join(folder, 'vi', 'voices.json'));
    expect(recordings.languages()).toEqual([]);
  });

  it.each([
    ['is no JSON', '{'],
    ['leads out of the folder', { [sentence]: '../vi/a.wav' }],
    ['names no sound', { [sentence]: 'a.mp3' }],
    ['is a list', [sentence]],
  ])('is left to the synthesiser when the list %s', (_, content) => {
    writeFileSync(join(folder, 'vi', 'a.wav'), madeUpWav({ soundBytes: 4 }));
    manifest(content);
    const recordings = openRecordings(folder);
    expect(recordings.find(sentence, 'vi')).toBeNull();
    expect(recordings.languages()).toEqual([]);
  });

  it('that is no WAV, or far too long, is left to the synthesiser', () => {
    manifest({ [sentence]: 'a.wav' });
    writeFileSync(join(folder, 'vi', 'a.wav'), 'ID3');
    const recordings = openRecordings(folder);
    expect(recordings.find(sentence, 'vi')).toBeNull();
    writeFileSync(join(folder, 'vi', 'a.wav'), madeUpWav({ soundBytes: 5 * 1024 * 1024 }));
    expect(recordings.find(sentence, 'vi')).toBeNull();
  });

  it('needs no folder, and reads none outside of it', () => {
    expect(openRecordings(join(folder, 'none')).languages()).toEqual([]);
    manifest({ [sentence]: 'a.wav' });
    writeFileSync(join(folder, 'vi', 'a.wav'), madeUpWav({ soundBytes: 4 }));
    expect(openRecordings(join(folder, 'en')).find(sentence, '../vi')).toBeNull();
  });
});
