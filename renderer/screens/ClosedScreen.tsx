import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import { StaffPerson } from '../components/drawings.tsx';
import { ShutDoor } from '../components/drawings-trouble.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { Scene } from '../components/Scene.tsx';
import { StaffEntrance } from '../components/StaffEntrance.tsx';
import { useDays } from '../components/use-days.ts';
import type { Closed } from './out-of-service.ts';

/** Patients read when it opens and where to go; staff read, below and smaller, what is wrong. */
export function ClosedScreen({ reason, hasStaff }: { reason: Closed; hasStaff: boolean }) {
  const t = useKioskTexts();
  if (reason.by === 'fault') {
    return (
      <Scene key="closed" picture={<StaffPerson />} title={t('closed.title')} detail={t('closed.detail')}>
        <Nearest nearest={reason.nearest} />
        <div className="for-staff" data-reason={reason.notice}>
          <p className="for-staff-label">{t('closed.forStaff')}</p>
          <p>{t(`notices.${reason.notice}`)}</p>
        </div>
      </Scene>
    );
  }
  return (
    <Scene
      key={reason.by}
      picture={<ShutDoor />}
      title={t(`closed.by.${reason.by}.title`)}
      detail={t(`closed.by.${reason.by}.detail`)}
    >
      {reason.opens && <Opens opens={reason.opens} />}
      <Nearest nearest={reason.nearest} />
      {hasStaff && <StaffEntrance />}
    </Scene>
  );
}

function Opens({ opens: { day, time } }: { opens: { day: string; time: string } }) {
  const t = useKioskTexts();
  const { dayName } = useDays();
  return <p className="detail figure">{t('closed.opens', { day: dayName(day), time })}</p>;
}

function Nearest({ nearest }: Pick<Closed, 'nearest'>) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  if (!nearest) return null;
  return (
    <div className="closed-where">
      <p className="aside">{t('closed.nearest')}</p>
      <p className="greeting">{inLanguage(nearest, language)}</p>
    </div>
  );
}
