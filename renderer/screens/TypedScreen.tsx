import { useContext, useState } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { DigitEntry, type DigitGroup } from '../components/DigitEntry.tsx';
import { EntryWays } from '../components/EntryWays.tsx';
import { type FirstPage, FirstPageContext, useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';

type Typed = VisitAt<'typed'>;
type Field = Exclude<Typed['problem'], 'none' | 'birth-date-differs'>;
/** What was typed, since it was last changed. */
type Sending = 'not-sent' | 'sent' | 'answered';

const nothingTyped: Record<Field, string> = { number: '', 'birth-date': '', expiry: '' };
/** As printed on the card. */
const numberGroups: readonly DigitGroup[] = [{ length: 3 }, { length: 3 }, { length: 6 }];

const fieldOf = (problem: Typed['problem']): Field | null => {
  if (problem === 'none') return null;
  return problem === 'birth-date-differs' ? 'birth-date' : problem;
};

/** On a screen that begins with a problem, which one it is about is said; a birth date that differs may be the number's fault. */
const wasSent = (problem: Typed['problem']): boolean => problem !== 'none' && problem !== 'birth-date-differs';
const firstField = (problem: Typed['problem'], page: FirstPage): Field => {
  if (page === 'expiry') return page;
  if (page === 'birth-date' || page === 'birth-year') return 'birth-date';
  return (wasSent(problem) ? fieldOf(problem) : null) ?? 'number';
};

/** Number, birth date and, where it opens a chip, the expiry date: one a screen. What was typed ends with this screen. */
export function TypedScreen({ visit }: { visit: Typed }) {
  const t = useKioskTexts();
  const { send } = useKiosk();
  const [typed, setTyped] = useState(nothingTyped);
  const page = useContext(FirstPageContext);
  const [field, setField] = useState<Field>(() => firstField(visit.problem, page));
  const [onlyYear, setOnlyYear] = useState(page === 'birth-year');
  const [sending, setSending] = useState<Sending>(wasSent(visit.problem) ? 'answered' : 'not-sent');
  const [heard, setHeard] = useState(visit);
  if (heard !== visit) {
    setHeard(visit);
    // The station says the problem again at every touch: it leads to its field once, and whoever types may go to another one.
    const isNews = sending === 'sent' || (sending === 'answered' && heard.problem !== visit.problem);
    const wrongField = fieldOf(visit.problem);
    if (isNews) setSending('answered');
    if (isNews && wrongField !== null) setField(wrongField);
  }
  const isSent = sending !== 'not-sent';

  const year: DigitGroup = { length: 4, label: t('typed.parts.year') };
  const wholeDate = [{ length: 2, label: t('typed.parts.day') }, { length: 2, label: t('typed.parts.month') }, year];
  const isYear = field === 'birth-date' && onlyYear;
  const groups = field === 'number' ? numberGroups : isYear ? [year] : wholeDate;
  const isWhole = typed[field].length === groups.reduce((sum, { length }) => sum + length, 0);

  // Said on a screen that begins anew: the digits of the first try went with it.
  const isAskedAgain = !isSent && !typed['birth-date'] && visit.problem === 'birth-date-differs' && field !== 'expiry';
  const isWrong = isAskedAgain || (isSent && fieldOf(visit.problem) === field);

  const tell = (expiryDate: string) => {
    // Begun anew at what was wrong: the rest of what was typed is gone.
    if (typed.number === '' || typed['birth-date'] === '') {
      setSending('not-sent');
      setField(typed.number === '' ? 'number' : 'birth-date');
      return;
    }
    setSending('sent');
    send({ type: 'typed', idNumber: typed.number, birthDate: typed['birth-date'], expiryDate });
  };
  const goOn = () => {
    if (field === 'number') setField('birth-date');
    else if (field === 'birth-date' && visit.readerReady) setField('expiry');
    else tell(typed.expiry);
  };
  const change = (digits: string) => {
    setSending('not-sent');
    setTyped((before) => ({ ...before, [field]: digits }));
  };
  return (
    <DigitEntry
      key={field}
      title={t(`typed.${visit.whose}.${field}.title`)}
      detail={t(`typed.detail.${isYear ? 'birth-year' : field}`)}
      groups={groups}
      digits={typed[field]}
      onChange={change}
      problem={isWrong && visit.problem !== 'none' ? t(`typed.problem.${visit.problem}`) : null}
    >
      <KioskButton look="primary" does={goOn} isDisabled={!isWhole}>
        {t('typed.next')}
      </KioskButton>
      {field === 'birth-date' && (
        <KioskButton
          look="quiet"
          does={() => {
            setOnlyYear(!onlyYear);
            change('');
          }}
        >
          {onlyYear ? t('typed.wholeDate') : t('typed.onlyYear')}
        </KioskButton>
      )}
      {field === 'expiry' && (
        <KioskButton look="quiet" does={() => tell('')}>
          {t('typed.skipExpiry')}
        </KioskButton>
      )}
      <EntryWays
        back={field === 'number' ? { type: 'back' } : () => setField(field === 'expiry' ? 'birth-date' : 'number')}
      />
    </DigitEntry>
  );
}
