import type { VisitStep } from '../../electron/bridge/snapshot.ts';
import { CheckIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { railOf, railStops } from './rail.ts';

/** How far the visit is: four quiet words, the present one told apart by more than its colour. */
export function ProgressRail({ step }: { step: VisitStep }) {
  const t = useKioskTexts();
  const present = railOf(step);
  if (present === null) return null;
  const at = railStops.indexOf(present);
  return (
    <ol className="rail" aria-label={t('around.rail.label')}>
      {railStops.map((stop, index) => (
        <li
          key={stop}
          className={index < at ? 'rail-stop rail-done' : 'rail-stop'}
          {...(stop === present && { 'aria-current': 'step' })}
        >
          {index < at ? <CheckIcon /> : <span className="rail-dot" />}
          <span className="rail-word">{t(`around.rail.${stop}`)}</span>
        </li>
      ))}
    </ol>
  );
}
