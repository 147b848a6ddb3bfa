import { z } from 'zod';
import { isFullDate, isPartialDate } from '../native/citizen-id/calendar.ts';
import type { CitizenCode } from '../native/citizen-id/code.ts';
import type { CodeVerifier } from '../native/citizen-id/code-verifier.ts';
import { expiryCandidates } from '../native/citizen-id/expiry.ts';
import { numberWarnings, readIdNumber } from '../native/citizen-id/id-number.ts';
import type { TlsMaterial } from '../sync/his/connection.ts';
import { askService, type JsonService, serviceAgent } from './json-service.ts';

/** The patient stands there with a code that lives for a minute. */
const defaultTimeoutMs = 3_000;
/** Longer than any name on a card, and than any residence: both are printed there. */
const maxNameCharacters = 200;
const maxResidenceCharacters = 500;

/** Without control and format characters, which can turn the direction of a name on the screen. */
const printed = (maxCharacters: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(maxCharacters)
    .regex(/^\P{C}+$/u);

const personSchema = z.object({
  idNumber: z.string(),
  oldIdNumber: z
    .string()
    .regex(/^\d{9}$/)
    .nullable(),
  fullName: printed(maxNameCharacters),
  birthDate: z.string().refine(isPartialDate),
  sex: z.enum(['male', 'female']).nullable(),
  residence: printed(maxResidenceCharacters).nullable(),
  issueDate: z.string().refine(isFullDate).nullable(),
});

const replySchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('person'), person: personSchema }),
  z.object({ answer: z.literal('expired') }),
  z.object({ answer: z.literal('unknown') }),
]);

export type CodeVerifierOptions = Omit<JsonService, 'timeoutMs'> &
  Partial<Pick<JsonService, 'timeoutMs'>> & {
    /** The hospital's day. */
    today: () => string;
    tls?: TlsMaterial;
  };

/**
 * A service that knows VNeID codes: it takes a POST of `{token}` and answers `{answer: 'person', person}`,
 * `{answer: 'expired'}` or `{answer: 'unknown'}`. Keeps nothing, writes nothing down.
 */
export function createCodeVerifier({ today, tls = {}, ...options }: CodeVerifierOptions): CodeVerifier {
  const agent = serviceAgent({ keepAlive: false, tls });
  const service = { timeoutMs: defaultTimeoutMs, ...options };
  return async (token, signal) => {
    const answered = await askService(agent, service, { token }, signal);
    const reply = answered.ok ? replySchema.safeParse(answered.value) : null;
    if (!reply?.success) return { kind: 'unavailable' };
    if (reply.data.answer !== 'person') return { kind: reply.data.answer };
    const code = codeOf(reply.data.person, today());
    return code === null ? { kind: 'unavailable' } : { kind: 'person', code };
  };
}

/** As the code of the person's card would say it; null for a number that is none, or a birth to come. */
function codeOf(person: z.infer<typeof personSchema>, today: string): CitizenCode | null {
  const { birthDate, issueDate } = person;
  const number = readIdNumber(person.idNumber);
  if (number === null || birthDate > today) return null;
  return {
    kind: 'cccd',
    ...person,
    expiryCandidates: expiryCandidates(birthDate, issueDate),
    warnings: numberWarnings(number, person),
  };
}
