import type { Figures } from './figures.ts';

/** The figures of a day or month in which nobody came. */
export const figuresOfNobody = (period: string): Figures => ({
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
