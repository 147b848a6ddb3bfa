import type { Insurance } from '../../electron/bridge/insurance-snapshot.ts';
import { formatDay } from '../language/format.ts';
import { AttentionIcon, CheckIcon, InfoIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';

const looks = {
  covered: { tone: 'good', Sign: CheckIcon },
  'not-covered': { tone: 'attention', Sign: AttentionIcon },
  'check-name': { tone: 'attention', Sign: AttentionIcon },
  // Nobody knows yet, which is not "not insured".
  unknown: { tone: 'info', Sign: InfoIcon },
} as const;

/** What the hospital says about the health insurance and what to do now, with its sign. */
export function InsuranceLine({ insurance }: { insurance: Insurance }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { tone, Sign } = looks[insurance.outcome];
  const { advice, validTo } = insurance;
  return (
    <p className={`line line-${tone}`} data-advice={advice} data-private="">
      <Sign />
      <span>
        {advice === 'covered' && validTo !== null
          ? t('insurance.coveredUntil', { date: formatDay(validTo, language) })
          : t(`insurance.advice.${advice}`)}
      </span>
    </p>
  );
}
