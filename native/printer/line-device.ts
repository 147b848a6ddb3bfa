/** A printer that speaks ESC/POS on any line: opened when it is needed, asked how it is, believed only after it was asked again. */
import { type DeviceClock, systemClock } from '../clock.ts';
import {
  askWhenDone,
  clearBuffers,
  encodeJob,
  isDoneAnswer,
  partPaper,
  type PrintJob,
  restOfBand,
  restOfWidest,
  tooLarge,
} from './escpos.ts';
import { type JobFlag, noJobFlag } from './job-flag.ts';
import type { Condition, PrinterDevice, PrinterLine, PrinterTrouble, PrintResult } from './port.ts';
import { type Answers, conditionOf, isAnswer, type Question, questionBytes, questions } from './status.ts';

export interface LineDeviceOptions {
  clock?: DeviceClock;
  dotsPerMm: number;
  /** Outlives this process. */
  flag?: JobFlag;
}

export const LINE_LIMITS = {
  pollMs: 2_000,
  /** Printers answer DLE EOT within some milliseconds; behind a print server it is more. */
  answerMs: 700,
  /** A line that takes no byte for so long has a printer that takes none. */
  stallMs: 5_000,
  /** Written at once: small enough to stop between two, large enough for a fast line. */
  chunkBytes: 4_096,
  /** Between two looks at a printer that prints. */
  whilePrintingMs: 250,
  /** The slowest thermal printers; what does not answer GS r has printed after this. */
  slowestMmPerSecond: 50,
  /** The cutter, and the start of the motor. */
  cutMs: 1_000,
} as const;

/** Nothing of a printer's answers is larger; more is noise. */
const MAX_HEARD_BYTES = 64;

export function createLineDevice(
  line: PrinterLine,
  { clock = systemClock, dotsPerMm, flag = noJobFlag }: LineDeviceOptions,
): PrinterDevice {
  let isOpen = false;
  let isClosed = false;
  /** Whether it has ever answered, however often it was opened since: then silence means something. */
  let hasAnswered = false;
  let lost: string | null = null;
  /** Of the present job. What looks like its answer before it was asked for is something else. */
  let ending: 'not-asked' | 'asked' | 'reached' = 'not-asked';
  /**
   * A job that was cut off: a part of it may be in the printer still, or hang out of it. null: there is none. `of-before`: the
   * process before this one died in the middle of a ticket. `not-ours`: it did not; what another program left in the printer
   * is ended, but no paper is cut for it.
   */
  let cutOff: PrintJob | 'of-before' | 'not-ours' | null = flag.wasUnderWay ? 'of-before' : 'not-ours';
  /** What may be wanting of a band has been sent on trust, to a printer that has not answered. */
  let hasTriedRest = false;
  let heard: number[] = [];
  /** A slow line is as long on its way as what waits before it; nothing is held against the printer meanwhile. */
  const transitMs = line.backlog ? (line.backlog.bufferBytes / line.backlog.bytesPerSecond) * 1_000 : 0;
  /** Ends the present wait if it is over what has come. */
  let rouse = (): void => undefined;

  const waitFor = (isThere: () => boolean, longestMs: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        cancel();
        rouse = () => undefined;
        resolve();
      };
      const cancel = clock.setTimer(end, longestMs);
      rouse = () => {
        if (isThere() || lost !== null || isClosed) end();
      };
      rouse();
    });

  const drop = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await line.close();
  };

  /** Whether it is taken, and in time. */
  const inTime = async (taking: Promise<boolean>): Promise<boolean> => {
    const { promise, resolve } = Promise.withResolvers<false>();
    const cancel = clock.setTimer(() => {
      resolve(false);
    }, LINE_LIMITS.stallMs + transitMs);
    const taken = await Promise.race([taking, promise]);
    cancel();
    // A pulled cable fails the write a moment before the line is said to be lost.
    if (!taken && lost === null) await waitFor(() => false, LINE_LIMITS.answerMs);
    return taken;
  };

  /** True: on its way. */
  const write = (bytes: Uint8Array): Promise<boolean> => inTime(line.write(bytes));

  /** null: open. */
  const open = async (): Promise<PrinterTrouble | null> => {
    if (isOpen) return null;
    if (isClosed) return { reason: 'not-reachable', detail: 'closed' };
    lost = null;
    heard = [];
    const opened = await line.open({
      onBytes: (chunk) => {
        for (const byte of chunk) {
          if (isDoneAnswer(byte)) ending = ending === 'asked' ? 'reached' : ending;
          else if (isAnswer(byte) && heard.length < MAX_HEARD_BYTES) heard.push(byte);
        }
        rouse();
      },
      onLost: (detail) => {
        lost = detail;
        isOpen = false;
        rouse();
      },
    });
    if (!opened.ok) return opened;
    isOpen = true;
    if (cutOff !== null) await write(clearBuffers);
    return null;
  };

  const askOne = async (question: Question): Promise<number | null> => {
    heard = [];
    if (!(await write(questionBytes(question)))) return null;
    await waitFor(() => heard.length > 0, LINE_LIMITS.answerMs);
    return heard[0] ?? null;
  };

  const hasEnded = (): boolean => ending === 'reached';

  const gone = (): PrinterTrouble => ({ reason: 'not-reachable', detail: lost ?? 'the printer is gone' });

  /** null: it is silent. */
  const ask = async (): Promise<Answers | null> => {
    const answers: Answers = {};
    for (const question of questions) {
      const answer = lost === null ? await askOne(question) : null;
      if (answer !== null) answers[question] = answer;
      // One that leaves the first unanswered answers none.
      else if (question === 1) return null;
    }
    return answers;
  };

  const look = async (): Promise<Condition> => {
    const refused = await open();
    if (refused) return { state: 'wrong', reason: refused.reason, detail: refused.detail };
    let answers = await ask();
    if (answers === null && (hasAnswered || !hasTriedRest) && cutOff !== null && lost === null) {
      hasTriedRest = true;
      // Some take a question in the middle of a band for a part of it.
      const rest = typeof cutOff === 'string' ? restOfWidest(dotsPerMm) : restOfBand(cutOff);
      if ((await sendAll(rest, undefined)) === null) answers = await ask();
    }
    if (lost !== null) return { state: 'wrong', ...gone() };
    if (answers !== null) {
      hasAnswered = true;
      return conditionOf(answers);
    }
    if (!hasAnswered) return { state: 'fine', isLow: false };
    // Opened anew: a line that is stuck may come back by that.
    await drop();
    return { state: 'wrong', reason: 'not-responding', detail: 'it has answered before and is silent now' };
  };

  /** One that prints, or whose memory is full, may hear nothing: silence is held against it only when it must be done. */
  const lookWhilePrinting = async (): Promise<Condition> => {
    const answers = await ask();
    if (lost !== null) return { state: 'wrong', ...gone() };
    return conditionOf(answers ?? {});
  };

  const forget = async (): Promise<void> => {
    if (isOpen) await write(clearBuffers);
    await drop();
  };

  const onlyPart = async (): Promise<PrintResult> => {
    const silent = { reason: 'not-responding', detail: 'it took only a part of the ticket' } as const;
    const trouble = lost === null ? silent : gone();
    await drop();
    return { kind: 'not-printed', ...trouble };
  };

  /** null: all of it has left this computer, so that a question that follows is not behind it. */
  const sendAll = async (bytes: Uint8Array, signal: AbortSignal | undefined): Promise<PrintResult | null> => {
    for (let at = 0; at < bytes.length; at += LINE_LIMITS.chunkBytes) {
      if (signal?.aborted) return { kind: 'stopped' };
      if (!(await write(bytes.subarray(at, at + LINE_LIMITS.chunkBytes)))) return onlyPart();
    }
    return !line.backlog || (await inTime(line.backlog.drained())) ? null : onlyPart();
  };

  /** Nothing of any job is left in the printer. */
  const settle = async (): Promise<void> => {
    cutOff = null;
    await flag.lower();
  };

  /** Looks, and ends what was cut off before; null: the printer is ready for this job. */
  const makeReady = async (job: PrintJob): Promise<PrintResult | null> => {
    const found = await look();
    if (found.state === 'wrong') return notPrinted(found);
    if (cutOff === null) return null;
    const before = typeof cutOff === 'string' ? job : cutOff;
    const parting = cutOff === 'not-ours' ? new Uint8Array() : partPaper(before, dotsPerMm);
    const ended = await sendAll(Buffer.concat([restOfBand(before), parting]), undefined);
    if (ended) return ended;
    const after = await look();
    if (after.state === 'wrong') return notPrinted(after);
    await settle();
    return null;
  };

  /** Looks at it until it says that the job, all of which was sent, is printed, or must have printed it. */
  const whenOut = async ({ bitmap }: PrintJob): Promise<Condition> => {
    const printsMs = (bitmap.heightDots / dotsPerMm / LINE_LIMITS.slowestMmPerSecond) * 1_000;
    let isDue = false;
    const cancel = clock.setTimer(
      () => {
        isDue = true;
      },
      printsMs + LINE_LIMITS.cutMs + transitMs,
    );
    for (;;) {
      const wasDone = hasEnded() || isDue;
      const condition = await (wasDone || !isOpen ? look() : lookWhilePrinting());
      // Asked once more after it is said to be done: the last line may have been the one without paper.
      if (wasDone || condition.state === 'wrong') {
        cancel();
        return condition;
      }
      await waitFor(hasEnded, LINE_LIMITS.whilePrintingMs);
    }
  };

  return {
    name: line.name,
    pollMs: LINE_LIMITS.pollMs,
    look,

    async print(job: PrintJob, signal) {
      const bytes = encodeJob(job, dotsPerMm);
      if (bytes === null) return { kind: 'not-printed', ...tooLarge };
      const refused = await makeReady(job);
      if (refused) return refused;
      await flag.raise();
      if (signal?.aborted) {
        await flag.lower();
        return { kind: 'stopped' };
      }
      ending = 'not-asked';
      cutOff = job;
      const ended = await sendAll(bytes, signal);
      if (ended?.kind === 'stopped') {
        await forget();
        await makeReady(job);
      }
      if (ended) return ended;
      if (!hasAnswered) {
        await settle();
        return { kind: 'printed' };
      }
      ending = 'asked';
      const unasked = await sendAll(askWhenDone, undefined);
      if (unasked) return unasked;
      const isOut = await whenOut(job);
      if (isOut.state === 'wrong') {
        await forget();
        return notPrinted(isOut);
      }
      await settle();
      return { kind: 'printed' };
    },

    async close() {
      isClosed = true;
      await drop();
      rouse();
    },
  };
}

const notPrinted = ({ reason, detail }: PrinterTrouble): PrintResult => ({ kind: 'not-printed', reason, detail });
