import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { foldToAscii, maskIdNumber, maskName, mrzWords } from '../../native/citizen-id/names.ts';
import type { SpecimenPerson } from '../../fixtures/people/person.ts';

/** What a person could leave behind, and the places where it is looked for. */

export interface Trace {
  /** What a report of a leak may say. */
  what: string;
  text: string;
}

/** Name, numbers, birth date and address in every form in which a kiosk meets them. */
export function tracesOf({ fullName, birthDate, citizen, insurance, patientCode }: SpecimenPerson): Trace[] {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const words = mrzWords(fullName);
  const forms: [what: string, text: string | null | undefined][] = [
    ['name', fullName],
    ['name, decomposed', fullName.normalize('NFD')],
    ['name in capitals', fullName.toUpperCase()],
    ['name without marks', foldToAscii(fullName)],
    ['name without marks in capitals', words.join(' ')],
    ['name as in the MRZ', words.join('<')],
    ['number of the card', citizen?.idNumber],
    ['old number', citizen?.oldIdNumber],
    ['number of the insurance card', insurance?.number],
    ['patient code', patientCode],
    ['address', citizen?.residence],
    ['birth date', birthDate],
    ['birth date with slashes', `${day}/${month}/${year}`],
    ['birth date in digits', `${day}${month}${year}`],
  ];
  return forms.flatMap(([what, text]) => (text ? [{ what, text }] : []));
}

/** The same as screen and paper show them to whoever may look on: the last word of the name, the last digits. */
export function maskedTracesOf({ fullName, citizen, insurance }: SpecimenPerson): Trace[] {
  const number = (what: string, text: string | undefined): Trace[] =>
    text ? [{ what, text: maskIdNumber(text) }] : [];
  return [
    { what: 'masked name', text: maskName(fullName) },
    ...number('masked number of the card', citizen?.idNumber),
    ...number('masked number of the insurance card', insurance?.number),
  ];
}

/** A piece of the chip's portrait from beyond the header that all pictures share. */
export function portraitTraces(base64: string): Trace[] {
  const piece = base64.slice(2_000, 2_064);
  return [
    { what: 'portrait in base64', text: piece },
    { what: 'portrait', text: Buffer.from(piece, 'base64').toString('latin1') },
  ];
}

/** Which of them are in one of the texts, by what they are. */
export const foundIn = (texts: readonly string[], traces: readonly Trace[]): string[] =>
  traces.filter(({ text }) => texts.some((each) => each.includes(text))).map(({ what }) => what);

/** Every file below a folder with what is found in it, byte for byte, in UTF-8 and UTF-16: `file: what`. */
export function foundInFiles(folder: string, traces: readonly Trace[]): { files: string[]; found: string[] } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const needles = traces.flatMap(({ what, text }) =>
    (what === 'portrait' ? (['latin1'] as const) : (['utf8', 'utf16le'] as const)).map((encoding) => ({
      what,
      bytes: Buffer.from(text, encoding),
    })),
  );
  const found = files.flatMap((entry) => {
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    return needles.filter((needle) => bytes.includes(needle.bytes)).map(({ what }) => `${entry.name}: ${what}`);
  });
  return { files: files.map(({ name }) => name), found };
}

/** Everything of a page that outlives a screen, as texts. */
export async function remainsOf(page: Page): Promise<string[]> {
  const inPage = await page.evaluate(async () => [
    document.documentElement.outerHTML,
    document.title,
    location.href,
    JSON.stringify(history.state),
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    JSON.stringify(await indexedDB.databases()),
    JSON.stringify(await caches.keys()),
    document.cookie,
    window.name,
  ]);
  return [...inPage, JSON.stringify(await page.context().storageState({ indexedDB: true }))];
}

/** V8 cuts strings in a snapshot after 1,024 characters unless it is told otherwise. */
export const wholeStrings = '--js-flags=--heap-snapshot-string-limit=100000000';

/** Every string that is alive in the page's heap, after a collection of what is not. */
export async function heapStrings(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  return strings;
}
