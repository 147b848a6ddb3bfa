import { z } from 'zod';
import { newsSchema } from './staff-page.ts';

/**
 * The page for staff on the kiosk's own screen speaks over the bridge: the same requests and answers as over HTTP, by the same
 * rules. Who is logged in is kept in the station beside the connection, and ends with it.
 */

/** More than the longest path of the page, an id and a month in it. */
const longestPath = 200;

export const staffRequestSchema = z.strictObject({
  kind: z.literal('staff-request'),
  /** The page's own; comes back with the answer. */
  id: z.int().min(0),
  method: z.enum(['GET', 'POST']),
  path: z.string().min(1).max(longestPath),
  /** As the route takes it; electron/staff/glass.ts bounds it like the body of a request. */
  body: z.unknown(),
});
export type StaffRequest = z.infer<typeof staffRequestSchema>;

export const staffReplySchema = z.object({
  kind: z.literal('staff-reply'),
  id: z.int(),
  /** As HTTP counts. */
  status: z.int(),
  body: z.unknown(),
});
export type StaffReply = z.infer<typeof staffReplySchema>;

export const glassNewsSchemas = [
  staffReplySchema,
  /** To a page that asked for news. */
  z.object({ kind: z.literal('staff-news'), news: newsSchema }),
  /** The kiosk's scanner has read a card of the staff, and the station keeps it for the login. */
  z.object({ kind: z.literal('staff-card') }),
] as const;
export type GlassNews = z.infer<(typeof glassNewsSchemas)[number]>;

/** Logs in by the card that the station keeps: `pin` where the hospital wants both. The page never has its code. */
export const heldCardSchema = z.strictObject({ by: z.literal('held-card'), pin: z.string().max(32).nullable() });
export type HeldCardLogin = z.infer<typeof heldCardSchema>;
