import { BackIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** Back to the question before, whichever that was. */
export function QuestionBefore() {
  const t = useKioskTexts();
  return (
    <KioskButton look="quiet" does={{ type: 'back' }}>
      <BackIcon />
      {t('typed.back')}
    </KioskButton>
  );
}
