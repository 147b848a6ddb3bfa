import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Pictures by person: one sub-folder each. */

export interface PersonPicture {
  person: string;
  /** Relative to the folder, with the person's. */
  path: string;
}

const isPicture = (name: string): boolean => /\.(jpe?g|png)$/i.test(name);

/** The pictures of a folder in the order of their names; why there are none to compare, in one sentence. */
export function picturesIn(folder: string): { ok: true; pictures: PersonPicture[] } | { ok: false; detail: string } {
  const pictures: PersonPicture[] = [];
  try {
    for (const person of readdirSync(folder, { withFileTypes: true }).sort(byName)) {
      if (!person.isDirectory()) continue;
      for (const file of readdirSync(join(folder, person.name), { withFileTypes: true }).sort(byName)) {
        if (file.isFile() && isPicture(file.name)) {
          pictures.push({ person: person.name, path: join(person.name, file.name) });
        }
      }
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return { ok: false, detail: code === 'ENOTDIR' || code === 'ENOENT' ? 'is no folder' : `cannot be read (${code})` };
  }
  const people = new Set(pictures.map(({ person }) => person)).size;
  if (people > 1) return { ok: true, pictures };
  const found = people === 0 ? 'has no folder with pictures (.jpg, .png)' : 'has pictures of one person only';
  return { ok: false, detail: `${found}; one folder for each of several people is wanted` };
}

const byName = (one: { name: string }, other: { name: string }): number =>
  one.name.localeCompare(other.name, 'en', { numeric: true });
