import type { Clinic } from '../../electron/bridge/snapshot.ts';
import { useKioskTexts } from './kiosk-context.ts';

/** Room and floor, as far as the hospital tells them. */
export function Place({ clinic }: { clinic: Clinic }) {
  const t = useKioskTexts();
  const parts = [
    ...(clinic.room === '' ? [] : [t('place.room', { room: clinic.room })]),
    ...(clinic.floor === '' ? [] : [t('place.floor', { floor: clinic.floor })]),
  ];
  return <span className="place">{parts.join(' · ')}</span>;
}
