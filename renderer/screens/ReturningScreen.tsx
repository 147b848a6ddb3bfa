import { useContext, useState } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { DigitEntry, type DigitGroup } from '../components/DigitEntry.tsx';
import { EntryWays } from '../components/EntryWays.tsx';
import { FirstPageContext, useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';

const lastFourGroups: readonly DigitGroup[] = [{ length: 4 }];

/** What goes with a face: four digits and a date, one a screen. What was typed ends with this screen. */
export function ReturningScreen({ visit }: { visit: VisitAt<'returning'> }) {
  const t = useKioskTexts();
  const { send } = useKiosk();
  const [lastFour, setLastFour] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const page = useContext(FirstPageContext);
  const [field, setField] = useState<'digits' | 'birth-date'>(page === 'first' ? 'digits' : 'birth-date');
  const [isSent, setIsSent] = useState(page === 'answered');
  const problem = isSent ? visit.problem : 'none';

  if (field === 'digits') {
    return (
      <DigitEntry
        key="digits"
        title={t('returning.digits.title')}
        detail={t('returning.why')}
        groups={lastFourGroups}
        digits={lastFour}
        onChange={setLastFour}
        problem={null}
      >
        <KioskButton look="primary" does={() => setField('birth-date')} isDisabled={lastFour.length < 4}>
          {t('typed.next')}
        </KioskButton>
        <EntryWays back={{ type: 'back' }} />
      </DigitEntry>
    );
  }
  return (
    <DigitEntry
      key="birth-date"
      title={t('typed.own.birth-date.title')}
      detail={t('typed.detail.birth-date')}
      groups={[
        { length: 2, label: t('typed.parts.day') },
        { length: 2, label: t('typed.parts.month') },
        { length: 4, label: t('typed.parts.year') },
      ]}
      digits={birthDate}
      onChange={(digits) => {
        setIsSent(false);
        setBirthDate(digits);
      }}
      problem={problem === 'none' ? null : t(`returning.problem.${problem}`)}
    >
      {problem === 'too-young' ? (
        <KioskButton look="primary" does={{ type: 'back' }}>
          {t('returning.byCard')}
        </KioskButton>
      ) : (
        <KioskButton
          look="primary"
          isDisabled={birthDate.length < 8}
          does={() => {
            setIsSent(true);
            send({ type: 'return-factor', lastFour, birthDate });
          }}
        >
          {t('returning.camera')}
        </KioskButton>
      )}
      <EntryWays back={() => setField('digits')} />
    </DigitEntry>
  );
}
