/**
 * A printer of the system's printing service: `lp` takes the bytes as they are, `lpstat` says how queue and printer are.
 * Sources: lp(1) and lpstat(1) of CUPS; RFC 8011, 5.4.12 (printer-state-reasons), which lpstat -l shows as alerts.
 */
import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { type DeviceClock, systemClock } from '../clock.ts';
import { encodeJob, type PrintJob, tooLarge } from './escpos.ts';
import type { Condition, PrinterDevice, PrinterReason, PrintResult } from './port.ts';

export const CUPS_LIMITS = {
  /** Two processes a look. */
  pollMs: 10_000,
  commandMs: 5_000,
  /** Between two looks at a job. */
  whilePrintingMs: 500,
  /** A ticket that has not left the queue by then is taken out of it. */
  jobMs: 20_000,
  /**
   * A job that is no further than connecting by then has a printer that is off. One that is on is connected at once; one that is
   * busy with another computer is tried again after 5 s by CUPS's backends.
   */
  connectingMs: 8_000,
  outputBytes: 16_384,
} as const;

/** Reasons end in -error, -warning, -report or nothing. */
const troubles: readonly { pattern: RegExp; reason: PrinterReason; detail: string }[] = [
  { pattern: /cover-open|door-open|interlock-open/, reason: 'cover-open', detail: 'the cover is open' },
  { pattern: /media-empty|media-needed/, reason: 'media-empty', detail: 'there is no paper' },
  { pattern: /media-jam/, reason: 'media-jammed', detail: 'paper is stuck' },
  { pattern: /offline|shutdown/, reason: 'not-reachable', detail: 'the printer is not connected' },
  { pattern: /timed-out/, reason: 'not-responding', detail: 'the printer does not answer' },
];

/**
 * A job is being handed to a printer that has not taken it yet: how every job begins, and where that of a printer that is switched
 * off stays. CUPS says it while it works on a job, and at no other time.
 */
interface Connecting {
  state: 'connecting';
}

const notConnected: Condition = { state: 'wrong', reason: 'not-reachable', detail: 'the printer is not connected' };

/** From the output of `lpstat -l -p QUEUE`. */
export function conditionFromLpstat(output: string): Condition | Connecting {
  const alerts = /^\s+Alerts:(.*)$/m.exec(output)?.[1] ?? '';
  const trouble = troubles.find(({ pattern }) => pattern.test(alerts));
  if (trouble) return { state: 'wrong', reason: trouble.reason, detail: trouble.detail };
  if (/^printer \S+ disabled/m.test(output)) {
    return { state: 'wrong', reason: 'hardware-error', detail: 'the queue is stopped: cupsenable starts it' };
  }
  if (!/^printer \S+ (?:is idle|now printing)/m.test(output)) {
    return { state: 'wrong', reason: 'not-reachable', detail: 'CUPS does not know this queue, or does not run' };
  }
  if (alerts.includes('connecting-to-device')) return { state: 'connecting' };
  return { state: 'fine', isLow: /media-low|marker-supply-low/.test(alerts) };
}

export function createCupsDevice(
  { queue, dotsPerMm }: { queue: string; dotsPerMm: number },
  { clock = systemClock, path = process.env['PATH'] ?? '' }: { clock?: DeviceClock; path?: string } = {},
): PrinterDevice {
  const environment = { PATH: path, LC_ALL: 'C' };
  const run = (command: string, args: readonly string[], input?: Uint8Array): Promise<string | null> =>
    runCommand(command, args, environment, clock, input);

  /**
   * A ticket may be in the queue of which nothing is known here, of a process that died while it was printed too: it would come out
   * when nobody waits for it.
   */
  let mayHoldTicket = true;
  let lastId: string | null = null;

  /** Each line: the job, its user, its size, since when. null: CUPS does not say. */
  const waitingJobs = async (): Promise<{ id: string; user: string }[] | null> => {
    const output = await run('lpstat', ['-W', 'not-completed', '-o', queue]);
    if (output === null) return null;
    return output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [id = '', user = ''] = line.split(/\s+/);
        return { id, user };
      });
  };

  /** Takes every job of this user out of the queue: one is printed at a time, so whatever waits is no one's any more. */
  const takeBack = async (): Promise<void> => {
    mayHoldTicket = true;
    const mine = (await waitingJobs())
      ?.filter(({ id, user }) => id === lastId || user === ownName())
      .map(({ id }) => id);
    if (mine === undefined) return;
    if (mine.length === 0 || (await run('cancel', mine)) !== null) mayHoldTicket = false;
  };

  const lookAtQueue = async (): Promise<Condition | Connecting> => {
    if (mayHoldTicket) await takeBack();
    const condition = conditionFromLpstat((await run('lpstat', ['-l', '-p', queue])) ?? '');
    if (condition.state === 'wrong' || !mayHoldTicket) return condition;
    return { state: 'wrong', reason: 'not-responding', detail: 'a ticket could not be taken out of the queue' };
  };

  /** While no job of ours is under way: a job of somebody else that is only connecting shows what ours would meet. */
  const look = async (): Promise<Condition> => {
    const condition = await lookAtQueue();
    return condition.state === 'connecting' ? notConnected : condition;
  };

  const pause = (delayMs: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        cancel();
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.setTimer(end, delayMs);
      signal?.addEventListener('abort', end);
    });

  return {
    name: queue,
    pollMs: CUPS_LIMITS.pollMs,
    look,

    async print(job: PrintJob, signal): Promise<PrintResult> {
      const bytes = encodeJob(job, dotsPerMm);
      if (bytes === null) return { kind: 'not-printed', ...tooLarge };
      const before = await look();
      if (before.state === 'wrong') return { kind: 'not-printed', reason: before.reason, detail: before.detail };
      const answer = await run('lp', ['-d', queue, '-o', 'raw', '-t', 'ticket'], bytes);
      lastId = /request id is (\S+-\d+)/.exec(answer ?? '')?.[1] ?? null;
      if (lastId === null) {
        // One that was stopped because it took too long may have handed the ticket over.
        await takeBack();
        return { kind: 'not-printed', reason: 'not-responding', detail: 'CUPS did not take the ticket' };
      }
      let connectingMs = 0;
      for (let waitedMs = 0; waitedMs < CUPS_LIMITS.jobMs; waitedMs += CUPS_LIMITS.whilePrintingMs) {
        const waiting = await waitingJobs();
        const isGone = waiting !== null && !waiting.some(({ id }) => id === lastId);
        const found = await lookAtQueue();
        connectingMs = found.state === 'connecting' ? connectingMs + CUPS_LIMITS.whilePrintingMs : 0;
        const condition = !isGone && connectingMs > CUPS_LIMITS.connectingMs ? notConnected : found;
        if (condition.state === 'wrong') {
          if (!isGone) await takeBack();
          return { kind: 'not-printed', reason: condition.reason, detail: condition.detail };
        }
        if (isGone) return { kind: 'printed' };
        if (signal?.aborted) {
          await takeBack();
          return { kind: 'stopped' };
        }
        await pause(CUPS_LIMITS.whilePrintingMs, signal);
      }
      await takeBack();
      return { kind: 'not-printed', reason: 'not-responding', detail: 'the ticket did not leave the queue' };
    },

    close: () => Promise.resolve(),
  };
}

/** As CUPS knows this process; one without an entry among the users is "unknown" to it. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** What a command prints; null when it fails, is not installed or does not end. */
function runCommand(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  clock: DeviceClock,
  input: Uint8Array = new Uint8Array(),
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
    const cancel = clock.setTimer(() => child.kill('SIGKILL'), CUPS_LIMITS.commandMs);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(0, CUPS_LIMITS.outputBytes);
    });
    child.on('error', () => {
      cancel();
      resolve(null);
    });
    child.on('close', (code) => {
      cancel();
      resolve(code === 0 ? output : null);
    });
    // A command that ends early does not read what it is given.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
