import { z } from 'zod';
import { extensionSchema, legible, textSchema, withUrl } from './answers.ts';
import { isInstant } from './days.ts';
import type { InvoiceStatus, OpenInvoice } from './hospital-api.ts';
import type { FhirSystems } from './identifiers.ts';

const moneySchema = z.looseObject({ value: z.number().optional(), currency: textSchema.optional() });

export const invoiceSchema = z.looseObject({
  resourceType: z.literal('Invoice'),
  status: z.string(),
  identifier: z
    .array(z.looseObject({ system: textSchema.optional(), value: textSchema.optional() }))
    .optional()
    .catch(undefined),
  totalGross: moneySchema.optional(),
  totalNet: moneySchema.optional(),
  extension: z.array(extensionSchema).optional(),
});
type InvoiceAnswer = z.infer<typeof invoiceSchema>;

/** EMV QRCPS: a payload should not exceed 512 characters. */
const maxCodeBytes = 512;
/** As of every number that stands on paper. */
const maxNumberCharacters = 64;

/**
 * An open invoice with its code, as far as both can be used: a code that is too long is none, and so is one that ends at a time
 * which cannot be told (`expiresAt` null; undefined: it does not end).
 */
export function openInvoice(
  { amount, currency, invoiceNumber }: Omit<OpenInvoice, 'kind' | 'paymentCode' | 'expiresAt'>,
  code: string | undefined,
  expiresAt: string | null | undefined,
): OpenInvoice {
  const isUsable = code !== undefined && Buffer.byteLength(code) <= maxCodeBytes && expiresAt !== null;
  return {
    kind: 'open',
    amount,
    currency,
    paymentCode: isUsable ? code : null,
    expiresAt: expiresAt ?? null,
    invoiceNumber: invoiceNumber !== null && invoiceNumber.length <= maxNumberCharacters ? invoiceNumber : null,
  };
}

/** FHIR R4 Invoice.status: draft, issued, balanced, cancelled, entered-in-error. */
function statusOf(answer: InvoiceAnswer, systems: FhirSystems): InvoiceStatus {
  const extension = (url: string) => withUrl(answer.extension, url);
  if (extension(systems.paidTwice)?.valueBoolean === true) return { kind: 'paid-twice' };
  if (answer.status === 'entered-in-error') return { kind: 'none' };
  if (answer.status === 'balanced' || answer.status === 'cancelled') return { kind: answer.status };
  // What the patient pays: with tax, where the hospital says so.
  const { value: amount = null, currency = 'VND' } = answer.totalGross ?? answer.totalNet ?? {};
  const number = answer.identifier?.find(({ system }) => system !== systems.visitInvoice)?.value;
  const expires = extension(systems.paymentExpires);
  const until = expires?.valueDateTime;
  return openInvoice(
    { amount, currency, invoiceNumber: legible(number) },
    // A draft may still become another amount.
    answer.status === 'issued' ? extension(systems.paymentCode)?.valueString : undefined,
    expires && (until !== undefined && isInstant(until) ? until : null),
  );
}

/** What the invoices of one visit come to. */
export const invoiceStatus = (invoices: readonly InvoiceAnswer[], systems: FhirSystems): InvoiceStatus =>
  allTogether(invoices.map((invoice) => statusOf(invoice, systems)));

const isOpen = (status: InvoiceStatus): status is OpenInvoice => status.kind === 'open';

/**
 * What several come to. Balanced only when all that stands is; the amount is the sum of what is open, as far as each has one in
 * the same currency. Several have no code: one code pays one invoice. One over nothing, all of which the insurance pays, says
 * nothing beside another one: it neither takes the code away nor unsays that the other was paid.
 */
export function allTogether(statuses: readonly InvoiceStatus[]): InvoiceStatus {
  const has = (kind: InvoiceStatus['kind']): boolean => statuses.some((status) => status.kind === kind);
  if (has('paid-twice')) return { kind: 'paid-twice' };
  const open = statuses.filter(isOpen);
  const owed = open.filter(({ amount }) => amount !== 0);
  const [first, ...others] = owed.length > 0 || has('balanced') ? owed : open;
  if (first === undefined) return { kind: has('balanced') ? 'balanced' : has('cancelled') ? 'cancelled' : 'none' };
  if (others.length === 0) return first;
  const { currency } = first;
  const amount = others.reduce(
    (sum, other) => (sum === null || other.amount === null || other.currency !== currency ? null : sum + other.amount),
    first.amount,
  );
  return { kind: 'open', amount, currency, paymentCode: null, expiresAt: null, invoiceNumber: null };
}
