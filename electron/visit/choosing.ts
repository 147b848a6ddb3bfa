import type { ServiceMoment } from '../../sync/registration.ts';
import { arrivals } from './appointments.ts';
import {
  choiceOfLater,
  choiceOfRoom,
  hasRooms,
  lastTimeOf,
  type OpenRooms,
  quickest,
  quickestOfList,
  roomsAround,
  screeningOf,
} from './clinic-choice.ts';
import type { VisitContext } from './context.ts';
import type { InternalEvent, VisitEvent } from './events.ts';
import type { Choice } from './visit-choice.ts';
import { ofPatient, type Patient } from './whose-visit.ts';

/** What a touch on the lists of appointments, clinics and rooms chooses. */

type AnyEvent = VisitEvent | InternalEvent;

export type Chosen = Pick<VisitContext, 'choices' | 'later'>;

const chosen = (choices: Choice[] | null, later: ServiceMoment | null = null): Chosen | null =>
  choices && { choices, later };

const one = (choice: Choice | null): Chosen | null => chosen(choice && [choice]);

function choiceOfPatient(patient: Patient, event: AnyEvent): Chosen | null {
  const { ports, lookup, open } = patient;
  const room = (clinicId: string, doctorId: string | null = null) =>
    choiceOfRoom(ports, lookup, { clinic: { id: clinicId }, doctor: doctorId === null ? null : { id: doctorId } });
  switch (event.type) {
    case 'arrive':
      return chosen(arrivals(ports, lookup, event.appointmentIds));
    case 'choose-specialty':
      return one(quickest(ports, lookup, { kind: 'specialty', code: event.code }));
    case 'choose-clinic':
      return one(quickest(ports, lookup, { kind: 'clinic', clinicId: event.clinicId }));
    case 'choose-doctor':
      return one(room(event.clinicId, event.doctorId));
    case 'choose-any':
      return one(open && quickestOfList(ports, lookup, open));
    case 'choose-last':
      return one(lastTimeOf(ports, lookup));
    case 'choose-screening': {
      const screening = screeningOf(lookup);
      return screening && one(room(screening.id));
    }
    case 'choose-later': {
      const found = choiceOfLater(ports, lookup, event);
      return found && chosen([found.choice], found.later);
    }
    default:
      return null;
  }
}

/** What is registered for now, or null when it may not be had. */
export const choiceBy = (context: VisitContext, event: AnyEvent): Chosen | null =>
  ofPatient(context, null, (patient) => choiceOfPatient(patient, event));

/** Where they asked to go before anybody knew who they are, or null where it takes nobody now. */
export const choiceAsked = (context: VisitContext): Chosen | null =>
  context.clinicIdAsked === null ? null : choiceBy(context, { type: 'choose-clinic', clinicId: context.clinicIdAsked });

/** The list beside what is chosen; null for what is booked. */
function besideChoice({ choices }: Pick<VisitContext, 'choices'>): OpenRooms | null {
  const [choice] = choices;
  return choice?.appointments.length === 0 ? roomsAround(choice.clinic) : null;
}

function listOf(patient: Patient, event: AnyEvent): OpenRooms | null {
  switch (event.type) {
    case 'choose-specialty':
      return { kind: 'specialty', code: event.code };
    case 'choose-clinic':
      return { kind: 'clinic', clinicId: event.clinicId };
    case 'choose-room':
      return besideChoice(patient);
    default:
      return null;
  }
}

const ifRooms = ({ ports, lookup }: Patient, open: OpenRooms | null): OpenRooms | null =>
  open && hasRooms(ports, lookup, open) ? open : null;

/** The list of rooms that opens, where there is more than one thing to choose. */
export const roomsBy = (context: VisitContext, event: AnyEvent): OpenRooms | null =>
  ofPatient(context, null, (patient) => ifRooms(patient, listOf(patient, event)));

/** Whether there is a list beside what was chosen without one. */
export const hasRoomsBeside = (patient: Patient): boolean =>
  patient.open === null && ifRooms(patient, besideChoice(patient)) !== null;
