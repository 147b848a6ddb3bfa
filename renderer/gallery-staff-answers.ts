import type { Figures } from '../electron/bridge/figures.ts';
import { componentSchema } from '../electron/bridge/staff-overview.ts';
import { figuresOfNobody } from '../electron/bridge/figures-testing.ts';
import type { Panel } from '../electron/bridge/display-snapshot.ts';
import type { StaffSession } from '../electron/bridge/staff-login.ts';
import type { Component, Overview } from '../electron/bridge/staff-overview.ts';
import type {
  ArrivalCounts,
  Arrivals,
  AssistedVisit,
  StaffCallView,
  StaffTask,
  TaskPerson,
} from '../electron/bridge/staff-page.ts';
import { drawPortrait } from './gallery-portrait.ts';

/** What the kiosk answers to the page for staff in its gallery (gallery-staff.html). Everybody is made up. */

export const today = '2026-03-02';
/** That morning's instants, by the hospital's clock. */
const at = (clock: string): string => `${today}T${clock}:00+07:00`;
export const now = at('09:40');

export const session: StaffSession = {
  state: 'open',
  account: { name: 'lan', role: 'reception' },
  mustChangePin: false,
  lockAfterMs: 60_000,
  hospital: { vi: 'Bệnh viện Đa khoa Mẫu', en: 'Sample General Hospital' },
  kioskId: 'K1',
  location: 'Sảnh A, tầng 1',
  language: 'vi',
};

const clinics: Overview['clinics'] = [
  { id: 'mat', name: { vi: 'Mắt', en: 'Eye clinic' } },
  { id: 'noi', name: { vi: 'Nội tổng quát', en: 'General medicine' } },
  { id: 'cxk', name: { vi: 'Cơ xương khớp và phục hồi chức năng', en: 'Rheumatology and rehabilitation' } },
  { id: 'san', name: { vi: 'Sản phụ khoa', en: 'Obstetrics and gynaecology' } },
];

const part = (
  name: Component['name'],
  state: Component['state'] = 'READY',
  reason: Component['reason'] = null,
): Component => ({ name, state, reason });

/** All parts are ready but those that are given. */
export function parts(...others: readonly Component[]): Component[] {
  return componentSchema.shape.name.options.map((name) => others.find((other) => other.name === name) ?? part(name));
}
export { part };

export const overview: Overview = {
  state: 'AVAILABLE',
  limits: [],
  components: parts(),
  opening: { state: 'open' },
  queue: { pending: 0, inFlight: 1, confirmed: 214, dead: 0, held: 0, oldestPendingMinutes: null },
  clockOffsetMs: 320,
  now,
  today,
  openTasks: 0,
  clinics,
};

const id = (last: number): string => `0195555d-0000-7000-8000-${String(last).padStart(12, '0')}`;

export const taskOf = (last: number, changes: Partial<StaffTask>): StaffTask => ({
  id: id(last),
  kind: 'desk',
  state: 'open',
  by: null,
  hasNote: false,
  identity: null,
  since: at('09:12'),
  number: `Q${String(100 + last)}`,
  clinicId: null,
  reason: null,
  sendTo: null,
  amendment: null,
  held: false,
  sync: 'pending',
  hasPerson: true,
  ...changes,
});

const callTask = { kind: 'call', number: null, sync: 'none', hasPerson: false } as const;
export const helpTask = taskOf(1, { ...callTask, reason: 'help', since: at('09:38') });
export const emergencyTask = taskOf(2, { ...callTask, reason: 'emergency', since: at('09:39') });
export const printerTask = taskOf(14, { ...callTask, reason: 'printer', since: at('09:39') });
export const deskTask = taskOf(3, {});
export const takenTask = taskOf(4, {
  state: 'taken',
  by: 'minh.tran',
  hasNote: true,
  clinicId: 'noi',
  identity: 'same-person',
});
export const refusedTask = taskOf(5, {
  kind: 'refused',
  number: 'K1-0042',
  clinicId: 'mat',
  reason: 'clinic-full',
  sendTo: 'cxk',
  sync: 'refused',
});
export const amendedTask = taskOf(6, {
  kind: 'refused',
  number: 'K1-0017',
  clinicId: 'cxk',
  amendment: 'change-clinic',
  reason: 'other',
  sync: 'refused',
  since: at('08:05'),
});
export const heldTask = taskOf(7, {
  number: 'Q107',
  held: true,
  state: 'taken',
  by: 'lan',
  hasNote: true,
  identity: 'other-person',
});
export const heldVisit = taskOf(8, {
  kind: 'held',
  number: 'K1-0038',
  clinicId: 'cxk',
  held: true,
  since: at('09:02'),
});
export const heldChange = taskOf(9, { ...heldVisit, amendment: 'change-clinic', id: id(9) });
/** Of the day before. */
const yesterday = (clock: string): string => `2026-03-01T${clock}:00+07:00`;
export const oldTask = taskOf(10, { number: 'D-K1-001', since: yesterday('08:05') });
export const oldVisit = taskOf(11, { ...heldVisit, id: id(11), since: yesterday('15:40') });
export const oldCallTask = taskOf(12, { ...callTask, reason: 'help', since: yesterday('16:52') });

const call = (last: number, urgency: StaffCallView['urgency'], coming: string | null): StaffCallView => ({
  id: id(last),
  urgency,
  since: urgency === 'help' ? helpTask.since : emergencyTask.since,
  coming,
  isReceived: true,
  rings: coming === null,
});
export const oldCall: StaffCallView = { ...call(12, 'help', null), since: oldCallTask.since, rings: false };
export const helpCall = call(1, 'help', null);
export const answeredCall = call(1, 'help', 'minh.tran');
export const emergencyCall = call(2, 'emergency', null);
export const printerCall = call(14, 'printer', null);

export const person: TaskPerson = {
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1948-05-19',
  patientId: 'BN-000123',
  slipCode: null,
  ticket: null,
};

const nobodyCame = figuresOfNobody(today);
const step = (name: string, visits: number, abandoned: number, machineMs: number, personMs: number) => ({
  step: name,
  visits,
  abandoned,
  machineMs,
  personMs,
});
const perHour = [0, 0, 0, 0, 0, 3, 41, 118, 96, 74, 52, 9, 4, 38, 47, 31, 12, 2, 0, 0, 0, 0, 0, 0];
const outcomes = { ticket: 448, desk: 37, 'my-ticket': 21, emergency: 1, abandoned: 20 };
export const figures = {
  empty: nobodyCame,
  one: {
    ...nobodyCame,
    visits: 1,
    perHour: nobodyCame.perHour.map((_, hour) => (hour === 8 ? 1 : 0)),
    outcomes: { ...nobodyCame.outcomes, abandoned: 1 },
    kinds: { ...nobodyCame.kinds, card: 1 },
    firstTryShare: 0,
    fallbackShare: 0,
    steps: [step('attract', 1, 0, 0, 900), step('identify', 1, 1, 0, 12_000)],
  },
  full: {
    period: today,
    visits: Object.values(outcomes).reduce((sum, count) => sum + count),
    perHour,
    outcomes,
    kinds: { card: 301, code: 64, face: 97, typed: 44, ticket: 21 },
    total: { medianMs: 11_400, p95Ms: 48_900 },
    machine: { medianMs: 1_900, p95Ms: 6_200 },
    machineShare: 0.171,
    firstTryShare: 0.914,
    fallbackShare: 0.073,
    steps: [
      step('attract', 527, 2, 100, 1_900),
      step('choose', 468, 3, 200, 4_100),
      step('confirm', 455, 0, 700, 1_300),
      step('ticket', 448, 0, 900, 2_600),
      step('identify', 322, 9, 1_450, 2_200),
      step('verify', 301, 4, 1_100, 3_400),
      step('recognise', 97, 0, 800, 2_900),
      step('details', 61, 1, 0, 9_800),
      step('typed', 44, 1, 0, 14_600),
      step('desk', 37, 0, 900, 3_000),
      step('my-ticket', 21, 0, 300, 5_200),
      step('emergency', 1, 0, 0, 1_100),
    ],
  },
} satisfies Record<string, Figures>;

export const arrivals = {
  none: { day: today, clinics: [] },
  some: {
    day: today,
    clinics: clinics.map(({ id: clinicId, name }, index) => ({
      clinicId,
      name,
      arrived: 1_204 - 390 * index,
      planned: 0,
      unsent: [17, 3, 0, 0][index] ?? 0,
    })),
  },
  planned: {
    day: today,
    clinics: clinics.map(({ id: clinicId, name }, index) => ({
      clinicId,
      name,
      arrived: 412 - 130 * index,
      planned: [38, 0, 5, 112][index] ?? 0,
      unsent: [17, 3, 0, 0][index] ?? 0,
    })),
  },
} satisfies Record<string, ArrivalCounts>;

type Row = Arrivals['rows'][number];
const row = (last: number, clock: string, changes: Partial<Row>): Row => ({
  key: id(100 + last),
  number: `K1-${String(last).padStart(4, '0')}`,
  official: true,
  stream: 'insured',
  session: 'morning',
  since: at(clock),
  isPlanned: false,
  sync: 'confirmed',
  person: null,
  ...changes,
});
const unsent = { official: false, sync: 'pending' } as const;
export const arrivalList: Arrivals = {
  day: today,
  asOf: now,
  clinicId: 'mat',
  name: clinics[0]?.name ?? null,
  rows: [
    row(12, '06:58', {}),
    row(17, '07:20', { stream: 'priority' }),
    row(23, '08:31', { ...unsent, person }),
    row(24, '08:33', {
      ...unsent,
      stream: 'paying',
      person: { fullName: 'Công Tằng Tôn Nữ Thử Nghiệm Hoàng Anh', birthDate: '1990-11-30', patientId: null },
    }),
    row(31, '08:52', { ...unsent, person: { fullName: null, birthDate: null, patientId: 'BN-004711' } }),
    row(42, '09:12', { sync: 'refused', person: { ...person, fullName: 'Trần Văn Mẫu' } }),
    row(44, '09:15', { ...unsent, session: 'afternoon', stream: null, person: { ...person, fullName: 'Lê Thử' } }),
  ],
};
const ahead = (last: number, clock: string, changes: Partial<Row>): Row =>
  row(last, clock, { isPlanned: true, since: yesterday(clock), ...changes });
/** With numbers that were taken the day before. */
export const plannedList: Arrivals = {
  ...arrivalList,
  // Its clinic is on no list any more.
  name: null,
  rows: [ahead(3, '15:10', {}), ahead(4, '16:31', { ...unsent, person }), ...arrivalList.rows],
};

/** A panel of 21.5 inch, upright. */
export const panel: Panel = { pixelPitchMm: 0.248, viewingDistanceMm: 600, lowerEdgeMm: 800 };

type Comparable = Extract<AssistedVisit, { state: 'comparable' }>;
export const compared = (changes: Partial<Comparable>): Comparable => ({
  state: 'comparable',
  face: 'not-matched',
  document: 'chip',
  person,
  portrait: { mediaType: 'image/jpeg', base64: drawPortrait() },
  found: null,
  ...changes,
});
