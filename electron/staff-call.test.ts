import { describe, expect, it, vi } from 'vitest';
import type { HospitalApi, HospitalResult } from '../sync/his/hospital-api.ts';
import { createStaffCall } from './staff-call.ts';

const heard: HospitalResult<null> = { ok: true, value: null };
const away: HospitalResult<null> = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } };

function world(...answers: HospitalResult<null>[]) {
  const callStaff = vi.fn<HospitalApi['callStaff']>(async () => answers.shift() ?? heard);
  const onChange = vi.fn();
  const call = createStaffCall({ hospital: { callStaff }, kioskId: 'K1', location: 'Sảnh', onChange });
  return { call, callStaff, onChange };
}

describe('a call for staff', () => {
  it('is known once the hospital has it, and is sent once however often it is pressed', async () => {
    const { call, callStaff, onChange } = world();
    call.call();
    call.call();
    expect(call.isKnown()).toBe(false);
    await vi.waitFor(() => {
      expect(onChange).toHaveBeenCalledOnce();
    });
    call.call();
    expect(call.isKnown()).toBe(true);
    expect(callStaff).toHaveBeenCalledOnce();
  });

  it('is sent again under the same key when the hospital is back', async () => {
    const { call, callStaff } = world(away, heard);
    call.call();
    await vi.waitFor(() => {
      expect(callStaff).toHaveBeenCalledTimes(1);
    });
    call.wake();
    await vi.waitFor(() => {
      expect(call.isKnown()).toBe(true);
    });
    const keys = callStaff.mock.calls.map(([{ key }]) => key);
    expect(keys[0]).toBe(keys[1]);
  });

  it('is of one visit: the next patient has called nobody', async () => {
    const { call, callStaff } = world();
    call.call();
    await vi.waitFor(() => {
      expect(call.isKnown()).toBe(true);
    });
    call.reset();
    expect(call.isKnown()).toBe(false);
    call.wake();
    expect(callStaff).toHaveBeenCalledOnce();
    call.call();
    expect(callStaff).toHaveBeenCalledTimes(2);
  });
});
