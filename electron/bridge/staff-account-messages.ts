import { z } from 'zod';
import { accountNameSchema, roleSchema } from './staff-login.ts';

/** Accounts of the page for staff, as the command line asks for them over the station's local socket. */

/** The operating system's name of who asks, for the audit log. */
const staffName = z.string().max(64);
const name = accountNameSchema;

export const accountQuestionSchemas = [
  z.strictObject({ kind: z.literal('account-list') }),
  z.strictObject({ kind: z.literal('account-add'), name, role: roleSchema, staffName }),
  z.strictObject({ kind: z.literal('account-remove'), name, staffName }),
  /** A new card; the former one ends. */
  z.strictObject({ kind: z.literal('account-card'), name, staffName }),
  /** A new start PIN, for somebody who forgot theirs. */
  z.strictObject({ kind: z.literal('account-pin'), name, staffName }),
] as const;
export type AccountQuestion = z.infer<(typeof accountQuestionSchemas)[number]>;

export const accountAnswerSchemas = [
  z.object({
    kind: z.literal('accounts'),
    accounts: z.array(z.object({ name, role: roleSchema, hasCard: z.boolean(), hasOwnPin: z.boolean() })),
  }),
  z.object({
    kind: z.literal('account-changed'),
    result: z.enum(['done', 'taken', 'nobody', 'failed']),
    /** The start PIN or the card's text, said this once; null where there is none. */
    secret: z.string().nullable(),
  }),
] as const;
export type AccountAnswer = z.infer<(typeof accountAnswerSchemas)[number]>;
