import { Children, type ReactNode } from 'react';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { useAttentionSound } from './use-attention-sound.ts';

/** Whatever is counted takes the room of this. */
const widestSeconds = 88;

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
  return (
    <div className={`actions ${others > 0 ? 'actions-pair' : ''} ${others % 2 === 1 ? 'actions-odd' : ''}`}>
      {/* Both have their place all the time: a finger on one of the others ends the countdown, and nothing may move below it. */}
      <div className={isEnding ? 'actions-end actions-ending' : 'actions-end'}>
        <div data-ends-visit>
          <KioskButton look={look} does={{ type: 'finish' }}>
            {finish}
          </KioskButton>
        </div>
        <KioskButton look="quiet" className="end-keep" does={{ type: 'presence' }}>
          <span className="end-keep-room" aria-hidden="true">
            {t(keep, { count: widestSeconds })}
          </span>
          <span data-counting="ending">{secondsLeft !== null && t(keep, { count: secondsLeft })}</span>
        </KioskButton>
      </div>
      {children}
      {/* Said once, not every second. */}
      <p className="spoken" role="status">
        {isEnding && ending}
      </p>
    </div>
  );
}
