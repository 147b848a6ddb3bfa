import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type ChipReadResult, NO_COST } from '../../native/emrtd/chip.ts';
import type { Appointment, ClinicDay, ClinicInfo, Eligibility } from '../../sync/his/hospital-api.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import { type HospitalMethod, settle } from './visit-testing.ts';
import { type GalleryKiosk, hanhsFactor, moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import {
  appointment,
  chipOf,
  closedClinic,
  codeOf,
  covered,
  earClinic,
  embedding,
  eyeClinic,
  eyeDay,
  hanh,
  insuranceCodeOf,
  khoa,
  minh,
  patientCode,
  type Person,
  recordFor,
  sample,
  slipCode,
} from './visit-testing-people.ts';

/** Whatever can happen to a kiosk, one act at a time. */

export const afternoon = { serviceDate: '2026-03-02', session: 'afternoon' } as const;
export const atEar: Appointment = { ...appointment, id: 'appointment-8', clinicId: 'ear' };
export const expired: Eligibility = { ...covered, code: '010', outcome: 'not-covered' };
const eyes = (id: string): ClinicInfo => ({
  ...eyeClinic,
  id,
  specialty: { code: 'eyes', name: { vi: 'Mắt', en: 'Eyes' } },
});
export const one = (person: Person) => ({ ok: true, value: { kind: 'one', patient: recordFor(person) } }) as const;
export const typed = ({ idNumber, birthDate }: Person): PatientIntent => ({
  type: 'typed',
  idNumber,
  birthDate: birthDate.split('-').reverse().join(''),
  expiryDate: '',
});

export type Act = (kiosk: GalleryKiosk) => unknown;

/** Named, so that a counterexample reads as a story. */
export const act = (name: string, run: Act): Act =>
  Object.assign(run, { [fc.toStringMethod]: () => name, toString: () => name });

const keys = ['key-1', 'key-2', 'key-3'];
const intents: PatientIntent[] = [
  { type: 'choose-language', language: 'en' },
  { type: 'choose-display', display: { contrast: 'high', text: 'large', reach: 'low' } },
  { type: 'choose-speech', isOn: true },
  { type: 'go-on-visit' },
  { type: 'start-for-other' },
  { type: 'print-again' },
  { type: 'continue-without-card' },
  { type: 'try-card-again' },
  { type: 'camera', state: 'ready' },
  { type: 'camera', state: 'not-reachable' },
  { type: 'camera', state: 'not-responding' },
  { type: 'camera', state: 'refused' },
  { type: 'face-portrait', comparison: 1, embedding: null },
  { type: 'face-portrait', comparison: 1, embedding: embedding(1) },
  sample(0.9),
  sample(0.3),
  sample(0.1),
  sample(0.9, { faces: 0 }),
  sample(0.9, { eyeOpening: 0.1 }),
  sample(0.9, { yawDegrees: 26 }),
  { type: 'skip-face' },
  { type: 'return-by-face' },
  { type: 'return-to-clinic' },
  hanhsFactor,
  { type: 'return-factor', lastFour: '7890', birthDate: '06052021' },
  { type: 'swap-movement' },
  { type: 'enrol-face' },
  { type: 'withdraw-face' },
  { type: 'type-number' },
  typed(hanh),
  typed(minh),
  { type: 'typed', idNumber: '1', birthDate: '1', expiryDate: '' },
  { type: 'bring-somebody' },
  { type: 'no-number' },
  { type: 'next-person' },
  { type: 'go-on-paying' },
  { type: 'insurance-counter' },
  { type: 'arrive', appointmentIds: [appointment.id] },
  { type: 'arrive', appointmentIds: [appointment.id, atEar.id] },
  { type: 'walk-in' },
  { type: 'appointment-desk' },
  { type: 'answer', value: '0912345678' },
  { type: 'answer', value: '1' },
  { type: 'skip-answer' },
  { type: 'choose-specialty', code: 'eyes' },
  { type: 'choose-clinic', clinicId: 'eye' },
  { type: 'choose-clinic', clinicId: 'ear' },
  { type: 'choose-clinic', clinicId: 'skin' },
  { type: 'choose-clinic', clinicId: 'eye-2' },
  { type: 'choose-doctor', clinicId: 'ear', doctorId: 'mai' },
  { type: 'choose-any' },
  { type: 'choose-last' },
  { type: 'choose-room' },
  { type: 'choose-later', clinicId: 'ear', ...afternoon },
  { type: 'choose-screening' },
  { type: 'declare', what: 'pregnancy', isSo: true },
  { type: 'declare', what: 'disability', isSo: false },
  { type: 'emergency' },
  { type: 'show-ticket' },
  { type: 'ticket-choices' },
  { type: 'change-clinic' },
  { type: 'cancel-ticket' },
  { type: 'confirm' },
  { type: 'back' },
  { type: 'start-over' },
  { type: 'ask-for-staff' },
  { type: 'call-staff' },
  { type: 'presence' },
  { type: 'ticket-shown', key: 'key-1' },
  { type: 'finish' },
];

const cost = NO_COST;
const readResults: ChipReadResult[] = [
  chipOf(hanh),
  chipOf(hanh, { portrait: null, verdict: 'consistent' }),
  chipOf(khoa),
  { ok: false, failure: { kind: 'wrong-key', tried: 1, ask: 'mrz' }, cost },
  { ok: false, failure: { kind: 'cancelled' }, cost },
];

const devices: Act[] = [
  act('show hanh', ({ scanner }) => scanner.show(codeOf(hanh))),
  act('show khoa', ({ scanner }) => scanner.show(codeOf(khoa))),
  act('show a paper code', ({ scanner }) => scanner.show(patientCode)),
  act('show minh', ({ scanner }) => scanner.show(codeOf(minh))),
  act('show an insurance card', ({ scanner }) => scanner.show(insuranceCodeOf(hanh))),
  act('show a slip', ({ scanner }) => scanner.show(slipCode)),
  act('show a VNeID code', ({ scanner }) => scanner.show({ kind: 'vneid', token: 'VNEID:opaque-0001' })),
  act('show a stale VNeID code', ({ scanner }) => scanner.show({ kind: 'vneid', token: 'VNEID:opaque-stale' })),
  act('show a ticket', ({ scanner }) => scanner.show({ kind: 'ticket', key: 'key-1' })),
  act('show a strange ticket', ({ scanner }) => scanner.show({ kind: 'ticket', key: 'key-404' })),
  act('show an unknown code', ({ scanner }) => scanner.show({ kind: 'unknown', reason: 'empty' })),
  act('garble', ({ scanner }) => scanner.garble()),
  act('lay', ({ reader }) => reader.layCard()),
  act('lay mute', ({ reader }) => reader.layUnreadable('mute')),
  act('lay several', ({ reader }) => reader.layUnreadable('several')),
  act('repeat', ({ reader }) => reader.tellCard()),
  act('take', ({ reader }) => reader.takeCard()),
  act('unplug', ({ reader }) => reader.unplug()),
  ...readResults.map((result, index) => act(`read ${index}`, ({ reader }) => reader.reads.at(-1)?.answer(result))),
  act('an old read', ({ reader }) => reader.reads.at(-2)?.answer(chipOf(khoa))),
  act('crash', ({ reader }) => reader.reads.at(-1)?.crash()),
  act('bytes', ({ reader }) => reader.reads.at(-1)?.options.onProgress?.({ bytes: 1, total: 9 })),
  act('names', ({ reader }) =>
    reader.reads.at(-1)?.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null }),
  ),
  act('old names', ({ reader }) =>
    reader.reads.at(-2)?.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null }),
  ),
];

const methods: HospitalMethod[] = [
  'findPatient',
  'findSlip',
  'lastVisit',
  'eligibility',
  'appointments',
  'clinics',
  'leaseNumbers',
  'ticket',
];
const galleryMethods = ['holds', 'missed', 'recognise', 'enrol', 'withdraw'] as const;
const gallery: Act[] = [
  ...galleryMethods.flatMap((method) => [
    act(`hold face ${method}`, ({ faces }) => faces.held.add(method)),
    act(`answer face ${method}`, ({ faces }) => faces.callsOf(method).at(-1)?.answer()),
    act(`crash face ${method}`, ({ faces }) => faces.callsOf(method).at(-1)?.crash()),
  ]),
  act('nobody is enrolled', ({ faces }) => (faces.answers.holds = 'no')),
  act('nobody is recognised', ({ faces }) => (faces.answers.recognise = { kind: 'not-recognised' })),
  act('too many tries', ({ faces }) => (faces.answers.recognise = { kind: 'limited', retryAfterMs: 60_000 })),
  act('too many challenges', ({ faces }) => (faces.answers.missed = { kind: 'limited', retryAfterMs: 60_000 })),
  act('the gallery is away', ({ faces }) => (faces.answers.enrol = { kind: 'away' })),
];
export const move = act('move as asked', moveAsAsked);

const staff: Act[] = (['same-person', 'other-person'] as const).map((result) =>
  act(`staff: ${result}`, ({ visit }) => visit.staffCompared({ result, by: 'lan' })),
);

const paper: Act[] = [true, false].map((isPrinting) =>
  act(isPrinting ? 'paper begins' : 'paper ends', ({ visit }) => visit.printing(isPrinting)),
);

const world: Act[] = [
  ...methods.flatMap((method) => [
    act(`hold ${method}`, ({ hospital }) => hospital.held.add(method)),
    act(`answer ${method}`, ({ hospital }) => hospital.callsOf(method).at(-1)?.answer()),
    act(`crash ${method}`, ({ hospital }) => hospital.callsOf(method).at(-1)?.crash()),
  ]),
  ...(['full', 'throwing', 'working'] as const).map((state) =>
    act(`queue ${state}`, ({ queue }) => (queue.state = state)),
  ),
  ...keys.map((key) => act(`confirmed ${key}`, ({ queue }) => queue.rows.has(key) && queue.become(key, 'confirmed'))),
  ...[true, false].map((isOpen) => act(isOpen ? 'open' : 'close', ({ ports }) => (ports.isOpen = () => isOpen))),
  act('nobody is known', ({ hospital }) => (hospital.answers.findPatient = { ok: true, value: { kind: 'none' } })),
  act('khoa is known', ({ hospital }) => (hospital.answers.findPatient = one(khoa))),
  act('nothing is booked', ({ hospital }) => (hospital.answers.appointments = { ok: true, value: [] })),
  act('not insured', ({ hospital }) => (hospital.answers.eligibility = { ok: true, value: expired })),
];

/** Nothing that the kiosk depends on answers any more. */
export async function loseEverything(kiosk: GalleryKiosk): Promise<void> {
  for (const method of methods) kiosk.hospital.held.add(method);
  for (const method of galleryMethods) kiosk.faces.held.add(method);
  kiosk.reader.unplug();
  await kiosk.send({ type: 'camera', state: 'not-reachable' });
}

/** Somebody goes on as far as they are let, and otherwise asks for staff. */
export async function goOn(kiosk: GalleryKiosk): Promise<void> {
  const { scanner, send, shown } = kiosk;
  const here = shown();
  if (here.step === 'whose') await send('go-on-visit');
  else if (here.step === 'identify') await send('continue-without-card');
  else if (here.step === 'insurance' && here.state === 'deciding') scanner.show(insuranceCodeOf(khoa));
  else if (here.step === 'insurance') await send('go-on-paying');
  else if (here.step === 'appointments') await send('walk-in');
  else if (here.step === 'details') await send('skip-answer');
  else if (here.step === 'choose') await send({ type: 'choose-clinic', clinicId: 'eye' });
  else if (here.step === 'confirm') await send('confirm');
  if (isDeepStrictEqual(shown(), here)) await send('ask-for-staff');
}

/** A hospital with something to ask at every step. */
export function openAnyKiosk(): GalleryKiosk {
  const clinics = [eyeClinic, eyes('eye-1'), eyes('eye-2'), earClinic, closedClinic];
  const days: ClinicDay[] = [{ ...eyeDay, clinicId: 'ear', later: [afternoon] }];
  const kiosk = openGalleryKiosk({
    knownClinics: () => clinics,
    readModel: () => ({ days, fetchedAt: '2026-03-02T07:40:00+07:00' }),
    requiredFields: () => ['phone', 'relative'],
    verifyCode: (token) =>
      Promise.resolve(token.endsWith('stale') ? { kind: 'expired' } : { kind: 'person', code: codeOf(hanh) }),
  });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  kiosk.hospital.answers.appointments = { ok: true, value: [appointment, atEar] };
  kiosk.hospital.answers.lastVisit = { ok: true, value: { clinicId: 'ear', doctorId: null } };
  kiosk.faces.answers.holds = 'yes';
  return kiosk;
}

export const anyAct = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...intents.map((intent) => act(JSON.stringify(intent).slice(0, 60), ({ visit }) => visit.intent(intent))),
    ),
  },
  { weight: 6, arbitrary: fc.constantFrom(...devices) },
  { weight: 2, arbitrary: fc.constantFrom(...world) },
  { weight: 1, arbitrary: fc.constantFrom(...gallery, move, ...staff, ...paper) },
  { weight: 3, arbitrary: fc.constant(act('settle', settle)) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(100, 700, 1_500, 2_500, 8_000, 25_000, 30_000)
      .map((ms) => act(`advance ${ms}`, (kiosk) => kiosk.advance(ms))),
  },
);
