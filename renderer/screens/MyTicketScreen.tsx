import type { ReactNode } from 'react';
import { inLanguage, type Clinic } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import type { TicketOffer, TicketStatus } from '../../electron/bridge/ticket-snapshot.ts';
import { AsOf } from '../components/AsOf.tsx';
import { BackButton } from '../components/BackButton.tsx';
import { ClinicTiles } from '../components/ClinicTiles.tsx';
import { HospitalAsked, StaffPerson } from '../components/drawings.tsx';
import { NumberOnPaper } from '../components/drawings-visit.tsx';
import { AttentionIcon, InfoIcon } from '../components/icons.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { NumberSlip } from '../components/NumberSlip.tsx';
import { mayPrint, PaperLine, type PaperProps, PrintAgain } from '../components/PaperLine.tsx';
import { Place } from '../components/Place.tsx';
import { Scene, Title } from '../components/Scene.tsx';
import { SyncLine } from '../components/SyncLine.tsx';
import { TicketState } from '../components/TicketState.tsx';
import { unbroken } from '../language/format.ts';
import { CommittingScene } from './ConfirmScreen.tsx';

type MyTicket = VisitAt<'my-ticket'>;
type Shown = Extract<MyTicket['now'], { state: 'shown' }>;

/** A ticket that somebody shows again: where it stands, another clinic for it, its cancellation. */
export function MyTicketScreen({ visit, ...printing }: PaperProps & { visit: MyTicket }) {
  const t = useKioskTexts();
  const { ticket, now } = visit;
  const number = ticket?.number ?? '';
  switch (now.state) {
    case 'asking':
      return (
        <Scene
          key="asking"
          picture={<HospitalAsked />}
          title={t('myTicket.asking.title')}
          detail={t('myTicket.asking.detail')}
        >
          <div className="waiting" aria-hidden="true" />
        </Scene>
      );
    case 'desk':
      return <DeskNumber key="desk" number={number} sync={now.sync} {...printing} />;
    case 'shown':
      return <ShownTicket key="shown" ticket={ticket} now={now} {...printing} />;
    case 'choosing':
      return (
        <div key="choosing" className="choose">
          <Title>{t('myTicket.choosing.title')}</Title>
          <div className="choose-lines">
            {now.readModel && (
              <p className="line line-info">
                <InfoIcon />
                <AsOf readModel={now.readModel} />
              </p>
            )}
          </div>
          <ClinicTiles tiles={now.tiles} today={[]} />
          <div className="choose-actions">
            <BackButton>{t('myTicket.choosing.keep')}</BackButton>
          </div>
        </div>
      );
    case 'confirming':
      return <ConfirmChange key="confirming" ticket={ticket} clinic={now.clinic} />;
    case 'changing':
      return <CommittingScene />;
    case 'asking-to-cancel':
      return (
        <Scene
          key="asking-to-cancel"
          picture={<NumberOnPaper number={number} />}
          title={t('myTicket.cancelling.title', { number: unbroken(number) })}
          detail={t('myTicket.cancelling.detail')}
          actions={
            <>
              <KioskButton look="primary" does={{ type: 'back' }}>
                {t('myTicket.cancelling.keep')}
              </KioskButton>
              <KioskButton look="quiet" does={{ type: 'confirm' }}>
                {t('myTicket.cancelling.cancel')}
              </KioskButton>
            </>
          }
        />
      );
    case 'cancelled':
      return (
        <Scene
          key="cancelled"
          picture={<NumberOnPaper number={number} isVoid />}
          title={t('myTicket.cancelled.title', { number: unbroken(number) })}
          detail={t('myTicket.cancelled.detail')}
          actions={
            <div data-ends-visit>
              <KioskButton look="primary" does={{ type: 'finish' }}>
                {t('ticket.finish')}
              </KioskButton>
            </div>
          }
        />
      );
  }
}

/** A number that reception calls: whatever is to be done about it, people do there. */
function DeskNumber({
  number,
  sync,
  ...printing
}: PaperProps & { number: string; sync: Extract<MyTicket['now'], { state: 'desk' }>['sync'] }) {
  const t = useKioskTexts();
  const { paper, printer } = printing;
  return (
    <div className="ticket desk">
      <Title>{t('myTicket.desk.title')}</Title>
      <NumberSlip label={t('desk.numberLabel')} number={number}>
        <StaffPerson />
      </NumberSlip>
      <div className="ticket-lines">
        <p className="detail">{t('myTicket.desk.detail')}</p>
        <PaperLine paper={paper} printer={printer} keep="keepDesk" />
        {sync !== null && <SyncLine sync={sync}>{t(`desk.sync.${sync}`)}</SyncLine>}
      </div>
      <div className="actions">{mayPrint(printing) && <PrintAgain paper={paper} />}</div>
    </div>
  );
}

/** A number that nobody will call is struck out. */
const isVoid = (status: TicketStatus): boolean => status === 'cancelled' || status === 'over' || status === 'refused';

/** One that may still be called, or may have to be shown, has a paper. */
const isPrintable = (ticket: MyTicket['ticket'], status: TicketStatus): boolean =>
  ticket !== null && (status === 'sending' || status === 'confirmed' || status === 'called');

function ShownTicket({ ticket, now, ...printing }: PaperProps & { ticket: MyTicket['ticket']; now: Shown }) {
  const t = useKioskTexts();
  const { paper, printer } = printing;
  const { language } = useKiosk();
  // Whoever was refused is sent elsewhere: one place on one screen.
  const clinic = now.status === 'refused' ? null : (ticket?.clinic ?? null);
  return (
    <div className={isVoid(now.status) ? 'ticket ticket-void' : 'ticket'}>
      <Title>{t(`myTicket.title.${now.status}`)}</Title>
      {ticket === null ? (
        <div className="slip">
          <NumberOnPaper number="?" />
        </div>
      ) : (
        <NumberSlip label={t('ticket.numberLabel')} number={ticket.number}>
          {clinic && (
            <div className="slip-clinic">
              <p className="slip-clinic-name" data-private="">
                {inLanguage(clinic.name, language)}
              </p>
              <Place clinic={clinic} isPrivate />
            </div>
          )}
        </NumberSlip>
      )}
      <div className="ticket-lines" role="status">
        <TicketState ticket={ticket} now={now} />
        {ticket !== null && ticket.replacedNumber !== null && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('ticket.replaced', { number: unbroken(ticket.replacedNumber), count: 1 })}</span>
          </p>
        )}
        <PaperLine paper={paper} printer={printer} keep="keep" />
        {now.notice === 'elsewhere' && (
          <p className="line line-info">
            <InfoIcon />
            <span>{t('myTicket.elsewhere')}</span>
          </p>
        )}
        {now.notice === 'at-cashier' && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('payment.changeAtCashier')}</span>
          </p>
        )}
        {now.notice === 'not-asked' && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('payment.changeAtReception')}</span>
          </p>
        )}
        {now.notice === 'not-possible' && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('myTicket.notPossible')}</span>
          </p>
        )}
      </div>
      <ShownActions now={now}>
        {isPrintable(ticket, now.status) && mayPrint(printing) && <PrintAgain paper={paper} />}
      </ShownActions>
    </div>
  );
}

/** What the patient can do, the likely one first; nobody is left without a next step. */
function ShownActions({ now, children }: { now: Shown; children: ReactNode }) {
  const t = useKioskTexts();
  const does: Record<TicketOffer, { type: 'show-ticket' | 'change-clinic' | 'cancel-ticket' }> = {
    show: { type: 'show-ticket' },
    'change-clinic': { type: 'change-clinic' },
    cancel: { type: 'cancel-ticket' },
  };
  const words: Record<TicketOffer, string> = {
    show: t('myTicket.show'),
    'change-clinic': t('myTicket.changeClinic'),
    cancel: t('myTicket.cancel'),
  };
  const [first, ...others] = now.offers;
  const needsDesk = now.status === 'refused' || now.status === 'over' || now.status === 'unknown';
  return (
    <div className="actions">
      {first !== undefined && (
        <KioskButton look="primary" does={does[first]}>
          {words[first]}
        </KioskButton>
      )}
      {others.length > 0 && (
        <div className={others.length === 2 ? 'actions actions-pair' : 'actions'}>
          {others.map((offer) => (
            <KioskButton key={offer} look="quiet" does={does[offer]}>
              {words[offer]}
            </KioskButton>
          ))}
        </div>
      )}
      {children}
      {now.mayReturn === 'same-clinic' && (
        <KioskButton look="primary" does={{ type: 'return-to-clinic' }}>
          {t('myTicket.sameClinic')}
        </KioskButton>
      )}
      {now.mayReturn !== 'no' && (
        <KioskButton look={now.mayReturn === 'anywhere' ? 'primary' : 'quiet'} does={{ type: 'return-by-face' }}>
          {t(now.mayReturn === 'anywhere' ? 'myTicket.byFace' : 'myTicket.otherClinic')}
        </KioskButton>
      )}
      {needsDesk && (
        <KioskButton look={now.mayReturn === 'no' ? 'primary' : 'quiet'} does={{ type: 'ask-for-staff' }}>
          {t('choose.askDesk')}
        </KioskButton>
      )}
    </div>
  );
}

function ConfirmChange({ ticket, clinic }: { ticket: MyTicket['ticket']; clinic: Clinic }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  return (
    <div className="ticket">
      <Title>{t('myTicket.confirming.title')}</Title>
      <div className="slip">
        {ticket && (
          <p className="detail">
            {t('myTicket.confirming.from')} <span className="figure">{ticket.number}</span>
            <span data-private="">{ticket.clinic && ` · ${inLanguage(ticket.clinic.name, language)}`}</span>
          </p>
        )}
        <div className="slip-clinic slip-goal">
          <p className="slip-clinic-name" data-private="">
            {inLanguage(clinic.name, language)}
          </p>
          <Place clinic={clinic} isPrivate />
        </div>
      </div>
      <div className="ticket-lines">
        {ticket && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('myTicket.confirming.effect', { number: unbroken(ticket.number) })}</span>
          </p>
        )}
      </div>
      <div className="actions">
        <KioskButton look="primary" does={{ type: 'confirm' }}>
          {t('myTicket.confirming.change')}
        </KioskButton>
        <BackButton>{t('confirm.back')}</BackButton>
      </div>
    </div>
  );
}
