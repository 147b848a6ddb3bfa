import { Children, type ReactNode } from 'react';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** The end of a visit. Its countdown stands beside the number instead of covering it; one touch extends it. */
export function EndActions({
  finish,
  secondsLeft,
  children,
}: {
  finish: string;
  secondsLeft: number | null;
  /** What else may be done with the number. */
  children?: ReactNode;
}) {
  const t = useKioskTexts();
  const isEnding = secondsLeft !== null;
  const others = Children.toArray(children).length;
  return (
    <div className={isEnding || others > 0 ? 'actions actions-pair' : 'actions'}>
      <div data-ends-visit className={isEnding ? undefined : 'actions-wide'}>
        <KioskButton look="primary" does={{ type: 'finish' }}>
          {finish}
        </KioskButton>
      </div>
      {isEnding && (
        <KioskButton look="quiet" does={{ type: 'presence' }}>
          {t('idle.keep', { count: secondsLeft })}
        </KioskButton>
      )}
      {children}
      {/* Said once, not every second. */}
      <p className="spoken" role="status">
        {isEnding && t('idle.numberHides')}
      </p>
    </div>
  );
}
