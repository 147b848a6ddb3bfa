/**
 * Whose registration a frozen body is: for staff who open one while the hospital does not have it. Reads what bundle.ts and
 * rest-body.ts write and nothing else.
 */
import { z } from 'zod';
import { parseJson } from './exchange.ts';
import { fromNgay } from './rest-fields.ts';

export interface BodyPerson {
  /** null: the hospital has this patient, and only its number was to be sent. */
  fullName: string | null;
  /** ISO, partial when no more is known. */
  birthDate: string | null;
  patientId: string | null;
  /** Of the desk's: the slip that was shown, the number of the ticket, or of one without a number the key of its visit. */
  slipCode: string | null;
  ticket: string | null;
}

const reference = z.object({ reference: z.string() });

/** What a resource of a transaction may say of its patient: the Patient itself, a reference, or a Task's input. */
const resourceSchema = z.object({
  resourceType: z.string(),
  name: z.array(z.object({ text: z.string().optional() })).optional(),
  birthDate: z.string().optional(),
  subject: reference.optional(),
  for: reference.optional(),
  input: z
    .array(
      z.object({
        type: z.object({ coding: z.array(z.object({ code: z.string().optional() })).optional() }),
        valueString: z.string().optional(),
      }),
    )
    .optional(),
});
const bundleSchema = z.object({ entry: z.array(z.object({ resource: resourceSchema })) });

const restSchema = z.object({
  BENH_NHAN: z.object({
    HO_TEN: z.string().nullish(),
    NGAY_SINH: z.string().nullish(),
    MA_BN: z.string().nullish(),
  }),
  GIAY_DA_QUET: z.object({ MA_PHIEU: z.string() }).optional(),
  PHIEU_DA_QUET: z.object({ MA_LK: z.string(), STT: z.string().nullable() }).optional(),
});

/** null: an amendment or a consent, which carry nobody, or a body that is none of ours. */
export function personOfBody(body: string): BodyPerson | null {
  const content = parseJson(body);
  const rest = restSchema.safeParse(content).data;
  const person = rest
    ? personOfRest(rest)
    : personOfBundle(bundleSchema.safeParse(content).data?.entry.map(({ resource }) => resource) ?? []);
  return Object.values(person).every((value) => value === null) ? null : person;
}

const personOfRest = ({
  BENH_NHAN: { HO_TEN, NGAY_SINH, MA_BN },
  GIAY_DA_QUET,
  PHIEU_DA_QUET,
}: z.infer<typeof restSchema>): BodyPerson => ({
  fullName: HO_TEN ?? null,
  birthDate: fromNgay(NGAY_SINH ?? null),
  patientId: MA_BN ?? null,
  slipCode: GIAY_DA_QUET?.MA_PHIEU ?? null,
  ticket: PHIEU_DA_QUET?.STT ?? PHIEU_DA_QUET?.MA_LK ?? null,
});

function personOfBundle(resources: readonly z.infer<typeof resourceSchema>[]): BodyPerson {
  const patient = resources.find(({ resourceType }) => resourceType === 'Patient');
  const inputs = resources.flatMap(({ input }) => input ?? []);
  const fact = (code: string): string | undefined =>
    inputs.find(({ type }) => type.coding?.[0]?.code === code)?.valueString;
  const references = resources.flatMap((resource) => [resource.subject, resource.for]);
  const ids = references.map((each) => /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(each?.reference ?? '')?.[1]);
  return {
    fullName: patient?.name?.[0]?.text ?? fact('full-name') ?? null,
    birthDate: patient?.birthDate ?? fact('birth-date') ?? null,
    patientId: ids.find((id) => id !== undefined) ?? fact('patient-code') ?? null,
    slipCode: fact('slip-code') ?? null,
    ticket: fact('ticket') ?? fact('ticket-key') ?? null,
  };
}
