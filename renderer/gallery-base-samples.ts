import type { Clinic, Tile, TileIntake } from '../electron/bridge/clinic-snapshot.ts';
import { usualDisplay } from '../electron/bridge/display-snapshot.ts';
import { shippedFaceModels } from '../electron/bridge/face-models.ts';
import type { Holder } from '../electron/bridge/holder-snapshot.ts';
import type { KioskSnapshot } from '../electron/bridge/snapshot.ts';

/** What the sample snapshots have in common; all people and places are made up. */

export const sampleBase = {
  sequence: 1,
  hospital: { vi: 'Bệnh viện Đa khoa Hữu Nghị Mẫu', en: 'Sample Friendship General Hospital' },
  kioskId: 'K-02',
  location: { vi: 'Sảnh A', en: 'Lobby A' },
  language: 'vi',
  display: usualDisplay,
  panel: { pixelPitchMm: null, viewingDistanceMm: null, lowerEdgeMm: 850 },
  speech: { voices: ['vi', 'en'], headphones: 'unplugged', hasKeypad: true, isOn: false },
  devices: {
    scanner: 'ready',
    cameraCodes: 'off',
    keyboardScanner: false,
    reader: 'ready',
    camera: 'ready',
    printer: { state: 'ready', isLow: false },
    hospital: 'reachable',
  },
  camera: { kind: 'simulated' },
  faceModels: shippedFaceModels,
  faceReturn: false,
  service: 'open',
  opening: { state: 'open' },
  notices: [],
  staffNotes: [],
  staffCall: 'none',
  today: '2026-11-22',
  idleSecondsLeft: null,
  strayCode: 'none',
  codes: { taken: 0, inVain: 0 },
  paper: 'none',
  mayPrintAgain: true,
  calledBy: 'both',
  hasStaff: false,
  payment: { state: 'none' },
} satisfies Omit<KioskSnapshot, 'visit'>;

const holder: Holder = {
  fullName: 'Nguyễn Thị Quỳnh Hương',
  maskedIdNumber: '•••••••••482',
  birthYear: '1957',
  sex: 'female',
  identity: 'proven',
};
const claimed: Holder = { ...holder, identity: 'claimed' };
const child: Holder = {
  fullName: 'Nguyễn Hoàng Bảo Ngọc',
  maskedIdNumber: '•••••••••105',
  birthYear: '2023',
  sex: 'female',
  identity: 'claimed',
};
export const samplePeople = { holder, claimed, child, carer: 'Nguyễn T. Q. H.' };

const clinic = (id: string, vi: string, en: string, rest: Partial<Clinic> = {}): Clinic => ({
  id,
  name: { vi, en },
  room: '104',
  floor: '1',
  building: null,
  waiting: 4,
  specialty: null,
  ...rest,
});

export const clinics = [
  clinic('internal', 'Nội tổng quát', 'General medicine', { waiting: 12, specialty: 'general' }),
  clinic('cardiology', 'Tim mạch', 'Cardiology', { room: '215', floor: '2', waiting: 1, specialty: 'cardiology' }),
  clinic('ent', 'Tai Mũi Họng', 'Ear, nose and throat', { room: '118', waiting: 0, specialty: 'ent' }),
  clinic('eye', 'Mắt', 'Eye clinic', { room: '120', waiting: null, specialty: 'eyes' }),
  clinic('rehab', 'Phục hồi chức năng và Vật lý trị liệu', 'Rehabilitation and physiotherapy', {
    room: '301',
    floor: '3',
    building: 'Nhà B',
  }),
  clinic('dental', 'Răng Hàm Mặt', 'Dentistry', { room: '122', waiting: null, specialty: 'dental' }),
  clinic('skin', 'Da liễu', 'Dermatology', { room: '124', waiting: 7, specialty: 'skin' }),
  clinic('child', 'Nhi', 'Paediatrics', { room: '130', waiting: 15, specialty: 'paediatrics' }),
  clinic('surgery', 'Ngoại', 'Surgery', { room: '132', specialty: 'surgery' }),
  clinic('mother', 'Sản phụ khoa', 'Obstetrics and gynaecology', { room: '201', floor: '2', specialty: 'obstetrics' }),
  clinic('bones', 'Cơ xương khớp', 'Orthopaedics', { room: '203', floor: '2', specialty: 'orthopaedics' }),
  clinic('nerves', 'Thần kinh', 'Neurology', { room: '205', floor: '2', specialty: 'neurology' }),
  clinic('stomach', 'Tiêu hóa', 'Digestive diseases', { room: '207', floor: '2', specialty: 'digestive' }),
];

/** As in a list of clinics: one is closed, of one the places are gone. */
const shut: Partial<Record<string, TileIntake>> = { dental: 'closed', skin: 'full' };
export const tileOf = (each: Clinic, intake = shut[each.id] ?? 'open'): Tile => ({
  kind: 'clinic',
  clinic: each,
  intake,
});
