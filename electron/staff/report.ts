import { stringify } from 'csv-stringify/sync';
import type { Figures, ReportForm } from '../bridge/figures.ts';
import type { VisitStep } from '../bridge/snapshot.ts';

/** A month as YYYY-MM. */
export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Where a visit may end before its paper; ticket, desk ticket and emergency are ends, and a ticket that was looked at is none. */
const stepsBefore = Object.keys({
  attract: true,
  identify: true,
  verify: true,
  returning: true,
  recognise: true,
  enrol: true,
  typed: true,
  companion: true,
  insurance: true,
  appointments: true,
  details: true,
  choose: true,
  confirm: true,
  whose: true,
} satisfies Record<Exclude<VisitStep, 'ticket' | 'desk' | 'my-ticket' | 'emergency'>, true>);

const columns = [
  'line',
  'month',
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
  'median-ms',
  'p95-ms',
  'machine-median-ms',
  'machine-p95-ms',
  'machine-share-per-mille',
  'first-try-share-per-mille',
  'fallback-share-per-mille',
  ...stepsBefore.flatMap((step) => [`visits-at-${step}`, `abandoned-at-${step}`]),
];

const separators = { excel: ';', csv: ',' } as const satisfies Record<ReportForm, string>;

/**
 * The monthly report: a line `day` for each that had visits, and one line `month`, whose medians and shares cannot be had from the
 * others: whoever adds up takes the lines of one of the two. It begins with the mark by which spreadsheets know UTF-8. Names of
 * columns are the same in every language, so that a sheet that reads them goes on working. Numbers are whole: a decimal sign is
 * read as thousands where the other one is usual. Nothing in it is of a person, and no cell begins with a sign that a spreadsheet
 * would calculate.
 */
export function monthlyReport(month: string, form: ReportForm, figuresOf: (period: string) => Figures): string {
  const days = daysOf(month)
    .map(figuresOf)
    .filter(({ visits }) => visits > 0);
  const lines = [
    ...days.map((figures) => ['day', month, figures.period, ...line(figures)]),
    ['month', month, null, ...line(figuresOf(month))],
  ];
  return stringify([columns, ...lines], { bom: true, delimiter: separators[form], record_delimiter: 'windows' });
}

function daysOf(month: string): string[] {
  const [year, number] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year ?? 0, number ?? 0, 0)).getUTCDate();
  return Array.from({ length: count }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`);
}

function line({ visits, outcomes, kinds, total, machine, steps, ...shares }: Figures): (string | number | null)[] {
  const perMille = (share: number | null) => (share === null ? null : Math.round(share * 1_000));
  return [
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
    total?.medianMs ?? null,
    total?.p95Ms ?? null,
    machine?.medianMs ?? null,
    machine?.p95Ms ?? null,
    perMille(shares.machineShare),
    perMille(shares.firstTryShare),
    perMille(shares.fallbackShare),
    ...stepsBefore.flatMap((step) => {
      const found = steps.find((each) => each.step === step);
      return [found?.visits ?? 0, found?.abandoned ?? 0];
    }),
  ];
}
