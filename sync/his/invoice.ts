import { z } from 'zod';
import { textSchema } from './answers.ts';
import type { InvoiceStatus } from './hospital-api.ts';

const moneySchema = z.looseObject({ value: z.number().optional(), currency: textSchema.optional() });

export const invoiceSchema = z.looseObject({
  resourceType: z.literal('Invoice'),
  status: z.string(),
  totalGross: moneySchema.optional(),
  totalNet: moneySchema.optional(),
});
type InvoiceAnswer = z.infer<typeof invoiceSchema>;

/** What the patient pays: with tax, where the hospital says so. */
const amountOf = ({ totalGross, totalNet }: InvoiceAnswer) => {
  const { value = null, currency = 'VND' } = totalGross ?? totalNet ?? {};
  return { value, currency };
};

/**
 * What the invoices of one visit come to. Balanced only when all of them are; the amount is the sum of those that are not,
 * as far as each has one in the same currency.
 */
export function invoiceStatus(invoices: InvoiceAnswer[]): InvoiceStatus {
  const valid = invoices.filter(({ status }) => status !== 'cancelled' && status !== 'entered-in-error');
  const [first, ...others] = valid.filter(({ status }) => status !== 'balanced').map(amountOf);
  if (first === undefined) return { kind: valid.length === 0 ? 'none' : 'balanced' };
  const { currency } = first;
  const amount = others.reduce(
    (sum, { value, ...other }) => (sum === null || value === null || other.currency !== currency ? null : sum + value),
    first.value,
  );
  return { kind: 'open', amount, currency };
}
