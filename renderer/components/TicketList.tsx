import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { numberWidthEm } from './number-width.ts';
import { PagedList } from './PagedList.tsx';
import { Place } from './Place.tsx';
import { TicketCode } from './TicketCode.tsx';
import { useTicketShown } from './use-ticket-shown.ts';

type OneTicket = VisitAt<'ticket'>['others'][number];
type AtClinic = Extract<OneTicket, { kind: 'clinic' }>;

/** As many as keep their codes large enough for a telephone's camera; the arrows to further ones take the room of one. */
const mostOnOnePage = 3;

/** Several numbers of one visit, each with its own code. `isTight`: something else has to be read on this screen. */
export function TicketList({ visit, isTight }: { visit: VisitAt<'ticket'>; isTight: boolean }) {
  const t = useKioskTexts();
  const tickets: OneTicket[] = [{ ...visit, kind: 'clinic' }, ...visit.others];
  const isPaged = isTight || tickets.length > mostOnOnePage;
  return (
    <div className="ticket-list">
      <PagedList
        label={t('ticket.numbers')}
        items={tickets.map((ticket) => (
          <TicketRow key={ticket.key} ticket={ticket} />
        ))}
        perPage={isPaged ? mostOnOnePage - 1 : mostOnOnePage}
      />
    </div>
  );
}

function TicketRow({ ticket }: { ticket: OneTicket }) {
  useTicketShown(ticket.key);
  return (
    <div className={isRefused(ticket) ? 'ticket-row ticket-row-refused' : 'ticket-row'}>
      <TicketCode code={ticket.code} />
      <div>
        <p
          className="ticket-row-number figure"
          data-ticket-number={ticket.number}
          style={{ '--number-width': numberWidthEm(ticket.number) }}
        >
          {ticket.number}
        </p>
        <WhereTo ticket={ticket} />
      </div>
    </div>
  );
}

const isRefused = (ticket: OneTicket): boolean => ticket.kind === 'clinic' && ticket.sync === 'refused';

function WhereTo({ ticket }: { ticket: OneTicket }) {
  if (ticket.kind === 'reception') return <ReceptionLines />;
  return isRefused(ticket) ? <RefusedLines ticket={ticket} /> : <ClinicLines ticket={ticket} />;
}

function ClinicLines({ ticket: { clinic, stream } }: { ticket: AtClinic }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  return (
    clinic && (
      <>
        <p className="ticket-row-clinic" data-private="">
          {inLanguage(clinic.name, language)}
        </p>
        <p className="place ticket-row-place" data-private="">
          <Place clinic={clinic} isShort />
          {stream !== null && <span>{t(`stream.${stream}`)}</span>}
        </p>
      </>
    )
  );
}

/**
 * Nobody calls it: reception, whatever other clinic the hospital names. Whoever has several places to go to is sent to no further one
 * without a number; staff there have been told which.
 */
function RefusedLines({ ticket: { clinic, refusal } }: { ticket: AtClinic }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  return (
    <>
      <p className="ticket-row-clinic">{t('desk.place')}</p>
      <p className="place ticket-row-place" data-private="">
        {clinic && <span>{inLanguage(clinic.name, language)}:</span>}
        <span>{t(`myTicket.refusal.${refusal?.reason ?? 'other'}`)}</span>
      </p>
    </>
  );
}

/** What the kiosk could give no number for is staff's to go on with. */
function ReceptionLines() {
  const t = useKioskTexts();
  return (
    <>
      <p className="ticket-row-clinic">{t('desk.place')}</p>
      <p className="place ticket-row-place">{t('desk.reason.step-failed')}</p>
    </>
  );
}
