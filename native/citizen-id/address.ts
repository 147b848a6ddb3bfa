/**
 * Which commune a written residence names, under the two levels that Vietnam has had since 1 July 2025 (Law 72/2025/QH15):
 * province and, directly below, commune (xã), ward (phường) or special zone (đặc khu).
 */
import { type Province, provinceKey, provinceOfResidence } from './provinces.ts';

interface CommuneUnit {
  code: string;
  /** With or without its kind in front. */
  name: string;
  provinceName: string;
}

const KIND = /^(xã|phường|đặc khu)\s+(.+)$/;
/** Grave, acute, tilde, hook above, dot below: the tones; other marks make another letter. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * Code of the commune, or null unless nothing is open: the residence ends with commune and province, the commune says its
 * kind, and exactly one unit of that province has the name. An address with a district between them was written before
 * 2025; the commune of that name may have become part of another one, so staff must ask.
 */
export function communeOf(
  residence: string,
  units: readonly CommuneUnit[],
  provinces: readonly Province[],
): string | null {
  const province = provinceOfResidence(residence, provinces);
  const written = KIND.exec(plain(residence.split(',').at(-2) ?? ''));
  if (province === null || written === null) return null;

  const [withKind, , bare = ''] = written;
  const names = [withKind, bare].map(withTonesLast);
  const [found, ...others] = units.filter(
    ({ name, provinceName }) =>
      provinceKey(provinceName) === provinceKey(province) && names.includes(withTonesLast(plain(name))),
  );
  return found !== undefined && others.length === 0 ? found.code : null;
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** Both ways to place a tone (Hòa, Hoà) become one: each word's tones stand behind its letters. */
function withTonesLast(text: string): string {
  const words = text.normalize('NFD').split(' ');
  return words.map((word) => word.replace(TONES, '') + (word.match(TONES) ?? []).join('')).join(' ');
}
