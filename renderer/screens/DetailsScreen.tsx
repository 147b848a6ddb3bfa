import { useContext, useState } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { BringSomebody } from '../components/BringSomebody.tsx';
import { DigitEntry, type DigitGroup } from '../components/DigitEntry.tsx';
import { FirstPageContext, useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { QuestionBefore } from '../components/QuestionBefore.tsx';

/** Mobile numbers have ten digits, landlines with their area code eleven. */
const shortestNumber = 10;
const mobileGroups: readonly DigitGroup[] = [{ length: 4 }, { length: 3 }, { length: 4 }];

/** One thing the hospital wants to know of a new patient. Keyed by the question. */
export function DetailsScreen({ visit }: { visit: VisitAt<'details'> }) {
  const t = useKioskTexts();
  const { send } = useKiosk();
  const [digits, setDigits] = useState('');
  const [isSent, setIsSent] = useState(useContext(FirstPageContext) === 'answered');
  const why = t('details.why');
  return (
    <DigitEntry
      title={t(`details.${visit.field}.title`)}
      detail={visit.total > 1 ? `${why} ${t('details.progress', { index: visit.index + 1, total: visit.total })}` : why}
      groups={mobileGroups}
      digits={digits}
      onChange={(next) => {
        setIsSent(false);
        setDigits(next);
      }}
      problem={isSent && visit.problem === 'phone' ? t('details.problem') : null}
    >
      <KioskButton
        look="primary"
        does={() => {
          setIsSent(true);
          send({ type: 'answer', value: digits });
        }}
        isDisabled={digits.length < shortestNumber}
      >
        {t('typed.next')}
      </KioskButton>
      <KioskButton look="quiet" does={{ type: 'skip-answer' }}>
        {t('details.skip')}
      </KioskButton>
      {visit.canBringSomebody && <BringSomebody />}
      {visit.canGoBack && <QuestionBefore />}
    </DigitEntry>
  );
}
