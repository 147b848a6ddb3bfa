import { textsIn } from '../../renderer/language/texts.ts';
import type { Block, Sheet } from './sheet.ts';
import { head, issued, issuedText, sizes, type Words } from './slip-parts.ts';
import type { DeskSlip, Surroundings } from './slips.ts';

/** The paper of somebody whom staff serve. */

/** In Vietnamese, and whole. */
export function deskBlocks(sheet: Sheet, slip: DeskSlip, about: Surroundings): Block[] {
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
      ...(slip.sync === null ? [] : [[t(`desk.sync.${slip.sync}`), { sizeMm: sizes.body, weight: 700 }] as const]),
      [t('paper.slip.scanAtDesk'), { sizeMm: sizes.small }],
      [issuedText(about, slip.issuedAt, 'vi'), { sizeMm: sizes.small }],
    ]),
  ];
}

/** Nothing was recorded, and nobody calls. */
const withoutNumber = (sheet: Sheet, { issuedAt }: DeskSlip, about: Surroundings, t: Words): Block[] => [
  sheet.text(t('paper.slip.showAtDesk'), { sizeMm: sizes.body, weight: 700 }),
  sheet.rule(),
  issued(sheet, about, issuedAt, 'vi'),
];

/** What the patient needs to know, in the language of the visit. */
export function deskEssentials(sheet: Sheet, slip: DeskSlip, about: Surroundings, language: string): Block[] {
  const t = textsIn(language);
  return [
    sheet.text(t('desk.title'), { sizeMm: sizes.strong, weight: 700 }),
    ...reasonBlocks(sheet, slip, t, sizes.body),
    ...(slip.code === null
      ? [sheet.text(t('paper.slip.showAtDesk'), { sizeMm: sizes.body })]
      : [
          sheet.text(t(`paper.slip.atDesk.${about.calledBy}`), { sizeMm: sizes.body }),
          ...(slip.sync === null ? [] : [sheet.text(t(`desk.sync.${slip.sync}`), { sizeMm: sizes.body })]),
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
