import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type {
  Appointment,
  ClinicDay,
  ClinicInfo,
  DayAppointment,
  HospitalApi,
  PatientField,
  PatientKeys,
} from '../sync/his/hospital-api.ts';
import type { ReadModelStore } from '../sync/queue/read-model-store.ts';

/**
 * What offline check-in knows of the hospital: clinics, opening hours, quotas, doctors, free times, today's appointments and
 * the ids of those who have one. Asked for while the hospital answers, kept on the disk, shown with its age.
 */
export interface HospitalReadModel {
  /** Today's days of the clinics; empty when they were never fetched today. */
  days(): { days: ClinicDay[]; fetchedAt: string | null };
  /** The clinics as they last came, of any day; null when they never came. */
  clinics(): ClinicInfo[] | null;
  /** Written only when something but the waiting figures has changed: the list comes every half minute. */
  keepClinics(clinics: ClinicInfo[]): void;
  requiredFields(): PatientField[];
  /** Somebody who has an appointment today. */
  knownPatient(keys: PatientKeys): { patientId: string; appointment: Appointment | null } | null;
  /** The hospital answers again: what is old is asked for now. */
  refresh(): void;
  stop(): void;
}

export interface HospitalReadModelOptions {
  hospital: Pick<HospitalApi, 'schedule' | 'dayAppointments' | 'requiredFields'>;
  store: ReadModelStore;
  /** The hospital's day. */
  today: () => string;
  everyMs: number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

const daySchema: z.ZodType<ClinicDay> = z.object({
  clinicId: z.string(),
  hours: z.array(z.object({ opens: z.string(), closes: z.string() })).nullable(),
  quotas: z.array(z.object({ session: z.enum(['morning', 'afternoon']), limit: z.number(), left: z.number() })),
  doctors: z.array(z.object({ id: z.string(), name: z.string() })),
  slots: z.array(z.object({ start: z.string(), doctorId: z.string().nullable() })),
  service: z.object({ code: z.string(), name: z.string() }).nullable(),
});
const daysSchema = z.object({ serviceDate: z.string(), days: z.array(daySchema) });

const clinicsSchema: z.ZodType<ClinicInfo[]> = z.array(
  z.object({
    id: z.string(),
    name: z.object({ vi: z.string(), en: z.string() }),
    room: z.string(),
    floor: z.string(),
    open: z.boolean(),
    waiting: z.number().nullable(),
  }),
);

const appointmentsSchema = z.object({
  serviceDate: z.string(),
  appointments: z.array(
    z.object({
      patientId: z.string(),
      id: z.string(),
      clinicId: z.string(),
      start: z.string(),
      practitioner: z.string().nullable(),
    }),
  ),
});

const fieldsSchema: z.ZodType<PatientField[]> = z.array(
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
  ]),
);

/** Waiting figures of an earlier moment would mislead: a list from the disk has none. */
const withoutFigures = (clinics: ClinicInfo[]): ClinicInfo[] => clinics.map((clinic) => ({ ...clinic, waiting: null }));

/** Fetches at once and then regularly. What does not come leaves what is there. */
export function keepReadModel(options: HospitalReadModelOptions): HospitalReadModel {
  const { hospital, store, today } = options;
  const stopping = new AbortController();
  let timer: unknown = null;
  let asking = false;

  /** What an older version of the program kept in another shape is as good as nothing. */
  function kept<T>(name: string, schema: z.ZodType<T>): { value: T; fetchedAt: string } | null {
    const found = store.get(name);
    const parsed = schema.safeParse(found?.content);
    return found && parsed.success ? { value: parsed.data, fetchedAt: found.fetchedAt } : null;
  }

  function keepAppointments(serviceDate: string, appointments: DayAppointment[]): void {
    store.putPatients(serviceDate, appointments);
    const content = appointments.map(({ patientId, id, clinicId, start, practitioner }) => ({
      patientId,
      id,
      clinicId,
      start,
      practitioner,
    }));
    store.put('appointments', { serviceDate, appointments: content });
  }

  async function ask(): Promise<void> {
    const serviceDate = today();
    const { signal } = stopping;
    const [days, appointments, fields] = await Promise.all([
      hospital.schedule(serviceDate, signal),
      hospital.dayAppointments(serviceDate, signal),
      hospital.requiredFields(signal),
    ]);
    if (signal.aborted) return;
    if (days.ok) store.put('days', { serviceDate, days: days.value });
    if (appointments.ok) keepAppointments(serviceDate, appointments.value);
    if (fields.ok) store.put('required-fields', fields.value);
  }

  /** An adapter that throws is a hospital that did not answer. */
  async function round(): Promise<void> {
    if (asking) return;
    asking = true;
    await ask().catch(() => undefined);
    asking = false;
    if (stopping.signal.aborted) return;
    if (timer !== null) options.clearTimeout(timer);
    timer = options.setTimeout(() => void round(), options.everyMs);
  }
  void round();

  function keptClinics(): ClinicInfo[] | null {
    const found = kept('clinics', clinicsSchema);
    return found && found.value.length > 0 ? found.value : null;
  }

  return {
    days() {
      const found = kept('days', daysSchema);
      return found?.value.serviceDate === today()
        ? { days: found.value.days, fetchedAt: found.fetchedAt }
        : { days: [], fetchedAt: null };
    },
    clinics: keptClinics,
    keepClinics(clinics) {
      const lasting = withoutFigures(clinics);
      if (!isDeepStrictEqual(lasting, keptClinics())) store.put('clinics', lasting);
    },
    requiredFields: () => kept('required-fields', fieldsSchema)?.value ?? [],
    knownPatient(keys) {
      const patientId = store.patientId(today(), keys);
      if (patientId === null) return null;
      const found = kept('appointments', appointmentsSchema);
      const own = found?.value.serviceDate === today() ? found.value.appointments : [];
      const next = own.find((appointment) => appointment.patientId === patientId);
      if (!next) return { patientId, appointment: null };
      const { id, clinicId, start, practitioner } = next;
      return { patientId, appointment: { id, clinicId, start, practitioner } };
    },
    refresh: () => void round(),
    stop() {
      stopping.abort();
      if (timer !== null) options.clearTimeout(timer);
    },
  };
}
