import type { KnownAge } from '../../electron/bridge/clinic-snapshot.ts';
import { formatDay, formatTime, isOfToday } from '../language/format.ts';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';

/** Since when what is shown of the hospital is as it is; with the day, when that is not today. */
export function AsOf({ readModel }: { readModel: KnownAge }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const time = formatTime(readModel.fetchedAt, language);
  if (isOfToday(readModel)) return <span data-counting="age">{t('choose.asOf', { time })}</span>;
  return (
    <span data-counting="age">{t('choose.asOfDay', { time, day: formatDay(readModel.fetchedAt, language) })}</span>
  );
}
