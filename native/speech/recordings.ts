import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Spoken } from './port.ts';
import { wholeWav } from './wav.ts';

/**
 * Sentences that a person has read, each a WAV file: `<folder>/<language>/`, and beside them `voices.json`, an object of
 * sentence to file name. What is not in there is left to the synthesiser. Files are looked up anew each time, so one after
 * the other can be replaced while the kiosk runs.
 */

const manifestName = 'voices.json';
/** Every sentence of the screens is about 60 KB of text. */
const largestManifestBytes = 1024 * 1024;
/** Stereo at 48 kHz for 20 s. */
const largestRecordingBytes = 4 * 1024 * 1024;

const languagePattern = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.wav$/);
const manifestSchema = z.record(z.string(), fileName);

export interface Recordings {
  /** Languages of which something was recorded. */
  languages(): string[];
  /** The recording of a whole sentence; null where there is none, or none of use. */
  find(text: string, language: string): Spoken | null;
}

/** The recordings below this folder, which need not be there. */
export function openRecordings(folder: string): Recordings {
  const filesOf = createManifests();
  const languages = (): string[] => {
    try {
      return readdirSync(folder).filter((each) => languagePattern.test(each) && filesOf(join(folder, each)) !== null);
    } catch {
      return [];
    }
  };
  return {
    languages,
    find: (text, language) => {
      if (!languagePattern.test(language)) return null;
      const place = join(folder, language);
      const file = filesOf(place)?.get(sentenceKey(text));
      const bytes = file === undefined ? null : smallFile(join(place, file), largestRecordingBytes);
      const wav = bytes && wholeWav(bytes);
      return wav && { ok: true, wav };
    },
  };
}

/** Sentences are the same whatever spaces and composition of letters they are written with, and with a full stop or none. */
const sentenceKey = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .replace(/[\s.,:;]+$/u, '')
    .trim();

interface Manifest {
  /** Of the file that was read; another time or size is another list. */
  stamp: string;
  files: ReadonlyMap<string, string> | null;
}

/** Read again only when it has changed: the screen asks for the languages with every picture. */
function createManifests(): (place: string) => Manifest['files'] {
  const read = new Map<string, Manifest>();
  return (place) => {
    const stamp = stampOf(join(place, manifestName));
    if (stamp === null) return null;
    const known = read.get(place);
    if (known?.stamp === stamp) return known.files;
    const files = manifestOf(place);
    read.set(place, { stamp, files });
    return files;
  };
}

function stampOf(path: string): string | null {
  try {
    const { mtimeMs, size } = statSync(path);
    return `${String(mtimeMs)} ${String(size)}`;
  } catch {
    return null;
  }
}

function manifestOf(place: string): Manifest['files'] {
  const bytes = smallFile(join(place, manifestName), largestManifestBytes);
  if (!bytes) return null;
  try {
    const manifest = manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return new Map(Object.entries(manifest).map(([text, file]) => [sentenceKey(text), file]));
  } catch {
    // Half written, or not ours.
    return null;
  }
}

function smallFile(path: string, mostBytes: number): Uint8Array | null {
  try {
    const { size } = statSync(path);
    return size <= mostBytes ? readFileSync(path) : null;
  } catch {
    return null;
  }
}
