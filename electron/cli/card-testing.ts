/** For the card command's tests: the command line as it is typed, dumps of specimen cards, a reader in this process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { type ChipImage, FILE } from '../../fixtures/cards/chip-image.ts';
import { specimenChip } from '../../fixtures/cards/specimen-card.ts';
import { citizenCodeText, type SpecimenPerson, specimenPeople } from '../../fixtures/people/person.ts';
import { layable } from './card-testing-reader.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-card-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function personOf(id: string): SpecimenPerson {
  const person = specimenPeople().find((one) => one.id === id);
  if (!person) throw new Error(`no specimen person ${id}`);
  return person;
}

export function imageOf(id: string): ChipImage {
  const image = specimenChip(personOf(id));
  if (!image) throw new Error(`${id} carries no chip`);
  return image;
}

/** Options that lay a chip down and open it: with the code of the card, unless another key is given. */
export function lay(id: string, key: readonly string[] = [], data = temporaryFolder(), image = imageOf(id)): string[] {
  layable.set(id, image);
  const opening = key.length > 0 ? key : ['--qr', citizenCodeText(personOf(id)) ?? ''];
  return ['--person', id, ...opening, '--data', data, '--seconds', '5'];
}

/** The machine readable lines of a chip as one. */
export const mrzOf = (image: ChipImage): string =>
  Buffer.from(image.files.get(0x0101)?.subarray(5) ?? []).toString('latin1');

/** Groups that a reader without state keys gets. */
const readableGroups = [1, 2, 13, 14, 15];

/** Files of a dump by name; null leaves one out. */
export type DumpChanges = Record<string, Uint8Array | null>;

/** A folder with the files of a specimen person's chip. */
export function dumpOf(id: string, changes: DumpChanges = {}): string {
  const { files } = imageOf(id);
  const dump = new Map<string, Uint8Array | null>([['SOD.bin', files.get(FILE.sod) ?? null]]);
  for (const group of readableGroups) dump.set(`DG${String(group)}.bin`, files.get(0x0100 + group) ?? null);
  for (const [name, bytes] of Object.entries(changes)) dump.set(name, bytes);
  const folder = temporaryFolder();
  for (const [name, bytes] of dump) if (bytes) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** A folder with the certificate that anchors every specimen. */
export function anchorFolder(name = 'specimen.cer', bytes: Uint8Array = specimenCsca()): string {
  const folder = join(temporaryFolder(), 'csca');
  mkdirSync(folder);
  writeFileSync(join(folder, name), bytes);
  return folder;
}
