import { expect, it } from 'vitest';
import type { Figures } from '../bridge/figures.ts';
import { figuresOfNobody } from '../bridge/figures-testing.ts';
import { monthlyReport } from './report.ts';

const busy = (period: string): Figures => ({
  ...figuresOfNobody(period),
  visits: 12,
  outcomes: { ticket: 8, desk: 1, 'my-ticket': 1, emergency: 0, abandoned: 2 },
  kinds: { card: 5, code: 3, face: 2, typed: 1, ticket: 1 },
  total: { medianMs: 21_460, p95Ms: 60_000 },
  machine: { medianMs: 1_940, p95Ms: 4_100 },
  machineShare: 0.0913,
  firstTryShare: 0.75,
  fallbackShare: 1 / 3,
  steps: [
    { step: 'identify', visits: 11, abandoned: 2, machineMs: 900, personMs: 500 },
    { step: 'ticket', visits: 8, abandoned: 0, machineMs: 100, personMs: 500 },
  ],
});

const linesOf = (csv: string, separator = ','): string[][] => csv.split('\r\n').map((line) => line.split(separator));

it('the report has a line for each day with visits and one, known by its first column, for the month', () => {
  const asked: string[] = [];
  const csv = monthlyReport('2028-02', 'csv', (period) => {
    asked.push(period);
    return period === '2028-02-29' || period === '2028-02' ? busy(period) : figuresOfNobody(period);
  });
  const [names, ...lines] = linesOf(csv);
  const figures = '12,8,1,1,0,2,5,3,2,1,1,21460,60000,1940,4100,91,750,333';
  expect(names?.slice(0, 21).join()).toBe(
    '\uFEFFline,month,day,visits,ticket,desk,my-ticket,emergency,abandoned,card,code,face,typed,by-ticket,median-ms,p95-ms,' +
      'machine-median-ms,machine-p95-ms,machine-share-per-mille,first-try-share-per-mille,fallback-share-per-mille',
  );
  expect(lines.map((line) => line.slice(0, 21).join())).toEqual([
    `day,2028-02,2028-02-29,${figures}`,
    `month,2028-02,,${figures}`,
    '',
  ]);
  expect([asked.length, asked[0], asked[28]]).toEqual([30, '2028-02-01', '2028-02-29']);
});

it('the report says of each step how many came to it and how many were lost there', () => {
  const [names, month] = linesOf(
    monthlyReport('2028-02', 'csv', (period) => (period.length > 7 ? figuresOfNobody : busy)(period)),
  );
  const ofStep = (names ?? []).flatMap((name, place) => (name.includes('-at-') ? [[name, month?.[place]]] : []));
  expect(ofStep).toHaveLength(28);
  expect(ofStep.filter(([, count]) => count !== '0')).toEqual([
    ['visits-at-identify', '11'],
    ['abandoned-at-identify', '2'],
  ]);
});

it('a month without visits says so in one line', () => {
  const [, line] = linesOf(monthlyReport('2026-03', 'csv', figuresOfNobody));
  expect(line?.join()).toBe(`month,2026-03,,0,0,0,0,0,0,0,0,0,0,0,,,,,,,${',0'.repeat(28)}`);
});

it('the report for Excel says the same, parted by the sign that parts fields where the comma is the decimal sign', () => {
  const [excel, csv] = (['excel', 'csv'] as const).map((form) => monthlyReport('2028-02', form, busy));
  expect(excel?.startsWith('\uFEFFline;month;day;visits;')).toBe(true);
  expect(linesOf(excel ?? '', ';')).toEqual(linesOf(csv ?? ''));
});

it('the report has nothing that a spreadsheet reads otherwise in another country, or calculates', () => {
  const [, ...lines] = linesOf(monthlyReport('2028-02', 'csv', busy));
  for (const line of lines.slice(0, -1)) {
    for (const cell of line) expect(cell).toMatch(/^(day|month|2028-02(-\d\d)?|\d+|)$/);
  }
});
