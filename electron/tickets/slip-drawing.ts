import type { Bitmap } from '../../native/printer/bitmap.ts';
import { type Clinic, inLanguage } from '../bridge/clinic-snapshot.ts';
import type { Payment } from '../bridge/payment-snapshot.ts';
import {
  dayRelation,
  formatDay,
  formatEnd,
  formatMoney,
  formatNearDay,
  formatTime,
} from '../../renderer/language/format.ts';
import { texts, textsIn } from '../../renderer/language/texts.ts';
import { type Block, openSheet, type PaperSize, type Sheet } from './sheet.ts';
import type { DeskSlip, PaymentSlip, Slip, Surroundings, TicketSlip } from './slips.ts';

/**
 * A slip as the dots of its paper. Vietnamese first and whole, because staff read it; what the patient needs stands below it
 * once more in the visit's language.
 */
export function drawSlip(slip: Slip, about: Surroundings, paper: PaperSize): Bitmap {
  const sheet = openSheet(paper);
  const blocks = slip.kind === 'ticket' ? ticketBlocks(sheet, slip, about) : deskBlocks(sheet, slip, about);
  const second =
    about.language === 'vi'
      ? []
      : [
          sheet.rule(),
          ...(slip.kind === 'ticket'
            ? essentials(sheet, slip, about, about.language)
            : deskEssentials(sheet, slip, about, about.language)),
        ];
  return sheet.draw([...blocks, ...second, sheet.gap(2)]);
}

/** A small paper beside the ticket's: its number, and what is to be paid for it. */
export function drawPaymentSlip(slip: PaymentSlip, about: Surroundings, paper: PaperSize): Bitmap {
  const sheet = openSheet(paper);
  const words = (language: string): Block[] =>
    [...replacedWords(slip, textsIn(language)), ...paymentWords(slip.payment, about, language)].map((line) =>
      sheet.text(line, { sizeMm: sizes.body, weight: 700 }),
    );
  return sheet.draw([
    ...head(sheet, about),
    sheet.figure(slip.number, sizes.number / 2),
    ...replacedWords(slip, textsIn('vi')).map((line) => mark(sheet, line)),
    ...paymentBlocks(sheet, slip.payment, about),
    issued(sheet, about, about.now, 'vi'),
    ...(about.language === 'vi' ? [] : [sheet.rule(), ...words(about.language)]),
    sheet.gap(2),
  ]);
}

/** Letters with stacked marks, and a frame that shows whether the paper is as wide as configured. */
export function drawTestPage(about: Surroundings, paper: PaperSize): Bitmap {
  const t = textsIn('vi');
  const sheet = openSheet(paper);
  const { widthDots, dotsPerMm } = paper;
  const line = Math.round(dotsPerMm / 4);
  const side = (top: boolean): Block => ({
    heightDots: line * 4,
    draw(pen, y) {
      pen.fillRect(0, top ? y : y + line * 3, widthDots, line);
      pen.fillRect(0, y, line, line * 4);
      pen.fillRect(widthDots - line, y, line, line * 4);
    },
  });
  return sheet.draw([
    side(true),
    sheet.text(inLanguage(about.hospital, 'vi'), { sizeMm: 3.6, weight: 700 }),
    sheet.figure(t('paper.test.heading'), 12),
    sheet.text(t('paper.test.letters'), { sizeMm: 4 }),
    sheet.text(t('paper.test.edges'), { sizeMm: 3.6 }),
    sheet.code(testCode, 22),
    issued(sheet, about, about.now, 'vi'),
    side(false),
    sheet.gap(2),
  ]);
}

/** No check-in key: a kiosk that is shown it says that it does not know it. */
const testCode = 'TIEP DON';

const sizes = { small: 3.4, body: 3.9, strong: 4.6, clinic: 6.6, number: 30, code: 25, payCode: 40 } as const;

type Words = ReturnType<typeof textsIn>;

function ticketBlocks(sheet: Sheet, slip: TicketSlip, about: Surroundings): Block[] {
  const t = textsIn('vi');
  const { clinic } = slip;
  return [
    ...head(sheet, about),
    ...(slip.place ? [sheet.text(t('paper.slip.of', slip.place), { sizeMm: sizes.small })] : []),
    ...(clinic ? clinicBlocks(sheet, clinic, 'vi') : []),
    ...laterBlocks(sheet, slip, about, 'vi'),
    sheet.gap(1),
    sheet.figure(slip.number, sizes.number),
    ...(slip.official ? [] : [sheet.text(t('ticket.unofficial'), { sizeMm: sizes.small, weight: 700 })]),
    ...(slip.replacedNumber === null
      ? []
      : [sheet.text(t('ticket.replaced', { number: slip.replacedNumber }), { sizeMm: sizes.body, weight: 700 })]),
    ...streamBlocks(sheet, slip, t),
    ...waitingBlocks(sheet, clinic, t),
    sheet.text(t(`paper.slip.called.${about.calledBy}`), { sizeMm: sizes.body }),
    ...(slip.checkAtDoor ? [sheet.gap(1), mark(sheet, t('paper.slip.checkAtDoor'))] : []),
    ...(slip.bringDocument ? [sheet.text(t('ticket.claimed'), { sizeMm: sizes.body, weight: 700 })] : []),
    sheet.rule(),
    ...sheet.codeWithText(slip.code, sizes.code, [
      ...(slip.maskedName === null
        ? []
        : [[t('paper.slip.name', { name: slip.maskedName }), { sizeMm: sizes.body, weight: 700 }] as const]),
      [t('paper.slip.scan'), { sizeMm: sizes.small }],
      [issuedText(about, slip.issuedAt ?? about.now, 'vi'), { sizeMm: sizes.small }],
    ]),
    ...paymentBlocks(sheet, slip.payment, about),
  ];
}

/** What the patient needs to know, in the language of the visit. */
function essentials(sheet: Sheet, slip: TicketSlip, about: Surroundings, language: string): Block[] {
  const t = textsIn(language);
  const { clinic } = slip;
  return [
    ...(clinic ? clinicBlocks(sheet, clinic, language, sizes.strong) : []),
    ...laterBlocks(sheet, slip, about, language),
    ...waitingBlocks(sheet, clinic, t),
    sheet.text(t(`paper.slip.called.${about.calledBy}`), { sizeMm: sizes.body }),
    ...(slip.official ? [] : [sheet.text(t('ticket.unofficial'), { sizeMm: sizes.small })]),
    ...(slip.checkAtDoor ? [sheet.text(t('ticket.checkAtDoor'), { sizeMm: sizes.body })] : []),
    ...(slip.bringDocument ? [sheet.text(t('ticket.claimed'), { sizeMm: sizes.body })] : []),
    sheet.text(t('paper.slip.scan'), { sizeMm: sizes.small }),
    ...paymentWords(slip.payment, about, language).map((words) =>
      sheet.text(words, { sizeMm: sizes.body, weight: 700 }),
    ),
  ];
}

function deskBlocks(sheet: Sheet, slip: DeskSlip, about: Surroundings): Block[] {
  const t = textsIn('vi');
  return [
    ...head(sheet, about),
    sheet.text(t('desk.title'), { sizeMm: sizes.clinic, weight: 700 }),
    ...(slip.code === null ? [] : [sheet.figure(slip.number, sizes.number)]),
    ...reasonBlocks(sheet, slip, t, sizes.strong),
    ...(slip.code === null ? withoutNumber(sheet, slip, about, t) : withNumber(sheet, slip, slip.code, about, t)),
  ];
}

function withNumber(sheet: Sheet, slip: DeskSlip, code: string, about: Surroundings, t: Words): Block[] {
  return [
    sheet.text(t(`paper.slip.atDesk.${about.calledBy}`), { sizeMm: sizes.body }),
    sheet.rule(),
    ...sheet.codeWithText(code, sizes.code, [
      [t(`desk.sync.${slip.sync}`), { sizeMm: sizes.body, weight: 700 }],
      [t('paper.slip.scanAtDesk'), { sizeMm: sizes.small }],
      [issuedText(about, slip.issuedAt ?? about.now, 'vi'), { sizeMm: sizes.small }],
    ]),
  ];
}

/** Nothing was recorded, and nobody calls. */
const withoutNumber = (sheet: Sheet, { issuedAt }: DeskSlip, about: Surroundings, t: Words): Block[] => [
  sheet.text(t('paper.slip.showAtDesk'), { sizeMm: sizes.body, weight: 700 }),
  sheet.rule(),
  issued(sheet, about, issuedAt ?? about.now, 'vi'),
];

function deskEssentials(sheet: Sheet, slip: DeskSlip, about: Surroundings, language: string): Block[] {
  const t = textsIn(language);
  return [
    sheet.text(t('desk.title'), { sizeMm: sizes.strong, weight: 700 }),
    ...reasonBlocks(sheet, slip, t, sizes.body),
    ...(slip.code === null
      ? [sheet.text(t('paper.slip.showAtDesk'), { sizeMm: sizes.body })]
      : [
          sheet.text(t(`paper.slip.atDesk.${about.calledBy}`), { sizeMm: sizes.body }),
          sheet.text(t(`desk.sync.${slip.sync}`), { sizeMm: sizes.body }),
        ]),
  ];
}

/** What of the insurance has words of its own at the desk. */
const atCounter = ['army', 'police', 'child-without-card', 'open-stay'] as const;

function reasonBlocks(sheet: Sheet, { reason, advice }: DeskSlip, t: Words, sizeMm: number): Block[] {
  if (reason === null) return [];
  const about = atCounter.find((each) => each === advice);
  return [sheet.text(about ? t(`insurance.advice.${about}`) : t(`desk.reason.${reason}`), { sizeMm })];
}

const head = (sheet: Sheet, { hospital }: Surroundings): Block[] => [
  sheet.text(inLanguage(hospital, 'vi'), { sizeMm: sizes.body, weight: 700 }),
  sheet.rule(),
];

function clinicBlocks(sheet: Sheet, clinic: Clinic, language: string, sizeMm: number = sizes.clinic): Block[] {
  const t = textsIn(language);
  const place = [
    ...(clinic.room === '' ? [] : [t('place.room', { room: clinic.room })]),
    ...(clinic.floor === '' ? [] : [t('place.floor', { floor: clinic.floor })]),
  ]
    .map(together)
    .join('\u00a0· ');
  return [
    sheet.text(inLanguage(clinic.name, language), { sizeMm, weight: 700 }),
    ...(place === '' ? [] : [sheet.text(place, { sizeMm: sizes.strong, weight: 700 })]),
    ...(clinic.building === null
      ? []
      : [sheet.text(t('paper.slip.way', { building: clinic.building }), { sizeMm: sizes.strong, weight: 700 })]),
  ];
}

/** "Tầng 3" is one thing. */
const together = (words: string): string => words.replaceAll(' ', '\u00a0');

function laterBlocks(sheet: Sheet, { later }: TicketSlip, about: Surroundings, language: string): Block[] {
  if (later === null || isNow(later, about)) return [];
  const t = textsIn(language);
  const when = `${t(`myTicket.session.${later.session}`)} ${formatNearDay(later.serviceDate, language)}`;
  return [mark(sheet, t('ticket.later', { when })), ...sameDay(sheet, later.serviceDate, about, t)];
}

const isNow = (later: NonNullable<TicketSlip['later']>, { serviceDate, session }: Surroundings): boolean =>
  later.serviceDate === serviceDate && later.session === session;

/** A day that people call by a word. */
function sameDay(sheet: Sheet, serviceDate: string, about: Surroundings, t: Words): Block[] {
  const relation = dayRelation(serviceDate, about.serviceDate);
  if (relation !== 'today' && relation !== 'tomorrow') return [];
  return [sheet.text(t(`when.${relation}`), { sizeMm: sizes.strong, weight: 700 })];
}

function streamBlocks(sheet: Sheet, { stream, priorityReason }: TicketSlip, t: Words): Block[] {
  if (stream === null) return [];
  if (stream !== 'priority') return [sheet.text(t(`stream.${stream}`), { sizeMm: sizes.strong, weight: 700 })];
  return [mark(sheet, priorityReason === null ? t('stream.priority') : priorityText(priorityReason, t)), sheet.gap(1)];
}

/** A rule of the hospital's own has no words here: it is "by law". */
function priorityText(code: string, t: Words): string {
  const key = `priority.${code}`;
  const reason = texts.exists(key, { lng: 'vi' }) ? t(key as 'priority.other') : t('priority.other');
  return t('paper.slip.priority', { reason });
}

/** Only what the hospital says: nothing is estimated here. */
function waitingBlocks(sheet: Sheet, clinic: Clinic | null, t: Words): Block[] {
  if (clinic === null) return [];
  const { waiting, waitMinutes } = clinic;
  const people =
    waiting === null ? [] : [waiting === 0 ? t('myTicket.nobodyAhead') : t('paper.slip.waiting', { count: waiting })];
  const time = waitMinutes === undefined ? [] : [t('place.wait', { minutes: waitMinutes })];
  return [...people, ...time].map((words) => sheet.text(words, { sizeMm: sizes.strong, weight: 700 }));
}

/** White on black: staff see it from a step away. */
const mark = (sheet: Sheet, words: string): Block =>
  sheet.text(words, { sizeMm: sizes.strong, weight: 700, isReversed: true });

/** A paper in the hand says another code. */
const replacedWords = ({ replaces }: PaymentSlip, t: Words): string[] => (replaces ? [t('paper.slip.replaces')] : []);

function paymentBlocks(sheet: Sheet, payment: Payment, about: Surroundings): Block[] {
  const t = textsIn('vi');
  const words = paymentWords(payment, about, 'vi');
  if (words.length === 0) return [];
  const lines = words.map((line) => sheet.text(line, { sizeMm: sizes.strong, weight: 700 }));
  if (payment.state !== 'due') return [sheet.rule(), ...lines];
  const { qr, bank, maskedAccount } = payment;
  return [
    sheet.rule(),
    ...lines,
    sheet.code(qr, sizes.payCode),
    sheet.text(t('paper.slip.account', { bank, account: maskedAccount }), { sizeMm: sizes.small }),
    sheet.text(t('paper.slip.payCode'), { sizeMm: sizes.small }),
  ];
}

function paymentWords(payment: Payment, { serviceDate }: Surroundings, language: string): string[] {
  const t = textsIn(language);
  switch (payment.state) {
    case 'none':
    case 'asking':
      return [];
    case 'balanced':
      return [t('payment.balanced')];
    case 'due':
      return [
        ...amountWords(payment, t, language),
        ...(payment.until === null
          ? []
          : [t('payment.until', { when: formatEnd(payment.until, serviceDate, language) })]),
      ];
    case 'cashier':
      return [t(`payment.cashier.${payment.reason}`), ...amountWords(payment, t, language)];
  }
}

/** The cashier finds it by the hospital's own number. */
function amountWords(
  { amount, invoiceNumber }: { amount: number | null; invoiceNumber: string | null },
  t: Words,
  language: string,
): string[] {
  return [
    ...(amount === null ? [] : [t('paper.slip.amount', { amount: formatMoney(amount, language) })]),
    ...(invoiceNumber === null ? [] : [t('payment.invoice', { number: invoiceNumber })]),
  ];
}

const issued = (sheet: Sheet, about: Surroundings, instant: string, language: string): Block =>
  sheet.text(issuedText(about, instant, language), { sizeMm: sizes.small });

function issuedText({ kioskId, session }: Surroundings, instant: string, language: string): string {
  const t = textsIn(language);
  const when = t('paper.slip.issued', {
    time: formatTime(instant, language),
    session: t(`myTicket.session.${session}`),
    day: formatDay(instant, language),
  });
  return `${when} · ${t('paper.slip.kiosk', { kioskId })}`;
}
