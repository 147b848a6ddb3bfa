import type { ClinicInfo, DoctorToday } from '../../sync/his/hospital-api.ts';
import type { ServiceMoment } from '../../sync/registration.ts';
import type { Clinic, Later, Room, Tile, TileIntake } from '../bridge/clinic-snapshot.ts';
import { type Clock, dayOfClinic, intakeNow } from './clinic-hours.ts';
import type { Lookup } from './lookup.ts';
import { laterThanNow, whenIs } from './moments.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import type { Choice } from './visit-choice.ts';

/** Where a patient without an appointment can go: specialty, room and doctor, now or in a later session. */

/** What the list of rooms is opened for. */
export type OpenRooms = { kind: 'specialty'; code: string } | { kind: 'clinic'; clinicId: string };

/** A session of a clinic that is still to come. */
type LaterSession = Later & { clinicId: string };

type Asked = Pick<VisitPorts, 'readModel' | 'day'>;
type WhereAndWhen = Clock & Pick<VisitPorts, 'building'>;

/** A clinic as the screen shows it; the kiosk's own building is not worth a word. */
export function clinicView({ building }: Pick<VisitPorts, 'building'>, clinic: ClinicInfo): Clinic {
  const { id, name, room, floor, waiting, waitMinutes, specialty } = clinic;
  const elsewhere = clinic.building === building ? null : clinic.building;
  const estimate = waitMinutes === undefined ? {} : { waitMinutes };
  return { id, name, room, floor, building: elsewhere, waiting, ...estimate, specialty: specialty?.code ?? null };
}

/** The clinics of the list; the screening desk has a button of its own. */
const listed = ({ clinics }: Lookup): ClinicInfo[] => clinics.filter(({ isScreening }) => !isScreening);

const scopeOf = (lookup: Lookup, open: OpenRooms): ClinicInfo[] =>
  listed(lookup).filter(({ id, specialty }) =>
    open.kind === 'clinic' ? id === open.clinicId : specialty?.code === open.code,
  );

/** A clinic as a room, whoever of its doctors sees the patient. */
const roomOf = (ports: WhereAndWhen, clinic: ClinicInfo): Room => ({
  clinic: clinicView(ports, clinic),
  doctor: null,
  waiting: clinic.waiting,
  intake: intakeNow(ports, clinic),
});

const openOf = (rooms: readonly Room[]): Room[] => rooms.filter(({ intake }) => intake === 'open');

/** The lowest of these numbers, the first of several; what has none is left out. */
const lowest = (rooms: readonly Room[], of: (room: Room) => number | null): Room | null =>
  rooms.reduce<{ room: Room; value: number } | null>((least, room) => {
    const value = of(room);
    return value === null || (least !== null && least.value <= value) ? least : { room, value };
  }, null)?.room ?? null;

/** The hospital's estimate is for the room. */
const minutesOf = ({ clinic, doctor }: Room): number | null => (doctor === null ? (clinic.waitMinutes ?? null) : null);

/** The shortest wait, by the estimates where each of these has one, else by how many wait; null where nobody says. */
function shortestOf(rooms: readonly Room[]): Room | null {
  const haveMinutes = rooms.every((room) => minutesOf(room) !== null);
  return lowest(rooms, haveMinutes ? minutesOf : ({ waiting }) => waiting);
}

/** What a tile for these says: the best of them, and why not where there is none. */
function intakeOfTile(ports: WhereAndWhen, clinics: readonly ClinicInfo[]): TileIntake {
  const intakes = clinics.map((clinic) => intakeNow(ports, clinic));
  if (intakes.includes('open')) return 'open';
  if (clinics.some(({ id }) => laterOfClinic(ports, id).length > 0)) return 'later';
  return intakes.includes('full') ? 'full' : 'closed';
}

/** The tile of a clinic or of its specialty. */
function tileOf(ports: WhereAndWhen, lookup: Lookup, clinic: ClinicInfo): Tile {
  const { specialty } = clinic;
  const clinics = specialty ? scopeOf(lookup, { kind: 'specialty', code: specialty.code }) : [clinic];
  const intake = intakeOfTile(ports, clinics);
  if (!specialty || clinics.length === 1) return { kind: 'clinic', clinic: clinicView(ports, clinic), intake };
  return {
    kind: 'specialty',
    code: specialty.code,
    name: specialty.name,
    intake,
    waiting: shortestOf(openOf(clinics.map((each) => roomOf(ports, each))))?.waiting ?? null,
    clinics: clinics.length,
  };
}

/** The list of clinics in the hospital's order, a specialty with several as one tile; where a referral leads comes first. */
export function tilesOf(ports: WhereAndWhen, lookup: Lookup): Tile[] {
  const wanted = lookup.slip?.referral?.clinicId;
  const clinics = listed(lookup);
  const sorted = [...clinics.filter(({ id }) => id === wanted), ...clinics.filter(({ id }) => id !== wanted)];
  const isFirst = ({ specialty }: ClinicInfo, index: number): boolean =>
    specialty === null || sorted.findIndex((each) => each.specialty?.code === specialty.code) === index;
  return sorted.filter(isFirst).map((clinic) => tileOf(ports, lookup, clinic));
}

/** Whether there is anything to choose within it: several rooms or doctors, or a later session. */
export const hasRooms = (ports: WhereAndWhen, lookup: Lookup, open: OpenRooms): boolean =>
  roomsOf(ports, lookup, open).length > 1 || laterOf(ports, lookup, open).length > 0;

/** The list that a clinic stands in: of its specialty, or its own. */
export const roomsAround = ({ id, specialty }: ClinicInfo): OpenRooms =>
  specialty ? { kind: 'specialty', code: specialty.code } : { kind: 'clinic', clinicId: id };

/** What the list of rooms is headed with; null when nothing of that name is known. */
export function roomsName(lookup: Lookup, open: OpenRooms): { vi: string; en: string } | null {
  const [clinic] = scopeOf(lookup, open);
  if (!clinic) return null;
  return open.kind === 'specialty' && clinic.specialty ? clinic.specialty.name : clinic.name;
}

/** Who may be chosen there: the doctors of the day, when there are several and one of them is there. */
function doctorsOf(ports: Pick<VisitPorts, 'readModel'>, clinicId: string): DoctorToday[] {
  const doctors = dayOfClinic(ports, clinicId)?.doctors ?? [];
  return doctors.length > 1 && doctors.some(({ isAbsent }) => !isAbsent) ? doctors : [];
}

/** Every room, and where several doctors have one between them, every doctor. Figures of an earlier moment are not shown. */
export function roomsOf(ports: WhereAndWhen, lookup: Lookup, open: OpenRooms): Room[] {
  return scopeOf(lookup, open).flatMap((info): Room[] => {
    const room = roomOf(ports, info);
    const { clinic, intake } = room;
    const doctors = doctorsOf(ports, info.id);
    if (doctors.length === 0) return [room];
    return doctors.map(({ id, name, waiting, isAbsent }) => ({
      clinic,
      doctor: { id, name },
      waiting: lookup.reachable ? waiting : null,
      intake: intake === 'open' && isAbsent ? 'absent' : intake,
    }));
  });
}

/** The queue counts by session: none of it is older than this. */
const ever = new Date(0).toISOString();

/**
 * Where this kiosk has sent the fewest in this session: where nobody says how many wait, not everybody goes to the first room. A queue
 * that cannot be read spreads nobody.
 */
function leastGiven({ queue }: Pick<VisitPorts, 'queue'>, rooms: readonly Room[]): Room | null {
  const room = lowest(rooms, ({ clinic }) => orElse(0, () => queue.registeredSince(clinic.id, ever)));
  return room && { ...room, doctor: null };
}

/** The open one of these with the shortest known wait; null when none is open. */
export function anyRoom(ports: Pick<VisitPorts, 'queue'>, rooms: readonly Room[]): Room | null {
  const open = openOf(rooms);
  return shortestOf(open) ?? leastGiven(ports, open);
}

/** The room or doctor of the list on the screen with the shortest wait; null when none is open. */
export function quickestOfList(ports: WhereAndWhen, lookup: Lookup, open: OpenRooms): Choice | null {
  const room = anyRoom(ports, roomsOf(ports, lookup, open));
  return room && choiceOfRoom(ports, lookup, room);
}

/**
 * The room with the shortest wait for who has seen no list; null when none is open. Who sees the patient there is the room's to say:
 * the figures of its doctors are minutes old, and everybody of these minutes would go to the same one.
 */
export function quickest(ports: WhereAndWhen, lookup: Lookup, open: OpenRooms): Choice | null {
  const rooms = scopeOf(lookup, open).map((clinic) => roomOf(ports, clinic));
  const room = anyRoom(ports, rooms);
  return room && choiceOfRoom(ports, lookup, { ...room, doctor: onlyDoctor(ports, lookup, room.clinic.id) });
}

/** Who alone is there of a room's doctors, as far as the hospital says so now. */
function onlyDoctor(ports: Pick<VisitPorts, 'readModel'>, lookup: Lookup, clinicId: string): DoctorToday | null {
  const there = doctorsOf(ports, clinicId).filter(({ isAbsent }) => !isAbsent);
  const isSaid = lookup.reachable && there.length === 1;
  return there.find(({ waiting }) => isSaid && waiting !== null) ?? null;
}

/** A clinic, with a doctor of it or without; null when either is not open to patients now. */
export function choiceOfRoom(
  ports: Pick<VisitPorts, 'readModel'>,
  lookup: Lookup,
  room: { clinic: { id: string }; doctor: { id: string } | null },
): Choice | null {
  const clinic = lookup.clinics.find(({ id, open }) => id === room.clinic.id && open);
  if (!clinic) return null;
  if (room.doctor === null) return { clinic, doctor: null, appointments: [] };
  const doctor = presentDoctor(ports, clinic.id, room.doctor.id);
  return doctor && { clinic, doctor, appointments: [] };
}

function presentDoctor(ports: Pick<VisitPorts, 'readModel'>, clinicId: string, doctorId: string): Choice['doctor'] {
  const doctors = dayOfClinic(ports, clinicId)?.doctors ?? [];
  const found = doctors.find(({ id, isAbsent }) => id === doctorId && !isAbsent);
  return found ? { id: found.id, name: found.name } : null;
}

/** Where the patient was last, with the doctor of then who is there again; null unless the clinic is open now. */
export function lastTimeOf(ports: Pick<VisitPorts, 'readModel'>, lookup: Lookup): Choice | null {
  const { lastVisit } = lookup;
  const clinic = listed(lookup).find(({ id, open }) => id === lastVisit?.clinicId && open);
  if (!clinic || !lastVisit) return null;
  const { doctorId } = lastVisit;
  return { clinic, doctor: doctorId === null ? null : presentDoctor(ports, clinic.id, doctorId), appointments: [] };
}

/** Where staff find the right clinic; null: reception does. */
export const screeningOf = ({ clinics }: Lookup): ClinicInfo | null =>
  clinics.find(({ isScreening, open }) => isScreening && open) ?? null;

/** In the order of time: negative when the other one is later, 0 for the same session. */
const inOrder = (one: ServiceMoment, other: ServiceMoment): number =>
  ({ over: 1, now: 0, later: -1 })[whenIs({ day: () => one }, other)];

/** What of a clinic's later sessions is still to come, as far as the hospital has said today. */
function laterOfClinic(ports: Asked, clinicId: string): LaterSession[] {
  const later = dayOfClinic(ports, clinicId)?.later ?? [];
  return later.flatMap((moment) => {
    const toCome = laterThanNow(ports, moment);
    return toCome ? [{ ...toCome, clinicId }] : [];
  });
}

/** Later sessions that may be had now, soonest first; of a specialty each once, at its first clinic that has it. */
export function laterOf(ports: Asked, lookup: Lookup, open: OpenRooms): LaterSession[] {
  const all = scopeOf(lookup, open).flatMap(({ id }) => laterOfClinic(ports, id));
  const first = all.filter((each, index) => all.findIndex((other) => inOrder(other, each) === 0) === index);
  return first.toSorted(inOrder);
}

/** A later session of a clinic, which may be closed now; null when it may not be had. */
export function choiceOfLater(
  ports: Asked,
  lookup: Lookup,
  wanted: ServiceMoment & { clinicId: string },
): { choice: Choice; later: ServiceMoment } | null {
  const clinic = listed(lookup).find(({ id }) => id === wanted.clinicId);
  const moment = laterOfClinic(ports, wanted.clinicId).find((each) => inOrder(each, wanted) === 0);
  if (!clinic || !moment) return null;
  const { serviceDate, session } = moment;
  return { choice: { clinic, doctor: null, appointments: [] }, later: { serviceDate, session } };
}

/** Whether any clinic takes patients, now or later: without one there is nothing to choose. */
export const takesAnybody = (ports: Asked, lookup: Lookup): boolean =>
  lookup.clinics.some(({ id, open }) => open || laterOfClinic(ports, id).length > 0);
