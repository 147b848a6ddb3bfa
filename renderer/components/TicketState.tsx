import type { ReactNode } from 'react';
import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { formatDay } from '../language/format.ts';
import { AttentionIcon, CheckIcon, InfoIcon, WaitingIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { Place } from './Place.tsx';

type MyTicket = VisitAt<'my-ticket'>;
type Shown = Extract<MyTicket['now'], { state: 'shown' }>;

const signs = { good: CheckIcon, info: InfoIcon, attention: AttentionIcon, waiting: WaitingIcon } as const;

function Line({ tone, children }: { tone: keyof typeof signs; children: ReactNode }) {
  const Sign = signs[tone];
  return (
    <p className={`line line-${tone === 'waiting' ? 'info' : tone}`}>
      <Sign />
      <span>{children}</span>
    </p>
  );
}

/** Where a scanned ticket stands, and what to do now. */
export function TicketState({ ticket, now }: { ticket: MyTicket['ticket']; now: Shown }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  switch (now.status) {
    case 'sending':
      return <Line tone="info">{t('myTicket.sending')}</Line>;
    case 'confirmed':
      return (
        <>
          <Line tone="good">{t('myTicket.confirmed')}</Line>
          {now.ahead !== null && (
            <Line tone="waiting">
              {now.ahead === 0 ? t('myTicket.nobodyAhead') : t('myTicket.ahead', { count: now.ahead })}
            </Line>
          )}
        </>
      );
    case 'called':
      return <Line tone="good">{t('myTicket.called')}</Line>;
    case 'done':
    case 'cancelled':
      return <Line tone="info">{t('myTicket.again')}</Line>;
    case 'refused':
      return <Refused refusal={now.refusal} />;
    case 'over': {
      if (!ticket?.day) return <Line tone="attention">{t('myTicket.unknown')}</Line>;
      const { session, serviceDate } = ticket.day;
      const day = formatDay(serviceDate, language);
      return <Line tone="attention">{t('myTicket.over', { session: t(`myTicket.session.${session}`), day })}</Line>;
    }
    case 'unknown':
      return <Line tone="attention">{t('myTicket.unknown')}</Line>;
  }
}

/** Why, and where to go: the clinic that the hospital names, or the desk. */
export function Refused({ refusal }: { refusal: Shown['refusal'] }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const sendTo = refusal?.sendTo ?? null;
  return (
    <>
      <Line tone="attention">
        <span data-private="">{t(`myTicket.refusal.${refusal?.reason ?? 'other'}`)}</span>{' '}
        {sendTo ? t('myTicket.sendTo') : t('myTicket.sendToDesk')}
      </Line>
      {sendTo && (
        <p className="send-to" data-private="">
          <span className="slip-clinic-name">{inLanguage(sendTo.name, language)}</span>
          <Place clinic={sendTo} />
        </p>
      )}
    </>
  );
}
