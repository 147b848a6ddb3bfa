import type { StaffCallView } from '../bridge/staff-page.ts';
import type { Timers } from '../../sync/queue/timers.ts';

export interface CallBoard {
  /** Somebody pressed, or pressed again: it rings until somebody comes. */
  add(call: { id: string; urgency: StaffCallView['urgency'] }): void;
  /** A page at which somebody is has it; false: there is no such call. */
  received(id: string): boolean;
  /** Somebody said that they are coming, in place of whoever said so before. */
  coming(id: string, name: string): boolean;
  /** Who said that they are coming does not come: it rings again. False: nobody had said so. */
  givenBack(id: string): boolean;
  /** Settled: it leaves the board. */
  done(id: string): boolean;
  /** Newest first. */
  calls(): StaffCallView[];
  subscribe(listener: () => void): () => void;
  stop(): void;
}

export interface CallBoardOptions extends Timers {
  now: () => Date;
}

/** Staff who come later find somebody else in front of the kiosk; the call stays on the board, silent, until it is settled. */
export const ringsForMs = 10 * 60_000;
/** More than a lobby ever has; the oldest go. */
const mostCalls = 50;

/** The calls of this kiosk that its own staff pages know, whether or not the hospital's system answers. */
export function createCallBoard(options: CallBoardOptions): CallBoard {
  const listeners = new Set<() => void>();
  let calls: StaffCallView[] = [];
  const timers = new Map<string, unknown>();

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  function silence(id: string): void {
    options.clearTimeout(timers.get(id));
    timers.delete(id);
  }

  /** It rings, from now on for as long as a new one. */
  function ring(call: StaffCallView): void {
    const { id } = call;
    silence(id);
    call.rings = true;
    timers.set(
      id,
      options.setTimeout(() => {
        change(id, (late) => {
          late.rings = false;
        });
      }, ringsForMs),
    );
  }

  function change(id: string, apply: (call: StaffCallView) => void): boolean {
    const call = calls.find((each) => each.id === id);
    if (call === undefined) return false;
    apply(call);
    tell();
    return true;
  }

  return {
    add({ id, urgency }) {
      const known = calls.find((call) => call.id === id);
      if (known !== undefined && known.coming !== null) return;
      const since = options.now().toISOString();
      const call: StaffCallView = known ?? { id, urgency, since, coming: null, isReceived: false, rings: true };
      ring(call);
      // Pages say once more that they have it: those that did may be closed by now.
      call.isReceived = false;
      if (known === undefined) {
        for (const { id: former } of calls.slice(mostCalls - 1)) silence(former);
        calls = [call, ...calls.slice(0, mostCalls - 1)];
      }
      tell();
    },
    received: (id) =>
      change(id, (call) => {
        call.isReceived = true;
      }),
    coming: (id, name) =>
      change(id, (call) => {
        call.coming = name;
        call.rings = false;
        silence(id);
      }),
    givenBack(id) {
      if (!calls.some((call) => call.id === id && call.coming !== null)) return false;
      return change(id, (call) => {
        call.coming = null;
        ring(call);
      });
    },
    done(id) {
      if (!calls.some((call) => call.id === id)) return false;
      silence(id);
      calls = calls.filter((call) => call.id !== id);
      tell();
      return true;
    },
    calls: () => calls.map((call) => ({ ...call })),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      for (const id of [...timers.keys()]) silence(id);
    },
  };
}
