import { z } from 'zod';
import { clinicSchema, knownAgeSchema, tileSchema } from './clinic-snapshot.ts';

/** How far a registration has come to the hospital. */
export const syncSchema = z.enum(['pending', 'confirmed', 'refused']);

/** What a patient may do to a ticket that was given here. */
export const ticketOfferSchema = z.enum(['show', 'change-clinic', 'cancel']);
export type TicketOffer = z.infer<typeof ticketOfferSchema>;

/**
 * Where a scanned ticket stands. `sending`: waits to be sent. `confirmed`: the hospital has it, and its patient waits.
 * `over`: of another day or session. `unknown`: neither this kiosk nor the hospital knows it.
 */
export const ticketStatusSchema = z.enum([
  'sending',
  'confirmed',
  'called',
  'done',
  'cancelled',
  'refused',
  'over',
  'unknown',
]);
export type TicketStatus = z.infer<typeof ticketStatusSchema>;

/**
 * `elsewhere`: another kiosk gave it, and this one has nothing of it to change. `not-possible`: what was asked for could not be done
 * any more. `at-cashier`: money is in it. `not-asked`: it may be; the hospital does not answer.
 */
export const ticketNoticeSchema = z.enum(['none', 'elsewhere', 'not-possible', 'at-cashier', 'not-asked']);
export type TicketNotice = z.infer<typeof ticketNoticeSchema>;

/** Why the hospital took the registration back, and the clinic it names instead. */
export const refusalSchema = z.object({
  reason: z.enum(['clinic-full', 'clinic-closed', 'patient-blocked', 'other']),
  sendTo: clinicSchema.nullable(),
});

/** A scanned ticket: nothing of a person, since whoever holds the paper could be anybody. */
export const myTicketSchema = z.object({
  step: z.literal('my-ticket'),
  /** null: nobody knows this code, or nobody has said yet. */
  ticket: z
    .object({
      number: z.string(),
      official: z.boolean(),
      clinic: clinicSchema.nullable(),
      /** When it was for; null for a ticket of another kiosk of which the hospital does not say it. */
      day: z.object({ serviceDate: z.string(), session: z.enum(['morning', 'afternoon']) }).nullable(),
      /** What the square code says that was scanned. */
      code: z.string(),
      /** What its paper says where the hospital calls another number. */
      replacedNumber: z.string().nullable(),
      /** What its first paper said; of a ticket of another kiosk nobody knows, and a document is to be shown. */
      documents: z.object({ checkAtDoor: z.boolean(), bringDocument: z.boolean() }),
    })
    .nullable(),
  cardStillThere: z.boolean(),
  now: z.discriminatedUnion('state', [
    /** This kiosk does not have it, and the hospital is being asked. */
    z.object({ state: z.literal('asking') }),
    /** A desk's number, which reception calls. `sync`: of what was captured for staff; null where nothing was. */
    z.object({ state: z.literal('desk'), sync: syncSchema.nullable() }),
    z.object({
      state: z.literal('shown'),
      status: ticketStatusSchema,
      /** People in front; null when the hospital does not say. */
      ahead: z.number().int().nullable(),
      refusal: refusalSchema.nullable(),
      offers: z.array(ticketOfferSchema),
      notice: ticketNoticeSchema,
      /** Whether its owner may register again by face: for the clinic that it names, too, while that takes patients. */
      mayReturn: z.enum(['no', 'anywhere', 'same-clinic']),
    }),
    z.object({
      state: z.literal('choosing'),
      tiles: z.array(tileSchema),
      /** null when the hospital has just said so, or never did. */
      readModel: knownAgeSchema.nullable(),
    }),
    z.object({ state: z.literal('confirming'), clinic: clinicSchema }),
    z.object({ state: z.literal('changing'), clinic: clinicSchema }),
    z.object({ state: z.literal('asking-to-cancel') }),
    /** The goodbye. */
    z.object({ state: z.literal('cancelled') }),
  ]),
});
