import type { Translation } from './one-language.ts';

/** The English of `vi-whose.ts`. */
export const enWhose: Translation['whose'] = {
  card: {
    title: 'Another card. Continue, or start a new check-in?',
    detail: 'There is another card on the reader. Starting with it clears what was entered so far.',
    start: 'Start for whoever has this card',
  },
  code: {
    title: 'Another code. Continue, or start a new check-in?',
    detail: 'Another code was just scanned. Starting with it clears what was entered so far.',
    start: 'Start for whoever showed the code',
  },
  checking: { title: 'One moment, please', detail: 'We are checking the card or code just shown.' },
  closed: 'This kiosk takes no new check-ins. Others, please go to reception.',
  goOn: 'Continue this check-in',
};
