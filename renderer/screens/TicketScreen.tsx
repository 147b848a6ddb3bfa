import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { EndActions } from '../components/EndActions.tsx';
import { NumberSlip } from '../components/NumberSlip.tsx';
import { Place } from '../components/Place.tsx';
import { SyncLine } from '../components/SyncLine.tsx';
import { Title } from '../components/Scene.tsx';
import { useTicketShown } from '../components/use-ticket-shown.ts';
import { formatTime } from '../language/format.ts';

/** The queue number, where to go with it, and whether the hospital knows already. */
export function TicketScreen({ visit, secondsLeft }: { visit: VisitAt<'ticket'>; secondsLeft: number | null }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { clinic } = visit;
  useTicketShown(visit.key);
  return (
    <div className="ticket">
      <Title>{t(`ticket.title.${visit.origin}`)}</Title>
      <NumberSlip label={t('ticket.numberLabel')} number={visit.number}>
        {!visit.official && <p className="slip-note">{t('ticket.unofficial')}</p>}
        {clinic && (
          <div className="slip-clinic">
            <p className="slip-clinic-name">{clinic.name[language]}</p>
            <Place clinic={clinic} />
          </div>
        )}
        <p className="slip-small">
          {visit.maskedName !== null && <span>{visit.maskedName}</span>}
          {visit.stream !== null && <span>{t(`stream.${visit.stream}`)}</span>}
          <span className="figure">{t('ticket.issuedAt', { time: formatTime(visit.issuedAt, language) })}</span>
        </p>
      </NumberSlip>
      <div className="ticket-lines">
        <p className="detail">
          {clinic && <>{t('ticket.goTo')} </>}
          {visit.identity === 'claimed' ? t('ticket.claimed') : t('ticket.remember')}
        </p>
        <SyncLine sync={visit.sync}>{t(`ticket.sync.${visit.sync}`)}</SyncLine>
      </div>
      <EndActions finish={t('ticket.finish')} secondsLeft={secondsLeft} />
    </div>
  );
}
