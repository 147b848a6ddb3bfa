import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { numberWidthEm } from './number-width.ts';
import { PagedList } from './PagedList.tsx';
import { Place } from './Place.tsx';
import { TicketCode } from './TicketCode.tsx';
import { useTicketShown } from './use-ticket-shown.ts';

type OneTicket = VisitAt<'ticket'>['others'][number];

/** As many as keep their codes large enough for a telephone's camera; the arrows to further ones take the room of one. */
const mostOnOnePage = 3;

/** Several numbers of one visit, each with its own code. `isTight`: something else has to be read on this screen. */
export function TicketList({ tickets, isTight }: { tickets: readonly OneTicket[]; isTight: boolean }) {
  const t = useKioskTexts();
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
  const t = useKioskTexts();
  const { language } = useKiosk();
  useTicketShown(ticket.key);
  return (
    <div className="ticket-row">
      <TicketCode code={ticket.code} />
      <div>
        <p
          className="ticket-row-number figure"
          data-ticket-number={ticket.number}
          style={{ '--number-width': numberWidthEm(ticket.number) }}
        >
          {ticket.number}
        </p>
        {ticket.clinic && (
          <>
            <p className="ticket-row-clinic" data-private="">
              {inLanguage(ticket.clinic.name, language)}
            </p>
            <p className="place ticket-row-place" data-private="">
              <Place clinic={ticket.clinic} isShort />
              {ticket.stream !== null && <span>{t(`stream.${ticket.stream}`)}</span>}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
