import { setImmediate } from 'node:timers/promises';
import type { AuditHead } from '../his/hospital-api.ts';
import type { Audit, AuditVerdict } from './audit.ts';

/** Reads a log of years, which takes seconds; what else the process does goes on in between. */
export async function verifyAudit(
  audit: Pick<Audit, 'verifySteps'>,
  expected: AuditHead | null,
): Promise<AuditVerdict> {
  const steps = audit.verifySteps(expected);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
