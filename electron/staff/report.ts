import { stringify } from 'csv-stringify/sync';
import type { Figures } from '../bridge/figures.ts';

/** A month as YYYY-MM. */
export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

const columns = [
  'day',
  'visits',
  'ticket',
  'desk',
  'my-ticket',
  'emergency',
  'abandoned',
  'card',
  'code',
  'face',
  'typed',
  'by-ticket',
  'median-s',
  'p95-s',
  'machine-median-s',
  'machine-p95-s',
  'machine-share',
  'first-try-share',
  'fallback-share',
] as const;

/**
 * The monthly report: a line a day that had visits and one of the whole month, CSV (RFC 4180) with the mark by which spreadsheets
 * know UTF-8. Names of columns are the same in every language, so that a sheet that reads them goes on working. Nothing in it is
 * of a person, and no cell begins with a sign that a spreadsheet would calculate.
 */
export function monthlyReport(month: string, figuresOf: (period: string) => Figures): string {
  const days = daysOf(month)
    .map(figuresOf)
    .filter(({ visits }) => visits > 0);
  return stringify([columns, ...[...days, figuresOf(month)].map(line)], { bom: true, record_delimiter: 'windows' });
}

function daysOf(month: string): string[] {
  const [year, number] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year ?? 0, number ?? 0, 0)).getUTCDate();
  return Array.from({ length: count }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`);
}

function line({ period, visits, outcomes, kinds, total, machine, ...shares }: Figures): (string | number | null)[] {
  const seconds = (ms: number | undefined) => (ms === undefined ? null : (ms / 1_000).toFixed(1));
  const share = (value: number | null) => (value === null ? null : value.toFixed(3));
  return [
    period,
    visits,
    outcomes.ticket,
    outcomes.desk,
    outcomes['my-ticket'],
    outcomes.emergency,
    outcomes.abandoned,
    kinds.card,
    kinds.code,
    kinds.face,
    kinds.typed,
    kinds.ticket,
    seconds(total?.medianMs),
    seconds(total?.p95Ms),
    seconds(machine?.medianMs),
    seconds(machine?.p95Ms),
    share(shares.machineShare),
    share(shares.firstTryShare),
    share(shares.fallbackShare),
  ];
}
