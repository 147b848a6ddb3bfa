import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../native/emrtd/chip.ts';
import type { TrustFile } from '../native/emrtd/trust-files.ts';
import { loadTrust, type TrustStore } from '../native/emrtd/trust-store.ts';
import { readBoundedFile } from './bounded-file.ts';

/** Certificates and bundles, revocation lists, master lists, LDIF of the ICAO public key directory. */
const TRUST_FILE = /\.(cer|cert|crt|der|pem|p7b|p7c|crl|ml|ldif)$/i;

/** Enough for the directory's whole LDIF of master lists; the largest single list has about 1 MiB. */
const maxFileBytes = 64 * 1024 * 1024;
const maxFolderBytes = 256 * 1024 * 1024;

/** Whom the hospital trusts to issue documents, from a folder; nobody when there is none. */
export function loadTrustFolder(folder: string): TrustStore {
  const files: TrustFile[] = [];
  const { names, problems } = filesIn(folder);
  let bytesLeft = maxFolderBytes;
  for (const name of names) {
    const file = readBoundedFile(join(folder, name), Math.min(maxFileBytes, bytesLeft));
    if (file.ok) {
      files.push({ name, bytes: file.bytes });
      bytesLeft -= file.bytes.length;
    } else {
      problems.push({ id: `trust-file-${file.reason}`, detail: `${name}: ${file.detail}` });
    }
  }
  const store = loadTrust(files);
  return { ...store, problems: [...problems, ...store.problems] };
}

/** A folder that is not there is no mistake; one that cannot be read is. */
function filesIn(folder: string): { names: string[]; problems: Finding[] } {
  let all: string[];
  try {
    all = readdirSync(folder).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      names: [],
      problems: code === 'ENOENT' ? [] : [{ id: 'trust-folder-unreadable', detail: code ?? 'cannot be read' }],
    };
  }
  const names = all.filter((name) => TRUST_FILE.test(name));
  const ignored = all.filter((name) => !names.includes(name) && !name.startsWith('.'));
  return {
    names,
    problems: ignored.map((name) => ({ id: 'trust-file-ignored', detail: `${name}: no name of a trust file` })),
  };
}
