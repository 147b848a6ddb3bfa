import { amendmentChecks } from './conformance-amendments.ts';
import {
  type Check,
  type CheckResult,
  type ConformanceOptions,
  type ConformanceWorld,
  failed,
  leftOut,
} from './conformance-check.ts';
import { consentChecks } from './conformance-consents.ts';
import { detailChecks } from './conformance-details.ts';
import { lookUpChecks } from './conformance-look-ups.ts';
import { readChecks } from './conformance-reads.ts';
import { variantChecks } from './conformance-variants.ts';
import { registrationChecks } from './conformance-writes.ts';

/**
 * Whether a hospital behaves as a kiosk needs it to: each call of `HospitalApi`, over whatever adapter, against a live address.
 * It registers people who do not exist, under names that say so, and cancels their visits. They themselves stay, and what
 * the desk got to do, their consents, calls for staff, leased numbers and an audit head.
 */

/** Left out when nothing may be changed, or no clinic could be registered at. */
const writing = (check: Check): Check => ({
  ...check,
  run: async (world) => {
    if (world.readOnly) return leftOut('nothing may be changed');
    return world.clinicIds.length === 0 ? leftOut('no clinic is open') : check.run(world);
  },
});

const checks: readonly Check[] = [
  ...readChecks,
  ...lookUpChecks,
  ...[...registrationChecks, ...variantChecks, ...detailChecks, ...consentChecks, ...amendmentChecks].map(writing),
];

/** Runs every check in order; a check that breaks has failed, and the others go on. */
export async function checkHospital(
  options: ConformanceOptions,
  onResult: (result: CheckResult) => void = () => undefined,
): Promise<CheckResult[]> {
  const world: ConformanceWorld = { ...options, clinicIds: [], registered: [] };
  const results: CheckResult[] = [];
  for (const check of checks) {
    const { id, title } = check;
    const outcome = await check
      .run(world)
      .catch((error: unknown) =>
        failed(`the adapter broke (${error instanceof Error ? error.constructor.name : 'unknown'})`),
      );
    const result = { id, title, outcome };
    results.push(result);
    onResult(result);
  }
  return results;
}

/** No check failed. */
export const conforms = (results: readonly CheckResult[]): boolean =>
  results.every(({ outcome }) => outcome.kind !== 'failed');
