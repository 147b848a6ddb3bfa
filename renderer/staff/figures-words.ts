import type { Language } from '../../electron/bridge/snapshot.ts';
import { languageOf } from '../language/languages.ts';

/** Figures as people write them. */

/** Minutes and seconds that are left: 1:05. */
export function clockOf(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A span of time in seconds, however long, so that figures compare: 0,8 giây, 65 giây; 0.8s, 65s. */
export function formatSeconds(ms: number, language: Language): string {
  const seconds = ms / 1_000;
  return new Intl.NumberFormat(languageOf(language).locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(seconds);
}

export const formatCount = (count: number, language: Language): string =>
  new Intl.NumberFormat(languageOf(language).locale).format(count);

/** A month (YYYY-MM): tháng 11 năm 2026, November 2026. */
export function formatMonth(month: string, language: Language): string {
  return new Intl.DateTimeFormat(languageOf(language).locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));
}

/** The day (YYYY-MM-DD) or month (YYYY-MM) that lies so many steps from this one. */
export function periodFrom(period: string, steps: number): string {
  const [year = 0, month = 1, day] = period.split('-').map(Number);
  const at = day === undefined ? Date.UTC(year, month - 1 + steps) : Date.UTC(year, month - 1, day + steps);
  return new Date(at).toISOString().slice(0, period.length);
}
