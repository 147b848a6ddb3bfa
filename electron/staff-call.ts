import { randomUUID } from 'node:crypto';
import type { HospitalApi } from '../sync/his/hospital-api.ts';

/** One call for staff at a time: sent at once, and again when the hospital comes back, under the same key. */
export interface StaffCall {
  call(): void;
  /** The hospital is reachable (again). */
  wake(): void;
  /** True once the hospital has it. */
  isKnown(): boolean;
  /** The visit is over: the next patient has not called anybody. */
  reset(): void;
}

export function createStaffCall(options: {
  hospital: Pick<HospitalApi, 'callStaff'>;
  kioskId: string;
  location: string;
  onChange(): void;
}): StaffCall {
  let pending: string | null = null;
  let known = false;

  const send = async (): Promise<void> => {
    const key = pending;
    if (key === null) return;
    const answer = await options.hospital.callStaff({ key, kioskId: options.kioskId, location: options.location });
    if (pending !== key || !answer.ok) return;
    pending = null;
    known = true;
    options.onChange();
  };

  return {
    call: () => {
      if (pending !== null || known) return;
      pending = randomUUID();
      void send();
    },
    wake: () => void send(),
    isKnown: () => known,
    reset: () => {
      known = false;
    },
  };
}
