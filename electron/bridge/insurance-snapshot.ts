import { z } from 'zod';

/**
 * What to tell the patient about the health insurance. `not-asked`: nobody answered. `open-stay`: not yet discharged
 * somewhere. The others stand for what the social-insurance gateway said.
 */
export const insuranceAdviceSchema = z.enum([
  'covered',
  'new-card',
  'new-card-soon',
  'army',
  'police',
  'child-without-card',
  'name',
  'name-initials',
  'birth-date',
  'expired',
  'unknown-card',
  'wrong-number',
  'revoked',
  'reduced',
  'moved',
  'portal-down',
  'hospital-rejected',
  'other',
  'not-asked',
  'open-stay',
  /** Valid, but not without a referral at this facility; and with one that has run out. */
  'out-of-route',
  'referral-expired',
  /** The hospital wants its counter to look, whatever the gateway said. */
  'counter',
]);
export type InsuranceAdvice = z.infer<typeof insuranceAdviceSchema>;

/** The hospital's answer as it stands; null where it does not say. Numbers are masked to the last three digits. */
export const insuranceSchema = z.object({
  outcome: z.enum(['covered', 'not-covered', 'check-name', 'unknown']),
  advice: insuranceAdviceSchema,
  maskedNumber: z.string().nullable(),
  /** The card that no longer counts. */
  maskedReplacedNumber: z.string().nullable(),
  validTo: z.string().nullable(),
  /** Where the holder is registered: its name, or its code. */
  registeredFacility: z.string().nullable(),
  route: z.enum(['right', 'out-of-route', 'any']).nullable(),
  benefitPercent: z.number().nullable(),
  patientSharePercent: z.number().nullable(),
  /** The facility that has not discharged the holder, for `open-stay`. */
  openStayAt: z.string().nullable(),
  referral: z
    .object({ facility: z.string().nullable(), validTo: z.string().nullable(), isOver: z.boolean() })
    .nullable(),
});
export type Insurance = z.infer<typeof insuranceSchema>;
