import { goToStaff } from '../staff-entrance.ts';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** For whoever of the staff has come to this screen. A patient who presses it finds a login, and is back in a minute. */
export function StaffEntrance() {
  const t = useKioskTexts();
  return (
    <KioskButton look="quiet" className="staff-entrance" does={goToStaff}>
      {t('staff.entrance')}
    </KioskButton>
  );
}
