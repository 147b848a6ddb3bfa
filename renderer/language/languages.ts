import type { Language } from '../../electron/bridge/snapshot.ts';
import english from './language-en.ts';
import type { OneLanguage } from './one-language.ts';

type Found = Record<string, { readonly default: OneLanguage }>;

/**
 * Every `language-<tag>.ts` of this folder. Vite writes them in where it sees the call, for the page, the tests and the
 * packaged kiosk. Node, which runs the sources as they are, knows no `import.meta.env` and looks into the folder.
 */
const found: Found =
  import.meta.env === undefined
    ? await fromFolder()
    : import.meta.glob<Found[string]>('./language-*.ts', { eager: true });

async function fromFolder(): Promise<Found> {
  // Not an import: a bundler for the page would look for it.
  const { readdir } = process.getBuiltinModule('node:fs/promises');
  const names = (await readdir(import.meta.dirname)).filter((name) => /^language-[^.]+\.ts$/.test(name));
  // eslint-disable-next-line no-restricted-syntax -- only files of this folder, whose names were just read
  const entries = names.map(async (name) => [name, (await import(/* @vite-ignore */ `./${name}`)) as Found[string]]);
  return Object.fromEntries(await Promise.all(entries)) as Found;
}

/** Vietnamese, English, then the others by their tags. */
const known = new Map(
  Object.values(found)
    .map((module) => [module.default.tag, module.default] as const)
    .sort(([one], [other]) => rank(one) - rank(other) || one.localeCompare(other, 'en')),
);

function rank(tag: Language): number {
  const place = ['vi', 'en'].indexOf(tag);
  return place < 0 ? 2 : place;
}

/** One more, beside those of the folder: the pseudo-language of development. Before anything is drawn. */
export function addLanguage(language: OneLanguage): void {
  known.set(language.tag, language);
}

/** The tags of all, in the order in which a patient is offered them. */
export const languageTags = (): Language[] => [...known.keys()];

/** English for a tag that nobody knows: a visit never ends for a word. */
export const languageOf = (tag: Language): OneLanguage => known.get(tag) ?? english;
