import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** A camera that reads codes runs when it is asked to, and no longer than it is wanted. */
export function CameraButton({ open, look }: { open: () => void; look: 'primary' | 'quiet' }) {
  const t = useKioskTexts();
  return (
    <KioskButton look={look} does={open}>
      {t('attract.showToCamera')}
    </KioskButton>
  );
}
