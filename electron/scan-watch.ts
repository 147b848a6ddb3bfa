import type { ScannedCode } from '../native/citizen-id/code.ts';
import type { Scanner, ScannerEvent } from '../native/scanner/port.ts';
import type { ScanSeen, ScanWatchNews } from './bridge/messages.ts';

interface ScanWatchParts {
  scanner: Pick<Scanner, 'subscribe'>;
  parse: (bytes: Uint8Array) => ScannedCode;
  now: () => Date;
  /** A code is a person's data: it is told only where the devices are simulated, or to staff at their own device. */
  mayTellText: boolean;
}

type CodeEvent = Exclude<ScannerEvent, { type: 'status' }>;

/** Says first whether it tells the text, then tells `send` of every scan, until the returned function is called. */
type ScanWatch = (raw: boolean, send: (news: ScanWatchNews) => void) => () => void;

/** What arrives from the scanners: when, from which, how much, and what kind of code; the text only if asked and allowed. */
export function createScanWatch({ scanner, parse, now, mayTellText }: ScanWatchParts): ScanWatch {
  const describe = (event: CodeEvent, raw: boolean): ScanSeen => {
    const atIso = now().toISOString();
    if (event.type === 'rejected') {
      const { source, reason } = event.rejection;
      const nothing = { symbology: null, sizeBytes: null, code: null, text: null };
      return { kind: 'scan-seen', source, atIso, outcome: reason, ...nothing };
    }
    const { source, symbology, bytes } = event.scan;
    return {
      kind: 'scan-seen',
      source,
      atIso,
      outcome: 'code',
      symbology,
      sizeBytes: bytes.length,
      code: parse(bytes).kind,
      text: raw && mayTellText ? new TextDecoder().decode(bytes) : null,
    };
  };
  return (raw, send) => {
    send({ kind: 'scan-watch', tellsText: mayTellText });
    return scanner.subscribe((event) => {
      if (event.type !== 'status') send(describe(event, raw));
    });
  };
}
