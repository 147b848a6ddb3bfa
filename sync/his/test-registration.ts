/** Registrations for tests; everybody in them is made up. */
import type {
  Amendment,
  AmendmentDraft,
  ConsentRecord,
  DeskDraft,
  IdentityEvidence,
  RegistrationPerson,
  RegistrationStamp,
  VisitDraft,
} from '../registration.ts';

export const somebody: RegistrationPerson = {
  idNumber: '001085012345',
  oldIdNumber: '012345678',
  insuranceNumber: 'GD4010123456789',
  passportNumber: null,
  patientCode: null,
  fullName: 'Nguyễn Văn An',
  birthDate: '1985-03-15',
  sex: 'male',
  residence: 'Số 1 Phố Huế, Hà Nội',
};

export const nobody: RegistrationPerson = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
  fullName: null,
  birthDate: null,
  sex: null,
  residence: null,
};

export const stamp: RegistrationStamp = {
  key: '3f2b7c1e-5d4a-4e8b-9c61-0a7d2f9b8e11',
  kioskId: 'K1',
  registeredAt: '2026-11-23T08:15:30+07:00',
  serviceDate: '2026-11-23',
  session: 'morning',
  ticket: { number: 'A001', official: true },
};

/** Each way of being identified, once. */
export const everyEvidence: IdentityEvidence[] = [
  { method: 'code-scanned' },
  { method: 'chip-read', verdict: 'anchored' },
  { method: 'face-matches-chip', similarity: 0.73 },
  { method: 'face-not-matched', similarity: 0.2 },
  { method: 'face-not-compared', reason: 'no-camera' },
  { method: 'chip-not-read', reason: 'no-card' },
  { method: 'face-returning', factor: 'digits', similarity: 0.55 },
  { method: 'face-not-recognised' },
  { method: 'staff-compared', result: 'same-person', by: 'lan' },
];

/** Of a visit in which nothing was booked, asked, answered or in doubt. */
export const nothingSaid = {
  appointmentId: null,
  otherAppointmentIds: [],
  doctor: null,
  referral: null,
  declared: [],
  answers: [],
  missing: [],
  carer: null,
  conflicts: [],
  planned: null,
} satisfies Partial<VisitDraft>;

export function visit(overrides: Partial<VisitDraft & RegistrationStamp> = {}): VisitDraft & RegistrationStamp {
  return {
    ...stamp,
    kind: 'visit',
    person: somebody,
    evidence: [{ method: 'code-scanned' }, { method: 'chip-read', verdict: 'consistent' }],
    checkAtDoor: false,
    patient: { kind: 'new' },
    clinic: { id: 'noi-tong-quat', name: 'Nội tổng quát' },
    stream: 'insured',
    priorityReason: null,
    coverage: {
      insuranceNumber: 'GD4010123456789',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      registeredFacility: '01005',
    },
    checkIn: { objectCode: '1.1', careType: '01', service: { code: '02.1897', name: 'Khám Nội' } },
    ...nothingSaid,
    codeSha256: 'ab'.repeat(32),
    ...overrides,
  };
}

export function desk(overrides: Partial<DeskDraft & RegistrationStamp> = {}): DeskDraft & RegistrationStamp {
  return {
    ...stamp,
    kind: 'desk',
    reason: 'record-conflict',
    person: somebody,
    evidence: [{ method: 'code-scanned' }],
    conflicts: [{ field: 'birth-date', shown: '1985-03-15', found: '1958-03-15' }],
    appointmentIds: [],
    shown: null,
    carer: null,
    patient: { kind: 'known', patientId: 'pat-1' },
    codeSha256: null,
    ticket: { number: 'D-K1-001', official: false },
    ...overrides,
  };
}

/** What became of `visit()`, under a key of its own. */
export function amendment(draft: AmendmentDraft, overrides: Partial<RegistrationStamp> = {}): Amendment {
  return { ...stamp, key: '8d1c5f0a-2b3e-4d6f-9a70-5c4b3a2f1e00', ...draft, ...overrides };
}

export const cancel = { kind: 'cancel', visitKey: stamp.key } as const satisfies AmendmentDraft;

export const changeToEye = {
  kind: 'change-clinic',
  visitKey: stamp.key,
  clinic: { id: 'mat', name: 'Mắt' },
  stream: 'insured',
  priorityReason: null,
  service: { code: '14.1900', name: 'Khám Mắt theo yêu cầu' },
} as const satisfies AmendmentDraft;

export const refusalNotice = {
  kind: 'refusal-notice',
  visitKey: stamp.key,
  reason: 'clinic-full',
  clinicId: 'noi-tong-quat',
  sendTo: 'mat',
} as const satisfies AmendmentDraft;

/** Given in `visit()`, under a key of its own. */
export const consent: ConsentRecord = {
  ...stamp,
  key: 'c2b9f0a4-6d1e-5f38-9b27-4e5d6c7b8a90',
  kind: 'consent',
  status: 'active',
  consentId: '5a1f0c3e-7b2d-4e96-8c40-1d2e3f4a5b6c',
  visitKey: stamp.key,
  patientId: null,
  idNumber: somebody.idNumber,
  givenAt: '2026-11-23T08:15:20+07:00',
  withdrawnAt: null,
  version: '1',
  language: 'vi',
  textSha256: 'ab'.repeat(32),
};

/** The same, taken back later that day. */
export const withdrawal: ConsentRecord = {
  ...consent,
  key: 'd3cab1b5-7e2f-5a49-8c38-5f6e7d8c9ba1',
  registeredAt: '2026-11-23T10:00:00+07:00',
  status: 'inactive',
  withdrawnAt: '2026-11-23T10:00:00+07:00',
};
