import { expect, it } from 'vitest';
import type { Figures } from '../bridge/figures.ts';
import { monthlyReport } from './report.ts';

const empty = (period: string): Figures => ({
  period,
  visits: 0,
  perHour: Array.from({ length: 24 }, () => 0),
  outcomes: { ticket: 0, desk: 0, 'my-ticket': 0, emergency: 0, abandoned: 0 },
  kinds: { card: 0, code: 0, face: 0, typed: 0, ticket: 0 },
  total: null,
  machine: null,
  machineShare: null,
  firstTryShare: null,
  fallbackShare: null,
  steps: [],
});

const busy = (period: string): Figures => ({
  ...empty(period),
  visits: 12,
  outcomes: { ticket: 8, desk: 1, 'my-ticket': 1, emergency: 0, abandoned: 2 },
  kinds: { card: 5, code: 3, face: 2, typed: 1, ticket: 1 },
  total: { medianMs: 21_460, p95Ms: 60_000 },
  machine: { medianMs: 1_940, p95Ms: 4_100 },
  machineShare: 0.0913,
  firstTryShare: 0.75,
  fallbackShare: 1 / 3,
});

it('the report has a line for each day with visits and one for the month', () => {
  const asked: string[] = [];
  const csv = monthlyReport('2028-02', (period) => {
    asked.push(period);
    return period === '2028-02-29' || period === '2028-02' ? busy(period) : empty(period);
  });
  const figures = '12,8,1,1,0,2,5,3,2,1,1,21.5,60.0,1.9,4.1,0.091,0.750,0.333';
  expect(csv).toBe(
    [
      '\uFEFFday,visits,ticket,desk,my-ticket,emergency,abandoned,card,code,face,typed,by-ticket,median-s,p95-s,' +
        'machine-median-s,machine-p95-s,machine-share,first-try-share,fallback-share',
      `2028-02-29,${figures}`,
      `2028-02,${figures}`,
      '',
    ].join('\r\n'),
  );
  expect([asked.length, asked[0], asked[28]]).toEqual([30, '2028-02-01', '2028-02-29']);
});

it('a month without visits says so in one line', () => {
  expect(monthlyReport('2026-03', empty).split('\r\n')[1]).toBe('2026-03,0,0,0,0,0,0,0,0,0,0,0,,,,,,,');
});
