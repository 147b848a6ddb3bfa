import { rememberSigner } from '../emrtd/authenticity.ts';
import type { ChipReadResult } from '../emrtd/chip.ts';
import { applyVerifier, type ChipVerifier } from '../emrtd/chip-verifier.ts';
import { parseSod } from '../emrtd/sod.ts';
import type { Judging } from './apdu-reader.ts';
import type { DocumentReader, DocumentReadOptions, ReaderStatus } from './port.ts';

/**
 * A reader that delivers a document as a whole: what an outside service says of its issuer, and that its signer was met,
 * is added to the verdict when all is there.
 */
export function judgedReader(reader: DocumentReader, { verifier, knownSigners }: Judging): DocumentReader {
  const read = async (status: Extract<ReaderStatus, { state: 'card' }>, options: DocumentReadOptions) => {
    const result = await status.read(options);
    const judged = verifier ? await verify(result, verifier, options) : result;
    if (judged.ok && knownSigners) rememberSigner(judged.chip.authenticity, knownSigners);
    return judged;
  };
  const judged = (status: ReaderStatus): ReaderStatus =>
    status.state === 'card' ? { ...status, read: (options) => read(status, options) } : status;
  return {
    get status() {
      return judged(reader.status);
    },
    subscribe: (listener) => reader.subscribe((status) => listener(judged(status))),
    close: () => reader.close(),
  };
}

async function verify(
  result: ChipReadResult,
  verifier: ChipVerifier,
  { signal = new AbortController().signal }: DocumentReadOptions,
): Promise<ChipReadResult> {
  if (!result.ok || result.chip.authenticity.verdict !== 'consistent') return result;
  const parsed = parseSod(result.chip.sod);
  const signer = parsed.ok ? parsed.sod.documentSigner : null;
  if (!signer) return result;
  const answer = await verifier.verify({ sod: result.chip.sod, documentSigner: signer.der }, signal);
  return { ok: true, chip: { ...result.chip, authenticity: applyVerifier(result.chip.authenticity, answer) } };
}
