import type { Clinic } from '../../electron/bridge/clinic-snapshot.ts';
import { useKioskTexts } from './kiosk-context.ts';

/**
 * Room, floor and, where it is not the kiosk's own, the building, as far as the hospital tells them. `isShort`: of two,
 * the building helps to choose and the floor does not. `isPrivate`: it tells where a patient goes.
 */
export function Place({
  clinic,
  isShort = false,
  isPrivate = false,
}: {
  clinic: Clinic;
  isShort?: boolean;
  isPrivate?: boolean;
}) {
  const t = useKioskTexts();
  const leavesFloor = isShort && clinic.building !== null;
  const parts = [
    ...(clinic.room === '' ? [] : [t('place.room', { room: clinic.room })]),
    ...(clinic.floor === '' || leavesFloor ? [] : [t('place.floor', { floor: clinic.floor })]),
    ...(clinic.building === null ? [] : [clinic.building]),
  ];
  return (
    <span className="place" data-private={isPrivate ? '' : undefined}>
      {parts.join(' · ')}
    </span>
  );
}
