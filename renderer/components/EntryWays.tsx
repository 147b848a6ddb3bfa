import type { VisitIntent } from '../../electron/bridge/intent.ts';
import { BackButton } from './BackButton.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** The ways out of typing who one is: back, and to staff. */
export function EntryWays({ back }: { back: VisitIntent | (() => void) }) {
  const t = useKioskTexts();
  return (
    <>
      <BackButton does={back}>{t('typed.back')}</BackButton>
      <KioskButton look="quiet" does={{ type: 'ask-for-staff' }}>
        {t('choose.askDesk')}
      </KioskButton>
    </>
  );
}
