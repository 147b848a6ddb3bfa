import { describe, expect, it } from 'vitest';
import type { CalledBy, Paper } from '../../electron/bridge/paper-snapshot.ts';
import { textsIn } from '../language/texts.ts';
import { plain, ticketPage, ticketVisit } from './ticket-screen-testing.ts';

/** What a paper says and the screen beside it does not: whoever cannot read the paper hears it. */

/** Words for the ear alone. */
const heardOn = (page: string): string[] =>
  [...plain(page).matchAll(/<p class="spoken">([^<]*)</g)].map(([, words = '']) => words);

const outOrComing: Paper[] = ['printing', 'printed', 'payment-not-printed'];

describe.each(['vi', 'en'])('a number with its paper, in %s', (language) => {
  const t = textsIn(language);

  it.each<CalledBy>(['both', 'loudspeaker', 'door-screen'])('is called as the ear is told: %s', (calledBy) => {
    const words = plain(t(`paper.slip.called.${calledBy}`));
    for (const paper of outOrComing)
      expect(heardOn(ticketPage('ticket-new', {}, language, { paper, calledBy }))).toContain(words);
    // Where there is no paper it can be read, and is heard once.
    for (const paper of ['none', 'not-printed'] as const) {
      const page = ticketPage('ticket-new', {}, language, { paper, calledBy });
      expect(heardOn(page)).not.toContain(words);
      expect(plain(page).split(words)).toHaveLength(1 + 1);
    }
  });

  it('has so many people in front of it, as far as the hospital says', () => {
    const heard = (waiting: number | null, change = {}): string[] => {
      const { clinic } = ticketVisit('ticket-new');
      return heardOn(
        ticketPage('ticket-new', { clinic: clinic && { ...clinic, waiting }, ...change }, language, {
          paper: 'printed',
        }),
      );
    };
    expect(heard(4)).toContain(plain(t('paper.slip.waiting', { count: 4 })));
    expect(heard(0)).toContain(plain(t('myTicket.nobodyAhead')));
    expect(heard(null)).toEqual([plain(t('paper.slip.called.both'))]);
    expect(heard(4, { sync: 'refused' })).toEqual([]);
  });
});

it('of several numbers each has its own queue: none is told of as if it were all of them', () => {
  const heard = heardOn(ticketPage('ticket-others', {}, 'vi', { paper: 'printed' }));
  expect(heard).toEqual([plain(textsIn('vi')('paper.slip.called.both'))]);
});
