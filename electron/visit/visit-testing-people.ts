import { NO_COST } from '../../native/emrtd/chip.ts';
import { createHash } from 'node:crypto';
import type { AccessKey, ChipData, ChipReadResult, Verdict } from '../../native/emrtd/chip.ts';
import type { CitizenCode, InsuranceCode, PatientCode, SlipCode, TypedNumber } from '../../native/citizen-id/code.ts';
import type { Appointment, ClinicDay, ClinicInfo, Eligibility, HospitalPatient } from '../../sync/his/hospital-api.ts';
import type { FaceQuality, PatientIntent } from '../bridge/intent.ts';
import type { ChipHolder } from './ports.ts';

/** People, cards, clinics and faces for the tests of the visit; nobody here exists. */

export const hanh = {
  fullName: 'Nguyễn Thị Bích Hạnh',
  idNumber: '001190012345',
  oldIdNumber: '012345678',
  birthDate: '1990-03-14',
  residence: '12 Phố Hàng Mơ, Hà Nội',
} as const;

export const khoa = {
  fullName: 'Trần Đăng Khoa',
  idNumber: '079088054321',
  oldIdNumber: null,
  birthDate: '1988-11-02',
  residence: null,
} as const;

/** A child under 6 in March 2026. */
export const minh = {
  fullName: 'Nguyễn Gia Minh',
  idNumber: '001221067890',
  oldIdNumber: null,
  birthDate: '2021-05-06',
  residence: null,
} as const;

export interface Person {
  fullName: string;
  idNumber: string;
  oldIdNumber: string | null;
  birthDate: string;
  residence: string | null;
}

export const codeOf = (person: Person): CitizenCode => ({
  kind: 'cccd',
  ...person,
  sex: null,
  issueDate: null,
  expiryCandidates: ['2030-03-14'],
  warnings: [],
});

export const patientCode: PatientCode = { kind: 'patient-code', patientCode: 'BN-00417' };

export const typedOf = ({ idNumber, birthDate }: Person): TypedNumber => ({
  kind: 'typed',
  idNumber,
  birthDate,
  expiryDate: null,
  warnings: [],
});

/** An insurance card with everything that a kiosk reads of one. */
export const insuranceCodeOf = ({ fullName, birthDate, residence }: Person): InsuranceCode => ({
  kind: 'bhyt',
  cardNumber: 'DN4010112345678',
  insuranceCode: '0112345678',
  fullName,
  birthDate,
  sex: 'female',
  address: residence,
  facilityCode: '01005',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  fiveYearDate: null,
  parentName: null,
  warnings: [],
});

export const slipCode: SlipCode = { kind: 'appointment', slip: 'appointment', slipCode: 'LH00000007' };

export const recordFor = (person: Person): HospitalPatient => ({
  id: `patient-${person.idNumber}`,
  fullName: person.fullName,
  birthDate: person.birthDate,
  sex: 'female',
  patientCode: 'BN-00417',
  standing: 'active',
  wasMerged: false,
});

export const holderOf = (person: Person): ChipHolder => ({
  ...person,
  sex: 'female',
  ethnicity: 'Kinh',
  passportNumber: null,
  expiryDate: '2030-03-14',
});

const asBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
export const asText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The marker in the portrait's bytes, so that a leftover picture is found. */
export const portraitMark = (person: Person): string => `portrait of ${person.fullName}`;

/** What the reader gives for this person's card; the fake documents find the holder in group 1. */
export function chipOf(
  person: Person,
  changes: { verdict?: Verdict; portrait?: ChipData['portrait']; holder?: Partial<ChipHolder> } = {},
): Extract<ChipReadResult, { ok: true }> {
  const group = asBytes({ ...holderOf(person), ...changes.holder });
  const portrait = { mediaType: 'image/jpeg' as const, bytes: asBytes(portraitMark(person)) };
  return {
    ok: true,
    chip: {
      mrz: {
        format: 'TD1',
        documentCode: 'ID',
        issuingState: 'VNM',
        documentNumber: '190012345',
        optionalData: person.idNumber,
        birthDate: '900314',
        sex: 'F',
        expiryDate: '300314',
        nationality: 'VNM',
        name: { primary: 'NGUYEN', secondary: 'THI BICH HANH' },
        wrongCheckDigits: [],
      },
      portrait: changes.portrait === undefined ? portrait : changes.portrait,
      dataGroups: new Map([[1, group]]),
      sod: asBytes(`signature over ${person.idNumber}`),
      authenticity: {
        verdict: changes.verdict ?? 'anchored',
        findings: [],
        documentSigner: null,
        dataGroups: new Map(),
        chain: [],
      },
      access: { protocol: 'bac', variant: null, password: 'mrz' },
      proof: { method: null, result: 'not-offered' },
      findings: [],
      cost: NO_COST,
    },
  };
}

export const accessKey: AccessKey = { documentNumber: '190012345', birthDate: '900314', expiryDate: '300314' };

/** Everything by which this person would be recognised in a snapshot or in memory. */
export const tracesOf = (person: Person): string[] =>
  [
    person.fullName,
    person.idNumber,
    person.oldIdNumber,
    person.birthDate,
    person.residence,
    createHash('sha256')
      .update(JSON.stringify(codeOf(person)))
      .digest('hex'),
    ...(person === hanh ? [patientCode.patientCode, covered.insuranceNumber, appointment.id] : []),
  ].filter((trace) => trace !== null);

const plain = { building: null, specialty: null, isScreening: false };

export const eyeClinic: ClinicInfo = {
  id: 'eye',
  name: { vi: 'Khám Mắt', en: 'Eye clinic' },
  room: '203',
  floor: '2',
  open: true,
  waiting: 4,
  ...plain,
};

export const closedClinic: ClinicInfo = {
  id: 'skin',
  name: { vi: 'Da liễu', en: 'Dermatology' },
  room: '105',
  floor: '1',
  open: false,
  waiting: null,
  ...plain,
};

/** Open, for a change of clinic. */
export const earClinic: ClinicInfo = {
  id: 'ear',
  name: { vi: 'Tai Mũi Họng', en: 'Ear, nose and throat' },
  room: '118',
  floor: '1',
  open: true,
  waiting: 0,
  ...plain,
};

export const eyeDay: ClinicDay = {
  clinicId: 'eye',
  hours: [{ opens: '07:00', closes: '11:30' }],
  quotas: [{ session: 'morning', limit: 40, left: 3 }],
  doctors: [],
  slots: [],
  service: { code: '02.1896', name: 'Khám Mắt' },
  later: [],
};

export const covered: Eligibility = {
  code: '000',
  outcome: 'covered',
  insuranceNumber: 'DN4010112345678',
  replacedNumber: null,
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  registeredFacility: { code: '01005', name: 'Bệnh viện Mẫu' },
  objectCode: '1.1',
  careType: '01',
  route: 'right',
  benefitPercent: 80,
  patientSharePercent: 20,
  openStay: false,
  openStayAt: null,
  referral: null,
};

export const appointment: Appointment = {
  id: 'appointment-7',
  clinicId: 'eye',
  start: '2026-03-02T08:30:00+07:00',
  practitioner: 'BS. Lê Mai',
  practitionerId: 'mai',
  kind: 'appointment',
  status: 'booked',
  movedTo: null,
};

/** A unit vector with this cosine to `embedding(1)`. */
export function embedding(cosine: number): number[] {
  const values = new Array<number>(512).fill(0);
  values[0] = cosine;
  values[1] = Math.sqrt(1 - cosine * cosine);
  return values;
}

export const goodFrame: FaceQuality = {
  faces: 1,
  widthPx: 180,
  isCut: false,
  luma: 120,
  backgroundLuma: 130,
  sharpness: 200,
  yawDegrees: 2,
  pitchDegrees: -3,
  rollDegrees: 1,
  eyeOpening: 0.3,
  mask: 0,
  cap: 0,
  glare: 0,
  change: 1.5,
  liveness: null,
};

export const sample = (cosine: number, quality: Partial<FaceQuality> = {}, comparison = 1): PatientIntent => ({
  type: 'face-sample',
  comparison,
  embedding: embedding(cosine),
  quality: { ...goodFrame, ...quality },
});
