/** What the groups of details say, for `tiepdon card read --all`: in JSON, and in lines. */
import type { Portrait } from '../../native/emrtd/chip.ts';
import type { DetailsResult, Name, OtherObject } from '../../native/emrtd/details.ts';
import { parseDg11 } from '../../native/emrtd/dg11.ts';
import { parseDg12 } from '../../native/emrtd/dg12.ts';
import { parseDg16, type PersonToNotify } from '../../native/emrtd/dg16.ts';
import { parseDg7 } from '../../native/emrtd/dg7.ts';
import type { EfCom } from '../../native/emrtd/ef-com.ts';

const parsers: readonly { group: number; parse: (bytes: Uint8Array) => DetailsResult<object> }[] = [
  { group: 7, parse: parseDg7 },
  { group: 11, parse: parseDg11 },
  { group: 12, parse: parseDg12 },
  { group: 16, parse: parseDg16 },
];

type Detail = null | string | Name | Portrait | OtherObject | PersonToNotify | readonly Detail[];

export interface GroupDetails {
  group: number;
  /** Null when the group cannot be read. */
  fields: Record<string, unknown> | null;
  lines: string[];
}

/** Every group of details among those that were read, field by field. */
export function detailsIn(dataGroups: ReadonlyMap<number, Uint8Array>): GroupDetails[] {
  return parsers.flatMap(({ group, parse }) => {
    const bytes = dataGroups.get(group);
    return bytes ? [describe(group, parse(bytes))] : [];
  });
}

function describe(group: number, parsed: DetailsResult<object>): GroupDetails {
  if (!parsed.ok) return { group, fields: null, lines: [`DG${String(group)} cannot be read: ${parsed.detail}`] };
  const lines = linesOf(parsed.details).map((line) => `DG${String(group)} ${line}`);
  return { group, fields: fieldsOf(parsed.details), lines };
}

/** EF.COM in one line. */
export function comLine({ ldsVersion, unicodeVersion, groups }: EfCom): string {
  const listed = groups.map((group) => `DG${String(group)}`).join(', ');
  return `EF.COM: LDS ${ldsVersion ?? '?'}, Unicode ${unicodeVersion ?? '?'}, lists ${listed}`;
}

const entriesOf = (details: object): [string, Detail][] => Object.entries(details) as [string, Detail][];

function fieldsOf(details: object): Record<string, unknown> {
  return Object.fromEntries(entriesOf(details).map(([name, detail]) => [name, valueOf(detail)]));
}

/** Pictures by their size; what nobody understood as it stands there. */
function valueOf(detail: Detail): unknown {
  if (detail === null || typeof detail === 'string') return detail;
  if (isList(detail)) return detail.map(valueOf);
  if ('mediaType' in detail) return { mediaType: detail.mediaType, sizeBytes: detail.bytes.length };
  if ('tag' in detail) return { tag: tagText(detail), value: Buffer.from(detail.value).toString('hex') };
  return 'primary' in detail ? detail : fieldsOf(detail);
}

/** One line for each thing that is said. */
function linesOf(details: object): string[] {
  return entriesOf(details).flatMap(([name, detail]) => {
    if (detail === null || (isList(detail) && detail.length === 0)) return [];
    const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return [`${words}: ${textOf(detail)}`];
  });
}

function textOf(detail: Exclude<Detail, null>): string {
  if (typeof detail === 'string') return detail;
  if (isList(detail)) return detail.map((one) => (one === null ? '' : textOf(one))).join('; ');
  if ('mediaType' in detail) return `${detail.mediaType}, ${String(detail.bytes.length)} B`;
  if ('tag' in detail) return `${tagText(detail)}, ${String(detail.value.length)} B`;
  return 'primary' in detail ? `${detail.primary}, ${detail.secondary}` : linesOf(detail).join(', ');
}

const isList = (detail: Exclude<Detail, null>): detail is readonly Detail[] => Array.isArray(detail);
const tagText = ({ tag }: OtherObject): string => tag.toString(16).toUpperCase();
