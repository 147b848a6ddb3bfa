import type { ServiceMoment } from '../../sync/registration.ts';
import { arrivals } from './appointments.ts';
import {
  anyRoom,
  choiceOfLater,
  choiceOfRoom,
  lastTimeOf,
  needsRooms,
  type OpenRooms,
  roomsOf,
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
    case 'choose-clinic':
      return one(room(event.clinicId));
    case 'choose-doctor':
      return one(room(event.clinicId, event.doctorId));
    case 'choose-any': {
      const shortest = open && anyRoom(roomsOf(ports, lookup, open));
      return one(shortest && choiceOfRoom(ports, lookup, shortest));
    }
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

function listOf(event: AnyEvent): OpenRooms | null {
  if (event.type === 'choose-specialty') return { kind: 'specialty', code: event.code };
  return event.type === 'choose-clinic' ? { kind: 'clinic', clinicId: event.clinicId } : null;
}

/** The list of rooms that opens first, where there is more than one thing to choose. */
export const roomsBy = (context: VisitContext, event: AnyEvent): OpenRooms | null =>
  ofPatient(context, null, ({ ports, lookup }) => {
    const open = listOf(event);
    return open && needsRooms(ports, lookup, open) ? open : null;
  });
