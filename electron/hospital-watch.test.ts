import { describe, expect, it, vi } from 'vitest';
import type { ClinicInfo, HospitalResult } from '../sync/his/hospital-api.ts';
import { watchHospital } from './hospital-watch.ts';

const clinic = (id: string): ClinicInfo => ({
  id,
  name: { vi: id, en: id },
  room: '1',
  floor: '1',
  open: true,
  waiting: null,
  building: null,
  specialty: null,
  isScreening: false,
});
const away: HospitalResult<ClinicInfo[]> = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } };

function world() {
  const timers: { callback: () => void; delayMs: number }[] = [];
  const answers: ((answer: HospitalResult<ClinicInfo[]>) => void)[] = [];
  const changes: boolean[] = [];
  const lists: string[][] = [];
  const watch = watchHospital({
    hospital: { clinics: () => new Promise((resolve) => answers.push(resolve)) },
    fallback: [clinic('fallback')],
    everyMs: 30_000,
    setTimeout: (callback, delayMs) => timers.push({ callback, delayMs }),
    clearTimeout: () => timers.pop(),
    onChange: (reachable) => changes.push(reachable),
    onClinics: (clinics) => lists.push(clinics.map(({ id }) => id)),
  });
  return {
    watch,
    timers,
    changes,
    lists,
    answer: async (result: HospitalResult<ClinicInfo[]>) => {
      const asked = timers.length;
      answers.shift()?.(result);
      await vi.waitFor(() => {
        expect(timers.length).toBeGreaterThan(asked);
      });
    },
    again: () => timers.at(-1)?.callback(),
  };
}

describe('watchHospital', () => {
  it('offers the configured clinics until the hospital has answered, then the last answer', async () => {
    const { watch, answer, again, lists } = world();
    expect(watch.clinics().map(({ id }) => id)).toEqual(['fallback']);
    await answer({ ok: true, value: [clinic('eye')] });
    expect(watch.clinics().map(({ id }) => id)).toEqual(['eye']);
    expect(lists).toEqual([['eye']]);
    again();
    await answer(away);
    expect(watch.clinics().map(({ id }) => id)).toEqual(['eye']);
  });

  it('keeps the old list when the hospital answers with none', async () => {
    const { watch, answer } = world();
    await answer({ ok: true, value: [] });
    expect(watch.clinics().map(({ id }) => id)).toEqual(['fallback']);
  });

  it('does not say how many wait once the hospital has stopped saying so', async () => {
    const busy = { ...clinic('eye'), waiting: 7, waitMinutes: 40 };
    const { watch, answer, again } = world();
    const says = async (result: HospitalResult<ClinicInfo[]>) => {
      await answer(result);
      again();
      return watch.clinics();
    };
    expect(await says({ ok: true, value: [busy] })).toEqual([busy]);
    expect(await says(away)).toEqual([clinic('eye')]);
    expect(await says({ ok: true, value: [busy] })).toEqual([busy]);
    expect(await says({ ok: false, failure: { kind: 'refused', status: 403, detail: 'login' } })).toEqual([
      clinic('eye'),
    ]);
    expect(await says({ ok: true, value: [busy] })).toEqual([busy]);
    // The sync engine may notice first, and be answered again before the list is.
    watch.report(false);
    watch.report(true);
    expect(watch.clinics()).toEqual([clinic('eye')]);
  });

  it('asks more often while the hospital is away, and tells each change once', async () => {
    const { watch, answer, again, timers, changes } = world();
    await answer(away);
    again();
    await answer(away);
    again();
    await answer({ ok: true, value: [clinic('eye')] });
    expect(changes).toEqual([false, true]);
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([2_000, 2_000, 30_000]);
    expect(watch.reachable()).toBe(true);
  });

  it('takes a refusal for an answer: somebody is there', async () => {
    const { watch, answer } = world();
    await answer({ ok: false, failure: { kind: 'refused', status: 401, detail: 'login' } });
    expect(watch.reachable()).toBe(true);
  });

  it('hears from others, and is silent once stopped', async () => {
    const { watch, answer, changes, timers } = world();
    await answer({ ok: true, value: [clinic('eye')] });
    watch.report(false);
    watch.report(false);
    expect(changes).toEqual([false]);
    watch.stop();
    expect(timers).toEqual([]);
  });
});
