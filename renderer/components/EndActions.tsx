import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** The end of a visit. Its countdown stands beside the number instead of covering it; one touch extends it. */
export function EndActions({ finish, secondsLeft }: { finish: string; secondsLeft: number | null }) {
  const t = useKioskTexts();
  const isEnding = secondsLeft !== null;
  return (
    <div className={isEnding ? 'actions actions-pair' : 'actions'}>
      <div data-ends-visit>
        <KioskButton look="primary" does={{ type: 'finish' }}>
          {finish}
        </KioskButton>
      </div>
      {isEnding && (
        <KioskButton look="quiet" does={{ type: 'presence' }}>
          {t('idle.keep', { count: secondsLeft })}
        </KioskButton>
      )}
      {/* Said once, not every second. */}
      <p className="spoken" role="status">
        {isEnding && t('idle.numberHides')}
      </p>
    </div>
  );
}
