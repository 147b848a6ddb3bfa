import { z } from 'zod';
import { bilingual } from './clinic-snapshot.ts';
import { openingSchema } from './opening-snapshot.ts';

/** How the kiosk is, as staff read it. */

/** The vocabulary of CUSS 2, which staff of several makers' kiosks share. */
export const componentSchema = z.object({
  /** `gallery`: the faces of those who come back by face; `disk`: what the queue is written to. */
  name: z.enum(['scanner', 'reader', 'camera', 'printer', 'headphones', 'lamp', 'gallery', 'disk', 'hospital']),
  state: z.enum(['READY', 'BUSY', 'UNAVAILABLE', 'NOT_CONFIGURED']),
  reason: z
    .enum([
      'NOT_REACHABLE',
      'NOT_RESPONDING',
      'MEDIA_EMPTY',
      'MEDIA_LOW',
      'MEDIA_JAMMED',
      'COVER_OPEN',
      'HARDWARE_ERROR',
      'THRESHOLD_ERROR',
    ])
    .nullable(),
});
export type Component = z.infer<typeof componentSchema>;

/**
 * STOPPED: by its hours; DISABLED: by staff; UNAVAILABLE: it cannot take anybody. INITIALIZE is never told: a kiosk that starts has
 * no page yet.
 */
export const kioskStateSchema = z.enum(['UNAVAILABLE', 'AVAILABLE', 'ACTIVE', 'STOPPED', 'DISABLED']);
/** Why it is out of service, or serves less than it could. */
export const limitSchema = z.enum(['HOURS', 'HARDWARE', 'CONSUMABLES', 'INTERNAL', 'BACKEND']);
export type Limit = z.infer<typeof limitSchema>;

export const overviewSchema = z.object({
  state: kioskStateSchema,
  limits: z.array(limitSchema),
  components: z.array(componentSchema),
  opening: openingSchema,
  queue: z.object({
    pending: z.int(),
    inFlight: z.int(),
    confirmed: z.int(),
    dead: z.int(),
    held: z.int(),
    oldestPendingMinutes: z.int().nullable(),
  }),
  /** Hospital clock minus kiosk clock; null while nobody knows. */
  clockOffsetMs: z.int().nullable(),
  /** The hospital's day and time, as ISO instant of the kiosk. */
  now: z.string(),
  today: z.string(),
  /** Tasks that nobody has settled. */
  openTasks: z.int(),
  /** The clinics that the kiosk knows, for whatever names one by its id. */
  clinics: z.array(z.object({ id: z.string(), name: bilingual })),
});
export type Overview = z.infer<typeof overviewSchema>;
