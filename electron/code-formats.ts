import type { PrintedFormats } from '../native/citizen-id/slip-code.ts';
import type { Configuration } from './operations/configuration.ts';

/** What the codes of this hospital look like, as it is configured. */
export function codeFormats({ codes }: Configuration): PrintedFormats {
  const format = (pattern: string): RegExp => new RegExp(pattern, 'u');
  return {
    patientCode: format(codes.patientCode),
    appointment: format(codes.appointment),
    reExamination: format(codes.reExamination),
    referral: format(codes.referral),
    vneid: format(codes.vneid),
  };
}
