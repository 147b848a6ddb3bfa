import { nothingSaid } from '../../sync/his/test-registration.ts';
import type { DeskDraft, QueueStream, RegistrationPerson, VisitDraft } from '../../sync/registration.ts';

/** Clinics of the mock hospital. */
export const clinics = [
  { id: 'noi-tong-quat', name: 'Nội tổng quát' },
  { id: 'ngoai', name: 'Ngoại' },
  { id: 'mat', name: 'Mắt' },
] as const;

/** Nobody real: the ordinal is the whole difference between two of them. */
export function madeUpPerson(ordinal: number): RegistrationPerson {
  const digits = String(ordinal).padStart(6, '0');
  return {
    idNumber: `001180${digits}`,
    oldIdNumber: null,
    insuranceNumber: insuranceNumber(ordinal),
    passportNumber: null,
    patientCode: null,
    fullName: `Nguyễn Thị Thử ${digits}`,
    birthDate: '1980-05-17',
    sex: 'female',
    residence: 'Số 1 Phố Huế, Hà Nội',
  };
}

const insuranceNumber = (ordinal: number): string => `GD401${String(ordinal).padStart(10, '0')}`;

export function madeUpVisit(ordinal: number, clinic: VisitDraft['clinic'], stream: QueueStream): VisitDraft {
  return {
    kind: 'visit',
    person: madeUpPerson(ordinal),
    evidence: [{ method: 'code-scanned' }, { method: 'chip-read', verdict: 'consistent' }],
    checkAtDoor: true,
    patient: { kind: 'new' },
    clinic,
    stream,
    priorityReason: stream === 'priority' ? 'age-75-or-more' : null,
    coverage: {
      insuranceNumber: insuranceNumber(ordinal),
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      registeredFacility: null,
    },
    checkIn: { objectCode: null, careType: null, service: null },
    ...nothingSaid,
    codeSha256: 'ab'.repeat(32),
  };
}

export function madeUpDesk(ordinal: number): DeskDraft {
  return {
    kind: 'desk',
    reason: 'asked-for-staff',
    person: madeUpPerson(ordinal),
    evidence: [{ method: 'code-scanned' }],
    conflicts: [],
    appointmentIds: [],
    shown: null,
    carer: null,
    patient: { kind: 'provisional', reason: 'hospital-unreachable' },
    codeSha256: null,
  };
}
