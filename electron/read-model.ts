import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type {
  AddressUnit,
  Appointment,
  ClinicDay,
  ClinicInfo,
  DayAppointment,
  HospitalApi,
  HospitalFailure,
  HospitalResult,
  PatientField,
  PatientKeys,
} from '../sync/his/hospital-api.ts';
import type { KnownPeriod, ReadModelStore } from '../sync/queue/read-model-store.ts';
import { appointmentsSchema, clinicsSchema, daysSchema, fieldsSchema, unitsSchema } from './read-model-content.ts';
import { withoutFigures } from './visit/clinic-hours.ts';

/**
 * What the kiosk knows of the hospital without asking: clinics, opening hours, quotas, doctors, free times, communes, today's
 * appointments and the ids of those who have one or were found lately. Asked for while the hospital answers, kept on the
 * disk, shown with its age.
 */
export interface HospitalReadModel {
  /** Today's days of the clinics; empty when they were never fetched today. */
  days(): { days: ClinicDay[]; fetchedAt: string | null };
  /** The clinics as they last came, of any day; null when they never came. */
  clinics(): ClinicInfo[] | null;
  /** Since when what is offered is known: the days, or else the list of clinics, of any day; null when neither came. */
  asOf(): string | null;
  /** Written only when something but the waiting figures has changed: the list comes every half minute. */
  keepClinics(clinics: ClinicInfo[]): void;
  /** What the hospital wants to know of a new patient; null when it never said. */
  requiredFields(): PatientField[] | null;
  /** The same, asked for now and kept; as it was last kept where nobody answers in time. */
  requiredFieldsNow(signal?: AbortSignal): Promise<PatientField[] | null>;
  /** Every commune; empty where the hospital does not code addresses, or never said. */
  addressUnits(): AddressUnit[];
  /** Somebody who has an appointment today, or whom the hospital knew in the last 30 days; their appointments of today. */
  knownPatient(keys: PatientKeys): { patientId: string; appointments: Appointment[] } | null;
  /** The hospital has found this one patient. */
  learnPatient(keys: PatientKeys, patientId: string): void;
  /** The hospital answers again: what is older than a minute is asked for now. */
  refresh(): void;
  stop(): void;
}

/** What is asked for; a word for the log. */
export type ReadModelPart = 'schedule' | 'appointments' | 'required-fields' | 'address-units';
/** Why it did not come, or could not be kept. */
export type ReadModelTrouble = HospitalFailure['kind'] | 'disk';

export interface HospitalReadModelOptions {
  hospital: Pick<HospitalApi, 'schedule' | 'dayAppointments' | 'requiredFields' | 'addressUnits'>;
  store: ReadModelStore;
  /** The hospital's day. */
  today: () => string;
  everyMs: number;
  /** A clock that nobody sets. */
  nowMs: () => number;
  /** A part has begun to fail, or fails for another reason; not again before it has come. */
  onTrouble(part: ReadModelPart, trouble: ReadModelTrouble): void;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

/** As fresh as need be, for the answers and for the time that is kept with an unchanged list. */
const freshMs = 60_000;

/** How long the hospital's id of a patient is kept after it was learned: most who come again come within a month. */
const knownDays = 30;

/** Patients a transaction: some 5 ms of the station's thread, which has a visit to serve as well. */
const patientsPerTurn = 200;

/** An adapter that throws is a hospital that did not answer. */
const crashed = (): { ok: false; failure: HospitalFailure } => ({
  ok: false,
  failure: { kind: 'bad-answer', detail: 'the adapter failed' },
});

function knownPeriod(today: string): KnownPeriod {
  const from = new Date(today);
  from.setUTCDate(from.getUTCDate() - knownDays);
  return { from: from.toISOString().slice(0, 10), to: today };
}

/** Fetches at once and then regularly. What does not come leaves what is there. */
export function keepReadModel(options: HospitalReadModelOptions): HospitalReadModel {
  const { hospital, store, today } = options;
  const stopping = new AbortController();
  let timer: unknown = null;
  let asking = false;
  /** Of the appointments that are kept; their numbers are not held in memory. */
  let keptDigest: string | null = null;
  let freshSinceMs: number | null = null;
  let clinicsKeptMs: number | null = null;
  /** Thousands, and the same all day: read from the disk once. */
  let units: z.infer<typeof unitsSchema> | null = null;
  let unitsSettledOn: string | null = null;
  const troubles = new Map<ReadModelPart, ReadModelTrouble | null>();

  /** What an older version of the program kept in another shape is as good as nothing. */
  function kept<T>(name: string, schema: z.ZodType<T>): { value: T; fetchedAt: string } | null {
    const found = store.get(name);
    const parsed = schema.safeParse(found?.content);
    return found && parsed.success ? { value: parsed.data, fetchedAt: found.fetchedAt } : null;
  }

  /** False: the disk refused a part of it. */
  async function keepAppointments(serviceDate: string, appointments: DayAppointment[]): Promise<boolean> {
    const digest = createHash('sha256')
      .update(JSON.stringify([serviceDate, appointments]))
      .digest('hex');
    if (digest === keptDigest) return true;
    const putPatients = store.patientList(serviceDate);
    for (let first = 0; first < appointments.length; first += patientsPerTurn) {
      if (!putPatients(appointments.slice(first, first + patientsPerTurn))) return false;
      await nextTurn();
      if (stopping.signal.aborted) return true;
    }
    const content = appointments.map(({ patientId, keys: _keys, ...appointment }) => ({ patientId, appointment }));
    if (!store.put('appointments', { serviceDate, appointments: content })) return false;
    keptDigest = digest;
    return true;
  }

  /** Each part is kept on its own; what does not come leaves what is there. */
  async function keep<T>(
    part: ReadModelPart,
    result: HospitalResult<T>,
    put: (value: T) => boolean | Promise<boolean>,
  ): Promise<boolean> {
    if (stopping.signal.aborted) return true;
    const trouble = result.ok ? ((await put(result.value)) ? null : 'disk') : result.failure.kind;
    const isNews = trouble !== (troubles.get(part) ?? null);
    troubles.set(part, trouble);
    if (isNews && trouble !== null) options.onTrouble(part, trouble);
    // A hospital that refuses to say would refuse again.
    return trouble === null || trouble === 'refused';
  }

  const keptUnits = () => (units ??= kept('address-units', unitsSchema)?.value ?? null);

  const keptFields = () => kept('required-fields', fieldsSchema)?.value ?? null;

  /** Written only when they have changed: they come every half minute. */
  const keepFields = (answer: HospitalResult<PatientField[]>): Promise<boolean> =>
    keep(
      'required-fields',
      answer,
      (value) => isDeepStrictEqual(value, keptFields()) || store.put('required-fields', value),
    );

  /** Once a day: they change with a law. */
  async function askForUnits(serviceDate: string): Promise<boolean> {
    if ((unitsSettledOn ?? keptUnits()?.serviceDate) === serviceDate) return true;
    const answer = await hospital.addressUnits(stopping.signal).catch(crashed);
    const isSettled = await keep('address-units', answer, (value) => {
      const content = { serviceDate, units: value };
      if (!store.put('address-units', content)) return false;
      units = content;
      return true;
    });
    if (isSettled) unitsSettledOn = serviceDate;
    return isSettled;
  }

  async function ask(): Promise<void> {
    const serviceDate = today();
    const { signal } = stopping;
    const [days, appointments, fields] = await Promise.all([
      hospital.schedule(serviceDate, signal).catch(crashed),
      hospital.dayAppointments(serviceDate, signal).catch(crashed),
      hospital.requiredFields(signal).catch(crashed),
    ]);
    if (signal.aborted) return;
    const kept = [
      await keep('schedule', days, (value) => store.put('days', { serviceDate, days: value })),
      await keep('appointments', appointments, (value) => keepAppointments(serviceDate, value)),
      await keepFields(fields),
      await askForUnits(serviceDate),
    ];
    freshSinceMs = kept.every(Boolean) ? options.nowMs() : null;
  }

  async function round(): Promise<void> {
    if (asking) return;
    asking = true;
    await ask().catch(() => undefined);
    asking = false;
    if (stopping.signal.aborted) return;
    store.forgetPatients(knownPeriod(today()));
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
    asOf() {
      const days = kept('days', daysSchema);
      if (days?.value.serviceDate === today()) return days.fetchedAt;
      return kept('clinics', clinicsSchema)?.fetchedAt ?? null;
    },
    keepClinics(clinics) {
      const lasting = withoutFigures(clinics);
      const isKept = isDeepStrictEqual(lasting, keptClinics());
      if (isKept && clinicsKeptMs !== null && options.nowMs() - clinicsKeptMs < freshMs) return;
      clinicsKeptMs = options.nowMs();
      if (isKept) store.touch('clinics');
      else store.put('clinics', lasting);
    },
    requiredFields: keptFields,
    async requiredFieldsNow(signal) {
      const either = AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])]);
      const answer = await hospital.requiredFields(either).catch(crashed);
      // The disk may be closed by now.
      if (stopping.signal.aborted) return null;
      // Whoever asked may have gone: that is no trouble of the hospital's.
      if (!either.aborted) await keepFields(answer);
      return answer.ok ? answer.value : keptFields();
    },
    addressUnits: () => keptUnits()?.units ?? [],
    knownPatient(keys) {
      const patientId = store.patientId(knownPeriod(today()), keys);
      if (patientId === null) return null;
      const found = kept('appointments', appointmentsSchema);
      const ofToday = found?.value.serviceDate === today() ? found.value.appointments : [];
      return {
        patientId,
        appointments: ofToday.filter((each) => each.patientId === patientId).map((each) => each.appointment),
      };
    },
    learnPatient: (keys, patientId) => void store.learnPatient(today(), { keys, patientId }),
    refresh() {
      if (freshSinceMs === null || options.nowMs() - freshSinceMs >= freshMs) void round();
    },
    stop() {
      stopping.abort();
      if (timer !== null) options.clearTimeout(timer);
    },
  };
}
