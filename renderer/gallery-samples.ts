import { insuranceAdviceSchema } from '../electron/bridge/insurance-snapshot.ts';
import type { CardProblem, Clinic, Holder, KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { deskReasonSchema, kioskSnapshotSchema } from '../electron/bridge/snapshot.ts';
import { covered, outcomeOf, unknownInsurance } from './gallery-insurance-samples.ts';
import { myTicketSamples } from './gallery-ticket-samples.ts';

/** Sample snapshots of every screen; all people and places are made up. */

const base = {
  sequence: 1,
  hospital: { vi: 'Bệnh viện Đa khoa Hữu Nghị Mẫu', en: 'Sample Friendship General Hospital' },
  kioskId: 'K-02',
  location: 'Sảnh A',
  language: 'vi',
  devices: { scanner: 'ready', reader: 'ready', camera: 'ready', hospital: 'reachable' },
  camera: { kind: 'simulated' },
  service: 'open',
  notices: [],
  staffNotes: [],
  staffCall: 'none',
  idleSecondsLeft: null,
} satisfies Omit<KioskSnapshot, 'visit'>;

const holder: Holder = {
  fullName: 'Nguyễn Thị Quỳnh Hương',
  maskedIdNumber: '•••••••••482',
  birthYear: '1957',
  sex: 'female',
  identity: 'proven',
};
const claimed: Holder = { ...holder, identity: 'claimed' };

const clinic = (id: string, vi: string, en: string, rest: Partial<Clinic> = {}): Clinic => ({
  id,
  name: { vi, en },
  room: '104',
  floor: '1',
  open: true,
  waiting: 4,
  ...rest,
});

const internal = clinic('internal', 'Nội tổng quát', 'General medicine', { waiting: 12 });
const cardiology = clinic('cardiology', 'Tim mạch', 'Cardiology', { room: '215', floor: '2', waiting: 1 });
const clinics = [
  internal,
  cardiology,
  clinic('ent', 'Tai Mũi Họng', 'Ear, nose and throat', { room: '118', waiting: 0 }),
  clinic('eye', 'Mắt', 'Eye clinic', { room: '120', waiting: null }),
  clinic('rehab', 'Phục hồi chức năng và Vật lý trị liệu', 'Rehabilitation and physiotherapy', {
    room: '301',
    floor: '3',
  }),
  clinic('dental', 'Răng Hàm Mặt', 'Dentistry', { room: '122', open: false, waiting: null }),
  clinic('skin', 'Da liễu', 'Dermatology', { room: '124', waiting: 7 }),
  clinic('child', 'Nhi', 'Paediatrics', { room: '130', waiting: 15 }),
];

const choose: VisitAt<'choose'> = {
  step: 'choose',
  state: 'ready',
  holder,
  cardStillThere: false,
  clinics: clinics.slice(0, 6),
  appointment: null,
  insurance: covered,
  hospitalReachable: true,
  today: [
    { clinicId: 'internal', doctors: ['BS. Lê Thị Minh Nguyệt', 'BS. Phạm Quốc Khánh'], nextFree: '09:30' },
    { clinicId: 'cardiology', doctors: ['BS. Trần Văn Ưu'], nextFree: null },
    { clinicId: 'ent', doctors: [], nextFree: '10:15' },
    { clinicId: 'rehab', doctors: ['BS. Nguyễn Thị Phương Thảo', 'BS. Hoàng Anh Dũng'], nextFree: '13:45' },
    { clinicId: 'dental', doctors: ['BS. Vũ Hải'], nextFree: '14:00' },
  ],
  readModel: null,
};

const confirm: VisitAt<'confirm'> = {
  step: 'confirm',
  state: 'asking',
  holder,
  cardStillThere: false,
  clinic: cardiology,
  insurance: covered,
  stream: 'insured',
};

const ticket: VisitAt<'ticket'> = {
  step: 'ticket',
  key: '00000000-0000-4000-8000-000000000001',
  number: 'TM-042',
  official: true,
  maskedName: 'N*** T** Q**** Hương',
  identity: 'proven',
  clinic: cardiology,
  stream: 'insured',
  issuedAt: '2026-11-22T08:41:00+07:00',
  origin: 'new',
  replacedNumber: null,
  code: 'TD1:00000000000040008000000000000001',
  offers: [],
  sync: 'confirmed',
  cardStillThere: false,
};

const attract = (prompt: VisitAt<'attract'>['prompt']): KioskSnapshot => ({
  ...base,
  visit: { step: 'attract', prompt },
});

const cardProblem = (problem: CardProblem, triesLeft: number): KioskSnapshot => ({
  ...base,
  visit: { step: 'identify', holder: claimed, portrait: null, card: { state: 'problem', problem, triesLeft } },
});

const closingNotices = kioskSnapshotSchema.shape.notices.element.options.filter(
  (notice) => notice !== 'simulated-devices',
);

/** The made-up portrait is handed in, because only a browser can draw one. */
export function gallerySamples(portraitBase64: string): Record<string, KioskSnapshot> {
  const portrait = { mediaType: 'image/jpeg' as const, base64: portraitBase64 };
  const verify: VisitAt<'verify'> = {
    step: 'verify',
    comparison: 1,
    holder,
    portrait,
    cardStillThere: false,
    face: { state: 'looking', instruction: 'look-here', triesLeft: 3 },
  };
  const identify = (
    card: VisitAt<'identify'>['card'],
    withPortrait: VisitAt<'identify'>['portrait'] = null,
  ): KioskSnapshot => ({ ...base, visit: { step: 'identify', holder, portrait: withPortrait, card } });

  return {
    'attract-welcome': attract('welcome'),
    'attract-show-code': attract('show-code'),
    'attract-unknown-code': attract('unknown-code'),
    'attract-unreadable-code': attract('unreadable-code'),
    'attract-card-forgotten': attract('card-forgotten'),
    'attract-no-reader': { ...attract('welcome'), devices: { ...base.devices, reader: 'not-reachable' } },
    'attract-hospital-away': {
      ...attract('welcome'),
      devices: { ...base.devices, hospital: 'unreachable' },
      staffCall: 'known',
    },
    'attract-camera-away': { ...attract('welcome'), devices: { ...base.devices, camera: 'not-responding' } },
    'attract-all-away': {
      ...attract('welcome'),
      devices: { scanner: 'ready', reader: 'hardware-error', camera: 'not-reachable', hospital: 'unreachable' },
      notices: ['simulated-devices'],
      staffCall: 'not-sent',
    },
    'attract-camera-hospital-away': {
      ...attract('welcome'),
      devices: { ...base.devices, camera: 'not-responding', hospital: 'unreachable' },
    },
    'attract-staff-notes': {
      ...attract('welcome'),
      staffNotes: [
        { kind: 'salvaged', saved: 212, lost: 3 },
        { kind: 'older-copy' },
        { kind: 'refused', count: 2 },
        { kind: 'waiting', minutes: 75 },
      ],
    },
    'attract-staff-sending': { ...attract('welcome'), staffCall: 'sending' },
    ...Object.fromEntries(
      closingNotices.map((notice): [string, KioskSnapshot] => [
        `closed-${notice}`,
        {
          ...attract('welcome'),
          devices: { ...base.devices, scanner: 'not-configured' },
          service: 'closed',
          notices: [notice],
          staffCall: 'unavailable',
        },
      ]),
    ),
    'closed-no-scanner': {
      ...attract('welcome'),
      devices: { ...base.devices, scanner: 'not-reachable' },
      service: 'closed',
    },
    'identify-awaited': {
      ...base,
      visit: { step: 'identify', holder: claimed, portrait: null, card: { state: 'awaited' } },
    },
    'identify-reading': identify({ state: 'reading', bytes: 9_200, total: 21_400 }),
    'identify-read': identify({ state: 'read', stillThere: true }, portrait),
    'identify-read-no-picture': identify(
      { state: 'read', stillThere: false },
      { mediaType: 'image/png', base64: 'AAAA' },
    ),
    'identify-pulled': cardProblem('pulled', 2),
    'identify-wrong-key': cardProblem('wrong-key', 1),
    'identify-not-a-document': cardProblem('not-a-document', 2),
    'identify-reader-gone': cardProblem('reader-gone', 2),
    'identify-unreadable': cardProblem('unreadable', 0),
    'identify-mute-card': cardProblem('mute-card', 3),
    'identify-no-key': cardProblem('no-key', 2),
    'identify-several-cards': cardProblem('several-cards', 3),
    'verify-looking': { ...base, visit: verify },
    'verify-instruction': {
      ...base,
      visit: { ...verify, cardStillThere: true, face: { ...verify.face, instruction: 'less-light' } },
    },
    'verify-staff-not-sent': { ...base, staffCall: 'not-sent', visit: { ...verify, cardStillThere: true } },
    'verify-retry': { ...base, visit: { ...verify, face: { state: 'retry', instruction: 'look-here', triesLeft: 1 } } },
    'verify-broken-camera': { ...base, visit: verify },
    'verify-matched': { ...base, visit: { ...verify, face: { ...verify.face, state: 'matched' } } },
    'choose-looking-up': { ...base, visit: { ...choose, state: 'looking-up', clinics: [], cardStillThere: true } },
    choose: { ...base, visit: choose },
    'choose-camera-away': { ...base, devices: { ...base.devices, camera: 'not-responding' }, visit: choose },
    'choose-appointment': {
      ...base,
      visit: {
        ...choose,
        cardStillThere: true,
        clinics,
        appointment: { clinicId: 'cardiology', time: '09:30', practitioner: 'BS. Trần Văn Ưu' },
      },
    },
    'choose-offline': {
      ...base,
      visit: { ...choose, holder: claimed, clinics, insurance: unknownInsurance, hospitalReachable: false },
    },
    'choose-offline-as-of': {
      ...base,
      visit: {
        ...choose,
        clinics,
        insurance: unknownInsurance,
        hospitalReachable: false,
        readModel: { fetchedAt: '2026-11-22T07:40:00+07:00', ageMinutes: 61 },
      },
    },
    'choose-offline-yesterday': {
      ...base,
      visit: {
        ...choose,
        insurance: unknownInsurance,
        hospitalReachable: false,
        readModel: { fetchedAt: '2026-11-21T16:40:00+07:00', ageMinutes: 961 },
      },
    },
    ...Object.fromEntries(
      insuranceAdviceSchema.options.map((advice): [string, KioskSnapshot] => [
        `choose-insurance-${advice}`,
        { ...base, visit: { ...choose, insurance: { ...covered, advice, outcome: outcomeOf(advice) } } },
      ]),
    ),
    'confirm-two-cards': {
      ...base,
      visit: {
        ...confirm,
        insurance: { ...covered, advice: 'new-card', maskedReplacedNumber: '•••••••113', route: 'out-of-route' },
      },
    },
    'choose-none-open': {
      ...base,
      visit: { ...choose, clinics: clinics.map((each) => ({ ...each, open: false })) },
    },
    confirm: { ...base, visit: confirm },
    'confirm-claimed': {
      ...base,
      visit: {
        ...confirm,
        holder: claimed,
        cardStillThere: true,
        clinic: clinics[4] ?? cardiology,
        insurance: { ...covered, outcome: 'check-name', advice: 'name' },
        stream: 'paying',
      },
    },
    'confirm-committing': { ...base, visit: { ...confirm, state: 'committing' } },
    'ticket-new': { ...base, visit: ticket },
    'ticket-offline': {
      ...base,
      idleSecondsLeft: 7,
      visit: {
        ...ticket,
        number: 'K02-0017',
        official: false,
        identity: 'claimed',
        sync: 'pending',
        cardStillThere: true,
        clinic: clinics[4] ?? cardiology,
        stream: 'priority',
      },
    },
    'ticket-existing': {
      ...base,
      visit: { ...ticket, number: '7', origin: 'existing', offers: ['change-clinic', 'cancel'] },
    },
    'ticket-existing-ending': {
      ...base,
      idleSecondsLeft: 6,
      visit: { ...ticket, origin: 'existing', offers: ['change-clinic', 'cancel'] },
    },
    'ticket-moved': {
      ...base,
      visit: {
        ...ticket,
        maskedName: null,
        identity: null,
        origin: 'moved',
        replacedNumber: 'TM-017',
        sync: 'pending',
      },
    },
    ...myTicketSamples(base, clinics),
    'ticket-again': {
      ...base,
      visit: {
        ...ticket,
        number: 'K02-0018',
        official: false,
        maskedName: null,
        identity: null,
        clinic: null,
        stream: null,
        origin: 'again',
        sync: 'refused',
      },
    },
    ...Object.fromEntries(
      deskReasonSchema.options.map((reason): [string, KioskSnapshot] => [
        `desk-${reason}`,
        {
          ...base,
          visit: {
            step: 'desk',
            key: '00000000-0000-4000-8000-000000000002',
            number: 'TD-003',
            reason,
            advice: reason === 'insurance-at-counter' ? 'other' : null,
            issuedAt: ticket.issuedAt,
            sync: reason === 'asked-for-staff' ? 'pending' : 'confirmed',
            cardStillThere: reason === 'card-conflict',
          },
        },
      ]),
    ),
    ...Object.fromEntries(
      (['army', 'police', 'child-without-card', 'open-stay'] as const).map((advice): [string, KioskSnapshot] => [
        `desk-${advice}`,
        {
          ...base,
          visit: {
            step: 'desk',
            key: '00000000-0000-4000-8000-000000000003',
            number: 'TD-004',
            reason: 'insurance-at-counter',
            advice,
            issuedAt: ticket.issuedAt,
            sync: 'confirmed',
            cardStillThere: false,
          },
        },
      ]),
    ),
    idle: { ...base, idleSecondsLeft: 12, visit: choose },
  };
}

export const galleryStates: readonly string[] = Object.keys(gallerySamples(''));
