import { StaffPerson } from '../components/drawings.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { Scene } from '../components/Scene.tsx';
import type { ClosedReason } from './out-of-service.ts';

/** Patients read where to go; staff read, below and smaller, what is wrong. */
export function ClosedScreen({ reason }: { reason: ClosedReason }) {
  const t = useKioskTexts();
  return (
    <Scene key="closed" picture={<StaffPerson />} title={t('closed.title')} detail={t('closed.detail')}>
      <div className="for-staff" data-reason={reason}>
        <p className="for-staff-label">{t('closed.forStaff')}</p>
        <p>{t(`notices.${reason}`)}</p>
      </div>
    </Scene>
  );
}
