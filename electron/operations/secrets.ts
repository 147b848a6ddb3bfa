import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';

/**
 * A secret stands in the configuration by reference only: the file is shown on screens, copied into tickets and backed up.
 * Files are for systemd credentials and the like; relative ones lie in the data folder.
 */
export const secretReferenceSchema = z.union(
  [z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }), z.strictObject({ file: z.string().min(1) })],
  {
    error:
      'a secret never stands in this file itself: write { env = "NAME" } for an environment variable or ' +
      '{ file = "secrets/name" } for a file that only its owner may read',
  },
);
export type SecretReference = z.infer<typeof secretReferenceSchema>;

export type SecretResult = { ok: true; value: string } | { ok: false; message: string };

/** Any of these in a file's mode lets somebody else read or change it. */
const modeOfOthers = 0o077;

/** True when nobody but the owner may read or write the file. */
export function isPrivateMode(mode: number): boolean {
  return (mode & modeOfOthers) === 0;
}

/** Fetches the secret itself. Messages name the reference, never what it holds. */
export function resolveSecret(
  reference: SecretReference,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): SecretResult {
  if ('env' in reference) {
    const value = environment[reference.env];
    if (value === undefined || value === '') {
      return { ok: false, message: `The environment variable ${reference.env} is not set.` };
    }
    return { ok: true, value };
  }
  return readSecretFile(isAbsolute(reference.file) ? reference.file : join(folder, reference.file));
}

function readSecretFile(file: string): SecretResult {
  try {
    if (!isPrivateMode(statSync(file).mode)) {
      return { ok: false, message: `${file} can be read by others; run: chmod 600 ${file}` };
    }
    const value = readFileSync(file, 'utf8').trim();
    return value === '' ? { ok: false, message: `${file} is empty.` } : { ok: true, value };
  } catch (error) {
    return { ok: false, message: `${file} cannot be read (${(error as NodeJS.ErrnoException).code}).` };
  }
}
