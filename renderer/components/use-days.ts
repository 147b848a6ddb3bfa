import type { Later } from '../../electron/bridge/clinic-snapshot.ts';
import { dayRelation, formatDay, formatNearDay } from '../language/format.ts';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';

/** Days and sessions as people say them at the kiosk, counted from the hospital's day. */
export function useDays() {
  const t = useKioskTexts();
  const { language, today } = useKiosk();
  const near = (day: string) =>
    day.slice(0, 4) === today.slice(0, 4) ? formatNearDay(day, language) : formatDay(day, language);
  return {
    /** "Hôm nay", "Ngày mai", or the date. */
    dayName: (day: string): string => {
      const relation = dayRelation(day, today);
      return relation === 'past' || relation === 'future' ? near(day) : t(`when.${relation}`);
    },
    /** "chiều nay", "sáng mai", "sáng 24/11", in the middle of a sentence. */
    sessionName: ({ serviceDate, session }: Pick<Later, 'serviceDate' | 'session'>): string => {
      const relation = dayRelation(serviceDate, today);
      if (relation === 'today' || relation === 'tomorrow') return t(`when.session.${relation}.${session}`);
      return t(`when.session.other.${session}`, { day: near(serviceDate) });
    },
    /** Whether that day is over. */
    isPast: (day: string): boolean => day < today,
  };
}
