import { z } from 'zod';
import type { PriorityRule } from '../../native/citizen-id/priority.ts';
import { text } from './configuration-his.ts';

/**
 * Who goes first, in the order of the law, each row with its legal source. The first row that a patient meets is the reason
 * on the ticket.
 */

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'must be a code such as age-under-6' });
const years = z.int().min(0).max(150);

const ruleSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ code, kind: z.literal('age-under'), years, source: text }),
    /** Whose day of birth is unknown counts from 1 January. */
    z.strictObject({ code, kind: z.literal('age-from'), years, source: text }),
    /** The first two letters of an insurance number, as the hospital confirmed it. */
    z.strictObject({
      code,
      kind: z.literal('insurance-object'),
      objects: z
        .array(z.string().regex(/^[A-Z]{2}$/, { error: 'must be two capital letters' }))
        .min(1, { error: 'must name one at least' }),
      source: text,
    }),
    /** Said by the patient; staff look. */
    z.strictObject({ code, kind: z.literal('declared'), what: z.enum(['pregnancy', 'disability']), source: text }),
  ],
  {
    error: ({ code: problem }) =>
      problem === 'invalid_union' ? 'must be "age-under", "age-from", "insurance-object" or "declared"' : undefined,
  },
) satisfies z.ZodType<PriorityRule>;

type SourcedRule = z.infer<typeof ruleSchema>;

const law = 'Luật Khám bệnh, chữa bệnh 15/2023/QH15, Điều 3 khoản 2';

/** Emergencies come before all of these and are not registered at all: they call staff from the first screen. */
export const defaultPriorityRules: SourcedRule[] = [
  { code: 'age-under-6', kind: 'age-under', years: 6, source: law },
  { code: 'pregnancy', kind: 'declared', what: 'pregnancy', source: law },
  { code: 'disability', kind: 'declared', what: 'disability', source: law },
  { code: 'age-75-or-more', kind: 'age-from', years: 75, source: law },
  { code: 'meritorious-service', kind: 'insurance-object', objects: ['CC', 'CK'], source: law },
];

/** The law has half a dozen. */
const mostRules = 20;

export const priorityRulesSchema = z
  .array(ruleSchema)
  .min(1, { error: 'must have one row at least; leave the section out for the rows of the law' })
  .max(mostRules)
  .refine((rules) => new Set(rules.map(({ code: each }) => each)).size === rules.length, {
    error: 'names one code twice',
  })
  .default(defaultPriorityRules);
