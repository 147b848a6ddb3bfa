import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { StaffPerson } from '../components/drawings.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { EndActions } from '../components/EndActions.tsx';
import { NumberSlip } from '../components/NumberSlip.tsx';
import { SyncLine } from '../components/SyncLine.tsx';
import { Title } from '../components/Scene.tsx';
import { useTicketShown } from '../components/use-ticket-shown.ts';

/** What of the insurance has words of its own at the desk. */
const atCounter = ['army', 'police', 'child-without-card', 'open-stay'] as const;

/** People go on where the kiosk stopped: a number for the desk, and why, in kind words. */
export function DeskScreen({ visit, secondsLeft }: { visit: VisitAt<'desk'>; secondsLeft: number | null }) {
  const t = useKioskTexts();
  const aboutInsurance = atCounter.find((advice) => advice === visit.advice);
  useTicketShown(visit.key);
  return (
    <div className="ticket desk">
      <Title>{t('desk.title')}</Title>
      {visit.key === null ? (
        <StaffPerson />
      ) : (
        <NumberSlip label={t('desk.numberLabel')} number={visit.number}>
          <StaffPerson />
        </NumberSlip>
      )}
      <div className="ticket-lines">
        <p className="detail">
          {aboutInsurance ? t(`insurance.advice.${aboutInsurance}`) : t(`desk.reason.${visit.reason}`)}{' '}
          {visit.key !== null && t('desk.next')}
        </p>
        {visit.key !== null && <SyncLine sync={visit.sync}>{t(`desk.sync.${visit.sync}`)}</SyncLine>}
      </div>
      <EndActions finish={t('desk.finish')} ending={t('idle.numberHides')} secondsLeft={secondsLeft} />
    </div>
  );
}
