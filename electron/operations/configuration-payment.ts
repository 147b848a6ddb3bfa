import { z } from 'zod';
import { milliseconds } from './configuration-his.ts';

/** Payment of fees at the kiosk: the section, and its part of the documented default file. */

const beneficiary = z.strictObject({
  bankBin: z.string().regex(/^\d{6}$/, { error: 'must be the six digits of the bank (BIN), e.g. "970436"' }),
  account: z.string().regex(/^[0-9A-Za-z]{1,19}$/, { error: 'must be 1 to 19 digits or letters, without blanks' }),
  /** On the screen and on the paper. */
  bank: z.string().min(1, { error: 'must not be empty' }).max(40),
});

/** A hospital has an account or two a bank. */
const mostBeneficiaries = 20;

export const paymentSettingSchema = z
  .strictObject({
    enabled: z.boolean().default(false),
    insured: z.boolean().default(false),
    beneficiaries: z.array(beneficiary).max(mostBeneficiaries).default([]),
    maximumAmount: z.int().min(1_000).max(1_000_000_000).default(5_000_000),
    pollMs: milliseconds.min(1_000).default(3_000),
    waitMs: milliseconds.default(8_000),
    paperWaitMs: milliseconds.max(5_000).default(1_500),
  })
  .prefault({});

export type PaymentSetting = z.infer<typeof paymentSettingSchema>;

export const paymentText = `[payment]
# What a visit costs is asked of the hospital and shown on the ticket, with the bank's code (VietQR) where the hospital has one.
enabled = false
# Insured patients are asked to pay, too.
insured = false
# Whose accounts codes may pay into; any other code is not shown, and its patient goes to the cashier. Without a row no code is
# ever shown. Each row: { bankBin = "970436", account = "0011001234567", bank = "Vietcombank" }, the bank as patients know it.
beneficiaries = []
# Codes for more than this are not shown, in dong.
maximumAmount = 5000000
# How often the hospital is asked whether it has recorded the payment, while the ticket is on the screen, in ms (as below).
pollMs = 3000
# Longest wait for what the hospital charges; then the patient is sent to the cashier.
waitMs = 8000
# How long the paper waits for it; then it is printed without.
paperWaitMs = 1500

`;
