/** The communes of the country as a hospital codes them: a CodeSystem of provinces, their communes nested. */
import { z } from 'zod';
import { idSchema, textSchema } from './answers.ts';
import type { AddressUnit } from './hospital-api.ts';

const conceptSchema = z.looseObject({
  code: idSchema,
  display: textSchema.min(1),
  concept: z.array(z.unknown()).optional(),
});

export const codeSystemSchema = z.looseObject({
  resourceType: z.literal('CodeSystem'),
  concept: z.array(z.unknown()).optional(),
});

/** 3,321 communes since 1 July 2025; a list several times as long is some other list. */
const mostUnits = 20_000;

/** Without the units that cannot be read: one must not hide the others. */
export function addressUnits(codeSystems: z.infer<typeof codeSystemSchema>[]): AddressUnit[] {
  const read = (concepts: unknown[] | undefined) =>
    (concepts ?? []).flatMap((concept) => conceptSchema.safeParse(concept).data ?? []);
  return codeSystems
    .flatMap(({ concept }) => read(concept))
    .flatMap((province) =>
      read(province.concept).map(({ code, display }) => ({
        code,
        name: display,
        provinceCode: province.code,
        provinceName: province.display,
      })),
    )
    .slice(0, mostUnits);
}
