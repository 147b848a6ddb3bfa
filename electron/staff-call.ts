import { randomUUID } from 'node:crypto';
import type { HospitalApi } from '../sync/his/hospital-api.ts';
import type { KioskSnapshot } from './bridge/snapshot.ts';
import type { CallBoard } from './staff/call-board.ts';

type StaffCallState = Exclude<KioskSnapshot['staffCall'], 'unavailable'>;

type Urgency = Parameters<HospitalApi['callStaff']>[0]['urgency'];

/**
 * One call for staff at a time, under one key, told to the hospital and to whoever of the staff has the kiosk's own page open.
 * It is sent until the hospital has it, somebody says that they are coming, or it is too old to be of use.
 */
export interface StaffCall {
  /**
   * Somebody pressed: a new call, or the open one sent again at once. An emergency is a call of its own, also when staff have
   * been told of somebody who needs help.
   */
  call(urgency: Urgency): void;
  /** The hospital is reachable (again). */
  wake(): void;
  /** What the person in front of the screen may be told. */
  state(): StaffCallState;
  /** Somebody else is there: they have not called anybody. An unsent call is still sent: it was made here. */
  reset(): void;
  stop(): void;
}

export interface StaffCallOptions {
  hospital: Pick<HospitalApi, 'callStaff'>;
  /** Where the kiosk's own pages read it, and say that they have it. */
  board: Pick<CallBoard, 'add' | 'calls' | 'subscribe'>;
  kioskId: string;
  location: string;
  now: () => Date;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
  onChange: () => void;
}

const firstRetryMs = 2_000;
const longestRetryMs = 15_000;
/** Staff who come later than this find somebody else in front of the kiosk: the call is dropped unsent. */
const expiresMs = 10 * 60_000;
/** A refused connection fails within a millisecond; "being told" stays readable, so that every press shows. */
const sendingShownMs = 700;
/** After that staff may be called again: whoever stands there then may be somebody else. */
const knownShownMs = 2 * 60_000;

interface OpenCall {
  key: string;
  urgency: Urgency;
  pressedMs: number;
  /** False once the visit it was made in is over: nobody else is told about it. */
  shown: boolean;
  /** Failed since the last press. */
  failed: boolean;
}

export function createStaffCall(options: StaffCallOptions): StaffCall {
  let open: OpenCall | null = null;
  /** What staff have been told of late. */
  let known: Urgency | null = null;
  /** The call that whoever stands there made last, and what pages have said of it so far. */
  let own: { key: string; said: 'nothing' | 'received' | 'coming' } | null = null;
  let retryMs = firstRetryMs;
  const stopping = new AbortController();
  let inFlight = false;
  const retry = timerOf(options);
  const sendingShown = timerOf(options);
  const knownShown = timerOf(options);

  const send = async (): Promise<void> => {
    const call = open;
    if (call === null || inFlight) return;
    retry.stop();
    if (options.now().getTime() - call.pressedMs >= expiresMs) {
      open = null;
      options.onChange();
      return;
    }
    inFlight = true;
    const { kioskId, location } = options;
    const told = await options.hospital
      .callStaff({ key: call.key, kioskId, location, urgency: call.urgency }, stopping.signal)
      .then(({ ok }) => ok)
      // An adapter that throws is a hospital that was not told.
      .catch(() => false);
    inFlight = false;
    if (stopping.signal.aborted) return;
    // While it was under way somebody pressed for an emergency: that one is still to be sent.
    if (open !== call) {
      void send();
    } else if (told) {
      open = null;
      if (call.shown && known === null) showKnown(call.urgency);
    } else {
      call.failed = true;
      retry.start(() => void send(), retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
    options.onChange();
  };

  const showKnown = (urgency: Urgency): void => {
    known = urgency;
    sendingShown.stop();
    knownShown.start(() => {
      known = null;
      // Still unsent to the hospital, but a page had it: whoever stands there now may call afresh.
      if (open) open.shown = false;
      options.onChange();
    }, knownShownMs);
  };

  /** Somebody has been there: no call stands any more, and the next one is a new one. */
  const forget = (key: string): void => {
    if (open?.key === key) {
      open = null;
      retry.stop();
    }
    reset();
    options.onChange();
  };

  /** A page has it, or somebody comes: as good as the hospital's word, and better. Staff who settle it have been there. */
  const look = (): void => {
    if (own === null) return;
    const { key } = own;
    const call = options.board.calls().find(({ id }) => id === key);
    if (call === undefined) {
      forget(key);
      return;
    }
    const said = call.coming !== null ? 'coming' : call.isReceived ? 'received' : 'nothing';
    if (said === own.said) return;
    own = { key: call.id, said };
    if (said === 'coming' && open?.key === call.id) {
      open = null;
      retry.stop();
    }
    showKnown(call.urgency === 'emergency' ? 'emergency' : 'help');
    options.onChange();
  };
  const unsubscribe = options.board.subscribe(look);

  const reset = (): void => {
    known = null;
    own = null;
    knownShown.stop();
    sendingShown.stop();
    if (open) open.shown = false;
  };

  return {
    call: (urgency) => {
      if (stopping.signal.aborted || known === 'emergency' || (known === 'help' && urgency === 'help')) return;
      known = null;
      knownShown.stop();
      if (open?.urgency === 'help' && urgency === 'emergency') open = null;
      // An earlier patient's unsent call is joined: one request to come to this kiosk is enough.
      open ??= { key: randomUUID(), urgency, pressedMs: 0, shown: true, failed: false };
      open.pressedMs = options.now().getTime();
      open.shown = true;
      open.failed = false;
      retryMs = firstRetryMs;
      own = { key: open.key, said: 'nothing' };
      sendingShown.start(options.onChange, sendingShownMs);
      options.board.add({ id: open.key, urgency: open.urgency });
      look();
      options.onChange();
      void send();
    },
    wake: () => void send(),
    state: () => {
      if (known !== null) return own?.said === 'coming' ? 'coming' : 'known';
      if (!open?.shown) return 'none';
      return open.failed && !sendingShown.runs() ? 'not-sent' : 'sending';
    },
    reset,
    stop: () => {
      stopping.abort();
      unsubscribe();
      for (const timer of [retry, sendingShown, knownShown]) timer.stop();
    },
  };
}

function timerOf({ setTimeout, clearTimeout }: Pick<StaffCallOptions, 'setTimeout' | 'clearTimeout'>) {
  let timer: { id: unknown } | null = null;
  const stop = (): void => {
    if (timer) clearTimeout(timer.id);
    timer = null;
  };
  return {
    start: (callback: () => void, delayMs: number): void => {
      stop();
      const id = setTimeout(() => {
        timer = null;
        callback();
      }, delayMs);
      timer = { id };
    },
    stop,
    runs: () => timer !== null,
  };
}
