import { z } from 'zod';
import { conceptSchema, extensionSchema, legible, periodSchema, referenceSchema, withUrl } from './answers.ts';
import { isDate, localDate } from './days.ts';
import { eligibilityOutcome } from './eligibility.ts';
import type { Eligibility } from './hospital-api.ts';
import type { FhirSystems } from './identifiers.ts';
import type { Referral } from '../registration.ts';

export const eligibilityResponseSchema = z.looseObject({
  resourceType: z.literal('CoverageEligibilityResponse'),
  disposition: z.string().optional(),
  extension: z.array(extensionSchema).optional(),
  insurance: z
    .array(
      z.looseObject({
        extension: z.array(extensionSchema).optional(),
        coverage: referenceSchema.optional(),
        benefitPeriod: periodSchema.optional(),
        item: z
          .array(
            z.looseObject({
              benefit: z
                .array(z.looseObject({ type: conceptSchema.optional(), allowedUnsignedInt: z.number().optional() }))
                .optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
});
type EligibilityAnswer = z.infer<typeof eligibilityResponseSchema>;
type Insurance = NonNullable<EligibilityAnswer['insurance']>[number];

const routes: readonly (string | undefined)[] = ['right', 'out-of-route', 'any'] satisfies Eligibility['route'][];

/**
 * What the gateway said, or null when the hospital left its code out. Where two cards exist, the first insurance is the
 * one that counts. Our extensions stand on the answer or on that insurance; `timeZone` is the hospital's.
 */
export function eligibility(answer: EligibilityAnswer, systems: FhirSystems, timeZone: string): Eligibility | null {
  const insurance = answer.insurance?.[0];
  const extensions = [...(answer.extension ?? []), ...(insurance?.extension ?? [])];
  const extension = (url: string) => withUrl(extensions, url);
  const code =
    /^\d{3}$/.exec(extension(systems.gatewayCode)?.valueCode ?? '')?.[0] ??
    /^\d{3}(?=\D|$)/.exec(answer.disposition ?? '')?.[0];
  if (code === undefined) return null;

  const route = extension(systems.route)?.valueCode;
  const openStay = extension(systems.openStay)?.valueBoolean === true;
  return {
    code,
    // Whoever has not been discharged elsewhere is for staff to settle, whatever the card says.
    outcome: openStay ? 'counter' : eligibilityOutcome(code),
    insuranceNumber: cardNumber(insurance?.coverage?.identifier?.value),
    replacedNumber: cardNumber(extension(systems.replacedCard)?.valueString),
    validFrom: localDate(insurance?.benefitPeriod?.start, timeZone),
    validTo: localDate(insurance?.benefitPeriod?.end, timeZone),
    registeredFacility: facility(extension(systems.registeredFacility)),
    objectCode: shortCode(extension(systems.objectCode)?.valueCode),
    careType: shortCode(extension(systems.careType)?.valueCode),
    route: isRoute(route) ? route : null,
    benefitPercent: percent(extension(systems.benefitPercent)?.valueDecimal),
    patientSharePercent: percent(extension(systems.patientSharePercent)?.valueDecimal) ?? percent(copay(insurance)),
    openStay,
    openStayAt: openStay ? legible(extension(systems.openStayAt)?.valueString) : null,
    referral: referral(extension(systems.referral)),
  };
}

const isRoute = (code: string | undefined): code is NonNullable<Eligibility['route']> => routes.includes(code);

/** 15 characters, 10 digits, or a citizen's 12; printed in groups by some. */
const cardNumber = (text: string | undefined): string | null => /^[0-9A-Za-z ]{10,20}$/.exec(text ?? '')?.[0] ?? null;

/** QĐ 4750/QĐ-BYT: MA_DKBD has 5 characters, MA_DOITUONG_KCB at most 4, MA_LOAI_KCB 2; room for what comes after it. */
const shortCode = (text: string | undefined): string | null => /^[0-9A-Za-z._-]{1,20}$/.exec(text ?? '')?.[0] ?? null;

function facility(extension: z.infer<typeof extensionSchema> | undefined): Eligibility['registeredFacility'] {
  const { valueReference, valueCoding } = extension ?? {};
  const code = shortCode(valueReference?.identifier?.value ?? valueCoding?.code);
  return code === null ? null : { code, name: legible(valueReference?.display) ?? legible(valueCoding?.display) };
}

function referral(extension: z.infer<typeof extensionSchema> | undefined): Referral | null {
  const number = legible(withUrl(extension?.extension, 'number')?.valueString);
  if (number === null) return null;
  const validTo = withUrl(extension?.extension, 'valid-to')?.valueDate;
  return {
    number,
    facility: legible(withUrl(extension?.extension, 'facility')?.valueString),
    validTo: isDate(validTo) ? validTo : null,
  };
}

/** The patient's share as FHIR itself codes it (CodeSystem benefit-type, `copay-percent`). */
function copay(insurance: Insurance | undefined): number | undefined {
  return insurance?.item
    ?.flatMap(({ benefit }) => benefit ?? [])
    .find(({ type }) => type?.coding?.some(({ code }) => code === 'copay-percent'))?.allowedUnsignedInt;
}

const percent = (value: number | undefined): number | null =>
  value !== undefined && value >= 0 && value <= 100 ? value : null;
