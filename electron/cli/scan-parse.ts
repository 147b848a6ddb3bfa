import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MAX_CODE_BYTES } from '../../native/citizen-id/code-text.ts';
import { parseCode } from '../../native/citizen-id/parse-code.ts';
import { openServiceClock } from '../../sync/queue/service-day.ts';
import { codeFormats } from '../code-formats.ts';
import { describeProblem, loadConfiguration } from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import type { Shared } from './command.ts';
import { complain, type ExitCode, exitCodes } from './output.ts';

const LF = 0x0a;
const CR = 0x0d;
/** As much of a line as shows that it is too long. The rest is dropped: a line need not have an end. */
const KEPT_LINE_BYTES = MAX_CODE_BYTES + 1;

/**
 * `tiepdon scan parse`: codes from standard input, one a line, by the formats of the configuration; prints what each line that
 * is not empty is, one JSON value a line. No station takes part, and a station may be running.
 */
export async function parseScans(
  options: Shared,
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<ExitCode> {
  const loaded = loadConfiguration(dataFolderAt(options.data ?? defaultDataFolder(process.env)).path);
  if (!loaded.ok) {
    complain(options.json, loaded.problems.map(describeProblem).join('; '));
    return exitCodes.invalid;
  }
  const formats = codeFormats(loaded.configuration);
  const { timeZone, afternoonFrom } = loaded.configuration.hospital;
  const clock = openServiceClock(() => new Date(), timeZone, afternoonFrom);
  const answers = (lines: readonly Uint8Array[]): string => {
    const today = clock().serviceDate;
    return lines.map((line) => `${JSON.stringify(parseCode(line, { ...formats, today }))}\n`).join('');
  };

  try {
    await pipeline(
      input,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        const splitter = openLineSplitter();
        for await (const chunk of chunks) yield answers(splitter.push(chunk));
        yield answers(splitter.end());
      },
      output,
      { end: false },
    );
  } catch (error) {
    // Whoever reads the answers has seen enough.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return exitCodes.done;
    throw error;
  }
  await new Promise((written) => output.write('', written));
  return exitCodes.done;
}

/** Cuts bytes into lines that are not empty, at LF, CR LF and the CR that scanners end codes with; the last one needs no end. */
export function openLineSplitter(): { push(chunk: Uint8Array): Uint8Array[]; end(): Uint8Array[] } {
  let begun: Uint8Array = new Uint8Array();
  const join = (more: Uint8Array): Uint8Array =>
    begun.length === 0
      ? more.subarray(0, KEPT_LINE_BYTES)
      : Buffer.concat([begun, more.subarray(0, KEPT_LINE_BYTES - begun.length)]);
  const whole = (line: Uint8Array): Uint8Array[] => {
    begun = new Uint8Array();
    return line.length === 0 ? [] : [line];
  };
  return {
    push: (chunk) => {
      const lines: Uint8Array[] = [];
      let from = 0;
      for (const [at, byte] of chunk.entries()) {
        if (byte !== LF && byte !== CR) continue;
        lines.push(...whole(join(chunk.subarray(from, at))));
        from = at + 1;
      }
      // A copy: what was read may be written over before the line goes on.
      begun = Uint8Array.from(join(chunk.subarray(from)));
      return lines;
    },
    end: () => whole(begun),
  };
}
