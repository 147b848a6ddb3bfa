import type { Payment } from '../../electron/bridge/payment-snapshot.ts';
import { AttentionIcon, CheckIcon, InfoIcon } from '../components/icons.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { SquareCode } from '../components/SquareCode.tsx';
import { formatEnd, formatMoney } from '../language/format.ts';

/**
 * What the ticket costs, beside the ticket: nobody has to wait for it here, and nothing to pay is nothing to see. What is to be done is
 * said to everybody, how much it is to its patient alone.
 */
export function PaymentPanel({ payment }: { payment: Payment }) {
  const t = useKioskTexts();
  if (payment.state === 'none') return null;
  return (
    <section className="payment" aria-label={t('payment.label')} data-payment={payment.state}>
      {payment.state === 'due' && <Due payment={payment} />}
      {payment.state === 'asking' && (
        <p className="line line-info" role="status">
          <InfoIcon />
          <span>{t('payment.asking')}</span>
        </p>
      )}
      {payment.state === 'balanced' && (
        <p className="line line-good" role="status">
          <CheckIcon />
          <span data-private="">{t('payment.balanced')}</span>
        </p>
      )}
      {payment.state === 'cashier' && (
        <div className="line line-attention" role="status">
          <AttentionIcon />
          <p>
            {payment.amount !== null && <Amount {...payment} amount={payment.amount} />}
            <span className="payment-words">{t(`payment.cashier.${payment.reason}`)}</span>
          </p>
        </div>
      )}
    </section>
  );
}

type Due = Extract<Payment, { state: 'due' }>;

function Due({ payment }: { payment: Due }) {
  const t = useKioskTexts();
  const { language, today } = useKiosk();
  const { bank, maskedAccount, until } = payment;
  return (
    <div className="payment-due">
      <SquareCode text={payment.qr} label={t('payment.code')} className="payment-code" />
      <div className="payment-words">
        <p>
          <Amount {...payment} />
        </p>
        {until !== null && (
          <p className="payment-until">{t('payment.until', { when: formatEnd(until, today, language) })}</p>
        )}
        <p>
          {t('payment.due')} <span className="secondary">{t('payment.leave')}</span>
        </p>
        <p className="payment-to" data-private="">
          {bank} <span className="figure masked">{maskedAccount}</span>
        </p>
      </div>
    </div>
  );
}

/** With the number by which the cashier finds it. */
function Amount({ amount, invoiceNumber }: { amount: number; invoiceNumber: string | null }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  return (
    <>
      <strong className="payment-amount figure" data-private="">
        {formatMoney(amount, language)}
      </strong>{' '}
      {invoiceNumber !== null && (
        <span className="payment-number figure secondary" data-private="">
          {t('payment.invoice', { number: invoiceNumber })}
        </span>
      )}
    </>
  );
}
