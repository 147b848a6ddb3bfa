import { type Clinic, inLanguage } from '../bridge/clinic-snapshot.ts';
import { dayRelation, formatNearDay } from '../../renderer/language/format.ts';
import { texts, textsIn } from '../../renderer/language/texts.ts';
import { paymentBlocks, paymentWords } from './payment-blocks.ts';
import type { Block, Sheet } from './sheet.ts';
import { head, issuedText, mark, sizes, type Words } from './slip-parts.ts';
import type { Surroundings, TicketSlip } from './slips.ts';

/** The paper of a ticket for a clinic. */

/** In Vietnamese, and whole. */
export function ticketBlocks(sheet: Sheet, slip: TicketSlip, about: Surroundings): Block[] {
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
    ...replacedBlocks(sheet, slip, t),
    ...streamBlocks(sheet, slip, t),
    ...insuranceBlocks(sheet, slip, t),
    ...waitingBlocks(sheet, slip, t),
    sheet.text(t(`paper.slip.called.${about.calledBy}`), { sizeMm: sizes.body }),
    ...(slip.checkAtDoor ? [sheet.gap(1), mark(sheet, t('paper.slip.checkAtDoor'))] : []),
    ...(slip.bringDocument ? [sheet.text(t('ticket.claimed'), { sizeMm: sizes.body, weight: 700 })] : []),
    sheet.rule(),
    ...sheet.codeWithText(slip.code, sizes.code, [
      ...(slip.maskedName === null
        ? []
        : [[t('paper.slip.name', { name: slip.maskedName }), { sizeMm: sizes.body, weight: 700 }] as const]),
      [scanText(slip, about, t), { sizeMm: sizes.small }],
      [issuedText(about, slip.issuedAt, 'vi'), { sizeMm: sizes.small }],
    ]),
    ...paymentBlocks(sheet, slip.payment, about),
  ];
}

/** What the patient needs to know, in the language of the visit. */
export function ticketEssentials(sheet: Sheet, slip: TicketSlip, about: Surroundings, language: string): Block[] {
  const t = textsIn(language);
  const { clinic } = slip;
  return [
    ...(clinic ? clinicBlocks(sheet, clinic, language, sizes.strong) : []),
    ...laterBlocks(sheet, slip, about, language),
    ...waitingBlocks(sheet, slip, t),
    sheet.text(t(`paper.slip.called.${about.calledBy}`), { sizeMm: sizes.body }),
    ...(slip.official ? [] : [sheet.text(t('ticket.unofficial'), { sizeMm: sizes.small })]),
    ...replacedBlocks(sheet, slip, t),
    ...insuranceBlocks(sheet, slip, t),
    ...(slip.checkAtDoor ? [sheet.text(t('ticket.checkAtDoor'), { sizeMm: sizes.body })] : []),
    ...(slip.bringDocument ? [sheet.text(t('ticket.claimed'), { sizeMm: sizes.body })] : []),
    sheet.text(scanText(slip, about, t), { sizeMm: sizes.small }),
    ...paymentWords(slip.payment, about, language).map((words) =>
      sheet.text(words, { sizeMm: sizes.body, weight: 700 }),
    ),
  ];
}

/** What its code is good for: money is not moved at a kiosk, and a number nowhere but where it was given. */
const scanText = ({ mayChange, payment }: TicketSlip, { kioskId }: Surroundings, t: Words): string =>
  mayChange && payment.state === 'none' ? t('paper.slip.scanToChange', { kioskId }) : t('paper.slip.scan');

/** A paper in the hand says a number that nobody calls. */
const replacedBlocks = (sheet: Sheet, { replacedNumber: number }: TicketSlip, t: Words): Block[] =>
  number === null ? [] : [sheet.text(t('ticket.replaced', { number, count: 1 }), { sizeMm: sizes.body, weight: 700 })];

export function clinicBlocks(sheet: Sheet, clinic: Clinic, language: string, sizeMm: number = sizes.clinic): Block[] {
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

/** Nobody could say whether insurance pays: what its holder does about that. */
const insuranceBlocks = (sheet: Sheet, { asksInsurance }: TicketSlip, t: Words): Block[] =>
  asksInsurance ? [sheet.text(t('ticket.asksInsurance'), { sizeMm: sizes.body, weight: 700 })] : [];

/** A rule of the hospital's own has no words here: it is "by law". */
function priorityText(code: string, t: Words): string {
  const key = `priority.${code}`;
  const reason = texts.exists(key, { lng: 'vi' }) ? t(key as 'priority.other') : t('priority.other');
  return t('paper.slip.priority', { reason });
}

/** Only what the hospital says: nothing is estimated here. */
function waitingBlocks(sheet: Sheet, { ahead, waitMinutes }: TicketSlip, t: Words): Block[] {
  const people =
    ahead === null ? [] : [ahead === 0 ? t('myTicket.nobodyAhead') : t('paper.slip.waiting', { count: ahead })];
  const time = waitMinutes === null ? [] : [t('place.wait', { minutes: waitMinutes })];
  return [...people, ...time].map((words) => sheet.text(words, { sizeMm: sizes.strong, weight: 700 }));
}
