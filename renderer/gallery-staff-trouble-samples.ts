import type { pinChangeAnswerSchema } from '../electron/bridge/staff-login.ts';
import type { StaffActionResult, StaffRefusal } from '../electron/bridge/staff-page.ts';
import type { z } from 'zod';
import { session } from './gallery-staff-answers.ts';
import type { StaffSample } from './gallery-staff-sample.ts';

/** What staff ask of the kiosk, and it does not do, or says that it did. */

type PinChange = z.infer<typeof pinChangeAnswerSchema>['result'];

/** Somebody chooses a PIN of their own. `again`: as they type it the second time; `result`: null where the kiosk is not asked. */
export const choosingPin = (again: string, result: PinChange | null): StaffSample => ({
  session: { ...session, mustChangePin: true },
  ...(result && { answers: { '/api/pin': { result } } }),
  steps: [
    { type: 'input[autocomplete="current-password"]', text: '739150' },
    { type: 'input[autocomplete="new-password"]', text: '846207' },
    { type: '.staff-field ~ .staff-field ~ .staff-field input', text: again },
    { press: 'form button[type="submit"]' },
    { see: '.staff-line' },
  ],
});

/** A paper is asked for once more. */
const reprinting = (result: StaffActionResult): StaffSample => ({
  answers: { '/api/print/ticket': { result, choices: [] } },
  steps: [
    { type: '.reprint input', text: 'A012' },
    { press: '.reprint button[type="submit"]' },
    { see: '.said .staff-line' },
  ],
});

const refused = (error: StaffRefusal): StaffSample => ({
  answers: { '/api/overview': { error } },
  steps: [{ see: '.staff-main .staff-line' }],
});

const eachOf = <Name extends string>(
  start: string,
  names: readonly Name[],
  sample: (name: Name) => StaffSample,
): Record<string, StaffSample> => Object.fromEntries(names.map((name) => [`${start}-${name}`, sample(name)]));

export const troubleSamples: Readonly<Record<string, StaffSample>> = {
  ...eachOf('staff-pin', ['wrong', 'too-easy', 'wait', 'failed'], (result) => choosingPin('846207', result)),
  ...eachOf('staff-overview-reprint', ['done', 'nobody', 'not-valid', 'failed', 'no-printer'], reprinting),
  ...eachOf('staff-overview', ['not-allowed', 'wrong-origin', 'bad-request', 'not-found', 'too-many'], refused),
};
