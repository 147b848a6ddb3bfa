import { z } from 'zod';
import { bilingual } from './clinic-snapshot.ts';

/** Who may see the page for staff, and how they say who they are. Nothing here holds anything of a patient. */

export const roleSchema = z.enum(['reception', 'it']);
export type Role = z.infer<typeof roleSchema>;

/** As it stands in the audit log (`staff:NAME`), which keeps nothing with nine digits in a row. */
export const accountNameSchema = z.string().regex(/^(?!.*\d{9})[a-z][a-z0-9._-]{1,23}$/);

/** Digits of one's own; electron/staff/pin.ts says which ones are too easy. */
export const pinSchema = z.string().regex(/^\d{6,12}$/);

/** As printed on a staff card: 26 letters and digits of base32 behind a mark that no other code of the kiosk begins with. */
export const cardCodeSchema = z.string().regex(/^TDNV-[A-Z2-7]{26}$/);

export const loginSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('pin'), name: z.string().max(64), pin: z.string().max(32) }),
  /** `pin` where the hospital wants both. */
  z.strictObject({ by: z.literal('card'), code: z.string().max(64), pin: z.string().max(32).nullable() }),
]);
export type LoginRequest = z.infer<typeof loginSchema>;

export const accountSchema = z.object({ name: accountNameSchema, role: roleSchema });
export type AccountView = z.infer<typeof accountSchema>;

/** `wrong` says neither whether the name exists nor what was wrong. */
export const loginAnswerSchema = z.discriminatedUnion('kind', [
  /** `mustChangePin`: nothing else is answered before the start PIN was changed. */
  z.object({ kind: z.literal('in'), account: accountSchema, mustChangePin: z.boolean() }),
  z.object({ kind: z.literal('wrong') }),
  z.object({ kind: z.literal('pin-needed') }),
  /** At the kiosk's own screen: the card was shown too long ago, and is to be shown again. No PIN was tried. */
  z.object({ kind: z.literal('card-lapsed') }),
  z.object({ kind: z.literal('wait'), seconds: z.int() }),
  z.object({ kind: z.literal('busy') }),
]);
export type LoginAnswer = z.infer<typeof loginAnswerSchema>;

export const pinChangeSchema = z.strictObject({ pin: z.string().max(32), next: z.string().max(32) });
export const pinChangeAnswerSchema = z.object({ result: z.enum(['done', 'wrong', 'too-easy', 'wait', 'failed']) });

/**
 * `locked`: nobody did anything for `lockAfterMs`; calls still arrive, everything else wants a PIN or card again. The name stays,
 * so that its owner types the PIN alone.
 */
export const sessionSchema = z.object({
  state: z.enum(['none', 'locked', 'open']),
  account: accountSchema.nullable(),
  mustChangePin: z.boolean(),
  lockAfterMs: z.int(),
  hospital: bilingual,
  kioskId: z.string(),
  location: z.string(),
  language: z.string(),
});
export type StaffSession = z.infer<typeof sessionSchema>;
