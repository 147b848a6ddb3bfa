import { inLanguage } from '../bridge/clinic-snapshot.ts';
import { formatDay, formatTime } from '../../renderer/language/format.ts';
import { textsIn } from '../../renderer/language/texts.ts';
import type { Block, Sheet } from './sheet.ts';
import type { Surroundings } from './slips.ts';

/** What papers of all kinds have. */

/** In millimetres: how high letters are, and how wide codes. */
export const sizes = { small: 3.4, body: 3.9, strong: 4.6, clinic: 6.6, number: 30, code: 25, payCode: 40 } as const;

/** The texts of one language. */
export type Words = ReturnType<typeof textsIn>;

/** Whose paper it is. */
export const head = (sheet: Sheet, { hospital }: Surroundings): Block[] => [
  sheet.text(inLanguage(hospital, 'vi'), { sizeMm: sizes.body, weight: 700 }),
  sheet.rule(),
];

/** White on black: staff see it from a step away. */
export const mark = (sheet: Sheet, words: string): Block =>
  sheet.text(words, { sizeMm: sizes.strong, weight: 700, isReversed: true });

/** When it was given, and by which kiosk. */
export const issued = (sheet: Sheet, about: Surroundings, instant: string | null, language: string): Block =>
  sheet.text(issuedText(about, instant, language), { sizeMm: sizes.small });

/** null: printed again now, of which nobody may think that it is the time of the visit. */
export function issuedText(
  { kioskId, sessionAt, now }: Surroundings,
  instant: string | null,
  language: string,
): string {
  const t = textsIn(language);
  const at = (moment: string) => ({ time: formatTime(moment, language), day: formatDay(moment, language) });
  const when =
    instant === null
      ? t('paper.slip.printedAgain', at(now))
      : t('paper.slip.issued', { ...at(instant), session: t(`myTicket.session.${sessionAt(instant)}`) });
  return `${when} · ${t('paper.slip.kiosk', { kioskId })}`;
}
