import { BackButton } from './BackButton.tsx';
import { useKioskTexts } from './kiosk-context.ts';

/** Back to the question before, whichever that was. */
export function QuestionBefore() {
  const t = useKioskTexts();
  return <BackButton>{t('typed.back')}</BackButton>;
}
