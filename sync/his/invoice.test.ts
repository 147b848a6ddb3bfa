import { expect, it } from 'vitest';
import { invoiceSchema, invoiceStatus } from './invoice.ts';

const invoice = (status: string, value?: number, currency?: string) =>
  invoiceSchema.parse({
    resourceType: 'Invoice',
    status,
    ...(value === undefined ? {} : { totalGross: { value, ...(currency === undefined ? {} : { currency }) } }),
  });

it('is nothing, open, or balanced', () => {
  expect(invoiceStatus([])).toEqual({ kind: 'none' });
  expect(invoiceStatus([invoice('cancelled', 100_000), invoice('entered-in-error')])).toEqual({ kind: 'none' });
  expect(invoiceStatus([invoice('balanced', 36_500, 'VND'), invoice('cancelled')])).toEqual({ kind: 'balanced' });
});

it('comes to what is not balanced yet', () => {
  const invoices = [invoice('issued', 36_500, 'VND'), invoice('draft', 100_000), invoice('balanced', 5_000, 'VND')];
  expect(invoiceStatus(invoices)).toEqual({ kind: 'open', amount: 136_500, currency: 'VND' });
});

it('comes to what is asked for without tax where no more is said', () => {
  const status = 'issued';
  const totalNet = { value: 36_500, currency: 'VND' };
  const net = invoiceSchema.parse({ resourceType: 'Invoice', status, totalNet });
  const gross = invoiceSchema.parse({ resourceType: 'Invoice', status, totalNet, totalGross: { value: 39_420 } });
  expect(invoiceStatus([net])).toMatchObject({ amount: 36_500 });
  expect(invoiceStatus([gross])).toMatchObject({ amount: 39_420 });
});

it('comes to no amount when one is missing or in other money', () => {
  expect(invoiceStatus([invoice('issued', 36_500), invoice('issued')])).toEqual({
    kind: 'open',
    amount: null,
    currency: 'VND',
  });
  expect(invoiceStatus([invoice('issued', 20, 'USD'), invoice('issued', 36_500)])).toEqual({
    kind: 'open',
    amount: null,
    currency: 'USD',
  });
});
