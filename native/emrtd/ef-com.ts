/**
 * EF.COM, the chip's own table of contents: ICAO 9303-10, 4.6.1. Nobody signs it, so it is never needed: the SOD says
 * what is there.
 */
import { dataGroupFile } from './files.ts';
import { findTlv } from './tlv.ts';

export interface EfCom {
  /** "1.7" and "1.8" are in use; null when it is not stated. */
  ldsVersion: string | null;
  /** "4.0.0". */
  unicodeVersion: string | null;
  /** Numbers of the groups listed, in the order of the list. */
  groups: number[];
  /** Tags in the list that no group has. */
  unknownTags: number[];
}

export type EfComResult = { ok: true; common: EfCom } | { ok: false; detail: string };

const TEMPLATE = 0x60;
/** LDS 1 has DG1 to DG16. */
const GROUPS = Array.from({ length: 16 }, (_, index) => index + 1);

/** EF.COM as read from the chip, header included. */
export function parseEfCom(bytes: Uint8Array): EfComResult {
  const list = findTlv(bytes, TEMPLATE, 0x5c);
  if (!list.ok) return { ok: false, detail: `EF.COM: ${list.detail}` };
  const tags = Array.from(list.value.value, (tag) => ({
    tag,
    group: GROUPS.find((group) => dataGroupFile(group)?.tag === tag) ?? null,
  }));
  return {
    ok: true,
    common: {
      ldsVersion: versionOf(bytes, 0x5f01, 2),
      unicodeVersion: versionOf(bytes, 0x5f36, 3),
      groups: tags.map(({ group }) => group).filter((group) => group !== null),
      unknownTags: tags.filter(({ group }) => group === null).map(({ tag }) => tag),
    },
  };
}

/** Two digits for each part. */
function versionOf(bytes: Uint8Array, tag: number, parts: 2 | 3): string | null {
  const version = findTlv(bytes, TEMPLATE, tag);
  const digits = version.ok ? Buffer.from(version.value.value).toString('latin1') : '';
  if (digits.length !== 2 * parts || !/^\d+$/.test(digits)) return null;
  return (digits.match(/../g) as string[]).map(Number).join('.');
}
