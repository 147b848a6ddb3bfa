/** Codes whose form each hospital chooses for itself: those of patients, of slips of paper, and of VNeID. */
import type { PatientCode, SlipCode, SlipKind, VneidCode } from './code.ts';

/** What the codes of this hospital look like; the whole text has to match. */
export interface PrintedFormats {
  patientCode: RegExp;
  appointment: RegExp;
  reExamination: RegExp;
  referral: RegExp;
  vneid: RegExp;
}

const SLIPS = [
  ['appointment', 'appointment'],
  ['reExamination', 're-examination'],
  ['referral', 'referral'],
] as const satisfies readonly (readonly [keyof PrintedFormats, SlipKind])[];

/** Longest code of a patient or a slip; what an expression of the configuration may cost is reckoned with it. */
export const MAX_PRINTED_CHARACTERS = 128;

/** The code of a patient, of a slip or of VNeID; null when the text has none of these forms. */
export function parsePrintedCode(text: string, formats: PrintedFormats): PatientCode | SlipCode | VneidCode | null {
  if (text.length <= MAX_PRINTED_CHARACTERS) {
    const printed = text.toUpperCase();
    const patientCode = [text, printed].find((each) => isWhole(formats.patientCode, each));
    if (patientCode !== undefined) return { kind: 'patient-code', patientCode };
    for (const [format, slip] of SLIPS) {
      const isSlip = isWhole(formats[format], text) || isWhole(formats[format], printed);
      if (isSlip) return { kind: 'appointment', slip, slipCode: printed };
    }
  }
  return isWhole(formats.vneid, text) ? { kind: 'vneid', token: text } : null;
}

const anchored = new WeakMap<RegExp, RegExp>();

/** Whether all of the text matches, whatever anchors, flags and state the expression has. */
function isWhole(format: RegExp, text: string): boolean {
  let whole = anchored.get(format);
  if (whole === undefined) {
    whole = new RegExp(`^(?:${format.source})$`, format.flags.replace(/[dgmy]/g, ''));
    anchored.set(format, whole);
  }
  return whole.test(text);
}
