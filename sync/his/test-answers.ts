import type { ClinicInfo, Eligibility } from './hospital-api.ts';

/** What the adapters must make of the mock hospitals, whichever interface these speak. */

/** The cover of p01. */
export const coverOfP01: Eligibility = {
  code: '000',
  outcome: 'covered',
  insuranceNumber: 'DN4010116042735',
  replacedNumber: null,
  validFrom: '2024-01-01',
  validTo: '2030-12-31',
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

/** The eye clinic before anybody came. */
export const eyeClinic: ClinicInfo = {
  id: 'mat',
  name: { vi: 'Mắt', en: 'Eye' },
  room: '207',
  floor: '2',
  open: true,
  waiting: 3,
  waitMinutes: 18,
  building: null,
  specialty: { code: 'mat', name: { vi: 'Mắt', en: 'Eye' } },
  isScreening: false,
};
