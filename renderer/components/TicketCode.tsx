import { useKioskTexts } from './kiosk-context.ts';
import { SquareCode } from './SquareCode.tsx';

/** The square code of a ticket. */
export function TicketCode({ code }: { code: string }) {
  const t = useKioskTexts();
  return <SquareCode text={code} label={t('ticket.code')} className="ticket-code" data-ticket-code={code} />;
}
