import { copyOf, type DeskSlip, type Slip, type Surroundings, type TicketSlip } from './slips.ts';

/** Slips of made-up people, for tests. */

export const paper80 = { widthDots: 576, dotsPerMm: 8 };
export const paper58 = { widthDots: 384, dotsPerMm: 8 };

export const surroundings: Surroundings = {
  hospital: { vi: 'Bệnh viện Mẫu', en: 'Specimen Hospital' },
  kioskId: 'K1',
  calledBy: 'both',
  language: 'vi',
  serviceDate: '2026-11-22',
  session: 'morning',
  sessionAt: (instant) => (instant.slice(11, 13) < '12' ? 'morning' : 'afternoon'),
  now: '2026-11-22T08:41:00+07:00',
};

export const clinic: NonNullable<TicketSlip['clinic']> = {
  id: 'cardiology',
  name: { vi: 'Tim mạch', en: 'Cardiology' },
  room: '215',
  floor: '2',
  building: null,
  waiting: 4,
  waitMinutes: 25,
  specialty: 'cardiology',
};

export const ticketSlip: TicketSlip = {
  kind: 'ticket',
  key: '00000000-0000-4000-8000-000000000001',
  number: 'TM-042',
  code: 'TD1:00000000000040008000000000000001',
  issuedAt: surroundings.now,
  official: true,
  clinic,
  maskedName: 'Nguyễn T. Q. H.',
  stream: 'insured',
  priorityReason: null,
  asksInsurance: false,
  later: null,
  ahead: 4,
  waitMinutes: 25,
  checkAtDoor: false,
  bringDocument: false,
  replacedNumber: null,
  place: null,
  payment: { state: 'none' },
  refusal: null,
  mayChange: true,
};

const elsewhere = {
  ...clinic,
  name: { vi: 'Phục hồi chức năng và Vật lý trị liệu', en: 'Rehabilitation and physiotherapy' },
  room: '301',
  floor: '3',
  building: 'Nhà B',
};

export const deskSlip: DeskSlip = {
  kind: 'desk',
  key: '00000000-0000-4000-8000-000000000002',
  number: 'TD-003',
  code: 'TD1:00000000000040008000000000000002',
  issuedAt: surroundings.now,
  reason: 'card-conflict',
  advice: null,
  sync: 'confirmed',
};

/** An invented dynamic VietQR; no such account exists. */
export const vietQr =
  '00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA530370454061500005802VN62230819BN24001360 DK12345663040A61';

export const due = {
  state: 'due',
  amount: 150_000,
  qr: vietQr,
  bank: 'Vietcombank',
  maskedAccount: '•••••••••4567',
  invoiceNumber: 'HD000017',
  until: '2026-11-22T14:30:00+07:00',
} as const;

/** What is kept as a picture: name of the file, slip, language, paper. */
export const pictured: readonly [name: string, slip: Slip, language: string, paper: typeof paper80][] = [
  ['ticket-80-vi', ticketSlip, 'vi', paper80],
  ['ticket-58-vi', ticketSlip, 'vi', paper58],
  [
    'ticket-80-en-unofficial',
    { ...ticketSlip, number: 'K02-0017', official: false, clinic: elsewhere, bringDocument: true },
    'en',
    paper80,
  ],
  [
    'ticket-80-priority',
    { ...ticketSlip, stream: 'priority', priorityReason: 'age-75-or-more', checkAtDoor: true },
    'vi',
    paper80,
  ],
  [
    'ticket-58-later-moved',
    {
      ...ticketSlip,
      clinic: elsewhere,
      later: { serviceDate: '2026-11-23', session: 'afternoon' },
      ...{ ahead: null, waitMinutes: null },
      replacedNumber: 'TM-017',
    },
    'vi',
    paper58,
  ],
  [
    'ticket-80-several',
    { ...ticketSlip, place: { index: 2, total: 3 }, stream: 'priority', priorityReason: 'age-75-or-more' },
    'vi',
    paper80,
  ],
  [
    'ticket-80-payment',
    {
      ...ticketSlip,
      stream: 'paying',
      payment: due,
    },
    'en',
    paper80,
  ],
  [
    'ticket-58-cashier',
    {
      ...ticketSlip,
      clinic: null,
      ...{ ahead: null, waitMinutes: null },
      maskedName: null,
      stream: null,
      payment: { state: 'cashier', reason: 'too-late', amount: 150_000, invoiceNumber: null },
    },
    'vi',
    paper58,
  ],
  [
    'ticket-80-insurance-unknown',
    { ...ticketSlip, number: 'K02-0017', official: false, stream: null, asksInsurance: true },
    'en',
    paper80,
  ],
  [
    'ticket-80-copy',
    copyOf({
      ...{ number: 'TM-042', official: true, clinic, code: ticketSlip.code, stream: null, ahead: null },
      ...{ checkAtDoor: false, bringDocument: true, replacedNumber: null, mayChange: true },
      moment: { serviceDate: '2026-11-23', session: 'afternoon' },
    }),
    'en',
    paper80,
  ],
  [
    'ticket-58-copy-elsewhere',
    copyOf({
      ...{ number: 'TM-042', official: true, clinic, code: ticketSlip.code, stream: null, ahead: 2 },
      ...{ checkAtDoor: false, bringDocument: true, replacedNumber: null, mayChange: false },
      moment: null,
    }),
    'vi',
    paper58,
  ],
  ['ticket-80-refused', { ...ticketSlip, refusal: { reason: 'clinic-full', sendTo: elsewhere } }, 'en', paper80],
  [
    'ticket-80-refused-several',
    {
      ...ticketSlip,
      place: { index: 2, total: 3 },
      refusal: { reason: 'clinic-closed', sendTo: null },
    },
    'en',
    paper80,
  ],
  ['ticket-58-refused', { ...ticketSlip, refusal: { reason: 'patient-blocked', sendTo: null } }, 'vi', paper58],
  ['desk-80-en', deskSlip, 'en', paper80],
  ['desk-80-no-number', { ...deskSlip, key: null, number: '', code: null, reason: 'step-failed' }, 'en', paper80],
  ['desk-80-copy', { ...deskSlip, issuedAt: null, reason: null }, 'vi', paper80],
  [
    'ticket-58-staff-copy',
    copyOf({
      ...{ number: 'TM-042', official: true, clinic, code: ticketSlip.code, stream: 'insured', ahead: null },
      ...{ checkAtDoor: true, bringDocument: false, replacedNumber: null, mayChange: true },
      moment: { serviceDate: surroundings.serviceDate, session: surroundings.session },
    }),
    'vi',
    paper58,
  ],
  [
    'ticket-80-paid-twice',
    {
      ...ticketSlip,
      stream: 'paying',
      payment: { state: 'cashier', reason: 'paid-twice', amount: null, invoiceNumber: 'HD000017' },
    },
    'en',
    paper80,
  ],
  [
    'desk-58-insurance',
    { ...deskSlip, reason: 'insurance-at-counter', advice: 'army', sync: 'pending' },
    'vi',
    paper58,
  ],
];
