import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isShipped, type FaceModels, usedModels } from './bridge/face-models.ts';
import { readBoundedFile } from './bounded-file.ts';

/** A model of the hospital's own may be this large; the largest shipped one has 5 MB. */
const maxModelBytes = 512 * 1024 * 1024;

/** What is wrong with the hospital's own models, one sentence each; empty when every file is the one that was meant. */
export function modelProblems(models: FaceModels, modelsFolder: string): string[] {
  return usedModels(models)
    .filter((model) => !isShipped(model))
    .flatMap(({ file, sha256 }) => {
      const path = join(modelsFolder, file);
      const read = readBoundedFile(path, maxModelBytes);
      if (!read.ok) return [`The face model ${path} cannot be read (${read.detail}).`];
      const found = createHash('sha256').update(read.bytes).digest('hex');
      return found === sha256 ? [] : [`The face model ${path} is not the configured one: its SHA-256 is ${found}.`];
    });
}
