import { countOf, differenceOf, type Handles } from '../harness/open-handles.ts';
import { type Measurement, measurement } from './measurement.ts';

/** What is open while nobody is there. */
export interface AtRest {
  station: Handles;
  browser: Handles;
}

/**
 * How many there were after one visit of each kind, and how many kinds of them there are more or fewer of after the last one: a
 * socket more beside a pipe less is no balance. Which ones, is told in words.
 */
export function handleFigures(start: AtRest, end: AtRest, tell: (words: string) => void): Measurement[] {
  return (['station', 'browser'] as const).flatMap((whose) => {
    const difference = differenceOf(start[whose], end[whose]);
    if (difference.length > 0) tell(`Open handles of the ${whose} at the end: ${difference.join(', ')}`);
    return [
      measurement(`visit.soak.${whose}-handles`, countOf(start[whose]), 'count'),
      measurement(`visit.soak.${whose}-handles-differ`, difference.length, 'count', { goal: 0 }),
    ];
  });
}
