import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFhirSystems as systems } from './identifiers.ts';
import { allTogether, invoiceSchema, invoiceStatus } from './invoice.ts';
import type { InvoiceStatus } from './hospital-api.ts';

const code = '00020101021238570010A000000727';
const expires = '2026-11-23T09:00:00+07:00';

const invoice = (status: string, value?: number, currency?: string, extension: object[] = []) =>
  invoiceSchema.parse({
    resourceType: 'Invoice',
    status,
    identifier: [
      { system: systems.visitInvoice, value: 'enc-1' },
      { system: 'https://his.example/invoice', value: 'HD000017' },
    ],
    ...(value === undefined ? {} : { totalGross: { value, ...(currency === undefined ? {} : { currency }) } }),
    ...(extension.length === 0 ? {} : { extension }),
  });
const withCode = (...more: object[]) => [{ url: systems.paymentCode, valueString: code }, ...more];
const status = (...invoices: ReturnType<typeof invoice>[]) => invoiceStatus(invoices, systems);

const open = {
  kind: 'open',
  amount: 36_500,
  currency: 'VND',
  paymentCode: null,
  expiresAt: null,
  invoiceNumber: 'HD000017',
};

it('is nothing, open, balanced, or called off', () => {
  expect(status()).toEqual({ kind: 'none' });
  expect(status(invoice('entered-in-error', 100_000))).toEqual({ kind: 'none' });
  expect(status(invoice('cancelled', 100_000), invoice('entered-in-error'))).toEqual({ kind: 'cancelled' });
  expect(status(invoice('balanced', 36_500, 'VND'), invoice('cancelled'))).toEqual({ kind: 'balanced' });
  expect(status(invoice('issued', 36_500), invoice('cancelled', 1), invoice('balanced', 1))).toEqual(open);
});

it('comes to what is not balanced yet, and one code pays one invoice', () => {
  const invoices = [
    invoice('issued', 36_500, 'VND', withCode()),
    invoice('draft', 100_000),
    invoice('balanced', 5_000, 'VND'),
  ];
  expect(status(...invoices)).toEqual({ ...open, amount: 136_500, invoiceNumber: null });
});

it('comes to what the others do where one is over nothing', () => {
  const free = invoice('issued', 0, 'VND');
  const owed = invoice('issued', 36_500, 'VND', withCode());
  expect(status(owed, free)).toEqual({ ...open, paymentCode: code });
  expect(status(free, owed)).toEqual({ ...open, paymentCode: code });
  expect(status(free, owed, invoice('issued', 100_000))).toMatchObject({ amount: 136_500, paymentCode: null });
  for (const balanced of [invoice('balanced', 36_500), invoice('balanced', 0)]) {
    expect(status(free, balanced)).toEqual({ kind: 'balanced' });
  }
  // Called off, and then nothing is wanted: nobody need be sent to the cashier.
  expect(status(invoice('cancelled', 36_500), free)).toMatchObject({ kind: 'open', amount: 0 });
  expect(status(free, free)).toMatchObject({ kind: 'open', amount: 0 });
});

it('comes to what is asked for without tax where no more is said', () => {
  const totalNet = { value: 36_500, currency: 'VND' };
  const net = invoiceSchema.parse({ resourceType: 'Invoice', status: 'issued', totalNet });
  const gross = invoiceSchema.parse({
    resourceType: 'Invoice',
    status: 'issued',
    totalNet,
    totalGross: { value: 39_420 },
  });
  expect(status(net)).toMatchObject({ amount: 36_500, invoiceNumber: null });
  expect(status(gross)).toMatchObject({ amount: 39_420 });
});

it('comes to no amount when one is missing or in other money', () => {
  const none = { ...open, amount: null, invoiceNumber: null };
  expect(status(invoice('issued', 36_500), invoice('issued'))).toEqual(none);
  expect(status(invoice('issued'), invoice('issued', 36_500))).toEqual(none);
  expect(status(invoice('issued', 20, 'USD'), invoice('issued', 36_500))).toEqual({ ...none, currency: 'USD' });
});

describe('the code of an invoice', () => {
  it('is passed on as it stands, with the time at which it ends', () => {
    const ends = { url: systems.paymentExpires, valueDateTime: expires };
    expect(status(invoice('issued', 36_500, 'VND', withCode(ends)))).toEqual({
      ...open,
      paymentCode: code,
      expiresAt: expires,
    });
    expect(status(invoice('issued', 36_500, 'VND', withCode()))).toEqual({ ...open, paymentCode: code });
  });

  it.each([
    ['of a draft', 'draft', withCode()],
    ['whose end cannot be read', 'issued', withCode({ url: systems.paymentExpires, valueDateTime: 'soon' })],
    ['whose end is a day', 'issued', withCode({ url: systems.paymentExpires, valueDateTime: '2026-11-23' })],
    ['whose end is left open', 'issued', withCode({ url: systems.paymentExpires })],
    ['that is too long', 'issued', [{ url: systems.paymentCode, valueString: 'ộ'.repeat(200) }]],
    ['that is no text', 'issued', [{ url: systems.paymentCode, valueString: 5 }]],
  ])('%s is none', (_what, state, extension) => {
    expect(status(invoice(state, 36_500, 'VND', extension))).toMatchObject({ ...open, paymentCode: null });
  });

  it('has no number that would not fit on paper', () => {
    const identifier = [{ system: 'x', value: '1'.repeat(65) }];
    const long = invoiceSchema.parse({ resourceType: 'Invoice', status: 'issued', identifier });
    expect(status(long)).toMatchObject({ invoiceNumber: null });
  });
});

it('says that more came in than was due, whatever else there is', () => {
  const twice = invoice('balanced', 36_500, 'VND', [{ url: systems.paidTwice, valueBoolean: true }]);
  expect(status(twice, invoice('issued', 36_500))).toEqual({ kind: 'paid-twice' });
  const once = invoice('balanced', 36_500, 'VND', [{ url: systems.paidTwice, valueBoolean: false }]);
  expect(status(once)).toEqual({ kind: 'balanced' });
});

it('never calls paid what is not', () => {
  const statuses = fc.array(
    fc.constantFrom<InvoiceStatus>(
      { kind: 'none' },
      { kind: 'balanced' },
      { kind: 'cancelled' },
      { kind: 'paid-twice' },
      { ...open, kind: 'open' },
      { ...open, kind: 'open', amount: 0 },
    ),
  );
  fc.assert(
    fc.property(statuses, (each) => {
      const together = allTogether(each);
      const has = (kind: InvoiceStatus['kind']) => each.some((one) => one.kind === kind);
      const isOwed = each.some((one) => one.kind === 'open' && one.amount !== 0);
      expect(together.kind === 'balanced').toBe(has('balanced') && !isOwed && !has('paid-twice'));
      expect(together.kind === 'open').toBe((isOwed || (has('open') && !has('balanced'))) && !has('paid-twice'));
    }),
  );
});
