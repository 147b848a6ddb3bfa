import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { EndActions } from '../components/EndActions.tsx';
import { AttentionIcon } from '../components/icons.tsx';
import { KioskButton } from '../components/KioskButton.tsx';
import { NumberSlip } from '../components/NumberSlip.tsx';
import { Place } from '../components/Place.tsx';
import { SyncLine } from '../components/SyncLine.tsx';
import { TicketCode } from '../components/TicketCode.tsx';
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
        <div className="slip-clinic slip-with-code">
          <TicketCode code={visit.code} />
          <div>
            {clinic && (
              <>
                <p className="slip-clinic-name">{clinic.name[language]}</p>
                <Place clinic={clinic} />
              </>
            )}
            <p className="slip-small">
              {visit.maskedName !== null && <span>{visit.maskedName}</span>}
              {visit.stream !== null && <span>{t(`stream.${visit.stream}`)}</span>}
              <span className="figure">{t('ticket.issuedAt', { time: formatTime(visit.issuedAt, language) })}</span>
            </p>
          </div>
        </div>
      </NumberSlip>
      <div className="ticket-lines">
        <p className="detail">
          {clinic && <>{t('ticket.goTo')} </>}
          {visit.identity === 'claimed' && <span>{t('ticket.claimed')} </span>}
          {t('ticket.keepCode')}
        </p>
        {visit.replacedNumber !== null && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('ticket.replaced', { number: visit.replacedNumber })}</span>
          </p>
        )}
        <SyncLine sync={visit.sync}>{t(`ticket.sync.${visit.sync}`)}</SyncLine>
      </div>
      <EndActions finish={t('ticket.finish')} secondsLeft={secondsLeft}>
        {visit.offers.includes('change-clinic') && (
          <KioskButton look="quiet" does={{ type: 'change-clinic' }}>
            {t('myTicket.changeClinic')}
          </KioskButton>
        )}
        {visit.offers.includes('cancel') && (
          <KioskButton look="quiet" does={{ type: 'cancel-ticket' }}>
            {t('myTicket.cancel')}
          </KioskButton>
        )}
      </EndActions>
    </div>
  );
}
