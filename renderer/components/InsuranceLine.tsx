import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { formatDay } from '../language/format.ts';
import { AttentionIcon, CheckIcon, InfoIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';

type Insurance = VisitAt<'choose'>['insurance'];

/** What the hospital says about the health insurance, in a sentence with its sign. */
export function InsuranceLine({ insurance, withNumber }: { insurance: Insurance; withNumber: boolean }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  if (insurance.outcome === 'covered') {
    const words =
      insurance.validTo === null
        ? t('insurance.covered')
        : t('insurance.coveredUntil', { date: formatDay(insurance.validTo, language) });
    return (
      <p className="line line-good">
        <CheckIcon />
        <span>
          {words}
          {withNumber && insurance.maskedNumber !== null && <span className="masked"> {insurance.maskedNumber}</span>}
        </span>
      </p>
    );
  }
  const needsDesk = insurance.outcome !== 'unknown';
  return (
    <p className={`line ${needsDesk ? 'line-attention' : 'line-info'}`}>
      {needsDesk ? <AttentionIcon /> : <InfoIcon />}
      <span>{t(`insurance.${insurance.outcome}`)}</span>
    </p>
  );
}
