import { inLanguage } from '../bridge/clinic-snapshot.ts';
import { textsIn } from '../../renderer/language/texts.ts';
import type { Block, Sheet } from './sheet.ts';
import { head, issuedText, sizes } from './slip-parts.ts';
import type { Surroundings, TicketSlip } from './slips.ts';
import { clinicBlocks } from './ticket-blocks.ts';

/** The paper of a number that the hospital has refused: nobody calls it, and its patient goes elsewhere. */

type RefusedSlip = TicketSlip & { refusal: NonNullable<TicketSlip['refusal']> };

/** In Vietnamese, and whole. */
export function refusedBlocks(sheet: Sheet, slip: RefusedSlip, about: Surroundings): Block[] {
  const t = textsIn('vi');
  return [
    ...head(sheet, about),
    ...(slip.place ? [sheet.text(t('paper.slip.of', slip.place), { sizeMm: sizes.small })] : []),
    sheet.text(title(slip, 'vi'), { sizeMm: slip.place ? sizes.strong : sizes.clinic, weight: 700 }),
    sheet.gap(1),
    sheet.figure(slip.number, sizes.number / 3, true),
    sheet.gap(1),
    ...whereToBlocks(sheet, slip, 'vi', { text: sizes.strong, clinic: sizes.clinic }),
    sheet.rule(),
    ...sheet.codeWithText(slip.code, sizes.code, [
      ...(slip.maskedName === null
        ? []
        : [[t('paper.slip.name', { name: slip.maskedName }), { sizeMm: sizes.body, weight: 700 }] as const]),
      [t('paper.slip.scanAtDesk'), { sizeMm: sizes.small }],
      [issuedText(about, slip.issuedAt, 'vi'), { sizeMm: sizes.small }],
    ]),
  ];
}

/** What the patient needs to know, in the language of the visit. */
export const refusedEssentials = (sheet: Sheet, slip: RefusedSlip, language: string): Block[] => [
  sheet.text(title(slip, language), { sizeMm: sizes.strong, weight: 700 }),
  ...whereToBlocks(sheet, slip, language, { text: sizes.body, clinic: sizes.strong }),
];

/** Of several numbers the others may stand. */
const title = ({ number, place }: RefusedSlip, language: string): string =>
  place ? textsIn(language)('ticket.refused', { number, count: 1 }) : textsIn(language)('myTicket.title.refused');

/** `sizesMm`: of words, and of the name of a clinic. */
function whereToBlocks(
  sheet: Sheet,
  { refusal, clinic, place }: RefusedSlip,
  language: string,
  sizesMm: { text: number; clinic: number },
): Block[] {
  const t = textsIn(language);
  const { reason, sendTo } = refusal;
  const why = t(`myTicket.refusal.${reason}`);
  // Which of them it is, where two clinics may give the same number; where to go has been said.
  if (place)
    return [sheet.text(clinic ? `${inLanguage(clinic.name, language)}: ${why}` : why, { sizeMm: sizesMm.text })];
  return [
    sheet.text(why, { sizeMm: sizesMm.text }),
    sheet.text(sendTo ? t('myTicket.sendTo') : t('myTicket.sendToDesk'), { sizeMm: sizesMm.text, weight: 700 }),
    ...(sendTo ? clinicBlocks(sheet, sendTo, language, sizesMm.clinic) : []),
  ];
}
