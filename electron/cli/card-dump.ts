import { opendirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../native/emrtd/chip.ts';
import { readTlvHeader } from '../../native/emrtd/tlv.ts';
import { readBoundedFile } from '../bounded-file.ts';
import { printable } from './card-text.ts';

/** What somebody saved of a chip: a folder with `SOD.bin`, `DG1.bin`, `DG2.bin` and so on. None of it is trusted. */
export interface CardDump {
  sod: Uint8Array;
  /** Whole groups by number. */
  dataGroups: ReadonlyMap<number, Uint8Array>;
  findings: Finding[];
}

export type CardDumpResult = { ok: true; dump: CardDump } | { ok: false; findings: Finding[] };

/** The largest groups in the field are iris and finger records of some hundred KiB. */
const maxFileBytes = 1024 * 1024;
/** A dump has at most eighteen files; a folder of more than this is another one. */
const maxEntries = 1000;

/** `SOD.bin`, `EF_SOD.BIN`, `DG1.bin`, `dg01.bin`, `EF.DG16.bin`. */
const fileName = /^(?:ef[._-]?)?(?:(sod)|dg0?([1-9])|dg(1[0-6]))\.bin$/i;
const sodNumber = 0;

const failed = (id: string, detail: string): CardDumpResult => ({ ok: false, findings: [{ id, detail }] });

/** Reads the files of a dump; one that is there and cannot be read makes it unusable, since it might contradict. */
export function readDump(folder: string): CardDumpResult {
  const names = entriesOf(folder);
  if (names === null) return failed('folder-unreadable', `${printable(folder)} is no folder that can be read`);
  if (names.length > maxEntries) return failed('folder-too-large', `more than ${String(maxEntries)} entries: no dump`);

  const findings: Finding[] = [];
  const files = new Map<number, Uint8Array>();
  for (const name of names) {
    const number = numberOf(name);
    if (number === null) {
      findings.push({ id: 'file-ignored', detail: `${printable(name)} is neither SOD nor data group` });
      continue;
    }
    const read = readBoundedFile(join(folder, name), maxFileBytes);
    if (!read.ok) return failed('file-unreadable', `${printable(name)}: ${read.detail}`);
    const { bytes, cutBytes } = cutToLength(read.bytes, number === sodNumber);
    if (cutBytes > 0) {
      findings.push({ id: 'file-cut', detail: `${printable(name)}: ${String(cutBytes)} bytes behind its end cut off` });
    }
    const earlier = files.get(number);
    if (earlier && !Buffer.from(earlier).equals(bytes)) {
      return failed('file-ambiguous', `${printable(name)} is there twice, with different contents`);
    }
    files.set(number, bytes);
  }
  const sod = files.get(sodNumber);
  if (!sod) return { ok: false, findings: [{ id: 'no-sod', detail: 'there is no SOD.bin' }, ...findings] };
  files.delete(sodNumber);
  return { ok: true, dump: { sod, dataGroups: files, findings } };
}

/** Names in order, one more than allowed at most; null when there is no such folder. */
function entriesOf(folder: string): string[] | null {
  const names: string[] = [];
  try {
    const directory = opendirSync(folder);
    try {
      for (let entry = directory.readSync(); entry && names.length <= maxEntries; entry = directory.readSync()) {
        names.push(entry.name);
      }
    } finally {
      directory.closeSync();
    }
  } catch {
    return null;
  }
  return names.sort();
}

/** The data group's number, 0 for the SOD. */
function numberOf(name: string): number | null {
  const [, sod, oneDigit, twoDigits] = fileName.exec(name) ?? [];
  if (sod !== undefined) return sodNumber;
  const digits = oneDigit ?? twoDigits;
  return digits === undefined ? null : Number(digits);
}

/**
 * Files are saved in whole blocks at times: zeros and erased memory behind the stated length are padding. Anything else
 * behind a group stays, and contradicts its hash; behind the SOD it says nothing, since the signature is inside.
 */
function cutToLength(bytes: Uint8Array, isSod: boolean): { bytes: Uint8Array; cutBytes: number } {
  const header = readTlvHeader(bytes);
  const size = header.ok ? header.value.headerBytes + header.value.valueBytes : bytes.length;
  const rest = bytes.subarray(size);
  const isPadding = rest.every((byte) => byte === 0x00) || rest.every((byte) => byte === 0xff);
  return isSod || isPadding ? { bytes: bytes.subarray(0, size), cutBytes: rest.length } : { bytes, cutBytes: 0 };
}
