import { z } from 'zod';
import type { AddressUnit, Appointment, ClinicDay, ClinicInfo, PatientField } from '../sync/his/hospital-api.ts';

/** What the read model keeps on the disk, by name. What an older version of the program kept in another shape is no content. */

const bilingual = z.object({ vi: z.string(), en: z.string() });
const session = z.enum(['morning', 'afternoon']);

const daySchema: z.ZodType<ClinicDay> = z.object({
  clinicId: z.string(),
  hours: z.array(z.object({ opens: z.string(), closes: z.string() })).nullable(),
  quotas: z.array(z.object({ session, limit: z.number(), left: z.number() })),
  doctors: z.array(
    z.object({ id: z.string(), name: z.string(), waiting: z.number().nullable(), isAbsent: z.boolean() }),
  ),
  slots: z.array(z.object({ start: z.string(), doctorId: z.string().nullable() })),
  service: z.object({ code: z.string(), name: z.string() }).nullable(),
  later: z.array(z.object({ serviceDate: z.string(), session })),
});
export const daysSchema = z.object({ serviceDate: z.string(), days: z.array(daySchema) });

export const clinicsSchema: z.ZodType<ClinicInfo[]> = z.array(
  z.object({
    id: z.string(),
    name: bilingual,
    room: z.string(),
    floor: z.string(),
    open: z.boolean(),
    waiting: z.number().nullable(),
    building: z.string().nullable(),
    specialty: z.object({ code: z.string(), name: bilingual }).nullable(),
    isScreening: z.boolean(),
  }),
);

const appointmentSchema: z.ZodType<Appointment> = z.object({
  id: z.string(),
  clinicId: z.string(),
  start: z.string(),
  practitioner: z.string().nullable(),
  practitionerId: z.string().nullable(),
  kind: z.enum(['appointment', 're-examination']),
  status: z.enum(['booked', 'doctor-absent', 'arrived', 'cancelled', 'moved']),
  movedTo: z.string().nullable(),
});
export const appointmentsSchema = z.object({
  serviceDate: z.string(),
  appointments: z.array(z.object({ patientId: z.string(), appointment: appointmentSchema })),
});

export const fieldsSchema: z.ZodType<PatientField[]> = z.array(
  z.enum([
    'idNumber',
    'oldIdNumber',
    'insuranceNumber',
    'passportNumber',
    'patientCode',
    'fullName',
    'birthDate',
    'sex',
    'residence',
    'phone',
    'relative',
    'ethnicity',
    'address',
    'guardian',
  ]),
);

const unitSchema: z.ZodType<AddressUnit> = z.object({
  code: z.string(),
  name: z.string(),
  provinceCode: z.string(),
  provinceName: z.string(),
});
export const unitsSchema = z.object({ serviceDate: z.string(), units: z.array(unitSchema) });
