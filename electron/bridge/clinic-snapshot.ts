import { z } from 'zod';

/** Clinics, doctors and appointments as the screen shows them. */

/** What the hospital wrote itself; a further language may stand beside the two. */
export const bilingual = z.object({ vi: z.string(), en: z.string() }).catchall(z.string());

/** In this language, or in English where the hospital wrote nothing in it. */
export const inLanguage = (text: z.infer<typeof bilingual>, language: string): string => text[language] ?? text.en;

export const clinicSchema = z.object({
  id: z.string(),
  name: bilingual,
  room: z.string(),
  floor: z.string(),
  /** null: in the kiosk's own building, or nobody says. */
  building: z.string().nullable(),
  waiting: z.number().int().nullable(),
  /** The hospital's estimate for somebody who comes now; left out where it gives none. */
  waitMinutes: z.number().int().positive().optional(),
  /** Code of its specialty, for the picture; null when the hospital does not say. */
  specialty: z.string().nullable(),
});
export type Clinic = z.infer<typeof clinicSchema>;

/** Since when what is shown of the hospital is known (ISO instant), and how old that is. */
export const knownAgeSchema = z.object({ fetchedAt: z.string(), ageMinutes: z.number().int() });
export type KnownAge = z.infer<typeof knownAgeSchema>;

/** Who is on duty at a clinic today, and its next free time, HH:MM. */
export const clinicTodaySchema = z.object({
  clinicId: z.string(),
  doctors: z.array(z.string()),
  nextFree: z.string().nullable(),
});
export type ClinicToday = z.infer<typeof clinicTodaySchema>;

/** A session that is not now: a day (YYYY-MM-DD) and its half. */
export const laterSchema = z.object({
  serviceDate: z.string(),
  session: z.enum(['morning', 'afternoon']),
});
export type Later = z.infer<typeof laterSchema>;

/** Whether patients are taken: now, in a later session alone, or not, because its hours are over or its places gone. */
const intakeSchema = z.enum(['open', 'later', 'closed', 'full']);
export type TileIntake = z.infer<typeof intakeSchema>;

/** A tile of the list: a clinic, or a specialty that has several. */
export const tileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clinic'), clinic: clinicSchema, intake: intakeSchema }),
  z.object({
    kind: z.literal('specialty'),
    code: z.string(),
    name: bilingual,
    intake: intakeSchema,
    /** Of its least busy open clinic. */
    waiting: z.number().int().nullable(),
    clinics: z.number().int(),
  }),
]);
export type Tile = z.infer<typeof tileSchema>;

/** A room of a specialty, or a doctor of a room, with how many wait there. */
export const roomSchema = z.object({
  clinic: clinicSchema,
  doctor: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** For this room or doctor; null when the hospital does not say. */
  waiting: z.number().int().nullable(),
  /** `absent`: the doctor. */
  intake: z.enum(['open', 'closed', 'full', 'absent']),
});
export type Room = z.infer<typeof roomSchema>;

/**
 * An appointment and what may be done about it now. `early`: before the time from which the kiosk takes it. `late`: after
 * the time until which it does. `other-day`: today is not its day. `arrived`: already checked in.
 */
export const appointmentSchema = z.object({
  id: z.string(),
  kind: z.enum(['appointment', 're-examination']),
  /** null: a clinic that nobody knows. */
  clinic: clinicSchema.nullable(),
  serviceDate: z.string(),
  /** HH:MM. */
  time: z.string(),
  practitioner: z.string().nullable(),
  state: z.enum([
    'ready',
    'early',
    'late',
    'other-day',
    'doctor-absent',
    'clinic-closed',
    'clinic-full',
    'cancelled',
    'moved',
    'arrived',
  ]),
  /** From when it may be checked in, HH:MM, for `early`. */
  opensAt: z.string().nullable(),
  /** For `moved`; null when the hospital does not say. */
  movedTo: z.object({ serviceDate: z.string(), time: z.string() }).nullable(),
  /** Another building than the kiosk's. */
  elsewhere: z.string().nullable(),
  /**
   * `arrive`: check in for it. `walk-in`: see a doctor today without it. `desk`: staff arrange it. For `doctor-absent` to
   * arrive is to see another doctor of that clinic.
   */
  offers: z.array(z.enum(['arrive', 'walk-in', 'desk'])),
});
export type AppointmentView = z.infer<typeof appointmentSchema>;
