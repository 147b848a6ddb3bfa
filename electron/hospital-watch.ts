import type { ClinicInfo, HospitalApi, HospitalResult } from '../sync/his/hospital-api.ts';
import { withoutFigures } from './visit/clinic-hours.ts';

/** Keeps the last list of clinics and whether the hospital answers, so that a visit starts with both known. */
export interface HospitalWatch {
  reachable(): boolean;
  /** The last list; with how many wait only while the hospital goes on saying so. */
  clinics(): ClinicInfo[];
  /** Somebody else found out: the sync engine, a look-up. */
  report(reachable: boolean): void;
  stop(): void;
}

export interface HospitalWatchOptions {
  hospital: Pick<HospitalApi, 'clinics'>;
  /** Shown until the hospital has answered once. */
  fallback: ClinicInfo[];
  everyMs: number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
  onChange(reachable: boolean): void;
  /** A list of clinics has come. */
  onClinics(clinics: ClinicInfo[]): void;
}

/** While the hospital is away it is asked this often: patients see "sent" soon after it is back. */
const awayMs = 2_000;

/** An adapter that throws is a hospital that cannot be asked. */
const crashed = (): HospitalResult<ClinicInfo[]> => ({
  ok: false,
  failure: { kind: 'bad-answer', detail: 'the adapter failed' },
});

/** Asks for the clinics at once and then regularly. Optimistic until the first answer. */
export function watchHospital(options: HospitalWatchOptions): HospitalWatch {
  let reachable = true;
  let clinics = options.fallback;
  let timer: unknown = null;
  const stopping = new AbortController();

  const report = (now: boolean): void => {
    if (now === reachable) return;
    reachable = now;
    if (!now) clinics = withoutFigures(clinics);
    // Somebody else noticed first: from now on it is asked as often as one does while it is away.
    if (!now && timer !== null) wait();
    options.onChange(now);
  };
  const wait = (): void => {
    if (timer !== null) options.clearTimeout(timer);
    timer = options.setTimeout(
      () => {
        timer = null;
        void ask();
      },
      reachable ? options.everyMs : awayMs,
    );
  };
  const ask = async (): Promise<void> => {
    const answer = await options.hospital.clinics(stopping.signal).catch(crashed);
    if (stopping.signal.aborted) return;
    if (answer.ok && answer.value.length > 0) {
      clinics = answer.value;
      options.onClinics(clinics);
    } else {
      clinics = withoutFigures(clinics);
    }
    report(answer.ok || answer.failure.kind === 'refused');
    wait();
  };
  void ask();

  return {
    reachable: () => reachable,
    clinics: () => clinics,
    report,
    stop: () => {
      stopping.abort();
      if (timer !== null) options.clearTimeout(timer);
    },
  };
}
