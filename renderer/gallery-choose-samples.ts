import type { AppointmentView, Clinic, Room, Tile } from '../electron/bridge/clinic-snapshot.ts';
import { insuranceAdviceSchema } from '../electron/bridge/insurance-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { clinics, sampleBase as base, samplePeople, tileOf } from './gallery-base-samples.ts';
import { covered, outcomeOf, unknownInsurance } from './gallery-insurance-samples.ts';

/** Sample snapshots of clinics, rooms and appointments. */

const { holder, claimed, child, carer } = samplePeople;
const tiles = clinics.map((clinic) => tileOf(clinic));
const shut = clinics.map((clinic) => tileOf(clinic, 'closed'));
const [internal, cardiology, ent, , rehabilitation] = clinics;

export const choose: VisitAt<'choose'> = {
  step: 'choose',
  state: 'clinics',
  holder,
  cardStillThere: false,
  carer: null,
  setback: null,
  tiles: tiles.slice(0, 6),
  today: [
    { clinicId: 'internal', doctors: ['BS. Lê Thị Minh Nguyệt', 'BS. Phạm Quốc Khánh'], nextFree: '09:30' },
    { clinicId: 'cardiology', doctors: ['BS. Trần Văn Ưu'], nextFree: null },
    { clinicId: 'ent', doctors: [], nextFree: '10:15' },
    { clinicId: 'rehab', doctors: ['BS. Nguyễn Thị Phương Thảo', 'BS. Hoàng Anh Dũng'], nextFree: '13:45' },
    { clinicId: 'dental', doctors: ['BS. Vũ Hải'], nextFree: '14:00' },
  ],
  rooms: null,
  lastTime: null,
  canGoBack: false,
  screening: 'clinic',
  canBringSomebody: true,
  insurance: covered,
  hospitalReachable: true,
  readModel: null,
};

const general: Tile = {
  kind: 'specialty',
  code: 'general',
  name: { vi: 'Nội tổng quát', en: 'General medicine' },
  intake: 'open',
  waiting: 3,
  clinics: 3,
};

/** Rooms are of clinics that stand in the list above. */
const room = (clinic: Clinic | undefined, index: number, change: Partial<Room> = {}): Room[] =>
  clinic
    ? [
        {
          clinic: {
            ...clinic,
            id: `${clinic.id}-${String(index)}`,
            name: { vi: `${clinic.name.vi} ${String(index)}`, en: `${clinic.name.en} ${String(index)}` },
            room: `10${String(index)}`,
          },
          doctor: null,
          waiting: index * 3,
          intake: 'open',
          ...change,
        },
      ]
    : [];
const doctor = (index: number, name: string, change: Partial<Room> = {}): Room[] =>
  cardiology
    ? [{ clinic: cardiology, doctor: { id: String(index), name }, waiting: index, intake: 'open', ...change }]
    : [];

const at = (change: Partial<VisitAt<'choose'>>): KioskSnapshot => ({ ...base, visit: { ...choose, ...change } });
const rooms = (
  name: { vi: string; en: string },
  list: Room[],
  later: NonNullable<VisitAt<'choose'>['rooms']>['later'] = [],
): KioskSnapshot => at({ state: 'rooms', tiles: [], canGoBack: true, rooms: { name, list, later } });

const appointment = (change: Partial<AppointmentView> & Pick<AppointmentView, 'id' | 'state'>): AppointmentView => ({
  kind: 'appointment',
  clinic: cardiology ?? null,
  serviceDate: base.today,
  time: '09:30',
  practitioner: 'BS. Trần Văn Ưu',
  opensAt: null,
  movedTo: null,
  elsewhere: null,
  offers: change.state === 'ready' ? ['arrive'] : ['walk-in', 'desk'],
  ...change,
});
const appointmentsStep = (
  list: AppointmentView[],
  canBringSomebody: boolean,
  change: Partial<VisitAt<'appointments'>> = {},
): KioskSnapshot => ({
  ...base,
  visit: {
    step: 'appointments',
    holder,
    cardStillThere: false,
    carer: null,
    setback: null,
    appointments: list,
    insurance: covered,
    canBringSomebody,
    declared: [],
    mayDeclare: [],
    canGoBack: false,
    ...change,
  },
});
const appointments = (...list: AppointmentView[]): KioskSnapshot => appointmentsStep(list, false);
const ready = appointment({ id: 'a1', state: 'ready' });
const troubled = [
  appointment({ id: 'a4', state: 'late', time: '07:00' }),
  appointment({ id: 'a5', state: 'doctor-absent', offers: ['arrive', 'walk-in', 'desk'] }),
  appointment({ id: 'a6', state: 'clinic-full', time: '10:00' }),
  appointment({ id: 'a7', state: 'clinic-closed', time: '10:30' }),
  appointment({ id: 'a8', state: 'cancelled', time: '11:00' }),
];

export const chooseSamples: Record<string, KioskSnapshot> = {
  'choose-looking-up': at({ state: 'looking-up', tiles: [], cardStillThere: true }),
  choose: at({}),
  'choose-camera-away': { ...at({}), devices: { ...base.devices, camera: 'not-responding' } },
  'choose-last-time': at({
    cardStillThere: true,
    tiles: [general, ...tiles.slice(1)],
    lastTime: cardiology ? { clinic: cardiology, doctor: 'BS. Trần Văn Ưu' } : null,
  }),
  'choose-last-time-room': at({
    tiles: [{ ...general, waiting: null }, ...tiles.slice(1)],
    lastTime: rehabilitation ? { clinic: { ...rehabilitation, waiting: null }, doctor: null } : null,
  }),
  'choose-specialties': at({ tiles: tiles.slice(6, 12), today: [], canBringSomebody: false, screening: 'desk' }),
  'choose-card-not-read': at({ setback: 'card-not-read', holder: claimed }),
  'choose-reader-gone': at({ setback: 'reader-gone', holder: claimed }),
  'choose-face-not-matched': at({ setback: 'face-not-matched' }),
  'choose-face-not-seen': at({ setback: 'face-not-seen' }),
  'choose-for-later': at({
    tiles: clinics.slice(0, 6).map((each, index) => tileOf(each, index === 1 ? 'later' : 'full')),
  }),
  'choose-after-appointments': at({ canGoBack: true, tiles }),
  'choose-none-after-appointments': at({
    canGoBack: true,
    tiles: shut,
  }),
  'choose-for-child': at({ holder: child, carer, canBringSomebody: false, tiles: tiles.slice(7) }),
  'choose-offline': at({ holder: claimed, tiles, insurance: unknownInsurance, hospitalReachable: false }),
  'choose-offline-as-of': at({
    tiles,
    insurance: unknownInsurance,
    hospitalReachable: false,
    readModel: { fetchedAt: '2026-11-22T07:40:00+07:00', ageMinutes: 61 },
  }),
  'choose-offline-yesterday': at({
    insurance: unknownInsurance,
    hospitalReachable: false,
    readModel: { fetchedAt: '2026-11-21T16:40:00+07:00', ageMinutes: 961 },
  }),
  ...Object.fromEntries(
    insuranceAdviceSchema.options.map((advice): [string, KioskSnapshot] => [
      `choose-insurance-${advice}`,
      at({ insurance: { ...covered, advice, outcome: outcomeOf(advice) } }),
    ]),
  ),
  'choose-none-open': at({ tiles: shut }),
  'choose-rooms': rooms(
    general.name,
    [...room(internal, 1), ...room(internal, 2, { intake: 'full', waiting: null }), ...room(internal, 3)],
    [{ clinicId: 'internal-1', serviceDate: '2026-11-23', session: 'morning' }],
  ),
  'choose-doctors': rooms(cardiology?.name ?? general.name, [
    ...doctor(0, 'BS. Trần Văn Ưu'),
    ...doctor(5, 'PGS. TS. BS. Nguyễn Hoàng Phương Thảo'),
    ...doctor(9, 'BS. Lê Thị Minh Nguyệt', { intake: 'absent' }),
  ]),
  'choose-later': rooms(ent?.name ?? general.name, room(ent, 1, { intake: 'full', waiting: null }), [
    { clinicId: 'ent-1', serviceDate: '2026-11-22', session: 'afternoon' },
    { clinicId: 'ent-1', serviceDate: '2026-11-23', session: 'morning' },
    { clinicId: 'ent-1', serviceDate: '2026-11-24', session: 'afternoon' },
  ]),
  'appointments-one': appointments(ready),
  'appointments-several': appointments(
    ready,
    appointment({ id: 'a2', state: 'ready', time: '10:15', clinic: rehabilitation ?? null, elsewhere: 'Nhà B' }),
    appointment({
      id: 'a3',
      state: 'early',
      kind: 're-examination',
      time: '15:00',
      opensAt: '14:00',
      clinic: ent ?? null,
      practitioner: null,
    }),
  ),
  'appointments-declare': appointmentsStep([ready, ...troubled], false, { mayDeclare: ['pregnancy', 'disability'] }),
  'appointments-declare-for-somebody': appointmentsStep([ready, ...troubled], true, {
    mayDeclare: ['pregnancy', 'disability'],
    declared: ['disability'],
    canGoBack: true,
  }),
  'appointments-declare-brought': appointmentsStep([ready, ...troubled], false, {
    mayDeclare: ['pregnancy', 'disability'],
    carer,
  }),
  'appointments-card-not-read': appointmentsStep([ready, ...troubled], true, { setback: 'card-not-read' }),
  'appointments-troubled': appointments(...troubled),
  'appointments-for-somebody': appointmentsStep([ready], true),
  // Nobody says when it is now; too soon to see another doctor; and of a slip of the day before.
  'appointments-little-to-do': appointments(
    appointment({ id: 'b6', state: 'moved', time: '08:15' }),
    appointment({ id: 'b7', state: 'doctor-absent', time: '16:00' }),
    appointment({ id: 'b8', state: 'arrived', serviceDate: '2026-11-21' }),
  ),
  'appointments-troubled-for-somebody': appointmentsStep([ready, ...troubled], true),
  'appointments-other-days': appointments(
    appointment({ id: 'b1', state: 'other-day', serviceDate: '2026-11-23' }),
    appointment({ id: 'b2', state: 'other-day', serviceDate: '2026-11-21', clinic: null, practitioner: null }),
    appointment({
      id: 'b3',
      state: 'moved',
      serviceDate: '2026-11-22',
      movedTo: { serviceDate: '2026-11-25', time: '08:15' },
    }),
    appointment({ id: 'b4', state: 'arrived', time: '08:00', offers: ['arrive', 'desk'] }),
    appointment({ id: 'b5', state: 'arrived', time: '08:30', offers: ['desk'] }),
  ),
};
