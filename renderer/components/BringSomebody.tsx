import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** Whoever identified may have come with the patient. */
export function BringSomebody() {
  const t = useKioskTexts();
  return (
    <KioskButton look="quiet" does={{ type: 'bring-somebody' }}>
      {t('choose.bringSomebody')}
    </KioskButton>
  );
}
