import type { Appointment, ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { AppointmentView } from '../bridge/clinic-snapshot.ts';
import { clinicView } from './clinic-choice.ts';
import { dayAfter, type Intake, intakeNow } from './clinic-hours.ts';
import type { Lookup } from './lookup.ts';
import type { VisitPolicies, VisitPorts } from './ports.ts';
import type { Choice } from './visit-choice.ts';

/** Appointments, and what may be done about each now. */

type ArrivalState = AppointmentView['state'];
type Offer = AppointmentView['offers'][number];
type Windows = Pick<VisitPolicies['appointments'], 'earlyMinutes' | 'lateMinutes'>;
type Timed = Pick<Appointment, 'start'>;

const minuteMs = 60_000;

/** From when the kiosk takes the patient, in ms. */
const opensMs = ({ start }: Timed, { earlyMinutes }: Windows): number => Date.parse(start) - earlyMinutes * minuteMs;

/** Where now lies: both ends of the window belong to it. Another day is another day, however few minutes lie between. */
function timingOf(
  appointment: Timed,
  now: Date,
  windows: Windows,
  dayOf: (isoInstant: string) => string,
): 'other-day' | 'early' | 'in-time' | 'late' {
  if (dayOf(appointment.start) !== dayOf(now.toISOString())) return 'other-day';
  if (now.getTime() < opensMs(appointment, windows)) return 'early';
  return now.getTime() > Date.parse(appointment.start) + windows.lateMinutes * minuteMs ? 'late' : 'in-time';
}

/**
 * What is the matter with an appointment now. `dayOf`: the hospital's day of an instant. An absent doctor is told of to who
 * comes early as well: to come back would be in vain.
 */
export function arrivalState(
  appointment: Pick<Appointment, 'start' | 'status'>,
  now: Date,
  windows: Windows,
  dayOf: (isoInstant: string) => string,
  clinic: Intake,
): ArrivalState {
  const { status } = appointment;
  if (status === 'arrived' || status === 'cancelled' || status === 'moved') return status;
  const timing = timingOf(appointment, now, windows, dayOf);
  if (timing === 'other-day' || timing === 'late') return timing;
  if (timing === 'early') return status === 'doctor-absent' ? status : timing;
  if (clinic !== 'open') return `clinic-${clinic}`;
  return status === 'doctor-absent' ? status : 'ready';
}

/**
 * What the patient may do. To arrive for an absent doctor, which is to see another one, one must be in time as well. To arrive
 * once more, today and where the clinic is known, is to be shown the number that one has.
 */
function offersOf(state: ArrivalState, about: { isTooSoon: boolean; isToday: boolean; isKnown: boolean }): Offer[] {
  switch (state) {
    case 'ready':
      return ['arrive'];
    case 'doctor-absent':
      return about.isTooSoon ? ['walk-in', 'desk'] : ['arrive', 'walk-in', 'desk'];
    case 'arrived':
      if (!about.isToday) return ['walk-in', 'desk'];
      return about.isKnown ? ['arrive', 'desk'] : ['desk'];
    case 'early':
    case 'late':
    case 'other-day':
    case 'clinic-closed':
    case 'clinic-full':
    case 'cancelled':
    case 'moved':
      return ['walk-in', 'desk'];
  }
}

const clinicOf = ({ clinics }: Lookup, { clinicId }: Appointment): ClinicInfo | null =>
  clinics.find(({ id }) => id === clinicId) ?? null;

function viewOf(ports: VisitPorts, lookup: Lookup, appointment: Appointment): AppointmentView {
  const { appointments: windows } = ports.policies;
  const { id, kind, start, practitioner, movedTo } = appointment;
  const info = clinicOf(lookup, appointment);
  const clinic = info && clinicView(ports, info);
  const now = ports.now();
  const state = arrivalState(
    appointment,
    now,
    windows,
    (instant) => ports.dayOf(instant),
    info ? intakeNow(ports, info) : 'closed',
  );
  const opens = opensMs(appointment, windows);
  const moment = (instant: string) => ({ serviceDate: ports.dayOf(instant), time: ports.localTime(instant) });
  return {
    id,
    kind,
    clinic,
    ...moment(start),
    practitioner,
    state,
    opensAt: state === 'early' ? ports.localTime(new Date(opens).toISOString()) : null,
    movedTo: state === 'moved' && movedTo !== null ? moment(movedTo) : null,
    elsewhere: clinic?.building ?? null,
    offers: offersOf(state, {
      isTooSoon: now.getTime() < opens,
      isToday: ports.dayOf(start) === ports.day().serviceDate,
      isKnown: clinic !== null,
    }),
  };
}

/** Of other days only what may explain why the patient is here: what is still to come, and what was missed yesterday. */
function matters({ serviceDate, state }: AppointmentView, today: string): boolean {
  if (serviceDate === today) return true;
  if (serviceDate > today) return state !== 'arrived';
  return serviceDate === dayAfter(today, -1) && (state === 'other-day' || state === 'moved');
}

/** The patient's appointments, those of today first, by time. The one of a slip that was just shown explains itself. */
export function appointmentViews(ports: VisitPorts, lookup: Lookup): AppointmentView[] {
  const today = ports.day().serviceDate;
  const isLater = ({ serviceDate }: AppointmentView): number => (serviceDate === today ? 0 : 1);
  return lookup.appointments
    .toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start))
    .map((appointment) => viewOf(ports, lookup, appointment))
    .filter((view) => view.id === lookup.slip?.appointment?.id || matters(view, today))
    .toSorted((one, other) => isLater(one) - isLater(other));
}

/**
 * What is registered when the patient arrives for these; null unless each of them may be arrived for. Whoever arrives is
 * registered for the present session, so the appointments of one clinic are one registration.
 */
export function arrivals(ports: VisitPorts, lookup: Lookup, ids: readonly string[]): Choice[] | null {
  const views = appointmentViews(ports, lookup);
  const choices = [...new Set(ids)].map((wanted): Choice | null => {
    const appointment = lookup.appointments.find(({ id }) => id === wanted);
    const mayArrive = views.find(({ id }) => id === wanted)?.offers.includes('arrive') === true;
    const clinic = appointment && mayArrive ? clinicOf(lookup, appointment) : null;
    return appointment && clinic ? { clinic, doctor: doctorOf(appointment), appointments: [appointment] } : null;
  });
  const possible = choices.filter((choice) => choice !== null);
  return possible.length > 0 && possible.length === choices.length ? oneAClinic(possible) : null;
}

function oneAClinic(choices: readonly Choice[]): Choice[] {
  const at = (clinicId: string): Choice[] => choices.filter(({ clinic }) => clinic.id === clinicId);
  return choices
    .filter((choice) => at(choice.clinic.id)[0] === choice)
    .map((choice) => ({ ...choice, appointments: at(choice.clinic.id).flatMap(({ appointments }) => appointments) }));
}

function doctorOf({ status, practitioner, practitionerId }: Appointment): Choice['doctor'] {
  if (status === 'doctor-absent' || practitioner === null || practitionerId === null) return null;
  return { id: practitionerId, name: practitioner };
}
