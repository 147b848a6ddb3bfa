import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { CalledBy, Paper } from '../../electron/bridge/paper-snapshot.ts';
import type { Payment } from '../../electron/bridge/payment-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { mayBeChanged } from '../../electron/bridge/ticket-change.ts';
import { EndActions } from '../components/EndActions.tsx';
import { AttentionIcon, CalendarIcon, FaceIcon, InfoIcon } from '../components/icons.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { NumberSlip } from '../components/NumberSlip.tsx';
import { type Keep, mayPrint, PaperLine, type PaperProps, PrintAgain } from '../components/PaperLine.tsx';
import { Place } from '../components/Place.tsx';
import { Title } from '../components/Scene.tsx';
import { SyncLine } from '../components/SyncLine.tsx';
import { Refused } from '../components/TicketState.tsx';
import { TicketCode } from '../components/TicketCode.tsx';
import { TicketList } from '../components/TicketList.tsx';
import { useAttentionSound } from '../components/use-attention-sound.ts';
import { useDays } from '../components/use-days.ts';
import { useTicketShown } from '../components/use-ticket-shown.ts';
import { formatList, formatTime, unbroken } from '../language/format.ts';
import { PaymentPanel } from '../payment/PaymentPanel.tsx';
import { whatStands, type WhatStands } from './what-stands.ts';

type Ticket = VisitAt<'ticket'>;

interface TicketScreenProps extends PaperProps {
  visit: Ticket;
  secondsLeft: number | null;
  payment: Payment;
  calledBy: CalledBy;
  kioskId: string;
}

/** The queue number, where to go with it, its paper, and whether the hospital knows already. */
export function TicketScreen({ visit, secondsLeft, payment, calledBy, kioskId, ...printing }: TicketScreenProps) {
  const { paper, printer } = printing;
  const t = useKioskTexts();
  const isOne = visit.others.length === 0;
  const { language } = useKiosk();
  const { standing, refused, sync } = whatStands(visit);
  // Then its patient goes to no clinic with it, and needs no paper to wait there.
  const isRefused = standing.length === 0;
  // A move that is refused has replaced nothing.
  const replaced = standing.flatMap(({ replacedNumber }) => replacedNumber ?? []);
  // Then what has gone well is not said, too: there is no room for it in large text.
  const isCrowded = visit.isIncomplete || (replaced.length > 0 && visit.asksPriority);
  // Whoever has turned away already is called back.
  const changed = [...refused, ...standing.filter(({ replacedNumber }) => replacedNumber !== null)];
  useAttentionSound(changed.length === 0 ? null : changed.map(({ number }) => number).join(' '));
  // What money is in, or may be, the cashier changes; the visit refuses it too.
  const offers = payment.state === 'none' ? visit.offers : [];
  const keepCode =
    payment.state === 'none' && mayBeChanged(visit) ? t('ticket.keepCodeToChange', { kioskId }) : t('ticket.keepCode');
  return (
    <div className={`ticket ${lookOf(isOne, isRefused, paper)}`}>
      <TicketTitle visit={visit} isRefused={isRefused} />
      {isOne ? (
        <Slip visit={visit} />
      ) : (
        <TicketList visit={visit} isTight={visit.isIncomplete || replaced.length > 0} />
      )}
      <div className="ticket-lines">
        {!isRefused && (
          <p className="detail">
            <WhereTo visit={visit} clinics={standing.length} /> <Proof visit={visit} />
            {/* The paper says it, and so does the line about one that did not come. The ear cannot take a photo. */}
            {paper === 'none' && <span aria-hidden="true">{keepCode}</span>}
          </p>
        )}
        {!isRefused && (
          <p className={paper === 'none' || paper === 'not-printed' ? 'detail secondary' : 'spoken'}>
            {t(`paper.slip.called.${calledBy}`)}
          </p>
        )}
        {!isRefused && isOne && <Ahead waiting={visit.clinic?.waiting ?? null} />}
        <RefusedLine visit={visit} refused={refused} />
        {(!isRefused || paper === 'printing' || paper === 'printed') && (
          <PaperLine paper={paper} printer={printer} keep={keepOf(paper, payment)} />
        )}
        {replaced.length > 0 && (
          <p className="line line-attention" role="status">
            <AttentionIcon />
            <span>
              {t('ticket.replaced', { number: formatList(replaced.map(unbroken), language), count: replaced.length })}
            </span>
          </p>
        )}
        {visit.asksPriority && (
          <p className="line line-info" data-private="">
            <InfoIcon />
            <span>{t('ticket.asksPriority')}</span>
          </p>
        )}
        {visit.asksInsurance && (
          <p className="line line-info" data-private="">
            <InfoIcon />
            <span>{t('ticket.asksInsurance')}</span>
          </p>
        )}
        {visit.isIncomplete && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('ticket.incomplete')}</span>
          </p>
        )}
        {refused.length === 0 && (sync !== 'confirmed' || !isCrowded) && (
          // Where no clinic has refused a number, it is reception that lacks what it was to have.
          <SyncLine sync={sync}>{sync === 'refused' ? t('desk.sync.refused') : t(`ticket.sync.${sync}`)}</SyncLine>
        )}
        <PaymentPanel payment={payment} />
      </div>
      <EndActions finish={t('ticket.finish')} ending={t('idle.numberHides')} secondsLeft={secondsLeft}>
        {!isRefused && isPrintOffered(visit, printing) && <PrintAgain paper={paper} />}
        {visit.canGoOn && (
          <KioskButton look="quiet" does={{ type: 'next-person' }}>
            {t('ticket.nextPerson')}
          </KioskButton>
        )}
        {/* Whoever was refused has something else on their mind. */}
        {!isRefused && visit.faceOffer === 'enrol' && (
          <KioskButton look="quiet" does={{ type: 'enrol-face' }}>
            <FaceIcon />
            {t('ticket.face.enrol')}
          </KioskButton>
        )}
        {!isRefused && mayRenew(visit) && (
          <KioskButton look="quiet" does={{ type: 'enrol-face' }}>
            {t('ticket.face.renew')}
          </KioskButton>
        )}
        {offers.length > 0 && (
          <KioskButton look="quiet" does={{ type: 'ticket-choices' }}>
            {offers.includes('change-clinic') ? t('ticket.change') : t('myTicket.cancel')}
          </KioskButton>
        )}
        {(visit.faceOffer === 'enrolled' || visit.faceOffer === 'delete') && (
          <KioskButton look="quiet" does={{ type: 'withdraw-face' }}>
            {t('ticket.face.delete')}
          </KioskButton>
        )}
      </EndActions>
    </div>
  );
}

function TicketTitle({ visit, isRefused }: { visit: Ticket; isRefused: boolean }) {
  const t = useKioskTexts();
  // One of before a restart is perhaps not of whoever stands there: they have to know that first.
  if (isRefused && visit.origin !== 'again') return <Title>{t('myTicket.title.refused')}</Title>;
  return <Title>{visit.others.length === 0 ? t(`ticket.title.${visit.origin}`) : t('ticket.numbers')}</Title>;
}

/** The one number of most visits, as large as the slip allows. */
function Slip({ visit }: { visit: Ticket }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { sessionName } = useDays();
  const isRefused = visit.sync === 'refused';
  // Then it is for no clinic and no time.
  const { clinic, later } = isRefused ? noClinic : visit;
  useTicketShown(visit.key);
  return (
    <NumberSlip label={t('ticket.numberLabel')} number={visit.number}>
      {later && (
        <p className="slip-later" data-private="">
          <CalendarIcon />
          {t('ticket.later', { when: sessionName(later) })}
        </p>
      )}
      {!visit.official && !isRefused && <p className="slip-note">{t('ticket.unofficial')}</p>}
      <div className="slip-clinic slip-with-code">
        <TicketCode code={visit.code} />
        <div>
          {clinic && (
            <>
              <p className="slip-clinic-name" data-private="">
                {inLanguage(clinic.name, language)}
              </p>
              <Place clinic={clinic} isPrivate />
            </>
          )}
          <p className="slip-small" data-private="">
            {/* For the eye: letters of a name tell the ear nothing. */}
            {visit.maskedName !== null && <span aria-hidden="true">{visit.maskedName}</span>}
            {visit.stream !== null && <span>{t(`stream.${visit.stream}`)}</span>}
            {clinic?.waitMinutes !== undefined && <span>{t('place.wait', { minutes: clinic.waitMinutes })}</span>}
            <span className="figure">{t('ticket.issuedAt', { time: formatTime(visit.issuedAt, language) })}</span>
          </p>
        </div>
      </div>
    </NumberSlip>
  );
}

/** A number that nobody will call is struck out; one that the screen alone carries is larger. */
function lookOf(isOne: boolean, isRefused: boolean, paper: Paper): string {
  if (!isOne) return 'ticket-several';
  if (isRefused) return 'ticket-void';
  return paper === 'not-printed' ? 'ticket-unprinted' : '';
}

const noClinic = { clinic: null, later: null };

/** A new number is printed by itself; one of before may lie in somebody's pocket. */
const isPrintOffered = ({ origin }: Ticket, printing: PaperProps): boolean =>
  mayPrint(printing) && (printing.paper !== 'none' || origin === 'existing' || origin === 'again');

/** What to do without the paper; of two codes, which one pays. */
function keepOf(paper: Paper, { state }: Payment): Keep {
  if (paper === 'payment-not-printed') return state === 'due' ? 'keepPayCode' : 'keepPayWords';
  return state === 'due' ? 'keepPay' : 'keep';
}

/** Where the number itself may be changed, there is no room for it. */
const mayRenew = ({ faceOffer, offers }: Ticket): boolean => faceOffer === 'enrolled' && offers.length === 0;

/** The paper says it where there is one: for whoever cannot read that. */
function Ahead({ waiting }: { waiting: number | null }) {
  const t = useKioskTexts();
  if (waiting === null) return null;
  return (
    <p className="spoken">{waiting === 0 ? t('myTicket.nobodyAhead') : t('paper.slip.waiting', { count: waiting })}</p>
  );
}

/** What the patient has to have ready, if anything. */
function Proof({ visit }: { visit: Ticket }) {
  const t = useKioskTexts();
  if (visit.checkAtDoor) return <span>{t('ticket.checkAtDoor')} </span>;
  return visit.identity === 'claimed' ? <span>{t('ticket.claimed')} </span> : null;
}

/** What the hospital has refused, and what the patient does about that. */
function RefusedLine({ visit, refused }: { visit: Ticket; refused: WhatStands['refused'] }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  if (refused.length === 0) return null;
  if (visit.others.length === 0) {
    return (
      <div className="ticket-lines" role="status" data-sync="refused">
        <Refused refusal={visit.refusal} />
      </div>
    );
  }
  // Their rows may stand on another page.
  const numbers = refused.map(({ number }) => unbroken(number));
  return (
    <SyncLine sync="refused">
      {t('ticket.refused', { number: formatList(numbers, language), count: numbers.length })}
    </SyncLine>
  );
}

/** `clinics`: how many call a number. */
function WhereTo({ visit, clinics }: { visit: Ticket; clinics: number }) {
  const t = useKioskTexts();
  const { sessionName } = useDays();
  if (visit.clinic === null) return null;
  if (visit.later) return <span data-private="">{t('ticket.goToLater', { when: sessionName(visit.later) })}</span>;
  const isAtReceptionToo = visit.others.some((other) => other.kind === 'reception');
  if (isAtReceptionToo) return <>{t('ticket.goToReceptionToo', { count: clinics })}</>;
  return <>{clinics > 1 ? t('ticket.goToEach') : t('ticket.goTo')}</>;
}
