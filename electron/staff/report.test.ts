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

const linesOf = (csv: string): string[][] => csv.split('\r\n').map((line) => line.split(','));

it('the report has a line for each day with visits and one, known by its first column, for the month', () => {
  const asked: string[] = [];
  const csv = monthlyReport('2028-02', (period) => {
    asked.push(period);
    return period === '2028-02-29' || period === '2028-02' ? busy(period) : figuresOfNobody(period);
  });
  const [names, ...lines] = linesOf(csv);
  const figures = '12,8,1,1,0,2,5,3,2,1,1,21.5,60.0,1.9,4.1,0.091,0.750,0.333';
  expect(names?.slice(0, 21).join()).toBe(
    '\uFEFFline,month,day,visits,ticket,desk,my-ticket,emergency,abandoned,card,code,face,typed,by-ticket,median-s,p95-s,' +
      'machine-median-s,machine-p95-s,machine-share,first-try-share,fallback-share',
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
    monthlyReport('2028-02', (period) => (period.length > 7 ? figuresOfNobody : busy)(period)),
  );
  const ofStep = (names ?? []).flatMap((name, place) => (name.includes('-at-') ? [[name, month?.[place]]] : []));
  expect(ofStep).toHaveLength(28);
  expect(ofStep.filter(([, count]) => count !== '0')).toEqual([
    ['visits-at-identify', '11'],
    ['abandoned-at-identify', '2'],
  ]);
});

it('a month without visits says so in one line', () => {
  const [, line] = linesOf(monthlyReport('2026-03', figuresOfNobody));
  expect(line?.join()).toBe(`month,2026-03,,0,0,0,0,0,0,0,0,0,0,0,,,,,,,${',0'.repeat(28)}`);
});
