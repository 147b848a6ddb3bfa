import { Children, type ReactNode } from 'react';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { useAttentionSound } from './use-attention-sound.ts';

/** The end of a visit. Its countdown stands beside the number instead of covering it; one touch extends it. */
export function EndActions({
  finish,
  ending,
  keep = 'idle.keep',
  look = 'primary',
  secondsLeft,
  children,
}: {
  finish: string;
  /** Said when the countdown begins. */
  ending: string;
  /** What stays when the countdown is stopped. */
  keep?: 'idle.keep' | 'emergency.keep';
  look?: 'primary' | 'quiet';
  secondsLeft: number | null;
  /** What else may be done with the number. */
  children?: ReactNode;
}) {
  const t = useKioskTexts();
  const isEnding = secondsLeft !== null;
  useAttentionSound(isEnding ? 'ending' : null);
  const others = Children.toArray(children).length;
  // Three others and this one are two rows of two.
  const isWide = !isEnding && others !== 3;
  const cells = others + (isEnding ? 2 : isWide ? 0 : 1);
  return (
    <div className={`actions ${isEnding || others > 0 ? 'actions-pair' : ''} ${cells % 2 === 1 ? 'actions-odd' : ''}`}>
      <div data-ends-visit className={isWide ? 'actions-wide' : undefined}>
        <KioskButton look={look} does={{ type: 'finish' }}>
          {finish}
        </KioskButton>
      </div>
      {isEnding && (
        <KioskButton look="quiet" does={{ type: 'presence' }}>
          {t(keep, { count: secondsLeft })}
        </KioskButton>
      )}
      {children}
      {/* Said once, not every second. */}
      <p className="spoken" role="status">
        {isEnding && ending}
      </p>
    </div>
  );
}
