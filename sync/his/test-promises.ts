import { z } from 'zod';

const text = z.string().max(1024);
const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);
const date = z.iso.date().nullable();
const instant = z.iso.datetime({ offset: true });
const percent = z.number().min(0).max(100).nullable();
const words = text.nullable();
const whole = z.int().min(0);
const clockTime = z.string().regex(/^\d\d:\d\d$/);
const appointment = {
  id,
  clinicId: id,
  start: instant,
  practitioner: words,
  practitionerId: id.nullable(),
  kind: z.enum(['appointment', 're-examination']),
  status: z.enum(['booked', 'doctor-absent', 'arrived', 'cancelled', 'moved']),
  movedTo: instant.nullable(),
};
const foundPatient = z.strictObject({
  id,
  fullName: z.string(),
  birthDate: z
    .string()
    .regex(/^\d{4}(-\d\d){0,2}$/)
    .nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  patientCode: words,
  standing: z.enum(['active', 'blocked', 'deceased']),
  wasMerged: z.boolean(),
});
const referral = z.strictObject({ number: text, facility: words, validTo: date });
const moment = z.strictObject({ serviceDate: z.iso.date(), session: z.enum(['morning', 'afternoon']) });

/** What each call promises of its value; strict, so that nothing else of the answer gets through. */
export const promises = {
  findPatient: z.union([
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('several'), count: z.int().min(2) }),
    z.strictObject({ kind: z.literal('merged-away') }),
    z.strictObject({ kind: z.literal('one'), patient: foundPatient }),
  ]),
  eligibility: z.strictObject({
    code: z.string().regex(/^\d{3}$/),
    outcome: z.enum(['covered', 'not-covered', 'counter', 'check-name', 'technical']),
    insuranceNumber: words,
    replacedNumber: words,
    validFrom: date,
    validTo: date,
    registeredFacility: z.strictObject({ code: z.string().min(1).max(20), name: words }).nullable(),
    objectCode: words,
    careType: words,
    route: z.enum(['right', 'out-of-route', 'any']).nullable(),
    benefitPercent: percent,
    patientSharePercent: percent,
    openStay: z.boolean(),
    openStayAt: words,
    referral: referral.nullable(),
  }),
  dayAppointments: z.array(
    z.strictObject({
      ...appointment,
      patientId: id,
      keys: z.strictObject({
        idNumber: words,
        oldIdNumber: words,
        insuranceNumber: words,
        passportNumber: words,
        patientCode: words,
      }),
    }),
  ),
  clinics: z.array(
    z.strictObject({
      id,
      name: z.strictObject({ vi: text, en: text }),
      room: text,
      floor: text,
      open: z.boolean(),
      waiting: whole.nullable(),
      waitMinutes: whole.optional(),
      building: words,
      specialty: z.strictObject({ code: text, name: z.strictObject({ vi: text, en: text }) }).nullable(),
      isScreening: z.boolean(),
    }),
  ),
  schedule: z.array(
    z.strictObject({
      clinicId: id,
      hours: z.array(z.strictObject({ opens: clockTime, closes: clockTime })).nullable(),
      quotas: z.array(z.strictObject({ session: z.enum(['morning', 'afternoon']), limit: whole, left: whole })),
      doctors: z.array(z.strictObject({ id, name: z.string(), waiting: whole.nullable(), isAbsent: z.boolean() })),
      slots: z.array(z.strictObject({ start: instant, doctorId: id.nullable() })),
      service: z.strictObject({ code: text, name: text }).nullable(),
      later: z.array(moment),
    }),
  ),
  ticket: z
    .strictObject({
      state: z.enum(['waiting', 'called', 'done', 'cancelled']),
      number: text,
      clinicId: id,
      moment: moment.nullable(),
      ahead: whole.nullable(),
    })
    .nullable(),
  invoiceStatus: z.union([
    z.strictObject({ kind: z.enum(['none', 'balanced', 'paid-twice', 'cancelled']) }),
    z.strictObject({
      kind: z.literal('open'),
      amount: z.number().nullable(),
      currency: text,
      paymentCode: z.string().max(512).nullable(),
      expiresAt: instant.nullable(),
      invoiceNumber: z.string().min(1).max(64).nullable(),
    }),
  ]),
  capabilities: z.strictObject({ software: text, version: words, offers: z.array(z.string()) }),
  requiredFields: z.array(z.string()),
  auditHead: z.strictObject({ count: whole, hash: z.string().length(64) }).nullable(),
  similarPatients: whole,
  appointments: z.array(z.strictObject(appointment)),
  findSlip: z
    .strictObject({
      namesPatient: z.boolean(),
      patient: foundPatient.nullable(),
      appointment: z.strictObject(appointment).nullable(),
      referral: referral.extend({ clinicId: id.nullable() }).nullable(),
    })
    .nullable(),
  lastVisit: z.strictObject({ clinicId: id, doctorId: id.nullable() }).nullable(),
  addressUnits: z.array(z.strictObject({ code: id, name: text, provinceCode: id, provinceName: text })),
};
