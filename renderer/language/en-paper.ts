import type { Translation } from './one-language.ts';
import type { viPaper } from './vi-paper.ts';

/** The English of `vi-paper.ts`. */
export const enPaper: Pick<Translation, keyof typeof viPaper> = {
  paper: {
    slip: {
      waiting_one: 'About {{count}} person ahead of you',
      waiting_other: 'About {{count}} people ahead of you',
      called: {
        both: 'A loudspeaker calls this number. The screen at the door shows it too.',
        loudspeaker: 'A loudspeaker calls this number.',
        'door-screen': 'The screen at the door shows this number.',
      },
      atDesk: {
        both: 'A loudspeaker calls this number. The screen at the desk shows it too.',
        loudspeaker: 'A loudspeaker calls this number.',
        'door-screen': 'The screen at the desk shows this number.',
      },
      way: 'Please go over to {{building}}',
      priority: 'Priority: {{reason}}',
      checkAtDoor: 'Check ID at the door',
      name: 'Name: {{name}}',
      scan: 'Scan this at a kiosk to check it.',
      scanToChange: 'Scan this at kiosk {{kioskId}} to check, change or cancel.',
      showAtDesk: 'Please give this and your documents to staff at the desk.',
      scanAtDesk: 'Staff scan this code to go on.',
      issued: '{{time}} · {{session}} of {{day}}',
      printedAgain: 'Printed again at {{time}} on {{day}}',
      kiosk: 'Kiosk {{kioskId}}',
      of: 'Ticket {{index}} of {{total}}',
      amount: 'To pay: {{amount}}',
      replaces: 'This payment code replaces the one printed before.',
      payCode: 'The hospital’s payment code',
      account: '{{bank}} · {{account}}',
    },
    test: {
      heading: 'Test print',
      letters: 'Nguyễn Thị Quỳnh Hương, Đặng Hữu Lộc, Ẵ Ẫ Ễ Ộ Ử Ỹ ự ợ ặ',
      edges: 'The whole frame must be on the paper.',
    },
    printing: 'Printing your ticket',
    printed: 'Please take your ticket from the slot below',
    away: {
      'not-reachable': 'The printer is off for now.',
      'not-responding': 'The printer is off for now.',
      'media-empty': 'The printer has run out of paper.',
      'media-jammed': 'Paper is stuck in the printer.',
      'cover-open': 'The printer’s cover is open.',
      'hardware-error': 'The printer has a fault.',
      unknown: 'Your ticket was not printed in full.',
    },
    keep: 'Please take a photo of this screen: your number still counts.',
    keepPay: 'Please take a photo of this screen: your number still counts. The framed code is for paying.',
    keepPayCode: 'The payment slip was not printed. Please take a photo of the framed code.',
    keepPayCodeSpoken: 'The payment slip was not printed. Please pay the fee at the cashier.',
    keepPayWords: 'The payment slip was not printed. The number on your ticket still counts.',
    keepDesk: 'Please remember this number: it still counts.',
    goToDesk: 'Please go to reception.',
    again: 'Print it again',
    againPayment: 'Print the payment slip again',
    print: 'Print it',
  },
};
