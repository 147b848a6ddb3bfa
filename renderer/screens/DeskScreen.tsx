import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { StaffPerson } from '../components/drawings.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { EndActions } from '../components/EndActions.tsx';
import { NumberSlip } from '../components/NumberSlip.tsx';
import { mayPrint, PaperLine, type PaperProps, PrintAgain } from '../components/PaperLine.tsx';
import { TicketCode } from '../components/TicketCode.tsx';
import { SyncLine } from '../components/SyncLine.tsx';
import { Title } from '../components/Scene.tsx';
import { useTicketShown } from '../components/use-ticket-shown.ts';

/** What of the insurance has words of its own at the desk. */
const atCounter = ['army', 'police', 'child-without-card', 'open-stay'] as const;

interface DeskScreenProps extends PaperProps {
  visit: VisitAt<'desk'>;
  secondsLeft: number | null;
}

/** People go on where the kiosk stopped: a number for the desk, and why, in kind words. */
export function DeskScreen({ visit, secondsLeft, ...printing }: DeskScreenProps) {
  const t = useKioskTexts();
  const { paper, printer } = printing;
  const aboutInsurance = atCounter.find((advice) => advice === visit.advice);
  const isWithoutPaper = paper === 'not-printed' || (paper === 'none' && printer.state !== 'ready');
  useTicketShown(visit.key);
  return (
    <div className={`ticket desk ${paper === 'not-printed' ? 'ticket-unprinted' : ''}`}>
      <Title>{t('desk.title')}</Title>
      {visit.key === null ? (
        <div className="slip">
          <StaffPerson />
        </div>
      ) : (
        <NumberSlip label={t('desk.numberLabel')} number={visit.number}>
          {visit.code !== null && isWithoutPaper ? <CodeForStaff code={visit.code} /> : <StaffPerson />}
        </NumberSlip>
      )}
      <div className="ticket-lines">
        <p className="detail" data-private={visit.key === null ? '' : t('desk.next')}>
          {aboutInsurance ? t(`insurance.advice.${aboutInsurance}`) : t(`desk.reason.${visit.reason}`)}{' '}
          {visit.key !== null && t('desk.next')}
        </p>
        <PaperLine paper={paper} printer={printer} keep={visit.key === null ? 'goToDesk' : 'keep'} />
        {visit.key !== null && visit.sync !== null && (
          <SyncLine sync={visit.sync}>{t(`desk.sync.${visit.sync}`)}</SyncLine>
        )}
      </div>
      <EndActions finish={t('desk.finish')} ending={t('idle.numberHides')} secondsLeft={secondsLeft}>
        {visit.key !== null && mayPrint(printing) && <PrintAgain paper={paper} />}
      </EndActions>
    </div>
  );
}

/** What the paper would have carried, to be photographed. */
function CodeForStaff({ code }: { code: string }) {
  const t = useKioskTexts();
  return (
    <div className="slip-clinic slip-for-staff">
      <TicketCode code={code} />
      <p className="slip-small">{t('paper.slip.scanAtDesk')}</p>
    </div>
  );
}
