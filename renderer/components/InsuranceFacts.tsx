import type { Insurance } from '../../electron/bridge/insurance-snapshot.ts';
import { formatDay, formatPercent } from '../language/format.ts';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { SheetRow } from './SheetRow.tsx';

/** The hospital's answer about the insurance, a line a fact, what counts most first; what it does not say has no line. */
export function InsuranceFacts({ insurance, atMost }: { insurance: Insurance; atMost: number }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { maskedNumber, maskedReplacedNumber, registeredFacility, route, benefitPercent, patientSharePercent } =
    insurance;
  const { openStayAt, referral } = insurance;
  // A card that does not count pays for nothing, whatever is written for it.
  const percent = (share: number | null) =>
    share === null || insurance.outcome !== 'covered' ? null : formatPercent(share / 100, language);
  const [benefit, share] = [percent(benefitPercent), percent(patientSharePercent)];
  // The line above says it of a card that is simply valid.
  const validTo = insurance.advice === 'covered' ? null : insurance.validTo;
  const facts = [
    [t('insurance.number'), maskedNumber],
    [t('insurance.benefit'), benefit && share ? t('insurance.both', { benefit, share }) : benefit],
    [t('insurance.share'), benefit ? null : share],
    [t('insurance.openStay'), openStayAt],
    [t('insurance.referral'), referral && referral.facility],
    [
      referral?.isOver === true ? t('insurance.referralOver') : t('insurance.referralUntil'),
      referral && referral.validTo && formatDay(referral.validTo, language),
    ],
    [t('insurance.validTo'), validTo && formatDay(validTo, language)],
    [t('insurance.replaced'), maskedReplacedNumber],
    [t('insurance.route'), route && t(`insurance.routes.${route}`)],
    [t('insurance.facility'), registeredFacility],
  ] as const;
  const known = facts.filter(([, fact]) => fact !== null).slice(0, atMost);
  if (known.length === 0) return null;
  return (
    <dl className="sheet sheet-facts">
      {known.map(([label, fact]) => (
        <SheetRow key={label} label={label}>
          <span className="figure">{fact}</span>
        </SheetRow>
      ))}
    </dl>
  );
}
