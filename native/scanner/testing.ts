import { createScanner, type ScannerOptions } from './byte-source-scanner.ts';
import type { ByteSource, ScannerEvent, SourceHandlers } from './port.ts';

export type Opened = Awaited<ReturnType<ByteSource['open']>>;

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const away: Opened = { ok: false, reason: 'not-reachable', detail: 'no such port' };

/** A source that answers each opening as the test says, and keeps every set of handlers it was given. */
export class ScriptedSource implements ByteSource {
  readonly name = 'scripted';
  readonly openings: SourceHandlers[] = [];
  readonly answers: (Opened | Promise<Opened> | Error)[] = [];
  closings = 0;

  async open(handlers: SourceHandlers): Promise<Opened> {
    this.openings.push(handlers);
    const answer = this.answers.shift() ?? { ok: true };
    if (answer instanceof Error) throw answer;
    return answer;
  }

  async close(): Promise<void> {
    this.closings += 1;
  }

  get latest(): SourceHandlers {
    return this.openings.at(-1)!;
  }
}

/** What a listener heard, one short line each. */
export function listenTo(source: ByteSource, options?: ScannerOptions) {
  const scanner = createScanner(source, options);
  const heard: string[] = [];
  const line = (event: ScannerEvent): string => {
    if (event.type === 'scan') return `scan ${new TextDecoder().decode(event.scan.bytes)}`;
    if (event.type === 'rejected') return `rejected ${event.rejection.reason}`;
    return event.status.state === 'ready' ? 'ready' : `${event.status.reason}: ${event.status.detail}`;
  };
  const unsubscribe = scanner.subscribe((event) => void heard.push(line(event)));
  return { scanner, heard, unsubscribe };
}
